import { and, inArray, isNotNull, isNull, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Db } from './connect.ts';
import { incoming, message, person } from './schema.ts';

/** Takes the words out of what was said on either side before `before`, at most so many rows at once; how many. */
export async function eraseOld(db: Db, before: Date, limit: number, blank: unknown): Promise<number> {
  const heard = db
    .select({ id: incoming.id })
    .from(incoming)
    .where(
      and(
        lt(incoming.receivedAt, before),
        inArray(incoming.state, ['handled', 'set_aside']),
        sql`${incoming.payload} <> ${JSON.stringify(blank)}::jsonb`,
      ),
    )
    .orderBy(incoming.receivedAt)
    .limit(limit);
  const blanked = await db
    .update(incoming)
    .set({ payload: blank })
    .where(inArray(incoming.id, heard))
    .returning({ id: incoming.id });
  const said = db
    .select({ id: message.id })
    .from(message)
    .where(
      and(
        lt(message.createdAt, before),
        inArray(message.state, ['sent', 'void', 'dead']),
        isNotNull(message.body),
      ),
    )
    .orderBy(message.createdAt)
    .limit(limit);
  const emptied = await db
    .update(message)
    .set({ body: null })
    .where(inArray(message.id, said))
    .returning({ id: message.id });
  return blanked.length + emptied.length;
}

/** People who held a role, and have held none since `day`. */
export async function listPassed(db: Db, day: Day, limit: number): Promise<number[]> {
  const rows = await db
    .select({ id: person.id })
    .from(person)
    .where(
      and(
        isNull(person.erasedAt),
        sql`(exists (select 1 from grants g where g.person_id = ${person.id})
          or exists (select 1 from section_share s where s.person_id = ${person.id}))`,
        sql`not exists (select 1 from grants g where g.person_id = ${person.id}
          and (g.valid_to is null or g.valid_to >= ${day}))`,
        sql`not exists (select 1 from section_share s join due_report d on d.id = s.due_report_id
          join plan p on p.id = d.plan_id where s.person_id = ${person.id}
          and (s.ended_at is null and p.state = 'issued' or coalesce(s.ended_at, s.given_at) >= ${day}::date))`,
      ),
    )
    .orderBy(person.id)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** In place of a chat that is not to be known any more. */
const FORGOTTEN = 'forgotten';

/**
 * Forgets what was said to chats nobody was linked to, at most so many at once; how many. The rows stay as counts, for
 * the month's budget, until `countedUntil`.
 */
export async function forgetOfNobody(
  db: Db,
  before: Date,
  countedUntil: Date,
  limit: number,
): Promise<number> {
  const oldest = (until: Date, also?: SQL) =>
    db
      .select({ id: message.id })
      .from(message)
      .where(
        and(
          isNull(message.personId),
          lt(message.createdAt, until),
          inArray(message.state, ['sent', 'void', 'dead']),
          also,
        ),
      )
      .orderBy(message.createdAt)
      .limit(limit);
  const gone = await db
    .delete(message)
    .where(inArray(message.id, oldest(countedUntil)))
    .returning({ id: message.id });
  const rows = await db
    .update(message)
    .set({ body: null, chatId: FORGOTTEN, externalId: null, why: null })
    .where(inArray(message.id, oldest(before, ne(message.chatId, FORGOTTEN))))
    .returning({ id: message.id });
  return gone.length + rows.length;
}
