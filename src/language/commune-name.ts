import { clean, fold, toneLast } from './fold.ts';
import { committeeEnd } from './unit-name.ts';

/** Which of the communes known a name means. */
export type CommuneMeant =
  /** However its level and committee are shortened. */
  | { kind: 'known'; name: string }
  /** By what one of two spellings leaves out, where only one can be meant: `name` is the fuller, `less` the other. */
  | { kind: 'understood'; name: string; less: string }
  | { kind: 'unclear'; names: string[] }
  | { kind: 'new'; name: string };

interface Spelled {
  name: string;
  /** Xã, phường, thị trấn; null where it is left out. */
  level: string | null;
  /** The name proper, with its accents. */
  bare: string;
  folded: string;
  /** Typed without any accent: which it has is not said. */
  isPlain: boolean;
}

const LEVELS: readonly (readonly string[])[] = [['xã'], ['phường'], ['thị', 'trấn']];
const SHORT_LEVELS = new Map([
  ['x', 'xã'],
  ['p', 'phường'],
  ['tt', 'thị trấn'],
]);

/** "xã Tân Phú, huyện Tân Yên": what is above says nothing of which commune of one district. */
const ABOVE = /\s*[,;(].*$|\s+-\s.*$|\s+(?:huyện|quận|thị xã|thành phố|tỉnh)\s.*$/iu;

/**
 * Finds the commune a name means among those known. A commune, a ward and a township of one name are three; names that
 * differ by accents are two, unless one of them is typed without any.
 */
export function createCommunes(known: readonly string[]): (typed: string) => CommuneMeant {
  const all = known.map(spell);
  return (typed) => {
    const one = spell(typed);
    const same = all.find(({ level, bare }) => level === one.level && bare === one.bare);
    if (same) return { kind: 'known', name: same.name };
    const near = all.filter(({ level }) => level === null || one.level === null || level === one.level);
    const alike = near.filter(({ bare }) => bare === one.bare);
    const plain = near.filter((other) => (one.isPlain || other.isPlain) && other.folded === one.folded);
    const [only, ...others] = distinct(alike.length > 0 ? alike : plain);
    if (!only) return { kind: 'new', name: one.name };
    if (others.length > 0) return { kind: 'unclear', names: [only, ...others].map(({ name }) => name) };
    const isFuller = (one.level !== null || only.level === null) && (!one.isPlain || only.isPlain);
    const [name, less] = isFuller ? [one.name, only.name] : [only.name, one.name];
    return { kind: 'understood', name, less };
  };
}

/**
 * Which of the `given` names mean the commune `name`, where these communes are known: `same` without a doubt, `doubtful`
 * where another commune may be meant as well.
 */
export function spellingsOf(
  name: string,
  given: readonly string[],
  known: readonly string[],
): { same: string[]; doubtful: string[] } {
  const find = createCommunes([name, ...known]);
  const readings = given.map((other) => ({ other, meant: find(other) }));
  return {
    same: readings.flatMap(({ other, meant }) =>
      (meant.kind === 'known' && meant.name === name) ||
      (meant.kind === 'understood' && [meant.name, meant.less].includes(name))
        ? [other]
        : [],
    ),
    doubtful: readings.flatMap(({ other, meant }) =>
      meant.kind === 'unclear' && meant.names.includes(name) ? [other] : [],
    ),
  };
}

/** Each commune once, as it is known first. */
const distinct = (names: readonly Spelled[]): Spelled[] =>
  names.filter(
    (one, at) => names.findIndex(({ level, bare }) => level === one.level && bare === one.bare) === at,
  );

function spell(name: string): Spelled {
  const typed = clean(name);
  const words = typed.replace(ABOVE, '').match(/[\p{L}\p{M}]+|\d+/gu) ?? [];
  const folded = words.map(fold);
  const committee = committeeEnd(folded, 0);
  const level = levelAt(words, committee);
  const rest = words.slice(committee + (level?.words ?? 0)).map(properWord);
  return {
    name,
    level: level?.name ?? null,
    bare: rest.map(toneLast).join(' '),
    folded: rest.map(fold).join(' '),
    isPlain: fold(typed) === typed.toLowerCase(),
  };
}

/** The word of the level, in full or shortened, where a name follows it. */
function levelAt(words: readonly string[], at: number): { name: string; words: number } | undefined {
  const long = LEVELS.find(
    (level) => words.length > at + level.length && level.every((word, i) => isWord(words[at + i], word)),
  );
  if (long) return { name: long.join(' '), words: long.length };
  const short = words.length > at + 1 ? SHORT_LEVELS.get(words[at]?.toLowerCase() ?? '') : undefined;
  return short === undefined ? undefined : { name: short, words: 1 };
}

/** "xã" or "xa"; "Xá" is the beginning of a name. */
const isWord = (typed: string | undefined, word: string): boolean =>
  typed !== undefined && (toneLast(typed) === toneLast(word) || typed.toLowerCase() === fold(word));

/** "Phường 01" is "Phường 1". */
const properWord = (word: string): string => (/^\d+$/.test(word) ? word.replace(/^0+(?=\d)/, '') : word);
