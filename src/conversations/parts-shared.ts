import { fold } from '../language/fold.ts';
import type { Draft } from '../services/drafts.ts';
import { sectionsOf, tablesOf } from './form-draft.ts';

/** A section or table of a form, as it can be given to a colleague by itself. */
export interface SharedPart {
  key: string;
  code: string;
  name: string;
  isTable: boolean;
}

/** What of a form can be given to a colleague by itself: its sections and its tables. */
export const shareable = (draft: Draft): SharedPart[] => [
  ...sectionsOf(draft).map(({ heading: { key, code, name } }) => ({ key, code, name, isTable: false })),
  ...tablesOf(draft).map(({ key, code, title }) => ({
    key,
    code,
    name: title,
    isTable: true,
  })),
];

/** Parts of a form named in words: "III, IV và Phụ lục 2", "phần TTHC"; what names none, or several, is unknown. */
export function partsNamed(draft: Draft, text: string): { found: SharedPart[]; unknown: string[] } {
  const parts = shareable(draft);
  // Names of sections hold commas and "và" themselves.
  const whole = partCalled(parts, text);
  if (whole) return { found: [whole], unknown: [] };
  const found = new Map<string, SharedPart>();
  const unknown: string[] = [];
  for (const said of text.split(/[,;\n]|\s+và\s+|\s+va\s+/u).map((one) => one.trim())) {
    if (said === '') continue;
    const part = partCalled(parts, said);
    if (part) found.set(part.key, part);
    else unknown.push(said);
  }
  return { found: [...found.values()], unknown };
}

/** By code or name; failing these by words of the name or its initials, where only one is meant. */
function partCalled(parts: readonly SharedPart[], typed: string): SharedPart | undefined {
  const said = plain(typed);
  const exact = parts.find(({ code, name }) => [plain(code), plain(name)].includes(said));
  if (exact || said.length < SHORTEST_WORD) return exact;
  const named = parts.filter(
    ({ name }) => ` ${plain(name)} `.includes(` ${said} `) || initials(name).includes(said),
  );
  // "TTHC" is the section before it is the table of its files.
  const sections = named.filter(({ isTable }) => !isTable);
  const [only, another] = sections.length > 0 ? sections : named;
  return another ? undefined : only;
}

/** Below this initials and words stand in too many names. */
const SHORTEST_WORD = 3;

/** "TTHC" of "Cải cách thủ tục hành chính". */
const initials = (name: string): string =>
  plain(name)
    .split(/[^\p{L}]+/u)
    .map((word) => word.charAt(0))
    .join('');

/** Without accents, and without the word before a code. */
const plain = (text: string): string =>
  fold(text)
    .trim()
    .replace(/^(?:cac |nhung )?(?:muc|phan)\s+/, '')
    .replace(/[.:]+$/, '');
