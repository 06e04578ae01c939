import {
  and,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lte,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Day } from '../domain/day.ts';
import type { Hour } from '../domain/office-time.ts';
import type { Scope } from '../domain/grants.ts';
import type { ReminderPolicy } from '../domain/reminder-policy.ts';
import type { Db } from './connect.ts';
import { overseenReports } from './events.ts';
import {
  account,
  dueReport,
  grants,
  incoming,
  message,
  obligation,
  person,
  plan,
  reminder,
  seat,
  unit,
  visit,
} from './schema.ts';
import { coordinatedVisits, isOpenNews, overseenVisits } from './visit-secrecy.ts';

/** A message's tries end within hours; one queued longer ago than this is no news. */
const OLDEST_MS = 7 * 86_400_000;

/** How the reason begins where a summary was not worth sending. */
const NOTHING_TO_TELL = 'nothing changed';

/** Who gets a morning summary: heads of the team, and those who work for a coordinating body, of issued plans. */
export async function listReaders(db: Db, day: Day): Promise<{ personId: number; policy: ReminderPolicy }[]> {
  const heads = await db
    .selectDistinctOn([seat.personId], { personId: sql<number>`${seat.personId}`, policy: plan.policy })
    .from(seat)
    .innerJoin(plan, eq(plan.id, seat.planId))
    .where(and(eq(plan.state, 'issued'), eq(seat.role, 'head'), isNotNull(seat.personId)))
    .orderBy(seat.personId, plan.id);
  const coordinators = await db
    .selectDistinctOn([grants.personId], { personId: grants.personId, policy: plan.policy })
    .from(grants)
    .innerJoin(
      plan,
      or(
        eq(plan.coordinatorUnitId, grants.unitId),
        sql`exists (select 1 from ${visit} where ${visit.planId} = ${plan.id} and ${visit.coordinatorUnitId} = ${grants.unitId})`,
        sql`exists (select 1 from ${obligation} where ${obligation.planId} = ${plan.id} and ${obligation.coordinatorUnitId} = ${grants.unitId})`,
      ),
    )
    .where(
      and(
        eq(plan.state, 'issued'),
        eq(grants.role, 'coordinator'),
        lte(grants.validFrom, day),
        or(isNull(grants.validTo), sql`${grants.validTo} >= ${day}`),
      ),
    )
    .orderBy(grants.personId, plan.id);
  const byPerson = new Map([...heads, ...coordinators].map((reader) => [reader.personId, reader]));
  return [...byPerson.values()];
}

/** The hours at which issued plans have their summaries sent. */
export async function listHours(db: Db): Promise<Hour[]> {
  const rows = await db
    .selectDistinct({ hour: sql<Hour>`${plan.policy}->>'digestAt'` })
    .from(plan)
    .where(eq(plan.state, 'issued'));
  return rows.map(({ hour }) => hour);
}

/** When the person was last told how things stand, or there was nothing to tell; a summary that never left is none. */
export async function lastMade(db: Db, personId: number): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: message.createdAt })
    .from(message)
    .where(
      and(
        eq(message.personId, personId),
        eq(message.kind, 'digest'),
        or(eq(message.state, 'sent'), like(message.why, `${NOTHING_TO_TELL}%`)),
      ),
    )
    .orderBy(desc(message.createdAt))
    .limit(1);
  return row?.at;
}

/** A group is told whole for as long as one of it has not come: who was on time stays named. */
const hasOutstandingSibling = sql`exists (select 1 from due_report sibling
  where sibling.obligation_id = ${dueReport.obligationId} and sibling.last_day = ${dueReport.lastDay}
    and sibling.last_day >= ${plan.firstLoadedOn} and sibling.settled_at is null and sibling.state <> 'retired')`;

/** Overseen reports of plans in force due until `horizon` that are not in yet, or whose last day is `keptFrom` or later. */
export const listShown = (db: Db, scope: Scope, keptFrom: Day, horizon: Day) => {
  const overseen = overseenReports(scope);
  return overseen === undefined
    ? Promise.resolve([])
    : db
        .select({
          obligationId: dueReport.obligationId,
          title: obligation.title,
          unitName: unit.name,
          printedDay: dueReport.printedDay,
          // Never null: it is not after the horizon.
          lastDay: sql<Day>`${dueReport.lastDay}`,
          settledAt: dueReport.settledAt,
          onTime: dueReport.onTime,
        })
        .from(dueReport)
        .innerJoin(plan, eq(plan.id, dueReport.planId))
        .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
        .innerJoin(unit, eq(unit.id, dueReport.unitId))
        .where(
          and(
            overseen,
            sql`${dueReport.state} <> 'retired' and ${plan.state} <> 'closed'`,
            // Nobody followed here what fell due before the plan was first loaded.
            sql`(${dueReport.settledAt} is not null or ${dueReport.lastDay} >= ${plan.firstLoadedOn})`,
            lte(dueReport.lastDay, horizon),
            or(isNull(dueReport.settledAt), gte(dueReport.lastDay, keptFrom), hasOutstandingSibling),
          ),
        )
        .orderBy(dueReport.lastDay, dueReport.id);
};

export type ShownReport = Awaited<ReturnType<typeof listShown>>[number];

/** Overseen visits in [from, to]: by their session once it is set, by their days before; a quarter or a month is no day. */
export async function listShownVisits(db: Db, scope: Scope, from: Day, to: Day): Promise<number[]> {
  const overseen = overseenVisits(scope);
  if (overseen === undefined) return [];
  const rows = await db
    .select({ id: visit.id })
    .from(visit)
    .where(
      and(
        overseen,
        sql`${visit.state} <> 'cancelled'`,
        sql`case when ${visit.sessionAt} is null
          then ${visit.precision} = 'day' and ${visit.startsOn} <= ${to} and ${visit.endsOn} >= ${from}
          else (${visit.sessionAt} at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to} end`,
      ),
    );
  return rows.map(({ id }) => id);
}

/**
 * Messages laid aside between two moments, to people of the jurisdiction of these bodies. The moment is that of the last
 * try: `not_before` moves with every one.
 */
export async function countUnsent(
  db: Db,
  bodies: readonly number[],
  after: Date,
  until: Date,
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(message)
    .innerJoin(person, eq(person.id, message.personId))
    .where(
      and(
        ofJurisdiction(db, bodies),
        gt(message.createdAt, new Date(after.getTime() - OLDEST_MS)),
        eq(message.state, 'dead'),
        isOpenNews,
        gt(message.notBefore, after),
        lte(message.notBefore, until),
      ),
    );
  return row?.count ?? 0;
}

/** Updates set aside that came in between two moments from people of the jurisdiction of these bodies. */
export async function countUnhandled(
  db: Db,
  bodies: readonly number[],
  after: Date,
  until: Date,
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(incoming)
    .innerJoin(account, and(eq(account.bot, incoming.bot), eq(account.chatId, incoming.chatId)))
    .innerJoin(person, eq(person.id, account.personId))
    .where(
      and(
        ofJurisdiction(db, bodies),
        eq(incoming.state, 'set_aside'),
        gt(incoming.receivedAt, after),
        lte(incoming.receivedAt, until),
      ),
    );
  return row?.count ?? 0;
}

/** Units of the reminders nobody could be sent between two moments, about what these bodies coordinate; one row a reminder. */
export async function unheard(
  db: Db,
  bodies: readonly number[],
  after: Date,
  until: Date,
): Promise<string[]> {
  const meant = and(eq(reminder.state, 'nobody'), gt(reminder.fireAt, after), lte(reminder.fireAt, until));
  const columns = { id: reminder.id, unitName: unit.name };
  const ofReports = db
    .select(columns)
    .from(reminder)
    .innerJoin(dueReport, eq(dueReport.id, reminder.dueReportId))
    .innerJoin(unit, eq(unit.id, reminder.unitId))
    .where(and(meant, inArray(dueReport.coordinatorUnitId, [...bodies])));
  const ofVisits = db
    .select(columns)
    .from(reminder)
    .innerJoin(visit, eq(visit.id, reminder.visitId))
    .innerJoin(unit, eq(unit.id, reminder.unitId))
    .where(and(meant, isNull(reminder.dueReportId), coordinatedVisits(bodies)));
  const rows = await unionAll(ofReports, ofVisits);
  return rows.sort((a, b) => a.id - b.id).map(({ unitName }) => unitName);
}

const ofJurisdiction = (db: Db, bodies: readonly number[]): SQL =>
  inArray(
    person.jurisdictionId,
    db
      .select({ id: unit.jurisdictionId })
      .from(unit)
      .where(inArray(unit.id, [...bodies])),
  );
