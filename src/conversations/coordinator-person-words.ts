import type { Role } from '../domain/grants.ts';
import { clean, fold } from '../language/fold.ts';
import { commandOf } from './commands.ts';

/** Roles given on a unit; seats of a team come with the plan. */
export const GIVEN_ROLES = ['focal', 'unit_head', 'coordinator'] as const satisfies readonly Role[];
export type GivenRole = (typeof GIVEN_ROLES)[number];

const LONGEST_FIELD = 120;
const OPENING =
  /^(?:đề nghị\s+)?(?:thêm|bổ sung|khai báo)\s+(?:người dùng\s+|người\s+)?(?:mới\s+)?[:,]?\s*|^(?:(?:đồng chí|đ\/c|ông|bà|anh|chị)\s+)/iu;
/** Words between the parts of a sentence; in names and titles they stand in capitals or not at all. */
const JOINTS = /\s*[;,\n]\s*|\s+(?:là|làm|ở|tại|thuộc|công tác tại|vai trò(?: là)?)\s+/u;
const ROLE_AT_END = /\s+(?:(?:cán bộ )?đầu mối|cơ quan thường trực)$/iu;
const STARTS_AS_UNIT =
  /^(?:sở|ubnd|ủy ban|uỷ ban|huyện|thị xã|thành phố|tỉnh|xã|phường|cục|so|huyen|thi xa)\s/iu;
/** What people ask or order: none of it is a name or a title. Small letters, as in a question: "Hạn" may be a name. */
const ASKING =
  /\?|(?:^|\s)(?:ai|lịch|hạn|đôn đốc|don doc|tình hình|tinh hinh|số liệu|so lieu|khi nào|khi nao|bao giờ|bao gio|bao nhiêu|bao nhieu|thế nào|the nao|mấy giờ|chưa|nhắc|gia hạn|lich|han)(?=\s|[?.,]|$)/u;

/** "Nguyễn Thị Mẫu, trưởng phòng, Sở Công Thương, đầu mối", or the same as a sentence, in parts. */
export const partsOf = (typed: string): string[] => {
  let rest = typed.trim();
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(OPENING, '');
  }
  return rest
    .split(JOINTS)
    .map((part) => clean(part).replace(/[.]+$/, ''))
    .filter((part) => part !== '');
};

/** A question or a command of the bot, typed where a part of a person was expected. */
export const isAsking = (part: string): boolean => {
  const [first = '', ...rest] = part.split(' ');
  return ASKING.test([first.toLowerCase(), ...rest].join(' ')) || commandOf(part) !== undefined;
};

/** Two to six words of letters. */
export const isName = (part: string): boolean => {
  const words = part.split(' ');
  return (
    words.length >= 2 &&
    words.length <= 6 &&
    part.length <= LONGEST_FIELD &&
    words.every((word) => /^[\p{L}\p{M}'.-]+$/u.test(word)) &&
    !STARTS_AS_UNIT.test(part)
  );
};

export const isTitle = (part: string): boolean => part.length <= LONGEST_FIELD && /\p{L}{2}/u.test(part);

/** The role words say; with `alone` only where they say nothing else, lest "Giám đốc" be taken out of a title. */
export function roleMeant(words: string, alone = false): GivenRole | undefined {
  const meant = fold(words);
  if (
    alone &&
    !/^(?:(?:can bo )?dau moi|lanh dao(?: don vi| co quan)?|(?:co quan )?thuong truc)$/.test(meant)
  )
    return undefined;
  if (/dau moi|can bo|focal/.test(meant)) return 'focal';
  if (/lanh dao|thu truong|giam doc|chu tich|unit_head/.test(meant)) return 'unit_head';
  return /thuong truc|dieu phoi|coordinator/.test(meant) ? 'coordinator' : undefined;
}

/** "trưởng phòng Sở Công Thương đầu mối" said without commas: title, unit, role, as far as the unit's own name parts them. */
export function withoutCommas(
  part: string,
  findUnits: (text: string) => readonly { name: string }[],
): string[] {
  const role = ROLE_AT_END.exec(part);
  const rest = role ? part.slice(0, role.index) : part;
  const [unit, another] = findUnits(rest);
  const parts = [rest];
  if (unit && !another) {
    const words = rest.split(' ');
    const start = words.findIndex((_, index) => fold(words.slice(index).join(' ')) === fold(unit.name));
    if (start > 0) parts.splice(0, 1, words.slice(0, start).join(' '), words.slice(start).join(' '));
  }
  return role ? [...parts, role[0].trim()] : parts;
}
