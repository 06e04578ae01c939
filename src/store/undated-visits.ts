import { and, eq, gt, gte, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Db } from './connect.ts';
import { message, plan, unit, visit } from './schema.ts';
import { coordinatedVisits, madeKnown } from './visit-secrecy.ts';

/** Of an issued plan, known by its month, quarter or window only. */
const isUndated = and(
  eq(plan.state, 'issued'),
  eq(visit.state, 'planned'),
  sql`${visit.precision} <> 'day'`,
  isNull(visit.sessionAt),
  madeKnown,
);

const columns = {
  id: visit.id,
  planId: visit.planId,
  planTitle: plan.title,
  policy: plan.policy,
  unitId: visit.unitId,
  unitName: unit.name,
  coordinatorUnitId: visit.coordinatorUnitId,
  from: visit.startsOn,
  to: visit.endsOn,
  precision: visit.precision,
  version: visit.version,
};

const select = (db: Db) =>
  db
    .select(columns)
    .from(visit)
    .innerJoin(plan, eq(plan.id, visit.planId))
    .innerJoin(unit, eq(unit.id, visit.unitId));

export type UndatedVisit = Awaited<ReturnType<typeof select>>[number];

/** Those whose first possible day lies after `day`: their units may still be told of it; of all, or one of them. */
export const listAhead = (db: Db, day: Day, visitId?: number): Promise<UndatedVisit[]> =>
  select(db)
    .where(and(isUndated, gt(visit.startsOn, day), visitId === undefined ? undefined : eq(visit.id, visitId)))
    .orderBy(visit.id);

/** Those that may begin on `until` or earlier and are not over on `day`; only of these bodies, where they are given. */
export const listDue = (
  db: Db,
  { day, until, bodies }: { day: Day; until: Day; bodies?: readonly number[] },
): Promise<UndatedVisit[]> =>
  select(db)
    .where(
      and(
        isUndated,
        lte(visit.startsOn, until),
        gte(visit.endsOn, day),
        bodies === undefined ? undefined : (coordinatedVisits(bodies) ?? sql`false`),
      ),
    )
    .orderBy(visit.startsOn, visit.no, visit.id);

/** Which of these keys stand on a message already. */
export async function saidAlready(db: Db, keys: readonly string[]): Promise<Set<string | null>> {
  const rows =
    keys.length === 0
      ? []
      : await db
          .select({ key: message.key })
          .from(message)
          .where(inArray(message.key, [...keys]));
  return new Set(rows.map(({ key }) => key));
}
