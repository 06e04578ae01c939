import { normalizePhone } from '../domain/phone.ts';
import type { PeopleLine } from '../language/people-table.ts';
import type { ListedPerson, PersonChange } from '../services/people-loading.ts';
import { isName, isTitle, roleMeant } from './coordinator-person-words.ts';
import type { ListPaper, PaperCell } from './paper.ts';
import { peopleListTexts as texts } from './texts-people-list.ts';

/** One line of a list as understood: a person, or why nobody can be made of it. */
export interface ReadLine {
  line: PeopleLine;
  person: ListedPerson | null;
  unitName: string | null;
  /** Why the line is not taken; null where it is. */
  fault: string | null;
  /** What was left out or assumed. */
  notes: readonly string[];
}

/** What reading a list may ask: which units words mean, and which of them the reader may add people to. */
export interface ListTerms {
  findUnits: (text: string) => readonly { id: number; name: string }[];
  isAllowed: (unitId: number) => boolean;
  /** Bodies the reader may make somebody a coordinator of. */
  mayAppoint: (unitId: number) => boolean;
}

const BEFORE_NAME = /^(?:đồng chí|đ\/c|đc|ông|bà|anh|chị)\s+/iu;

/** Places every line; nobody is guessed: what is not clear is said, and the rest stands. */
export function readLines(lines: readonly PeopleLine[], terms: ListTerms): ReadLine[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const read = readLine(line, terms);
    if (!read.person) return read;
    const { name, unitId, role } = read.person;
    const key = `${unitId}/${name}/${role}`;
    const first = seen.get(key);
    if (first !== undefined) return { ...read, person: null, fault: texts.repeated(first) };
    seen.set(key, line.row);
    return read;
  });
}

function readLine(line: PeopleLine, { findUnits, isAllowed, mayAppoint }: ListTerms): ReadLine {
  const refuse = (fault: string, unitName: string | null = null): ReadLine => ({
    line,
    person: null,
    unitName,
    fault,
    notes: [],
  });
  const name = properName(line.name.replace(BEFORE_NAME, ''));
  if (!isName(name)) return refuse(texts.nameNotRead);
  if (line.unit === '') return refuse(texts.unitMissing);
  const [unit, another] = findUnits(line.unit);
  if (!unit) return refuse(texts.unitNotFound);
  if (another) return refuse(texts.unitUnclear([unit.name, another.name]));
  if (!isAllowed(unit.id)) return refuse(texts.unitOutside, unit.name);
  const role = line.role === '' ? 'focal' : roleMeant(line.role);
  if (role === undefined) return refuse(texts.roleNotRead(line.role), unit.name);
  if (role === 'coordinator' && !mayAppoint(unit.id)) return refuse(texts.bodyOutside, unit.name);
  const phone = line.phone === '' ? undefined : readPhone(line.phone);
  const title = isTitle(line.title) ? line.title : null;
  return {
    line,
    unitName: unit.name,
    fault: null,
    person: { name, title, phone: phone ?? null, unitId: unit.id, role },
    notes: [
      ...(line.phone !== '' && phone === undefined ? [texts.phoneNotRead(line.phone)] : []),
      ...(line.role === '' ? [texts.roleAssumed] : []),
    ],
  };
}

/** A spreadsheet takes 0912 345 678 for a number and drops its 0. */
const readPhone = (typed: string): string | undefined =>
  normalizePhone(/^[1-9]\d{8}$/.test(typed) ? `0${typed}` : typed);

/** "NGUYỄN VĂN A" as people write it elsewhere. */
function properName(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name
    .toLowerCase()
    .replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => `${before}${letter.toUpperCase()}`);
}

/** The same lines without people another body speaks of. */
export function withoutHeld(read: readonly ReadLine[], changes: readonly PersonChange[]): ReadLine[] {
  const held = new Set(changes.flatMap(({ listed, isHeldElsewhere }) => (isHeldElsewhere ? [listed] : [])));
  return read.map((line) =>
    line.person && held.has(line.person) ? { ...line, person: null, fault: texts.heldElsewhere } : line,
  );
}

/** Line by line what was understood and what it changes. */
export function understoodPaper(read: readonly ReadLine[], changes: readonly PersonChange[]): ListPaper {
  const { heads } = texts;
  return {
    sheet: texts.sheet,
    title: texts.title,
    notes: [texts.summary(countChanges(read, changes))],
    empty: texts.empty,
    columns: [
      { heading: heads.row, width: 7, kind: 'number' },
      { heading: heads.result, width: 26 },
      { heading: heads.name, width: 24 },
      { heading: heads.titleOf, width: 22 },
      { heading: heads.typed, width: 26 },
      { heading: heads.unit, width: 30 },
      { heading: heads.phone, width: 14 },
      { heading: heads.role, width: 18 },
      { heading: heads.notes, width: 40 },
    ],
    rows: read.map(({ line, person, unitName, fault, notes }): PaperCell[] => {
      const change = changes.find(({ listed }) => listed === person);
      return [
        line.row,
        fault === null ? texts.result(change?.changes ?? []) : texts.notTaken,
        person?.name ?? line.name,
        person?.title ?? line.title,
        line.unit,
        unitName,
        person?.phone ?? line.phone,
        person ? texts.role(person.role) : line.role,
        [...(fault === null ? [] : [fault]), ...notes, ...(change?.hasNamesake ? [texts.namesake] : [])].join(
          '; ',
        ),
      ];
    }),
  };
}

export interface ChangeCounts {
  lines: number;
  added: number;
  changed: number;
  same: number;
  faults: number;
}

export function countChanges(read: readonly ReadLine[], changes: readonly PersonChange[]): ChangeCounts {
  const added = changes.filter(({ changes: what }) => what.includes('new')).length;
  const same = changes.filter(({ changes: what }) => what.length === 0).length;
  return {
    lines: read.length,
    added,
    changed: changes.length - added - same,
    same,
    faults: read.filter(({ fault }) => fault !== null).length,
  };
}
