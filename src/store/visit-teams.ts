import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Db } from './connect.ts';
import { grants, person, plan, seat, unit, visit, visitMember } from './schema.ts';

/** The seats a person holds on a day in teams of issued plans. */
export const listHeldBy = (db: Db, personId: number, on: Day) =>
  db
    .selectDistinct({
      seatId: seat.id,
      role: seat.role,
      planId: plan.id,
      planTitle: plan.title,
      policy: plan.policy,
      words: plan.words,
      coordinatorUnitId: plan.coordinatorUnitId,
    })
    .from(grants)
    .innerJoin(seat, eq(seat.id, grants.seatId))
    .innerJoin(plan, eq(plan.id, seat.planId))
    .where(
      and(
        eq(grants.personId, personId),
        eq(plan.state, 'issued'),
        lte(grants.validFrom, on),
        or(isNull(grants.validTo), sql`${grants.validTo} >= ${on}`),
      ),
    )
    .orderBy(plan.id, seat.id);

/** Every place in a plan's team, in the document's order, with who sits there. */
export const listOfPlan = (db: Db, planId: number) =>
  db
    .select({
      id: seat.id,
      role: seat.role,
      title: seat.title,
      unitName: unit.name,
      personId: person.id,
      name: person.name,
      honorific: person.honorific,
    })
    .from(seat)
    .leftJoin(person, eq(person.id, seat.personId))
    .leftJoin(unit, eq(unit.id, seat.unitId))
    .where(eq(seat.planId, planId))
    .orderBy(seat.id);

/** The head, deputy and members all visits the plan prints have in common; null and none where they differ. */
export async function commonTeam(
  db: Db,
  planId: number,
): Promise<{ lead: number | null; deputy: number | null; members: number[] }> {
  const isPrinted = and(eq(visit.planId, planId), eq(visit.origin, 'plan'));
  const visits = await db
    .select({ lead: visit.leadSeatId, deputy: visit.deputySeatId })
    .from(visit)
    .where(isPrinted);
  const counted = await db
    .select({ seatId: visitMember.seatId, visits: sql<number>`count(*)::int` })
    .from(visitMember)
    .innerJoin(visit, eq(visit.id, visitMember.visitId))
    .where(isPrinted)
    .groupBy(visitMember.seatId)
    .orderBy(visitMember.seatId);
  const shared = (ids: readonly (number | null)[]): number | null =>
    new Set(ids).size === 1 ? (ids[0] ?? null) : null;
  const isEverywhere = counted.every((row) => row.visits === visits.length);
  return {
    lead: shared(visits.map(({ lead }) => lead)),
    deputy: shared(visits.map(({ deputy }) => deputy)),
    members: isEverywhere ? counted.map(({ seatId }) => seatId) : [],
  };
}

export async function addMembers(db: Db, visitId: number, seatIds: readonly number[]): Promise<void> {
  if (seatIds.length > 0) await db.insert(visitMember).values(seatIds.map((seatId) => ({ visitId, seatId })));
}
