import type { Seat, Stage, Visit } from '../domain/plan.ts';
import { lastDayOfMonth, dayOfParts, type Day } from '../domain/day.ts';
import { readDay, readMonth, readQuarter } from './plan-dates.ts';
import { didYouMean } from './plan-faults.ts';
import { seatEntry, stageEntry, visitEntry, type VisitEntry } from './plan-schema.ts';
import { shapeList, valueAt } from './plan-shape.ts';
import type { Path, PlanSource } from './plan-source.ts';
import type { UnitBook } from './plan-units.ts';

/** Reads `team:`. */
export function readSeats(source: PlanSource, book: UnitBook): Seat[] {
  const seats: Seat[] = [];
  for (const { path, value } of shapeList(seatEntry, source, ['team'])) {
    if (seats.some(({ key }) => key === value.key)) {
      source.fault([...path, 'key'], `two seats of the team have the key "${value.key}"`);
    }
    const unit = value.unit === null ? null : (book.reference(source, [...path, 'unit'], value.unit) ?? null);
    seats.push({ ...value, unit });
  }
  return seats;
}

/** Reads `stages:`. */
export function readStages(source: PlanSource): Stage[] {
  const stages = shapeList(stageEntry, source, ['stages']);
  for (const [index, { path, value }] of stages.entries()) {
    if (stages.findIndex((each) => each.value.key === value.key) < index) {
      source.fault([...path, 'key'], `two stages have the key "${value.key}"`);
    }
  }
  return stages.map(({ value }) => value);
}

/** Reads `visits:`. A visit whose window cannot be read is a fault and left out. */
export function readVisits(
  source: PlanSource,
  book: UnitBook,
  seats: readonly Seat[],
  coordinator: string,
): Visit[] {
  const known = seatKeys(source);
  const seen = { units: new Map<string, number>(), numbers: new Set<number>() };
  return shapeList(visitEntry, source, ['visits']).flatMap(({ path, value }) => {
    const unit = book.reference(source, [...path, 'unit'], value.unit) ?? value.unit;
    const before = seen.units.get(unit);
    if (before !== undefined) {
      source.fault([...path, 'unit'], `"${unit}" already has visit ${before}: one visit a unit`);
    }
    if (seen.numbers.has(value.no)) source.fault([...path, 'no'], `two visits have the number ${value.no}`);
    seen.units.set(unit, value.no);
    seen.numbers.add(value.no);
    const seat = (key: string | null, ...at: (string | number)[]): void => {
      if (key === null || known.has(key)) return;
      source.fault([...path, ...at], `there is no seat "${key}" in the team${didYouMean(key, known)}`);
    };
    seat(value.lead, 'lead');
    seat(value.deputy, 'deputy');
    if (value.lead !== null && value.lead === value.deputy) {
      source.fault([...path, 'deputy'], `"${value.lead}" is both lead and deputy`);
    }
    for (const [index, key] of (value.members ?? []).entries()) seat(key, 'members', index);
    const prepared = value.coordinator;
    const by =
      prepared === undefined ? coordinator : book.reference(source, [...path, 'coordinator'], prepared);
    const window = readWindow(source, path, value);
    if (!window) return [];
    // The whole team, its secretary and support group with it, where the document names nobody for this visit.
    const members = value.members ?? seats.filter(({ role }) => role !== 'head').map(({ key }) => key);
    const { no, lead, deputy } = value;
    return [{ no, unit, ...window, lead, deputy, members, coordinator: by ?? coordinator }];
  });
}

/** Keys of seats as written, so that a seat faulty in other ways is not called missing too. */
function seatKeys(source: PlanSource): Set<string> {
  const team = valueAt(source.value, ['team']);
  const keys = Array.isArray(team) ? team.map((seat: unknown) => valueAt(seat, ['key'])) : [];
  return new Set(keys.filter((key) => typeof key === 'string'));
}

type Window = Pick<Visit, 'from' | 'to' | 'precision'>;

/** `from` and `to` as days or months, `month`, or `quarter`. */
function readWindow(source: PlanSource, path: Path, visit: VisitEntry): Window | undefined {
  const { from, to, month, quarter } = visit;
  const ways = [from !== undefined || to !== undefined, month !== undefined, quarter !== undefined];
  if (ways.filter(Boolean).length !== 1) {
    source.fault(
      path,
      `visit ${visit.no} needs its days (from, to), its month or its quarter, and only one of them`,
    );
    return undefined;
  }
  if (quarter !== undefined) {
    const days = readQuarter(source, [...path, 'quarter'], quarter);
    return days && { ...days, precision: 'quarter' };
  }
  if (month !== undefined) {
    const days = monthDays(source, [...path, 'month'], month);
    return days && { ...days, precision: 'month' };
  }
  if (from === undefined || to === undefined) {
    source.fault(path, `visit ${visit.no} has no "${from === undefined ? 'from' : 'to'}"`);
    return undefined;
  }
  return readSpan(source, path, from, to);
}

function readSpan(source: PlanSource, path: Path, from: string, to: string): Window | undefined {
  const inMonths = [from, to].every((text) => /^\d{1,2}\/\d{4}$/.test(text));
  const [start, end] = inMonths
    ? [monthDays(source, [...path, 'from'], from)?.from, monthDays(source, [...path, 'to'], to)?.to]
    : [readDay(source, [...path, 'from'], from), readDay(source, [...path, 'to'], to)];
  if (start === undefined || end === undefined) return undefined;
  if (end < start) source.fault([...path, 'to'], `the window ends on ${to}, before it starts on ${from}`);
  return { from: start, to: end, precision: inMonths ? 'window' : 'day' };
}

function monthDays(source: PlanSource, path: Path, text: string): { from: Day; to: Day } | undefined {
  const found = readMonth(source, path, text);
  const from = found && dayOfParts(found.year, found.month, 1);
  return from && { from, to: lastDayOfMonth(found.year, found.month) };
}
