import type { Obligation, Owing } from '../domain/plan.ts';
import { readDue } from './plan-dates.ts';
import { didYouMean } from './plan-faults.ts';
import { obligationEntry, type ObligationEntry } from './plan-schema.ts';
import { shapeList, valueAt } from './plan-shape.ts';
import type { Path, PlanSource } from './plan-source.ts';
import { isLevel, type UnitBook } from './plan-units.ts';

interface Surroundings {
  book: UnitBook;
  /** Null where a form file could not be read: then no form is called unknown. */
  formKeys: readonly string[] | null;
  coordinator: string;
}

/** Reads `obligations:`. */
export function readObligations(source: PlanSource, around: Surroundings): Obligation[] {
  const seen = new Set<string>();
  const visited = around.book.readable ? visitedUnits(source, around.book) : null;
  return shapeList(obligationEntry, source, ['obligations']).flatMap(({ path, value }) => {
    if (seen.has(value.key)) source.fault([...path, 'key'], `two obligations have the key "${value.key}"`);
    seen.add(value.key);
    const owing = readOwing(source, [...path, 'owed_by'], value.owed_by, around.book);
    const rule = readDue(source, [...path, 'due'], value.due);
    checkForm(source, path, value, around.formKeys);
    const given = value.coordinator;
    const by =
      given === undefined ? undefined : around.book.reference(source, [...path, 'coordinator'], given);
    if (rule) checkPeriod(source, path, rule, value.period);
    if (rule && owing) checkVisits(source, path, { rule, owing, forVisit: value.for_visit }, visited);
    if (!rule || !owing) return [];
    const { key, title, printed, recipient, proof, form, period, for_visit: forVisit } = value;
    const coordinator = by ?? around.coordinator;
    return [{ key, title, owing, rule, printed, recipient, coordinator, proof, form, period, forVisit }];
  });
}

function readOwing(
  source: PlanSource,
  path: Path,
  owed: ObligationEntry['owed_by'],
  book: UnitBook,
): Owing | undefined {
  if ((owed.units === undefined) === (owed.not_visited === undefined)) {
    source.fault(path, '"owed_by" needs a list of units, or not_visited with a list of levels');
    return undefined;
  }
  if (owed.not_visited !== undefined) return { kind: 'not_visited', levels: owed.not_visited };
  const names: string[] = [];
  for (const [index, word] of (owed.units ?? []).entries()) {
    const meant = isLevel(word)
      ? namesOf(book, word)
      : (book.group(word)?.members ?? [book.reference(source, [...path, index], word) ?? word]);
    if (meant.length === 0 && book.readable)
      source.fault([...path, index], `there is no unit of level "${word}"`);
    const twice = meant.find((name) => names.includes(name));
    if (twice !== undefined) source.fault([...path, index], `"${twice}" is named twice`);
    names.push(...meant);
  }
  return { kind: 'units', names };
}

const namesOf = (book: UnitBook, level: string): string[] =>
  book.units.filter((unit) => unit.level === level).map((unit) => unit.name);

function checkForm(
  source: PlanSource,
  path: Path,
  { key, form, proof }: ObligationEntry,
  keys: Surroundings['formKeys'],
): void {
  if (form !== null && keys !== null && !keys.includes(form)) {
    source.fault(
      [...path, 'form'],
      `obligation "${key}" names an unknown form "${form}"${didYouMean(form, keys)}`,
    );
  }
  if (form === null && (proof === 'figures' || proof === 'both')) {
    source.fault([...path, 'proof'], `obligation "${key}" needs figures ("${proof}") but names no form`);
  }
}

/** A yearly report is of a part of each year; any other names the year too. */
function checkPeriod(
  source: PlanSource,
  path: Path,
  { kind }: Obligation['rule'],
  period: string | null,
): void {
  const recurs = kind === 'yearly' || kind === 'yearly_undated';
  if (!recurs || period === null || /^(Q[1-4]|H[12]|9M)$/.test(period)) return;
  source.fault(
    [...path, 'period'],
    `"${period}" is no part of a year like Q1, H1 or 9M: the report is due every year`,
  );
}

/** What is counted back from a visit needs one, and so does what serves one. */
function checkVisits(
  source: PlanSource,
  path: Path,
  { rule, owing, forVisit }: Pick<Obligation, 'rule' | 'owing' | 'forVisit'>,
  visited: ReadonlySet<string> | null,
): void {
  const relative = rule.kind === 'days_before_visit' || rule.kind === 'working_days_before_visit';
  if (relative && !forVisit) source.fault([...path, 'due'], `"${rule.kind}" needs for_visit: true`);
  if (!forVisit) return;
  if (owing.kind === 'not_visited') {
    source.fault([...path, 'for_visit'], 'what units without a visit owe cannot be for a visit');
    return;
  }
  for (const name of owing.names.filter((each) => visited !== null && !visited.has(each))) {
    source.fault([...path, 'owed_by'], `the report is for a visit, but no visit goes to "${name}"`);
  }
}

/** The units of all visits as written: one whose dates cannot be read is still a visit. */
function visitedUnits(source: PlanSource, book: UnitBook): Set<string> {
  const visits = valueAt(source.value, ['visits']);
  const names = Array.isArray(visits) ? visits.map((visit: unknown) => valueAt(visit, ['unit'])) : [];
  return new Set(names.filter((name) => typeof name === 'string').map((name) => book.find(name) ?? name));
}
