import {
  and,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  ne,
  not,
  notExists,
  or,
  sql,
  type SQL,
  type SQLWrapper,
} from 'drizzle-orm';
import type { Db } from './connect.ts';
import {
  account,
  chatGuard,
  dialogue,
  difficulty,
  erasureRequest,
  evidence,
  incoming,
  message,
  person,
  storedFile,
  unit,
} from './schema.ts';

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
