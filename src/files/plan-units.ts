import type { AppliesTo } from '../domain/form.ts';
import { LEVELS, type Group, type Level, type Unit } from '../domain/plan.ts';
import { clean, fold } from '../language/fold.ts';
import { readDay } from './plan-dates.ts';
import { didYouMean } from './plan-faults.ts';
import { groupEntry, unitEntry, unitsFile } from './plan-schema.ts';
import { shape, shapeList, valueAt } from './plan-shape.ts';
import type { Path, PlanSource } from './plan-source.ts';

/** The units of a plan, found by canonical name or alias. */
export interface UnitBook {
  /** False where units.yaml could not be parsed: then no unit is called unknown. */
  readable: boolean;
  units: readonly Unit[];
  groups: readonly Group[];
  /** The canonical name, or undefined and a fault at the place the unknown name stands. */
  reference(source: PlanSource, path: Path, name: string): string | undefined;
  /** The canonical name where there is such a unit. */
  find(name: string): string | undefined;
  /** The group of this name or alias. */
  group(name: string): Group | undefined;
}

/** Reads units.yaml. A unit that is otherwise faulty is still known by name, so that one fault is told once. */
export function readUnits(source: PlanSource): UnitBook {
  shape(unitsFile, source, []);
  const readable = source.value !== undefined;
  const spoken = claimNames(source);
  const reference: UnitBook['reference'] = (from, path, name) => {
    const found = spoken.get(asWritten(name));
    if (!readable) return name;
    if (found === undefined)
      from.fault(path, `unknown unit "${name}"${didYouMean(name, new Set(spoken.values()))}`);
    return found;
  };
  if (readable && spoken.size === 0) source.fault(['units'], 'there are no units');
  for (const { path, value } of shapeListQuietly(source)) {
    if (value.parent === undefined || value.parent === '') continue;
    const parent = reference(source, [...path, 'parent'], value.parent);
    if (parent !== undefined && parent === value.name) {
      source.fault([...path, 'parent'], `"${parent}" cannot be its own parent`);
    }
  }
  const book: UnitBook = {
    readable,
    units: readEntries(source, reference),
    groups: [],
    reference,
    find: (name) => spoken.get(asWritten(name)),
    group: () => undefined,
  };
  const groups = readGroups(source, book);
  return {
    ...book,
    groups: [...new Set(groups.values())],
    group: (name) => groups.get(asWritten(name)),
  };
}

/** The units as written; where one ended, its last day and who took over. */
function readEntries(source: PlanSource, reference: UnitBook['reference']): Unit[] {
  return shapeList(unitEntry, source, ['units']).map(({ path, value }) => {
    const { valid_to, successor: named, ...unit } = value;
    const validTo = valid_to === null ? null : (readDay(source, [...path, 'valid_to'], valid_to) ?? null);
    const successor = named === null ? null : (reference(source, [...path, 'successor'], named) ?? null);
    if (named !== null && valid_to === null) {
      source.fault([...path, 'successor'], `"${unit.name}" has a successor but no valid_to: its last day`);
    }
    if (successor !== null && successor === unit.name) {
      source.fault([...path, 'successor'], `"${unit.name}" cannot be its own successor`);
    }
    return { ...unit, validTo, successor };
  });
}

/** Reads `groups:`, by every way of writing their names. */
function readGroups(source: PlanSource, book: UnitBook): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { path, value } of shapeList(groupEntry, source, ['groups'])) {
    const { levels, units } = readAppliesTo(source, [...path, 'members'], value.members, book) ?? NOBODY;
    const ofLevels = book.units.filter((unit) => levels.includes(unit.level)).map((unit) => unit.name);
    const group = { name: value.name, members: [...new Set([...ofLevels, ...units])] };
    for (const text of [value.name, ...value.aliases]) {
      if (book.find(text) !== undefined || groups.has(asWritten(text))) {
        source.fault([...path, 'name'], `"${text}" is already the name of a unit or group`);
      } else groups.set(asWritten(text), group);
    }
  }
  return groups;
}

const NOBODY = { levels: [], units: [] };

/** Words of `applies_to`: levels, units and groups; null where everybody is meant. */
export function readAppliesTo(
  source: PlanSource,
  path: Path,
  words: readonly string[] | null,
  book: UnitBook,
): AppliesTo {
  if (words === null) return null;
  const levels: Level[] = [];
  const units: string[] = [];
  for (const [index, word] of words.entries()) {
    if (isLevel(word)) levels.push(word);
    else
      units.push(...(book.group(word)?.members ?? [book.reference(source, [...path, index], word) ?? word]));
  }
  return { levels, units };
}

export const isLevel = (word: string): word is Level => (LEVELS as readonly string[]).includes(word);

/** Letters, accents and order count; case and spacing do not. */
const asWritten = (name: string): string => clean(name).toLowerCase();

/** Canonical names by every way of writing them; two units that are written alike without accents are a fault. */
function claimNames(source: PlanSource): Map<string, string> {
  const spoken = new Map<string, string>();
  const owners = new Map<string, string>();
  for (const { path, value } of shapeListQuietly(source)) {
    const names = [{ text: value.name, at: [...path, 'name'] }].concat(
      value.aliases.map((text, index) => ({ text, at: [...path, 'aliases', index] as (string | number)[] })),
    );
    for (const { text, at } of names) {
      const owner = owners.get(fold(text));
      if (owner !== undefined && (owner !== value.name || at.at(-1) === 'name')) {
        source.fault(at, `"${text}" is already a name of "${owner}" (accents and case aside)`);
        continue;
      }
      owners.set(fold(text), value.name);
      spoken.set(asWritten(text), value.name);
    }
  }
  return spoken;
}

/** Names, aliases and parents as far as they are texts, whatever else is wrong with an entry. */
function shapeListQuietly(
  source: PlanSource,
): { path: (string | number)[]; value: { name: string; aliases: string[]; parent?: string } }[] {
  const entries = valueAt(source.value, ['units']);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown, index) => {
    const [name, aliases, parent] = ['name', 'aliases', 'parent'].map((part) => valueAt(entry, [part]));
    if (typeof name !== 'string' || name === '') return [];
    const texts = Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === 'string') : [];
    const value = { name: name.trim(), aliases: texts, ...(typeof parent === 'string' && { parent }) };
    return [{ path: ['units', index], value }];
  });
}
