import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Role } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { account, grants, message, person, plan, reminder, unit } from './schema.ts';
import { isOpenNews } from './visit-secrecy.ts';
import { NO_ACCOUNT } from './waiting-messages.ts';

/**
 * Messages laid aside since `from` for people of the jurisdiction, newest first. What is about a visit that only those
 * named in it know of is left out.
 */
export const listLaidAside = (db: Db, jurisdictionId: number, from: Date, limit: number) =>
  db
    .select({
      id: message.id,
      kind: message.kind,
      personId: message.personId,
      name: person.name,
      unitName: unit.name,
      /** Null: the person has no account yet. */
      bot: sql<string | null>`nullif(${message.bot}, ${NO_ACCOUNT.bot})`,
      why: message.why,
      createdAt: message.createdAt,
      usefulUntil: message.usefulUntil,
    })
    .from(message)
    .innerJoin(person, eq(person.id, message.personId))
    .leftJoin(unit, eq(unit.id, person.unitId))
    .where(
      and(
        eq(person.jurisdictionId, jurisdictionId),
        eq(message.state, 'dead'),
        gte(message.notBefore, from),
        isOpenNews,
      ),
    )
    .orderBy(desc(message.id))
    .limit(limit);

/** Writes to a message only while it is laid aside; false where it is not any more. */
export async function changeLaidAside(
  db: Db,
  id: number,
  values: Partial<typeof message.$inferInsert>,
): Promise<boolean> {
  const rows = await db
    .update(message)
    .set(values)
    .where(and(eq(message.id, id), eq(message.state, 'dead')))
    .returning({ id: message.id });
  return rows.length > 0;
}

/** The bots through which each holder of a role of these units can be reached; none where they cannot. */
export const listReach = (db: Db, unitIds: readonly number[], roles: readonly Role[], day: Day) =>
  unitIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          unitId: unit.id,
          unitName: unit.name,
          bots: sql<
            string[]
          >`coalesce(json_agg(distinct ${account.bot}) filter (where ${account.bot} is not null), '[]')`,
        })
        .from(grants)
        .innerJoin(unit, eq(unit.id, grants.unitId))
        .leftJoin(account, and(eq(account.personId, grants.personId), eq(account.state, 'active')))
        .where(
          and(
            inArray(grants.unitId, [...unitIds]),
            inArray(grants.role, [...roles]),
            lte(grants.validFrom, day),
            or(isNull(grants.validTo), gte(grants.validTo, day)),
          ),
        )
        .groupBy(unit.id, unit.name)
        .orderBy(unit.id);

/** Answers among the messages of the network that a bot has used since `from`. */
export async function countAnswers(db: Db, bot: string, from: Date): Promise<number> {
  const [row] = await db
    .select({ cost: sql<number>`coalesce(sum(${message.cost}), 0)::int` })
    .from(message)
    .where(
      and(
        eq(message.bot, bot),
        eq(message.state, 'sent'),
        gte(message.sentAt, from),
        inArray(message.kind, ['reply', 'receipt']),
      ),
    );
  return row?.cost ?? 0;
}

/** Mornings planned until `until` for people this bot reaches: one message a person and moment. */
export async function countPlannedMornings(db: Db, bot: string, now: Date, until: Date): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(distinct (${account.personId}, ${reminder.fireAt}))::int` })
    .from(reminder)
    .innerJoin(
      grants,
      and(eq(grants.unitId, reminder.unitId), eq(grants.role, 'focal'), isNull(grants.validTo)),
    )
    .innerJoin(
      account,
      and(eq(account.personId, grants.personId), eq(account.bot, bot), eq(account.state, 'active')),
    )
    .where(and(eq(reminder.state, 'planned'), gte(reminder.fireAt, now), lt(reminder.fireAt, until)));
  return row?.count ?? 0;
}

/** How many people this bot sends a summary to on a working morning. */
export async function countSummaryReaders(
  db: Db,
  bot: string,
  personIds: readonly number[],
): Promise<number> {
  if (personIds.length === 0) return 0;
  const [row] = await db
    .select({ count: sql<number>`count(distinct ${account.personId})::int` })
    .from(account)
    .where(and(eq(account.bot, bot), eq(account.state, 'active'), inArray(account.personId, [...personIds])));
  return row?.count ?? 0;
}

/** People who work for a body that coordinates an issued plan and have an account. */
export const listCoordinators = (db: Db, day: Day) =>
  db
    .selectDistinct({ personId: grants.personId })
    .from(grants)
    .innerJoin(plan, eq(plan.coordinatorUnitId, grants.unitId))
    .where(
      and(
        eq(plan.state, 'issued'),
        eq(grants.role, 'coordinator'),
        lte(grants.validFrom, day),
        or(isNull(grants.validTo), gte(grants.validTo, day)),
      ),
    );

/** Unasked messages that wait for a bot, as far as they may be counted. */
export async function countWaiting(db: Db, bot: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(message)
    .where(
      and(
        eq(message.bot, bot),
        eq(message.state, 'ready'),
        ne(message.kind, 'reply'),
        ne(message.kind, 'receipt'),
        isNotNull(message.personId),
        isOpenNews,
      ),
    );
  return row?.count ?? 0;
}
