import type { Logger } from 'pino';
import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Context, Speaker } from '../conversations/context.ts';
import { readCursor, type Offer, type Reply } from '../conversations/cursor.ts';
import { advance, type Heard } from '../conversations/engine.ts';
import { greetStranger } from '../conversations/linking.ts';
import type { Content, Payload } from '../conversations/message.ts';
import { texts } from '../conversations/texts.ts';
import type { Services, Transact } from '../services/services.ts';
import { handleGroup } from './handle-group.ts';
import type { Understanding } from '../conversations/understanding.ts';

export interface HandlerParts {
  transact: Transact;
  calendar: OfficeCalendar;
  understanding: Understanding;
  /** Whether a chat that sends more than a person can is left alone for a while; not where the clock stands still. */
  heedsFloods?: boolean;
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
}

type Taken = NonNullable<Awaited<ReturnType<Services['inbox']['take']>>>;

/**
 * Handles the next stored update: one transaction with all its effects. Returns false where none waits.
 * One that fails is tried again; after three tries it is set aside and the person gets an apology.
 */
export async function handleNext(parts: HandlerParts, bots: readonly string[], now: Date): Promise<boolean> {
  let taken: Taken | undefined;
  try {
    const isHandled = await parts.transact(async (services) => {
      taken = await services.inbox.take(bots);
      if (!taken) return false;
      await handle(parts, services, taken, now);
      await services.inbox.markHandled(taken.id);
      return true;
    });
    if (taken) parts.countUpdate?.(taken.bot, 'handled');
    return isHandled;
  } catch (error) {
    if (!taken) throw error;
    await setBack(parts, taken, error, now);
    return true;
  }
}

async function handle(parts: HandlerParts, services: Services, update: Taken, now: Date): Promise<void> {
  const { bot, chatId, sentAt } = update;
  const { group, ...content } = update.payload as Payload;
  if (group) return handleGroup(parts, services, { ...update, content, group }, now);
  const account = await accountOf(services, update);
  if (!account) await services.inbox.markStranger(update.id);
  const heed = parts.heedsFloods ? await services.inbox.heed(update, now) : 'yes';
  if (heed !== 'yes') {
    parts.log.warn({ bot, update: update.id }, 'a chat sends more than a person can');
    const replies =
      heed === 'last' ? [{ kind: 'reply' as const, body: bodyOf({ text: texts.tooMany }, null) }] : [];
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
  const speaker = await speakerOf(services, personId, now);
  const { language, findUnits, unitName } = await parts.understanding.of(services, speaker.jurisdictionId);
  const context: Context = {
    services,
    calendar: parts.calendar,
    speaker,
    now,
    sentAt,
    hasButtons: parts.hasButtons(bot),
    bot,
    findUnits,
    unitName,
  };
  const cursor = readCursor(await services.inbox.readCursor(personId));
  const turn = await advance(context, language, cursor, await lookUp(services, content, { bot, chatId }));
  await services.inbox.writeCursor(personId, turn.cursor, now);
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
  const stranger = { services, bot, chatId, hasButtons: parts.hasButtons(bot), now };
  const heard = await lookUp(services, content, { bot, chatId });
  const { personId, forget, farewell, ...reply } = await greetStranger(stranger, heard);
  if (forget === 'this') await services.inbox.blank(id);
  if (forget === 'all') await services.inbox.blankStranger({ bot, chatId });
  await services.messages.reply(
    { bot, chatId, personId },
    [{ kind: 'reply', body: bodyOf(reply, null) }],
    now,
  );
  if (farewell) await services.messages.takeLeave(farewell.chats, farewell.text, now);
}

/** A pressed button names a message; what it offered stands in that message's row, if it is of this chat. */
async function lookUp(
  services: Services,
  content: Content,
  chat: { bot: string; chatId: string },
): Promise<Heard> {
  if (content.kind !== 'press') return content;
  const row = await services.messages.find(content.message);
  const isHere = row?.bot === chat.bot && row.chatId === chat.chatId;
  const body = isHere ? (row.body as Body | null) : null;
  return { kind: 'pressed', offer: body?.offers[content.choice], revision: body?.revision ?? null };
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

function bodyOf(reply: Reply, revision: number | null): Body {
  const { text, offers = [], files = [], asksContact } = reply;
  return { text, offers, revision, files, ...(asksContact !== undefined && { asksContact }) };
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
    if (!account || account.state === 'cut') await services.inbox.markStranger(update.id);
    const to = { bot, chatId, personId: account?.personId ?? null };
    await services.messages.reply(to, [{ kind: 'reply', body: bodyOf({ text: texts.apology }, null) }], now);
  });
}
