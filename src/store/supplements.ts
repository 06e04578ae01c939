import { and, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { dueReport, obligation, person, supplementRequest, unit } from './schema.ts';

const columns = {
  id: supplementRequest.id,
  dueReportId: supplementRequest.dueReportId,
  unitId: dueReport.unitId,
  unitName: unit.name,
  title: obligation.title,
  askedBy: supplementRequest.askedBy,
  askerName: person.name,
  askerTitle: person.title,
  text: supplementRequest.text,
  dueOn: supplementRequest.dueOn,
  askedAt: supplementRequest.askedAt,
  answeredAt: supplementRequest.answeredAt,
};

const select = (db: Db) =>
  db
    .select(columns)
    .from(supplementRequest)
    .innerJoin(dueReport, eq(dueReport.id, supplementRequest.dueReportId))
    .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .innerJoin(unit, eq(unit.id, dueReport.unitId))
    .innerJoin(person, eq(person.id, supplementRequest.askedBy));

/** A request to complete a report, with its own date. */
export type SupplementView = Awaited<ReturnType<typeof select>>[number];

export async function insert(db: Db, values: typeof supplementRequest.$inferInsert): Promise<number> {
  return only(await db.insert(supplementRequest).values(values).returning({ id: supplementRequest.id })).id;
}

export async function findById(db: Db, id: number): Promise<SupplementView | undefined> {
  const [row] = await select(db).where(eq(supplementRequest.id, id));
  return row;
}

/** Unanswered past their last day, of reports coordinated or of a visit led or sat on. */
export const listOverdue = (db: Db, scope: Scope, today: Day): Promise<SupplementView[]> => {
  const visits = [...scope.leads, ...scope.sitsOn];
  if (scope.coordinates.length + visits.length === 0) return Promise.resolve([]);
  const followed = or(
    scope.coordinates.length > 0 ? inArray(dueReport.coordinatorUnitId, [...scope.coordinates]) : undefined,
    visits.length > 0 ? inArray(dueReport.visitId, visits) : undefined,
  );
  return select(db)
    .where(and(isNull(supplementRequest.answeredAt), lt(supplementRequest.dueOn, today), followed))
    .orderBy(supplementRequest.dueOn, supplementRequest.id);
};

export const listOfReports = (db: Db, reportIds: readonly number[]): Promise<SupplementView[]> =>
  reportIds.length === 0
    ? Promise.resolve([])
    : select(db)
        .where(inArray(supplementRequest.dueReportId, [...reportIds]))
        .orderBy(supplementRequest.dueOn, supplementRequest.id);

/** Requests of a report that are still waiting count as answered; returns how many there were. */
export async function markAnswered(db: Db, reportId: number, answeredAt: Date): Promise<number> {
  const rows = await db
    .update(supplementRequest)
    .set({ answeredAt })
    .where(and(eq(supplementRequest.dueReportId, reportId), isNull(supplementRequest.answeredAt)))
    .returning({ id: supplementRequest.id });
  return rows.length;
}
