import { clean, foldLetters } from './fold.ts';

/** A unit as the matcher knows it. */
export interface UnitName {
  /** The canonical name; what the matcher answers with. */
  name: string;
  aliases: readonly string[];
  level: string;
  /** Canonical name of the unit above: tells communes of one name apart. */
  parent?: string | null;
}

/** The word of the level before a name: sở, huyện, quận … */
export type Kind =
  'so' | 'huyen' | 'quan' | 'thixa' | 'thanhpho' | 'xa' | 'phuong' | 'thitran' | 'tinh' | 'phong';

export const KIND_WORDS: readonly [readonly string[], Kind][] = [
  [['so'], 'so'],
  [['huyen'], 'huyen'],
  [['quan'], 'quan'],
  [['thi', 'xa'], 'thixa'],
  [['thanh', 'pho'], 'thanhpho'],
  [['xa'], 'xa'],
  [['phuong'], 'phuong'],
  [['thi', 'tran'], 'thitran'],
  [['tinh'], 'tinh'],
  [['phong'], 'phong'],
];
/** As shortened in messages, where they say less: "h." may also be giờ. */
export const SHORT_KINDS: Readonly<Record<string, Kind>> = {
  h: 'huyen',
  q: 'quan',
  tx: 'thixa',
  tp: 'thanhpho',
  x: 'xa',
  p: 'phuong',
  tt: 'thitran',
  s: 'so',
};

/** Words that join a name and are often left out. */
export const JOINERS = new Set(['va', 'cac', 'cua']);

export interface NameParts {
  kind: Kind | null;
  /** True for UBND, ủy ban nhân dân. */
  committee: boolean;
  /** Folded words of the name proper, joiners left out. */
  core: string[];
}

/** Takes a name apart: "UBND huyện Bù Đăng" → committee, huyện, [bu, dang]. */
export function nameParts(name: string, expansions: ReadonlyMap<string, readonly string[]>): NameParts {
  const words = (foldLetters(clean(name)).match(/[a-z0-9]+/g) ?? []).flatMap(
    (word) => expansions.get(word) ?? [word],
  );
  let at = committeeEnd(words, 0);
  const committee = at > 0;
  // In "UBND tỉnh" the level is all the name there is.
  const found = KIND_WORDS.find(
    ([kind]) => words.length > at + kind.length && kind.every((word, i) => words[at + i] === word),
  );
  if (found) at += found[0].length;
  const short = !found && words.length > at + 1 ? SHORT_KINDS[words[at] ?? ''] : undefined;
  if (short) at += 1;
  const core: string[] = [];
  for (let i = at; i < words.length; i += 1) {
    const end = committeeEnd(words, i);
    if (end > i) {
      core.push('ubnd');
      i = end - 1;
    } else if (!JOINERS.has(words[i] ?? '')) core.push(words[i] ?? '');
  }
  return { kind: found?.[1] ?? short ?? null, committee, core };
}

/** The index after "ubnd", "uỷ ban nhân dân", "ủy ban", "ub"; `index` itself where none stands there. */
export function committeeEnd(words: readonly string[], index: number): number {
  const word = words[index];
  if (word === 'ubnd' || word === 'ub' || word === 'ubnnd' || word === 'ubdn') return index + 1;
  if (word !== 'uy' || words[index + 1] !== 'ban') return index;
  return words[index + 2] === 'nhan' && words[index + 3] === 'dan' ? index + 4 : index + 2;
}

/** "kh", "ubnd", "2": what is short already is not shortened again. */
const isShort = (word: string): boolean => word === 'ubnd' || !/[aeiouy]/.test(word) || /^\d/.test(word);

/**
 * The ways a name proper is shortened, glued: "ke hoach dau tu" gives kehoachdautu, khdt, khdautu, kehoachdt, khdtu…
 * Long names get the commonest only.
 */
export function shortenings(core: readonly string[], everyMask: boolean): Set<string> {
  const forms = new Set<string>();
  const n = core.length;
  const initial = (word: string): string => (isShort(word) ? word : (word[0] ?? ''));
  if (everyMask && n <= 7) {
    for (let mask = 0; mask < 2 ** n; mask += 1)
      forms.add(core.map((word, i) => ((mask >> i) & 1 ? initial(word) : word)).join(''));
    return forms;
  }
  for (let k = 0; k <= n; k += 1) {
    const [head, tail] = [core.slice(0, k), core.slice(k)];
    forms.add(head.join('') + tail.map(initial).join(''));
    forms.add(head.map(initial).join('') + tail.join(''));
  }
  return forms;
}
