import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import {
  account,
  chatGuard,
  dialogue,
  dueReport,
  incoming,
  message,
  obligation,
  person,
  submission,
  unit,
} from './schema.ts';

export interface Counts {
  /** Messages the person wrote since their chats were linked. */
  received: number;
  /** Messages to the person that left. */
  sent: number;
  /** Figures and table lines of theirs in drafts. */
  figures: number;
  submissions: number;
}

/** How much of a person is kept; figures only of units they ever spoke for, the others being nobody's to enter. */
export async function count(db: Db, personId: number): Promise<Counts> {
  const [row] = await db.execute<{ [K in keyof Counts]: number }>(sql`
    with reports as (select r.id from due_report r where r.unit_id in
      (select g.unit_id from grants g where g.person_id = ${personId} and g.unit_id is not null))
    select (select count(*)::int from account a
      join incoming i on i.bot = a.bot and i.chat_id = a.chat_id and i.received_at >= a.linked_at
      where a.person_id = ${personId}) as received,
    (select count(*)::int from message m where m.person_id = ${personId} and m.state = 'sent') as sent,
    (select count(*)::int from answer d
      where d.author_id = ${personId} and d.due_report_id in (select id from reports))
      + (select count(*)::int from table_line l
        where l.author_id = ${personId} and l.due_report_id in (select id from reports)) as figures,
    (select count(*)::int from submission s
      where s.person_id = ${personId} and s.due_report_id in (select id from reports)) as submissions`);
  return only(row === undefined ? [] : [row]);
}

/** What a person wrote since their chats were linked, newest first. */
export const listWritten = (db: Db, personId: number, limit: number) =>
  db
    .select({ bot: incoming.bot, sentAt: incoming.sentAt, payload: incoming.payload })
    .from(incoming)
    .innerJoin(account, and(eq(account.bot, incoming.bot), eq(account.chatId, incoming.chatId)))
    .where(and(eq(account.personId, personId), gte(incoming.receivedAt, account.linkedAt)))
    .orderBy(desc(incoming.id))
    .limit(limit);

/** When something was said to a person, and of what kind; the words themselves stand in their chat. */
export const listTold = (db: Db, personId: number, limit: number) =>
  db
    .select({ bot: message.bot, kind: message.kind, sentAt: message.sentAt })
    .from(message)
    .where(and(eq(message.personId, personId), eq(message.state, 'sent')))
    .orderBy(desc(message.id))
    .limit(limit);

/** What a person handed in for units they still speak for. */
export const listSubmissions = (db: Db, personId: number, unitIds: readonly number[]) =>
  unitIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          unitName: unit.name,
          title: obligation.title,
          no: submission.no,
          receiptCode: submission.receiptCode,
          receivedAt: submission.receivedAt,
        })
        .from(submission)
        .innerJoin(dueReport, eq(dueReport.id, submission.dueReportId))
        .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
        .innerJoin(unit, eq(unit.id, dueReport.unitId))
        .where(and(eq(submission.personId, personId), inArray(dueReport.unitId, [...unitIds])))
        .orderBy(submission.id);

/** Takes out of the person's row what says who they are. */
export async function erasePerson(db: Db, id: number, name: string, erasedAt: Date): Promise<void> {
  await db
    .update(person)
    .set({ name, honorific: null, title: null, phone: null, preferences: {}, consentedAt: null, erasedAt })
    .where(eq(person.id, id));
  await db.delete(dialogue).where(eq(dialogue.personId, id));
}

/** Takes the chats' own ids and all that was said in them out of the rows, which stay as counts. */
export async function eraseChats(db: Db, personId: number, blank: unknown): Promise<void> {
  const rows = await db.select().from(account).where(eq(account.personId, personId));
  for (const { id, bot, chatId } of rows) {
    const gone = `erased:${id}`;
    await db
      .update(incoming)
      .set({ payload: blank, chatId: gone, error: null })
      .where(and(eq(incoming.bot, bot), eq(incoming.chatId, chatId), ne(incoming.state, 'stored')));
    await db.delete(chatGuard).where(and(eq(chatGuard.bot, bot), eq(chatGuard.chatId, chatId)));
    await db.update(account).set({ state: 'cut', preferred: false, chatId: gone }).where(eq(account.id, id));
  }
  await removeFilesTo(db, personId);
  await eraseMessages(db, personId);
}

/** Files sent to a person that are no archive: a copy of their data among them. */
async function removeFilesTo(db: Db, personId: number): Promise<void> {
  await db.execute(sql`delete from stored_file f where f.kept_until is not null
    and f.id in (select (sent->>'id')::int from message m, jsonb_array_elements(m.body->'files') sent
      where m.person_id = ${personId})
    and not exists (select 1 from evidence e where e.file_id = f.id)`);
}

/** What is on its way this very moment is taken out by the next round. */
async function eraseMessages(db: Db, personId: number): Promise<void> {
  await db
    .update(message)
    .set({
      body: null,
      chatId: 'erased',
      state: sql`case when ${message.state} in ('ready', 'dead') then 'void' else ${message.state} end`,
    })
    .where(
      and(
        eq(message.personId, personId),
        ne(message.state, 'sending'),
        or(isNotNull(message.body), ne(message.chatId, 'erased')),
      ),
    );
}

/** Takes out what was still on its way when its person was erased. */
export async function eraseLeftOver(db: Db, since: Date): Promise<void> {
  const erased = await db.select({ id: person.id }).from(person).where(gte(person.erasedAt, since));
  for (const { id } of erased) await eraseMessages(db, id);
}

/** People who held a role, and have held none since `day`. */
export async function listPassed(db: Db, day: Day, limit: number): Promise<number[]> {
  const rows = await db
    .select({ id: person.id })
    .from(person)
    .where(
      and(
        isNull(person.erasedAt),
        sql`exists (select 1 from grants g where g.person_id = ${person.id})`,
        sql`not exists (select 1 from grants g where g.person_id = ${person.id}
          and (g.valid_to is null or g.valid_to >= ${day}))`,
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
