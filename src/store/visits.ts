import { and, arrayOverlaps, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { addDays, yearOf, type Day } from '../domain/day.ts';
import { holdsOffice, type Scope } from '../domain/grants.ts';
import { momentOf } from '../domain/office-time.ts';
import type { Field } from '../domain/plan.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { changeLog, person, plan, seat, unit, visit, visitMember } from './schema.ts';
import { madeKnown, namedIn, overseenVisits } from './visit-secrecy.ts';

const leadSeat = alias(seat, 'lead_seat');
const deputySeat = alias(seat, 'deputy_seat');
const leadPerson = alias(person, 'lead_person');
const deputyPerson = alias(person, 'deputy_person');
const coordinatorUnit = alias(unit, 'coordinator_unit');
const seatUnit = alias(unit, 'seat_unit');

const columns = {
  id: visit.id,
  planId: visit.planId,
  planTitle: plan.title,
  words: plan.words,
  policy: plan.policy,
  no: visit.no,
  origin: visit.origin,
  fields: visit.fields,
  unitId: visit.unitId,
  unitName: unit.name,
  unitLevel: unit.level,
  startsOn: visit.startsOn,
  endsOn: visit.endsOn,
  precision: visit.precision,
  state: visit.state,
  surprise: visit.surprise,
  createdBy: visit.createdBy,
  cancelledWhy: visit.cancelledWhy,
  coordinatorUnitId: visit.coordinatorUnitId,
  coordinatorName: coordinatorUnit.name,
  leadSeatId: visit.leadSeatId,
  leadName: leadPerson.name,
  leadHonorific: leadPerson.honorific,
  leadTitle: leadSeat.title,
  deputyName: deputyPerson.name,
  deputyHonorific: deputyPerson.honorific,
  deputyTitle: deputySeat.title,
  sessionAt: visit.sessionAt,
  sessionPlace: visit.sessionPlace,
  sessionNote: visit.sessionNote,
  noticeNumber: visit.noticeNumber,
  noticeDate: visit.noticeDate,
  version: visit.version,
};

const select = (db: Db) =>
  db
    .select(columns)
    .from(visit)
    .innerJoin(plan, eq(plan.id, visit.planId))
    .innerJoin(unit, eq(unit.id, visit.unitId))
    .innerJoin(coordinatorUnit, eq(coordinatorUnit.id, visit.coordinatorUnitId))
    .leftJoin(leadSeat, eq(leadSeat.id, visit.leadSeatId))
    .leftJoin(leadPerson, eq(leadPerson.id, leadSeat.personId))
    .leftJoin(deputySeat, eq(deputySeat.id, visit.deputySeatId))
    .leftJoin(deputyPerson, eq(deputyPerson.id, deputySeat.personId));

export type VisitView = Awaited<ReturnType<typeof listByIds>>[number];

export const listByIds = (db: Db, ids: readonly number[]) =>
  select(db)
    .where(ids.length === 0 ? sql`false` : inArray(visit.id, [...ids]))
    .orderBy(visit.startsOn, visit.no);

export async function findById(db: Db, id: number): Promise<VisitView | undefined> {
  return (await listByIds(db, [id]))[0];
}

export async function insert(db: Db, values: typeof visit.$inferInsert): Promise<number> {
  const { id } = only(await db.insert(visit).values(values).returning({ id: visit.id }));
  return id;
}

/** When this very visit joined the plan by this very paper: a confirmation pressed twice. */
export async function findAdded(
  db: Db,
  about: { planId: number; unitId: number; startsOn: Day; endsOn: Day; paper: string },
): Promise<Date | undefined> {
  const { planId, unitId, startsOn, endsOn, paper } = about;
  const [row] = await whenMade(
    db,
    'visit.add',
    and(
      eq(visit.planId, planId),
      eq(visit.unitId, unitId),
      eq(visit.startsOn, startsOn),
      eq(visit.endsOn, endsOn),
      sql`${changeLog.after}->'paper'->>'number' = ${paper}`,
    ),
  );
  return row?.at;
}

/** When this person made a surprise visit to the unit on that day. Others may have made one: they do not stand in the way. */
export async function findMadeBy(
  db: Db,
  about: { planId: number; unitId: number; on: Day; createdBy: number },
): Promise<Date | undefined> {
  const { planId, unitId, on, createdBy } = about;
  const [row] = await whenMade(
    db,
    'visit.create',
    and(
      eq(visit.planId, planId),
      eq(visit.unitId, unitId),
      eq(visit.startsOn, on),
      eq(visit.createdBy, createdBy),
      eq(visit.surprise, true),
    ),
  );
  return row?.at;
}

const whenMade = (db: Db, action: string, where: SQL | undefined) =>
  db
    .select({ at: changeLog.at })
    .from(visit)
    .innerJoin(changeLog, and(eq(changeLog.subject, 'visit'), eq(changeLog.subjectId, visit.id)))
    .where(and(eq(changeLog.action, action), sql`${visit.state} <> 'cancelled'`, where))
    .limit(1);

export const update = async (
  db: Db,
  id: number,
  values: Partial<typeof visit.$inferInsert>,
): Promise<void> => {
  await db.update(visit).set(values).where(eq(visit.id, id));
};

/** Everyone on the team of a visit: head, deputy, members. Unnamed seats have no person. */
export const team = (db: Db, visitId: number) =>
  db
    .select({
      seatId: seat.id,
      role: seat.role,
      title: seat.title,
      unitName: seatUnit.name,
      name: person.name,
      honorific: person.honorific,
      personId: person.id,
      isLead: sql<boolean>`${visit.leadSeatId} = ${seat.id}`,
      isDeputy: sql<boolean>`coalesce(${visit.deputySeatId} = ${seat.id}, false)`,
    })
    .from(visit)
    .innerJoin(
      seat,
      or(
        eq(seat.id, visit.leadSeatId),
        eq(seat.id, visit.deputySeatId),
        inArray(
          seat.id,
          db.select({ id: visitMember.seatId }).from(visitMember).where(eq(visitMember.visitId, visitId)),
        ),
      ),
    )
    .leftJoin(person, eq(person.id, seat.personId))
    .leftJoin(seatUnit, eq(seatUnit.id, seat.unitId))
    .where(eq(visit.id, visitId))
    .orderBy(seat.id);

/** Takes the row for the rest of the transaction. */
export async function lock(db: Db, id: number): Promise<void> {
  await db.select({ id: visit.id }).from(visit).where(eq(visit.id, id)).for('no key update');
}

export interface VisitFilter {
  ids?: readonly number[];
  unitIds?: readonly number[];
  /** Both or neither: visits whose session, or where none is set whose window, falls into these days. */
  span?: { from: Day; to: Day };
  /** Only those this person coordinates, leads or sits on. */
  onlyOwn?: boolean;
  state?: (typeof visit.$inferSelect)['state'];
  limit: number;
}

/** Visits a person may know of, earliest first, and how many there are beyond the limit too. */
export async function listInView(
  db: Db,
  scope: Scope,
  jurisdictionId: number,
  { ids, unitIds, span, onlyOwn, state, limit }: VisitFilter,
): Promise<{ visits: VisitView[]; total: number }> {
  const isPublic = and(eq(plan.jurisdictionId, jurisdictionId), eq(plan.state, 'issued'), madeKnown);
  const known = or(
    // The plan is sent to all who have a part in it; whoever holds no role any more is not one of them.
    onlyOwn === true || !holdsOffice(scope) ? undefined : isPublic,
    overseenVisits(scope),
  );
  if (known === undefined || unitIds?.length === 0) return { visits: [], total: 0 };
  const where = and(
    known,
    sql`${visit.state} <> 'cancelled'`,
    ids === undefined ? undefined : inArray(visit.id, [...ids]),
    unitIds === undefined ? undefined : inArray(visit.unitId, [...unitIds]),
    state === undefined ? undefined : eq(visit.state, state),
    span === undefined ? undefined : fallsInto(span),
  );
  const visits = await select(db).where(where).orderBy(firstDay, visit.no, visit.id).limit(limit);
  if (visits.length < limit) return { visits, total: visits.length };
  const [row] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(visit)
    .innerJoin(plan, eq(plan.id, visit.planId))
    .where(where);
  return { visits, total: row?.total ?? visits.length };
}

/**
 * Visits of a unit, under any plan of the jurisdiction, in the calendar year of a day, announced or done, that have one
 * of these contents in common (none named: all). A surprise visit is among them for those who may know of it only.
 */
export const listOverlapping = (
  db: Db,
  scope: Scope,
  about: { jurisdictionId: number; unitId: number; on: Day; fields: readonly Field[]; except?: number },
): Promise<VisitView[]> => {
  const { jurisdictionId, unitId, on, fields, except } = about;
  const shared =
    fields.length === 0
      ? undefined
      : or(sql`cardinality(${visit.fields}) = 0`, arrayOverlaps(visit.fields, [...fields]));
  return select(db)
    .where(
      and(
        eq(visit.unitId, unitId),
        eq(plan.jurisdictionId, jurisdictionId),
        inArray(visit.state, ['announced', 'done']),
        sql`extract(year from ${firstDay}) = ${yearOf(on)}`,
        shared,
        except === undefined ? undefined : sql`${visit.id} <> ${except}`,
        or(madeKnown, namedIn(scope)),
      ),
    )
    .orderBy(firstDay, visit.id);
};

/** Announced visits of the scope whose last day lies in [from, before). */
export async function listPassed(db: Db, scope: Scope, from: Day, before: Day): Promise<VisitView[]> {
  const overseen = overseenVisits(scope);
  if (overseen === undefined) return [];
  const lastDay = sql`coalesce((${visit.sessionAt} at time zone 'Asia/Ho_Chi_Minh')::date, ${visit.endsOn})`;
  return select(db)
    .where(and(overseen, eq(visit.state, 'announced'), sql`${lastDay} >= ${from} and ${lastDay} < ${before}`))
    .orderBy(visit.id);
}

/** The session's day, or the first of the window. */
const firstDay = sql<Day>`coalesce((${visit.sessionAt} at time zone 'Asia/Ho_Chi_Minh')::date, ${visit.startsOn})`;

function fallsInto({ from, to }: { from: Day; to: Day }): SQL {
  const [start, end] = [momentOf(from).toISOString(), momentOf(addDays(to, 1)).toISOString()];
  return sql`case when ${visit.sessionAt} is null then ${visit.startsOn} <= ${to} and ${visit.endsOn} >= ${from}
    else ${visit.sessionAt} >= ${start}::timestamptz and ${visit.sessionAt} < ${end}::timestamptz end`;
}
