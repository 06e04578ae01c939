import { addDays, type Day } from '../domain/day.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import type { Plan, Unit } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import * as planReports from '../store/plan-reports.ts';
import * as reminders from '../store/reminders.ts';
import * as units from '../store/units.ts';
import { difference, mustHave, PlanRefused, type PlanChange } from './plan-change.ts';

/** The units of the jurisdiction, those of other plans too. */
export interface KnownUnits {
  idOf: (name: string) => number;
  nameOf: (id: number) => string;
  endOf: (name: string) => Day | null;
}

/**
 * Writes the units of a plan: the file wins only where it has changed since it was last loaded, for several plans of a
 * jurisdiction name the same units. A unit gone from the file leaves the plan; it stays a unit of the jurisdiction.
 */
export async function loadUnits(
  db: Db,
  { jurisdictionId, plan, before }: { jurisdictionId: number; plan: Plan; before: Plan | undefined },
  changes: PlanChange[],
): Promise<KnownUnits> {
  const known = new Map((await units.listOfJurisdiction(db, jurisdictionId)).map((row) => [row.name, row]));
  const last = new Map((before?.units ?? []).map((unit) => [unit.name, unit]));
  const rows: Parameters<typeof units.upsert>[1][number][] = [];
  for (const unit of plan.units) {
    const row = known.get(unit.name);
    const was = last.get(unit.name);
    last.delete(unit.name);
    const differs = was && difference(was, unit);
    if (row && was && !differs) continue;
    rows.push({ jurisdictionId, ...(row ? merged(row, was, unit) : columnsOf(unit)) });
    if (was?.validTo == null && unit.validTo !== null && (was || row))
      changes.push({ what: 'unit', name: unit.name, change: 'retired', after: endInWords(unit) });
    else if (differs) changes.push({ what: 'unit', name: unit.name, change: 'changed', ...differs });
    else if (!row || before) changes.push({ what: 'unit', name: unit.name, change: 'added' });
  }
  for (const name of last.keys()) changes.push({ what: 'unit', name, change: 'removed' });
  await units.upsert(db, rows);
  const now = await units.listOfJurisdiction(db, jurisdictionId);
  const byName = new Map(now.map((row) => [row.name, row]));
  const byId = new Map(now.map((row) => [row.id, row]));
  const idOf = (name: string): number => mustHave(byName.get(name), `unit ${name}`).id;
  const written = new Set(rows.map(({ name }) => name));
  for (const { name, successor } of plan.units) {
    if (!written.has(name)) continue;
    const successorId = successor === null ? null : idOf(successor);
    if ((known.get(name)?.successorId ?? null) !== successorId)
      await units.setSuccessor(db, idOf(name), successorId);
  }
  return {
    idOf,
    nameOf: (id) => mustHave(byId.get(id), `unit ${id}`).name,
    endOf: (name) => byName.get(name)?.validTo ?? null,
  };
}

/**
 * A unit that something has come in from cannot leave its plan: refused before anything is written, with the way to
 * retire it.
 */
export async function refuseDroppedUnits(
  db: Db,
  planId: number,
  { plan, before }: { plan: Plan; before: Plan },
): Promise<void> {
  const named = new Set(plan.units.map(({ name }) => name));
  const dropped = before.units.map(({ name }) => name).filter((name) => !named.has(name));
  const came = await planReports.cameIn(db, planId, dropped);
  if (came.length === 0) return;
  throw new PlanRefused(
    [
      `plan "${plan.key}" is not loaded: its file no longer has ${came.length === 1 ? 'a unit' : `${came.length} units`} that something has come in from`,
      ...came.map((one) => `  ${one.unitName}: ${whatCame(one)}`),
      'keep such a unit in units.yaml and retire it: its last day as "valid_to: 31/8/2023" and, where another unit takes over, "successor: NAME"',
      'if only its name has changed, keep the name and add the new one to its aliases',
    ].join('\n'),
  );
}

function whatCame({ submissions, documents, drafts }: planReports.CameIn): string {
  const count = (n: number, one: string, many: string): string[] =>
    n === 0 ? [] : [`${n} ${n === 1 ? one : many}`];
  return [
    ...count(submissions, 'submission', 'submissions'),
    ...count(documents, 'registered document', 'registered documents'),
    ...count(drafts, 'draft with answers', 'drafts with answers'),
  ].join(', ');
}

/** A unit that ended owes nothing that falls due later, under any plan, and is not reminded after its last day. */
export async function endUnits(
  db: Db,
  { plan, changes, known }: { plan: Plan; changes: PlanChange[]; known: KnownUnits },
  now: Date,
): Promise<void> {
  for (const { name } of plan.units) {
    const end = known.endOf(name);
    if (end === null) continue;
    const retired = await planReports.retireAfterEnd(db, known.idOf(name), end, {
      undated: dayOf(now) > end,
    });
    await reminders.voidOfReports(db, retired, 'the unit has ended');
    await reminders.voidOfUnit(db, known.idOf(name), momentOf(addDays(end, 1)), 'the unit has ended');
    if (retired.length > 0)
      changes.push({
        what: 'due_report',
        name,
        change: 'retired',
        after: `${retired.length} that fall due after ${end}`,
      });
  }
}

const columnsOf = ({ name, level, aliases, parent, printed, validTo }: Unit) => ({
  name,
  level,
  aliases: [...aliases],
  parentName: parent,
  printed,
  validTo,
});

/** What this file says of a unit, put into what other files have said. */
function merged(row: units.UnitRow, was: Unit | undefined, unit: Unit) {
  const gone = new Set((was?.aliases ?? []).filter((alias) => !unit.aliases.includes(alias)));
  return {
    ...columnsOf(unit),
    aliases: [...new Set([...row.aliases.filter((alias) => !gone.has(alias)), ...unit.aliases])],
    printed: unit.printed || (was === undefined && row.printed),
    validTo: was === undefined ? (unit.validTo ?? row.validTo) : unit.validTo,
  };
}

const endInWords = ({ validTo, successor }: Unit): string =>
  `after ${validTo ?? ''}${successor === null ? '' : `, succeeded by ${successor}`}`;
