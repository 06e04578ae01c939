import { and, desc, eq, exists, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Day } from '../domain/day.ts';
import type { Author, Scope } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { conclusion, plan, unit, visit } from './schema.ts';
import { coordinatedVisits, madeKnown } from './visit-secrecy.ts';

const coordinatorUnit = alias(unit, 'coordinator_unit');

const select = (db: Db) =>
  db
    .select({
      id: conclusion.id,
      planId: conclusion.planId,
      planTitle: plan.title,
      effectiveFrom: plan.effectiveFrom,
      words: plan.words,
      policy: plan.policy,
      unitId: conclusion.unitId,
      unitName: unit.name,
      visitId: conclusion.visitId,
      coordinatorUnitId: conclusion.coordinatorUnitId,
      coordinatorName: coordinatorUnit.name,
      number: conclusion.number,
      issuedOn: conclusion.issuedOn,
      signer: conclusion.signer,
      recordedBy: conclusion.recordedBy,
      recordedAt: conclusion.recordedAt,
      sentAt: conclusion.sentAt,
    })
    .from(conclusion)
    .innerJoin(plan, eq(plan.id, conclusion.planId))
    .innerJoin(unit, eq(unit.id, conclusion.unitId))
    .innerJoin(coordinatorUnit, eq(coordinatorUnit.id, conclusion.coordinatorUnitId));

/** A thông báo kết luận with the names around it. */
export type ConclusionView = Awaited<ReturnType<typeof select>>[number];

export async function findById(db: Db, id: number): Promise<ConclusionView | undefined> {
  const [row] = await select(db).where(eq(conclusion.id, id));
  return row;
}

/** Takes the row for the rest of the transaction. */
export async function lock(db: Db, id: number): Promise<void> {
  await db.select({ id: conclusion.id }).from(conclusion).where(eq(conclusion.id, id)).for('no key update');
}

/** The id; undefined where this very notice of this unit stands already. */
export async function insert(db: Db, values: typeof conclusion.$inferInsert): Promise<number | undefined> {
  const [row] = await db
    .insert(conclusion)
    .values(values)
    .onConflictDoNothing()
    .returning({ id: conclusion.id });
  return row?.id;
}

export async function update(
  db: Db,
  id: number,
  values: Partial<typeof conclusion.$inferInsert>,
): Promise<void> {
  await db.update(conclusion).set(values).where(eq(conclusion.id, id));
}

export interface NoticeKey {
  planId: number;
  unitId: number;
  number: string;
  issuedOn: Day;
}

/** The notice of a unit by its number and day. */
export async function findNotice(db: Db, key: NoticeKey): Promise<ConclusionView | undefined> {
  const [row] = await select(db).where(
    and(
      eq(conclusion.planId, key.planId),
      eq(conclusion.unitId, key.unitId),
      eq(conclusion.number, key.number),
      eq(conclusion.issuedOn, key.issuedOn),
    ),
  );
  return row;
}

export const listOfVisit = (db: Db, visitId: number): Promise<ConclusionView[]> =>
  select(db).where(eq(conclusion.visitId, visitId)).orderBy(conclusion.issuedOn, conclusion.id);

/**
 * Notices a person may know of: a unit its own, once they were sent to it; the body that coordinates and the team of
 * the visit from the first entry on; the team of another visit to the unit, which checks what was remedied, once sent.
 * The notice is one signed paper: none of its findings is kept from those who may read it, not even one on people.
 */
export function knownTo(db: Db, scope: Scope) {
  const named = [...scope.leads, ...scope.sitsOn];
  const visited = db.select({ unitId: visit.unitId }).from(visit).where(inArray(visit.id, named));
  return (
    or(
      scope.coordinates.length === 0
        ? undefined
        : inArray(conclusion.coordinatorUnitId, [...scope.coordinates]),
      named.length === 0 ? undefined : inArray(conclusion.visitId, named),
      scope.ownUnits.length === 0
        ? undefined
        : and(inArray(conclusion.unitId, [...scope.ownUnits]), isNotNull(conclusion.sentAt)),
      named.length === 0 ? undefined : and(inArray(conclusion.unitId, visited), isNotNull(conclusion.sentAt)),
    ) ?? sql`false`
  );
}

/** Notices in view, the latest first. */
export const listInView = (
  db: Db,
  scope: Scope,
  { id, unitIds, limit }: { id?: number; unitIds?: readonly number[]; limit: number },
): Promise<ConclusionView[]> =>
  select(db)
    .where(
      and(
        knownTo(db, scope),
        id === undefined ? undefined : eq(conclusion.id, id),
        unitIds === undefined ? undefined : inArray(conclusion.unitId, [...unitIds]),
      ),
    )
    .orderBy(desc(conclusion.issuedOn), desc(conclusion.id))
    .limit(limit);

/** The day a visit begins, as exactly as it is known. */
const firstDay = sql<Day>`coalesce((${visit.sessionAt} at time zone 'Asia/Ho_Chi_Minh')::date, ${visit.startsOn})::text`;

const isSecretaryOf = (personId: number) => sql`exists (
  select 1 from visit_member m join seat s on s.id = m.seat_id
  where m.visit_id = visit.id and s.role = 'secretary' and s.person_id = ${personId})`;

/** Visits whose notice the author keeps: the body that coordinates, the lead, the secretary. */
const keptBy = ({ id, scope }: Author) =>
  or(
    coordinatedVisits(scope.coordinates),
    scope.leads.length === 0 ? undefined : inArray(visit.id, [...scope.leads]),
    scope.sitsOn.length === 0 ? undefined : and(inArray(visit.id, [...scope.sitsOn]), isSecretaryOf(id)),
  ) ?? sql`false`;

export async function keepsVisit(db: Db, by: Author, visitId: number): Promise<boolean> {
  const rows = await db
    .select({ id: visit.id })
    .from(visit)
    .where(and(eq(visit.id, visitId), keptBy(by)));
  return rows.length > 0;
}

/** Visits of the author that have begun, those without a notice first, then the latest; a surprise visit once announced. */
export const listVisitsToConclude = (
  db: Db,
  by: Author,
  { today, unitId, limit }: { today: Day; unitId?: number | undefined; limit: number },
) =>
  db
    .select({
      id: visit.id,
      unitId: visit.unitId,
      unitName: unit.name,
      firstDay,
      notices: sql<number>`(select count(*)::int from conclusion c where c.visit_id = visit.id)`,
    })
    .from(visit)
    .innerJoin(unit, eq(unit.id, visit.unitId))
    .where(
      and(
        keptBy(by),
        madeKnown,
        inArray(visit.state, ['announced', 'done']),
        sql`${firstDay} <= ${today}`,
        unitId === undefined ? undefined : eq(visit.unitId, unitId),
      ),
    )
    .orderBy(
      sql`exists (select 1 from conclusion c where c.visit_id = visit.id)`,
      sql`${firstDay} desc`,
      visit.id,
    )
    .limit(limit);

/** Notices still being entered, of those the author keeps, the latest first. */
export const listUnsent = (db: Db, by: Author, limit: number): Promise<ConclusionView[]> =>
  select(db)
    .leftJoin(visit, eq(visit.id, conclusion.visitId))
    .where(
      and(
        isNull(conclusion.sentAt),
        or(
          by.scope.coordinates.length === 0
            ? undefined
            : inArray(conclusion.coordinatorUnitId, [...by.scope.coordinates]),
          keptBy(by),
        ),
      ),
    )
    .orderBy(desc(conclusion.id))
    .limit(limit);

/**
 * The body in whose name a notice without a visit is kept: the one that prepares a visit to the unit, else the plan's.
 * Undefined where the scope coordinates neither.
 */
export async function bodyFor(
  db: Db,
  { coordinates }: Pick<Scope, 'coordinates'>,
  { planId, unitId }: { planId: number; unitId: number },
): Promise<number | undefined> {
  if (coordinates.length === 0) return undefined;
  const [prepared] = await db
    .select({ id: visit.coordinatorUnitId })
    .from(visit)
    .where(and(eq(visit.planId, planId), eq(visit.unitId, unitId), coordinatedVisits(coordinates)))
    .orderBy(visit.id)
    .limit(1);
  if (prepared) return prepared.id;
  const [own] = await db
    .select({ id: plan.coordinatorUnitId })
    .from(plan)
    .where(and(eq(plan.id, planId), inArray(plan.coordinatorUnitId, [...coordinates])));
  return own?.id;
}

/** Issued plans of the unit's jurisdiction that these bodies coordinate, or in which they prepare a visit to the unit. */
export const listPlansOf = (db: Db, { coordinates }: Pick<Scope, 'coordinates'>, unitId: number) => {
  const prepares = db
    .select({ id: visit.id })
    .from(visit)
    .where(and(eq(visit.planId, plan.id), eq(visit.unitId, unitId), coordinatedVisits(coordinates)));
  return db
    .select({ id: plan.id, title: plan.title })
    .from(plan)
    .innerJoin(unit, and(eq(unit.jurisdictionId, plan.jurisdictionId), eq(unit.id, unitId)))
    .where(
      and(
        eq(plan.state, 'issued'),
        coordinates.length === 0
          ? sql`false`
          : or(inArray(plan.coordinatorUnitId, [...coordinates]), exists(prepares)),
      ),
    )
    .orderBy(desc(plan.year), plan.id);
};
