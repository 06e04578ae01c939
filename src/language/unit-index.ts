import { foldLetters } from './fold.ts';
import { createSpellingIndex, type SpellingIndex } from './spelling-index.ts';
import { nameParts, shortenings, type Kind, type UnitName } from './unit-name.ts';

/** What the lexicon says about names of units. */
export interface UnitWords {
  /** Shortened parts of names and their words: kcn → khu công nghiệp. */
  expansions: Readonly<Record<string, string>>;
  /** Names that are everyday words: never a unit without "sở" before them. */
  neverBare: readonly string[];
  /** Everyday words: no shortening that is one stands for a name by itself, none is a slip in a name. */
  everyday?: EverydayWords;
}

export interface EverydayWords {
  spelled: ReadonlySet<string>;
  folded: ReadonlySet<string>;
}

/** A way of writing a unit's name. */
export interface UnitEntry {
  /** Position in the registry. */
  unit: number;
  kind: Kind | null;
  /** 3: the name or an alias in full, 2: shortened, 1: its beginning only. */
  strength: 1 | 2 | 3;
  /** True where only the level word before it makes it a name. */
  needsKind: boolean;
}

/** Names by their letters glued together: no name is compared with a message it shares no beginning with. */
export interface UnitIndex {
  entries: ReadonlyMap<string, readonly UnitEntry[]>;
  /** The first letters of all names, up to PREFIX. */
  prefixes: ReadonlySet<string>;
  /** All words of all names. */
  spellings: SpellingIndex;
  /** Everyday words: no slips of the finger in a name. */
  everyday: ReadonlySet<string>;
}

/** Letters of a name that decide whether it is worth reading on. */
export const PREFIX = 7;
/** Letters a shortened place needs to stand without its level word: "lninh", not "han" for Hải An. */
const SHORTEST_PLACE = 5;
const COMMUNES = new Set<Kind | null>(['xa', 'phuong', 'thitran']);
export const TERRITORIES = new Set<Kind | null>([
  'huyen',
  'quan',
  'thixa',
  'thanhpho',
  'xa',
  'phuong',
  'thitran',
  'tinh',
]);

export function createUnitIndex(units: readonly UnitName[], words: UnitWords): UnitIndex {
  const expansions = new Map(
    Object.entries(words.expansions).map(([short, long]) => [
      foldLetters(short),
      foldLetters(long).split(' '),
    ]),
  );
  const never = new Set(words.neverBare.map((name) => foldLetters(name).replace(/ /g, '')));
  const everyday = words.everyday?.folded ?? new Set<string>();
  const entries = new Map<string, UnitEntry[]>();
  const prefixes = new Set<string>();
  const vocabulary = new Set<string>();
  const known = new Map<string, number>();

  const put = (key: string, entry: UnitEntry): void => {
    if (key.length < 2) return;
    const list = entries.get(key);
    const same = list?.find((one) => one.unit === entry.unit);
    if (same) {
      if (same.strength < entry.strength) Object.assign(same, entry);
      return;
    }
    if (list) list.push(entry);
    else entries.set(key, [entry]);
    for (let i = 1; i <= Math.min(PREFIX, key.length); i += 1) prefixes.add(key.slice(0, i));
  };

  units.forEach((unit, index) => {
    const identity = ({ name, parent }: UnitName): string => {
      const { kind, core, committee } = nameParts(name, expansions);
      // Communes of one name are several bodies; every province's "Sở Nội vụ" is one name.
      const above = COMMUNES.has(kind) ? foldLetters(parent ?? '') : '';
      return `${kind ?? ''}${committee ? '*' : ''}:${core.join(' ')}|${above}`;
    };
    // The same body under a slightly different name in another document is one unit.
    const twin = identity(unit);
    const owner = known.get(twin) ?? index;
    known.set(twin, owner);
    for (const name of [unit.name, ...unit.aliases]) addName(name, owner, unit);
  });

  function addName(name: string, unit: number, { level }: UnitName): void {
    const { kind, core, committee } = nameParts(name, expansions);
    if (core.length === 0) return;
    const full = core.join('');
    // "Sở Văn hóa" is the beginning of several names, whichever plan lists it as a short one.
    const own = nameParts(units[unit]?.name ?? '', expansions).core;
    if (kind === 'so' && core.length < own.length && core.every((word, i) => word === own[i])) return;
    if (kind === null && never.has(full) && core.length < 3 && name !== units[unit]?.name) return;
    for (const word of core) vocabulary.add(word);
    const territorial = TERRITORIES.has(kind);
    const isCommittee = committee && kind === null;
    put(full, {
      unit,
      kind,
      strength: 3,
      needsKind:
        isCommittee ||
        (kind !== null && full.length < 4) ||
        (kind === 'so' && never.has(full)) ||
        (kind === 'phong' && full.length < 8),
    });
    if (kind === 'so')
      put(`s${core.map((word) => word[0]).join('')}`, { unit, kind, strength: 2, needsKind: false });
    for (const form of shortenings(core, !territorial && level !== 'commune' && core.length <= 6)) {
      if (form === full) continue;
      const tooShort = form.length < (territorial ? SHORTEST_PLACE : 3) || everyday.has(form);
      put(form, {
        unit,
        kind,
        strength: 2,
        needsKind: tooShort || (form.length === 3 && kind === null) || never.has(form),
      });
    }
    // "KCN" as the plan lists it, though the lexicon writes it out.
    const typed = name.replace(/\s/g, '');
    if (/^\p{Lu}{3,}$/u.test(typed)) put(foldLetters(typed), { unit, kind, strength: 3, needsKind: false });
    // "Bảo hiểm xã hội" for "Bảo hiểm xã hội tỉnh"; "Thanh tra" alone is an everyday word.
    const last = core.at(-1) ?? '';
    const shorter =
      last === 'tinh' ? core.slice(0, -1) : core.slice(-2).join('') === 'thanhpho' ? core.slice(0, -2) : [];
    if (kind === null && shorter.length > 1) {
      const key = shorter.join('');
      for (const form of shortenings(shorter, level !== 'commune'))
        put(form, {
          unit,
          kind,
          strength: form === key ? 3 : 2,
          needsKind: form.length < 4 || never.has(form),
        });
    }
    // "Kho bạc", "Bảo hiểm": bodies of a ministry are called by their first two words.
    if (level === 'vertical' && core.length > 3)
      put(core.slice(0, 2).join(''), { unit, kind, strength: 1, needsKind: false });
    if (kind === 'so') {
      for (let k = 2; k < core.length; k += 1)
        for (const form of shortenings(core.slice(0, k), true))
          put(form, { unit, kind, strength: 1, needsKind: true });
      if ((core[0] ?? '').length > 4) put(core[0] ?? '', { unit, kind, strength: 1, needsKind: true });
    }
  }

  return { entries, prefixes, spellings: createSpellingIndex(vocabulary), everyday };
}
