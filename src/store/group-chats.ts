import { and, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import { addDays, type Day } from '../domain/day.ts';
import { momentOf } from '../domain/office-time.ts';
import type { Db } from './connect.ts';
import { dueReport, groupChat, obligation, plan, unit, visit } from './schema.ts';
import { madeKnown } from './visit-secrecy.ts';

/** A group as its network knows it. */
export interface Chat {
  bot: string;
  chatId: string;
}

const isChat = ({ bot, chatId }: Chat) => and(eq(groupChat.bot, bot), eq(groupChat.chatId, chatId));

/** The plan a group follows. */
export async function find(db: Db, chat: Chat) {
  const [row] = await db
    .select({
      planId: plan.id,
      title: plan.title,
      state: plan.state,
      coordinatorUnitId: plan.coordinatorUnitId,
    })
    .from(groupChat)
    .innerJoin(plan, eq(plan.id, groupChat.planId))
    .where(isChat(chat));
  return row;
}

/** Puts a group to a plan; false where it follows one already. */
export async function insert(db: Db, values: typeof groupChat.$inferInsert): Promise<boolean> {
  const rows = await db
    .insert(groupChat)
    .values(values)
    .onConflictDoNothing()
    .returning({ planId: groupChat.planId });
  return rows.length > 0;
}

/** Takes a group away; the plan it followed, undefined where it followed none. */
export async function remove(db: Db, chat: Chat): Promise<number | undefined> {
  const [row] = await db.delete(groupChat).where(isChat(chat)).returning({ planId: groupChat.planId });
  return row?.planId;
}

/** The group goes on as another chat; the plan it follows, undefined where there is nothing left to rewrite. */
export async function move(db: Db, { bot, chatId }: Chat, to: string): Promise<number | undefined> {
  const [old] = await db.delete(groupChat).where(isChat({ bot, chatId })).returning();
  if (!old) return undefined;
  await insert(db, { ...old, chatId: to });
  return old.planId;
}

/** Issued plans these bodies coordinate. */
export const listPlans = (db: Db, bodies: readonly number[]): Promise<{ id: number; title: string }[]> =>
  bodies.length === 0
    ? Promise.resolve([])
    : db
        .select({ id: plan.id, title: plan.title })
        .from(plan)
        .where(and(eq(plan.state, 'issued'), inArray(plan.coordinatorUnitId, [...bodies])))
        .orderBy(plan.id);

/** How many reports of a plan have come, and how many are to come; what only a request makes due is not. */
export async function countReports(db: Db, planId: number): Promise<{ received: number; toCome: number }> {
  const [row] = await db
    .select({
      received: sql<number>`(count(*) filter (where ${dueReport.settledAt} is not null))::int`,
      toCome: sql<number>`(count(*) filter (where ${dueReport.settledAt} is null and ${dueReport.state} <> 'on_request'
        and coalesce(${dueReport.lastDay} >= ${plan.firstLoadedOn}, true)))::int`,
    })
    .from(obligation)
    .innerJoin(dueReport, eq(dueReport.obligationId, obligation.id))
    .innerJoin(plan, eq(plan.id, obligation.planId))
    .leftJoin(visit, eq(visit.id, dueReport.visitId))
    .where(
      and(
        eq(obligation.planId, planId),
        ne(dueReport.state, 'retired'),
        or(isNull(dueReport.visitId), madeKnown),
      ),
    );
  return row ?? { received: 0, toCome: 0 };
}

/** How many announced visits of a plan have been, and how many are to come. */
export async function countVisits(db: Db, planId: number): Promise<{ done: number; toCome: number }> {
  const [row] = await db
    .select({
      done: sql<number>`(count(*) filter (where ${visit.state} = 'done'))::int`,
      toCome: sql<number>`(count(*) filter (where ${visit.state} = 'announced'))::int`,
    })
    .from(visit)
    .where(and(eq(visit.planId, planId), madeKnown));
  return row ?? { done: 0, toCome: 0 };
}

/** Units whose announced visit falls into these days, by its session or, where none is set, by its days; a month is no day. */
export async function listVisited(
  db: Db,
  planId: number,
  { from, to }: { from: Day; to: Day },
): Promise<string[]> {
  const [start, end] = [momentOf(from).toISOString(), momentOf(addDays(to, 1)).toISOString()];
  const rows = await db
    .select({ name: unit.name })
    .from(visit)
    .innerJoin(unit, eq(unit.id, visit.unitId))
    .where(
      and(
        eq(visit.planId, planId),
        inArray(visit.state, ['announced', 'done']),
        madeKnown,
        sql`case when ${visit.sessionAt} is null
          then ${visit.precision} = 'day' and ${visit.startsOn} <= ${to} and ${visit.endsOn} >= ${from}
          else ${visit.sessionAt} >= ${start}::timestamptz and ${visit.sessionAt} < ${end}::timestamptz end`,
      ),
    )
    .orderBy(sql`coalesce(${visit.sessionAt}, ${visit.startsOn}::timestamptz)`, visit.id);
  return [...new Set(rows.map(({ name }) => name))];
}
