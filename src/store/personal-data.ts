import {
  and,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  not,
  notExists,
  or,
  sql,
  type SQL,
  type SQLWrapper,
} from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import {
  account,
  chatGuard,
  dialogue,
  difficulty,
  dueReport,
  erasureRequest,
  evidence,
  incoming,
  message,
  obligation,
  person,
  storedFile,
  submission,
  unit,
} from './schema.ts';

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

/** Takes out of the person's row what says who they are. */
export async function erasePerson(db: Db, id: number, name: string, erasedAt: Date): Promise<void> {
  await db
    .update(person)
    .set({ name, honorific: null, title: null, phone: null, preferences: {}, consentedAt: null, erasedAt })
    .where(eq(person.id, id));
  await db.delete(dialogue).where(eq(dialogue.personId, id));
}

/**
 * Takes the chats' own ids and all the person said, in chats that are another's by now too, out of the rows, which stay
 * as counts. What was still on its way from the network is not waited for; what was not handled yet is a stranger's.
 */
export async function eraseChats(db: Db, personId: number, blank: unknown): Promise<void> {
  const rows = await db.select().from(account).where(eq(account.personId, personId));
  const chats = rows.map(({ bot, chatId }) =>
    and(isNull(incoming.personId), eq(incoming.bot, bot), eq(incoming.chatId, chatId)),
  );
  const theirs = and(or(eq(incoming.personId, personId), ...chats), ne(incoming.state, 'stored'));
  await removeFilesIn(db, theirs);
  await db
    .update(incoming)
    .set({
      payload: blank,
      chatId: ERASED,
      error: null,
      fetchAt: null,
      state: sql`case when ${incoming.state} = 'to_fetch' then 'handled' else ${incoming.state} end`,
    })
    .where(theirs);
  for (const { id, bot, chatId } of rows) {
    await db.delete(chatGuard).where(and(eq(chatGuard.bot, bot), eq(chatGuard.chatId, chatId)));
    // What they asked of their own data once the chat was cut.
    await db
      .update(message)
      .set({ body: null, chatId: ERASED })
      .where(
        and(
          isNull(message.personId),
          eq(message.bot, bot),
          eq(message.chatId, chatId),
          inArray(message.state, ['sent', 'void', 'dead']),
        ),
      );
    await db
      .update(account)
      .set({ state: 'cut', preferred: false, chatId: `${ERASED}:${id}` })
      .where(eq(account.id, id));
  }
  await removeFilesTo(db, personId);
  await eraseMessages(db, personId);
}

/** In place of a chat of somebody erased. */
const ERASED = 'erased';

/** Files that came with updates and are no archive: part of something not sent yet, or waiting to be. */
async function removeFilesIn(db: Db, updates: SQL | undefined): Promise<void> {
  const kept = db
    .select({ id: sql<number>`(${incoming.payload}->>'kept')::int` })
    .from(incoming)
    .where(and(updates, sql`jsonb_typeof(${incoming.payload}->'kept') = 'number'`));
  const isEvidence = db.select({ id: evidence.id }).from(evidence).where(eq(evidence.fileId, storedFile.id));
  await db
    .delete(storedFile)
    .where(and(isNotNull(storedFile.keptUntil), inArray(storedFile.id, kept), notExists(isEvidence)));
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
      chatId: ERASED,
      state: sql`case when ${message.state} in ('ready', 'dead') then 'void' else ${message.state} end`,
    })
    .where(
      and(
        eq(message.personId, personId),
        ne(message.state, 'sending'),
        or(isNotNull(message.body), ne(message.chatId, ERASED)),
      ),
    );
}

/** Takes out what was still on its way when its person was erased. */
export async function eraseLeftOver(db: Db, since: Date): Promise<void> {
  const erased = await db.select({ id: person.id }).from(person).where(gte(person.erasedAt, since));
  for (const { id } of erased) await eraseMessages(db, id);
}

/** Takes out what a person said was wrong about themselves. */
export async function eraseCorrections(db: Db, personId: number, mask: string): Promise<void> {
  await db
    .update(difficulty)
    .set({ text: mask })
    .where(and(eq(difficulty.askedBy, personId), difficulty.isCorrection));
}

/** Puts `mask` where questions to the coordinators, their answers and reasons why nobody was erased name somebody. */
async function maskMentions(
  db: Db,
  names: (value: SQLWrapper) => SQL,
  jurisdictionId: number,
  spellings: readonly string[],
  mask: string,
): Promise<void> {
  const masked = (value: SQLWrapper): SQL =>
    spellings.reduce(
      (words, spelling) =>
        sql`regexp_replace(${words}, ${spelling.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}, ${mask}, 'gi')`,
      sql`${value}`,
    );
  const ofUnits = db.select({ id: unit.id }).from(unit).where(eq(unit.jurisdictionId, jurisdictionId));
  await db
    .update(difficulty)
    .set({ text: masked(difficulty.text), answer: masked(difficulty.answer) })
    .where(
      and(
        inArray(difficulty.unitId, ofUnits),
        or(names(difficulty.text), names(sql`coalesce(${difficulty.answer}, '')`)),
      ),
    );
  const ofPeople = db.select({ id: person.id }).from(person).where(eq(person.jurisdictionId, jurisdictionId));
  await db
    .update(erasureRequest)
    .set({ reason: masked(erasureRequest.reason) })
    .where(
      and(
        isNotNull(erasureRequest.reason),
        inArray(erasureRequest.personId, ofPeople),
        names(erasureRequest.reason),
      ),
    );
}

/**
 * Takes what names somebody out of the words of the jurisdiction's people and of what they were told; an answer still to
 * be said is left. Whose dialogue names them comes back: they end it.
 */
export async function eraseMentions(
  db: Db,
  jurisdictionId: number,
  spellings: readonly string[],
  { blank, mask }: { blank: unknown; mask: string },
): Promise<number[]> {
  if (spellings.length === 0) return [];
  const names = (value: SQLWrapper): SQL => sql`exists (select 1 from
    jsonb_array_elements_text(${JSON.stringify(spellings)}::jsonb) spelling
    where position(spelling in ${value}::text) > 0 or position(spelling in lower(${value}::text)) > 0)`;
  await maskMentions(db, names, jurisdictionId, spellings, mask);
  const ofTheirs = (personId: SQLWrapper): SQL =>
    sql`${personId} in (select id from ${person} where ${person.jurisdictionId} = ${jurisdictionId})`;
  const speaker = sql`coalesce(${incoming.personId}, (select ${account.personId} from ${account}
    where ${account.bot} = ${incoming.bot} and ${account.chatId} = ${incoming.chatId}))`;
  await db
    .update(incoming)
    .set({ payload: blank })
    .where(
      and(inArray(incoming.state, ['handled', 'set_aside']), ofTheirs(speaker), names(incoming.payload)),
    );
  const isToSay = and(inArray(message.state, ['ready', 'sending']), isNull(message.subject));
  await db
    .update(message)
    .set({ body: null })
    .where(
      and(
        not(isToSay ?? sql`false`),
        ne(message.state, 'sending'),
        ofTheirs(message.personId),
        names(message.body),
      ),
    );
  const dialogues = await db
    .select({ personId: dialogue.personId })
    .from(dialogue)
    .where(and(ofTheirs(dialogue.personId), names(dialogue.cursor)));
  return dialogues.map(({ personId }) => personId);
}

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
