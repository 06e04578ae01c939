import { and, desc, eq, gte, inArray, isNull, not, or, sql, type SQL } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { account, dueReport, incoming, message, obligation, submission, unit } from './schema.ts';

export interface Counts {
  /** Messages the person wrote. */
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
    select (select count(*)::int from ${incoming} where ${await writtenBy(db, personId)}) as received,
    (select count(*)::int from message m where m.person_id = ${personId} and m.state = 'sent') as sent,
    (select count(*)::int from answer d
      where d.author_id = ${personId} and d.due_report_id in (select id from reports))
      + (select count(*)::int from table_line l
        where l.author_id = ${personId} and l.due_report_id in (select id from reports)) as figures,
    (select count(*)::int from submission s
      where s.person_id = ${personId} and s.due_report_id in (select id from reports)) as submissions`);
  return only(row === undefined ? [] : [row]);
}

/** What a person wrote, newest first. */
export const listWritten = async (db: Db, personId: number, limit: number) =>
  db
    .select({ bot: incoming.bot, sentAt: incoming.sentAt, payload: incoming.payload })
    .from(incoming)
    .where(await writtenBy(db, personId))
    .orderBy(desc(incoming.id))
    .limit(limit);

/** What was handled as a person's words; where whose they were was not noted, what their chats hold since linked. */
async function writtenBy(db: Db, personId: number): Promise<SQL | undefined> {
  const accounts = await db.select().from(account).where(eq(account.personId, personId));
  const unnoted = accounts.map(({ bot, chatId, linkedAt }) =>
    and(
      isNull(incoming.personId),
      eq(incoming.bot, bot),
      eq(incoming.chatId, chatId),
      gte(incoming.receivedAt, linkedAt),
      not(incoming.ofStranger),
    ),
  );
  return or(eq(incoming.personId, personId), ...unnoted);
}

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
