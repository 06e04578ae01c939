import type { Logger } from 'pino';
import type { OfficeCalendar } from '../domain/calendar.ts';
import { codesIn } from '../domain/link-code.ts';
import type { Beside, Context, MakeDesk, OpenedFile, Speaker } from '../conversations/context.ts';
import { readCursor, type Offer, type Reply } from '../conversations/cursor.ts';
import { advance, type Heard } from '../conversations/engine.ts';
import { answerFormer } from '../conversations/former.ts';
import { greetStranger, type Greeting, type Stranger } from '../conversations/linking.ts';
import type { Content, Payload } from '../conversations/message.ts';
import { linkingTexts } from '../conversations/texts-linking.ts';
import { texts } from '../conversations/texts.ts';
import type { IncomingUpdate } from '../services/inbox.ts';
import type { Services, Transact } from '../services/services.ts';
import { besideWith, ErrandFirst, type Brought, type Errands, type Waiting } from './errands.ts';
import { handleGroup } from './handle-group.ts';
import { openedFile } from './opened-file.ts';
import { messageIn } from './pressed.ts';
import type { Known, Understanding } from '../conversations/understanding.ts';

export interface HandlerParts {
  transact: Transact;
  calendar: OfficeCalendar;
  understanding: Understanding;
  /** Whether a chat that sends more than a person can is left alone for a while; not where the clock stands still. */
  heedsFloods?: boolean;
  makeDesk: MakeDesk;
  /** Looks into a spreadsheet; throws nothing, and takes a bounded time. */
  openFile: (bytes: Uint8Array) => Promise<OpenedFile>;
  /** Where errands wait for loops of their own; without it they are run at once. */
  errands?: Errands;
  /** Whether a bot's choices are buttons. */
  hasButtons: (bot: string) => boolean;
  /** Whether a message of a bot can be changed once it was sent. */
  canEdit?: (bot: string) => boolean;
  log: Logger;
  countUpdate?: (bot: string, result: 'handled' | 'set_aside') => void;
  /** An error without the values it was about: what people typed stays out of logs and records. */
  describeError: (error: unknown) => string;
}

/** What a queued reply holds. */
export interface Body {
  text: string;
  offers: readonly Offer[];
  /** The question it belongs to; null: an unasked message, whose choices stay good. */
  revision: number | null;
  files: readonly { id: number; name: string }[];
  /** Offers to share the person's own phone; false: offers it no more. */
  asksContact?: boolean;
  /** Holds a code: not kept once it was said. */
  secret?: true;
}

type Taken = IncomingUpdate;

/**
 * Handles the next stored update: one transaction with all its effects. Returns false where none waits.
 * One that fails is tried again; after three tries it is set aside and the person gets an apology. One that needs
 * something which takes seconds is given up, and handled again with what its errand brought back.
 */
export async function handleNext(parts: HandlerParts, bots: readonly string[], now: Date): Promise<boolean> {
  const { errands } = parts;
  const outcome = await handleOne(parts, bots, now, { except: [...(errands?.held ?? [])] });
  if (typeof outcome === 'string') return outcome === 'handled';
  if (errands) {
    errands.waiting.push(outcome);
    errands.wake.poke();
  } else await runErrand(parts, bots, () => now, outcome);
  return true;
}

/** Runs the errand that has waited longest and handles its update; false where none waits. */
export async function runNextErrand(
  parts: HandlerParts & { errands: Errands },
  bots: readonly string[],
  now: () => Date,
): Promise<boolean> {
  const { held, waiting } = parts.errands;
  const next = waiting.shift();
  if (!next) return false;
  try {
    await runErrand(parts, bots, now, next);
  } finally {
    held.delete(next.update.id);
  }
  return true;
}

async function runErrand(
  parts: HandlerParts,
  bots: readonly string[],
  now: () => Date,
  { update, errand, brought }: Waiting,
): Promise<void> {
  const { transact } = parts;
  // What is brought back and the answer it is for are of one moment.
  const at = now();
  let outcome: Awaited<ReturnType<typeof handleOne>>;
  try {
    if (!(await transact(({ inbox }) => inbox.countErrand(update.id)))) return;
    const all = new Map([...brought, [errand.about, await errand.run(transact, at)] as const]);
    outcome = await handleOne(parts, bots, at, { only: update.id, brought: all });
  } catch (error) {
    return setBack(parts, update, error, at);
  }
  if (typeof outcome !== 'string') await runErrand(parts, bots, now, outcome);
}

async function handleOne(
  parts: HandlerParts,
  bots: readonly string[],
  now: Date,
  { brought = new Map(), ...which }: { only?: number; except?: readonly number[]; brought?: Brought },
): Promise<'none' | 'handled' | Waiting> {
  const held = parts.errands?.held;
  let taken: Taken | undefined;
  try {
    await parts.transact(async (services) => {
      taken = await services.inbox.take(bots, which);
      if (!taken) return;
      held?.add(taken.id);
      await handle(parts, services, taken, now, brought);
      await services.inbox.markHandled(taken.id);
    });
  } catch (error) {
    if (!taken) throw error;
    if (error instanceof ErrandFirst) return { update: taken, errand: error.errand, brought };
    held?.delete(taken.id);
    await setBack(parts, taken, error, now);
    return 'handled';
  }
  if (!taken) return 'none';
  held?.delete(taken.id);
  parts.countUpdate?.(taken.bot, 'handled');
  return 'handled';
}

async function handle(
  parts: HandlerParts,
  services: Services,
  update: Taken,
  now: Date,
  brought: Brought,
): Promise<void> {
  const { bot, chatId, sentAt } = update;
  const { group, ...content } = update.payload as Payload;
  if (group) return handleGroup(parts, services, { ...update, content, group }, now);
  const account = await accountOf(services, update);
  await (account
    ? services.inbox.markSpoken(update.id, account.personId)
    : services.inbox.markStranger(update.id));
  const heed = parts.heedsFloods ? await services.inbox.heed(update, now) : 'yes';
  if (heed !== 'yes') {
    parts.log.warn({ bot, update: update.id }, 'a chat sends more than a person can');
    await discardFile(services, content);
    // Who gets no answers anyway need not be told that none will come.
    const used = account ? 0 : await services.inbox.answersToday(update, now);
    const isTold =
      heed === 'last' &&
      (account !== undefined || (await services.inbox.admit(update, 'stranger', used, now)) !== 'no');
    const replies = isTold ? [{ kind: 'reply' as const, body: bodyOf({ text: texts.tooMany }, null) }] : [];
    await services.messages.reply({ bot, chatId, personId: null }, replies, now);
    return;
  }
  if (!account) return handleStranger(parts, services, { ...update, content }, now);
  if (content.kind === 'left' || content.kind === 'returned') {
    await services.people.setAccountState(bot, chatId, content.kind === 'left' ? 'unreachable' : 'active');
    return;
  }
  if (account.state === 'unreachable') await services.people.setAccountState(bot, chatId, 'active');

  const { personId } = account;
  if (await services.linking.isLive(codesOf(content), now)) {
    await services.inbox.blank(update.id);
    const body = bodyOf({ text: linkingTexts.codeNotHere }, null);
    await services.messages.reply({ bot, chatId, personId }, [{ kind: 'reply', body }], now);
    return;
  }
  if (content.kind === 'start') await services.inbox.blank(update.id);
  const hasButtons = parts.hasButtons(bot);
  const opened = await openedFile(parts.openFile, services, update, content, brought);
  const beside = besideWith(brought, services.inbox.isSpent(update));
  const turnOf = { person: personId, bot, hasButtons, sentAt, now, beside };
  const { language, ...around } = await contextOf(parts, services, turnOf);
  const context = { ...around, opened };
  const cursor = readCursor(await services.inbox.readCursor(personId));
  const turn = await advance(
    context,
    language,
    cursor,
    await lookUp(services, content, { bot, chatId, personId }),
  );
  await services.inbox.writeCursor(personId, turn.cursor, now);
  if (turn.forget) await services.inbox.blank(update.id);
  const pressed = content.kind === 'press' && parts.canEdit?.(bot) === true ? content.message : undefined;
  const replies = turn.replies.map((reply) => ({
    kind: reply.kind ?? ('reply' as const),
    body: bodyOf(reply, turn.cursor.revision),
    edits: reply.edits ? pressed : undefined,
  }));
  await services.messages.reply({ bot, chatId, personId }, replies, now);
}

/** The account of a chat, its person held for the rest of the transaction; undefined where nobody is linked to it. */
async function accountOf(services: Services, { bot, chatId }: Taken) {
  const seen = await services.people.findAccount(bot, chatId);
  if (!seen || seen.state === 'cut') return undefined;
  await services.people.lock(seen.personId);
  // Whoever held the person may have cut it meanwhile.
  const held = await services.people.findAccount(bot, chatId);
  return held?.personId === seen.personId && held.state !== 'cut' ? held : undefined;
}

/** A chat nobody is linked to: what it says is not kept longer than it takes to link it. */
async function handleStranger(
  parts: HandlerParts,
  services: Services,
  { id, bot, chatId, content }: Omit<Taken, 'payload'> & { content: Content },
  now: Date,
): Promise<void> {
  // Being added to a group or removed from it is not somebody speaking.
  if (content.kind === 'left' || content.kind === 'returned') return;
  await discardFile(services, content);
  const used = parts.heedsFloods ? await services.inbox.answersToday({ bot, chatId }, now) : undefined;
  const stranger = { services, bot, chatId, hasButtons: parts.hasButtons(bot), now };
  const heard = await lookUp(services, content, { bot, chatId, personId: null });
  const former = await answerOfFormer(parts, stranger, heard);
  const greeting = former ?? (await greetStranger(stranger, heard));
  const { personId, forget, farewell, isProved, revision = null, ...reply } = greeting;
  if (forget === 'this') await services.inbox.blank(id);
  if (forget === 'all') await services.inbox.blankStranger({ bot, chatId });
  // Whoever is linked now is no stranger; of who declines nothing is kept, no count either.
  const isCounted = used !== undefined && personId === null && forget !== 'all';
  const who = isProved ? 'proved' : 'stranger';
  const admitted = isCounted ? await services.inbox.admit({ bot, chatId }, who, used, now) : 'yes';
  if (admitted === 'no') return;
  if (admitted === 'last') reply.text = `${reply.text}\n\n${linkingTexts.enoughToday}`;
  await services.messages.reply(
    { bot, chatId, personId },
    [{ kind: 'reply', body: bodyOf(reply, revision) }],
    now,
  );
  if (farewell) await services.messages.takeLeave(farewell.chats, farewell.text, now);
}

/** What a chat that was somebody's is told of what is kept of them; nothing else is theirs any more. */
async function answerOfFormer(
  parts: HandlerParts,
  { services, bot, chatId, hasButtons, now }: Stranger,
  heard: Heard,
): Promise<Greeting | undefined> {
  const person = await services.linking.formerOf({ bot, chatId });
  if (person === undefined || (await services.linking.awaited({ bot, chatId })) !== undefined)
    return undefined;
  await services.people.lock(person);
  const context = await contextOf(parts, services, { person, bot, hasButtons, sentAt: now, now });
  const turn = await answerFormer(context, await services.inbox.readCursor(person), heard);
  if (!turn) return undefined;
  await services.inbox.writeCursor(person, turn.cursor, now);
  return { ...turn.reply, personId: null, isProved: true, revision: turn.cursor.revision };
}

/** A file that was had for nothing: whoever sent it gets no answer to it. */
async function discardFile({ files }: Services, content: Content): Promise<void> {
  if (content.kind === 'file' && content.kept !== undefined) await files.discard(content.kept);
}

/** What may be a code in a chat that is somebody's already. */
const codesOf = (content: Content): readonly string[] =>
  content.kind === 'start' ? [content.code] : content.kind === 'text' ? codesIn(content.text) : [];

/**
 * A pressed button names a message; what it offered stands in that message's row, if it was said in this chat to whom
 * it belongs now. What nobody was told by name is the question of consent, which harms nobody.
 */
async function lookUp(
  services: Services,
  content: Content,
  chat: { bot: string; chatId: string; personId: number | null },
): Promise<Heard> {
  if (content.kind !== 'press') return content;
  const said = await messageIn(services, content.message, chat);
  const isTheirs = said?.personId === null || said?.personId === chat.personId;
  const body = isTheirs ? (said.body as Body | null) : null;
  return { kind: 'pressed', offer: body?.offers[content.choice], revision: body?.revision ?? null };
}

/** What a turn of a person's may use. */
export async function contextOf(
  { calendar, understanding, makeDesk }: Pick<HandlerParts, 'calendar' | 'understanding' | 'makeDesk'>,
  services: Services,
  turn: { person: number; bot: string; hasButtons: boolean; sentAt: Date; now: Date; beside?: Beside },
): Promise<Context & Pick<Known, 'language'>> {
  const { person, bot, hasButtons, sentAt, now } = turn;
  // A turn that is not played again makes everything on the spot.
  const inside: Beside = (_, make) => make((work) => work(services), now);
  const { beside = inside } = turn;
  const speaker = await speakerOf(services, person, now);
  const known = await understanding.of(services, speaker.jurisdictionId);
  const desk = makeDesk((file) => services.files.keepMade(file, now), bot);
  const { findUnits, unitName, language } = known;
  const around = { calendar, now, sentAt, hasButtons, bot, desk, beside };
  return { services, speaker, ...around, findUnits, unitName, language };
}

async function speakerOf(services: Services, personId: number, now: Date): Promise<Speaker> {
  const person = await services.people.find(personId);
  if (!person) throw new Error(`account of an unknown person ${personId}`);
  return {
    id: personId,
    name: person.name,
    address: person.preferences.address ?? 'đồng chí',
    scope: await services.people.scope(personId, now),
    jurisdictionId: person.jurisdictionId,
    style: person.preferences.style ?? null,
  };
}

export function bodyOf(reply: Reply, revision: number | null): Body {
  const { text, offers = [], files = [], asksContact, secret } = reply;
  return {
    text,
    offers,
    revision,
    files,
    ...(asksContact !== undefined && { asksContact }),
    ...(secret && { secret }),
  };
}

async function setBack(parts: HandlerParts, update: Taken, error: unknown, now: Date): Promise<void> {
  const { transact, log, describeError } = parts;
  log.error(
    { err: error, update: update.id, bot: update.bot, attempt: update.attempts + 1 },
    'an update failed',
  );
  await transact(async (services) => {
    const isSetAside = await services.inbox.markFailed(update.id, describeError(error));
    if (!isSetAside) return;
    parts.countUpdate?.(update.bot, 'set_aside');
    const { bot, chatId } = update;
    // Nobody in a group waits for an answer of their own.
    if ((update.payload as Payload).group) return;
    const account = await services.people.findAccount(bot, chatId);
    const personId = !account || account.state === 'cut' ? null : account.personId;
    await (personId === null
      ? services.inbox.markStranger(update.id)
      : services.inbox.markSpoken(update.id, personId));
    const to = { bot, chatId, personId };
    await services.messages.reply(to, [{ kind: 'reply', body: bodyOf({ text: texts.apology }, null) }], now);
  });
}
