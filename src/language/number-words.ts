import { foldLetters } from './fold.ts';
import { canBe, type Token } from './tokens.ts';

/** Spoken digits, with the forms they take after tens ("hai mốt", "ba tư", "hai lăm"). */
const DIGITS: readonly [string, number][] = [
  ['không', 0],
  ['một', 1],
  ['mốt', 1],
  ['hai', 2],
  ['ba', 3],
  ['bốn', 4],
  ['tư', 4],
  ['năm', 5],
  ['lăm', 5],
  ['nhăm', 5],
  ['sáu', 6],
  ['bảy', 7],
  ['bẩy', 7],
  ['tám', 8],
  ['chín', 9],
];

/** Whether a power speaks of money: triệu and tỷ imply it, trđ says it. */
export type Money = 'no' | 'implied' | 'said';

const POWERS: readonly [string, number, Money][] = [
  ['chục', 1, 'no'],
  ['trăm', 2, 'no'],
  ['nghìn', 3, 'no'],
  ['ngàn', 3, 'no'],
  ['k', 3, 'no'],
  ['vạn', 4, 'no'],
  ['triệu', 6, 'implied'],
  ['tr', 6, 'implied'],
  ['trđ', 6, 'said'],
  ['trđồng', 6, 'said'],
  ['tỷ', 9, 'implied'],
  ['tỉ', 9, 'implied'],
  ['tỷđ', 9, 'said'],
];

/** What is counted, as written out and as officials shorten it. */
const MEASURES: readonly string[] = (
  'hồ sơ:hs,hsơ,hồsơ|văn bản:vb,vbản|nhiệm vụ:nv,nvụ|thủ tục:tt|thủ tục hành chính:tthc|người:ng,ngừi|phiếu:|cuộc:|lượt:|lượt người:' +
  '|đơn vị:đv,đvị|cơ quan:cq|cơ quan, đơn vị:|vấn đề:vđ|kiến nghị:kn|pakn:|phản ánh:|phản ánh, kiến nghị:|dvc:|dịch vụ:dv|dịch vụ công:' +
  '|trường hợp:|ca:|đồng chí:đc|cán bộ:cb|công chức:cc|viên chức:vc|cán bộ, công chức:cbcc|biên chế:|hợp đồng:hđ|xã:|phường:|huyện:|sở:' +
  '|ngày:|tháng:|năm:|tuần:|giờ:|lần:|lớp:|tin:|bài:|tin bài:|tin, bài:|buổi:|hội nghị:|điểm:|bộ:|bản:|quyết định:qđ|kế hoạch:|báo cáo:|công văn:cv' +
  '|cái:|việc:|mục:|chỉ tiêu:|lĩnh vực:|phòng:|phòng ban:|đoàn:|doanh nghiệp:dn|hộ:|hộ dân:|vụ:|vụ việc:|sáng kiến:|tổ:|máy:|bộ máy tính:|máy tính:' +
  '|lãnh đạo:|đề án:|dự án:|quy trình:|tài khoản:|chữ ký số:|ngày làm việc:|đảng viên:|chuyên đề:|mô hình:|giải pháp:|quý:|cấp:|chi nhánh:|nội dung:|tồn tại:|đvsn:|đơn vị sự nghiệp:'
)
  .split('|')
  .flatMap((entry) => {
    const [name = '', short = ''] = entry.split(':');
    return [name, ...(short === '' ? [] : short.split(',').map((form) => `${form}=${name}`))];
  });

const COUNTED = new Map<string, string>(
  MEASURES.map((entry) => {
    const [form = '', name = form] = entry.split('=');
    return [foldLetters(form).replace(/[^a-z]+/g, ' '), name];
  }),
);
const LONGEST_MEASURE = 4;

const byFold = <T extends readonly [string, ...unknown[]]>(list: readonly T[]): Map<string, T[]> => {
  const map = new Map<string, T[]>();
  for (const entry of list) {
    const key = foldLetters(entry[0]);
    map.set(key, [...(map.get(key) ?? []), entry]);
  }
  return map;
};
const digits = byFold(DIGITS);
const powers = byFold(POWERS);

export function digitOf(token: Token | undefined): number | undefined {
  if (token?.kind !== 'word') return undefined;
  return digits.get(token.folded)?.find(([form]) => canBe(token, form))?.[1];
}

export function powerOf(token: Token | undefined): { power: number; money: Money } | undefined {
  if (token?.kind !== 'word') return undefined;
  const found = powers.get(token.folded)?.find(([form]) => canBe(token, form));
  return found && { power: found[1], money: found[2] };
}

/** The measure written out from `index` on ("nv" → nhiệm vụ), the longest that fits. */
export function measureAt(
  tokens: readonly Token[],
  index: number,
): { name: string; end: number } | undefined {
  const words: string[] = [];
  let found: { name: string; end: number } | undefined;
  for (let at = index; at < tokens.length && words.length < LONGEST_MEASURE; at += 1) {
    const token = tokens[at];
    if (token?.raw === ',' && words.length > 0) continue;
    if (token?.kind !== 'word') break;
    words.push(token.folded);
    const name = COUNTED.get(words.join(' '));
    if (name !== undefined && spellsAlike(tokens.slice(index, at + 1), name)) found = { name, end: at + 1 };
  }
  return found;
}

/** "xa" can be xã, "xa" typed as xá cannot. Shortened forms have no spelling to compare. */
function spellsAlike(tokens: readonly Token[], name: string): boolean {
  const words = tokens.filter((token) => token.kind === 'word');
  const written = name.replace(/,/g, '').split(' ');
  if (
    words.length !== written.length ||
    words.some((word, i) => word.folded !== foldLetters(written[i] ?? ''))
  )
    return true;
  return words.every((word, i) => canBe(word, written[i] ?? ''));
}
