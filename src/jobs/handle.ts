import type { Logger } from 'pino';
import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Context, Desk, OpenedFile, SentFile, Speaker } from '../conversations/context.ts';
import { readCursor, type Offer, type Reply } from '../conversations/cursor.ts';
import { advance, type Heard } from '../conversations/engine.ts';
import { greetStranger } from '../conversations/linking.ts';
import type { Content } from '../conversations/message.ts';
import { isSpreadsheet } from '../conversations/spreadsheet-name.ts';
import { texts } from '../conversations/texts.ts';
import type { Services, Transact } from '../services/services.ts';
import type { Understanding } from '../conversations/understanding.ts';

export interface HandlerParts {
  transact: Transact;
  calendar: OfficeCalendar;
  understanding: Understanding;
  /** Whether a chat that sends more than a person can is left alone for a while; not where the clock stands still. */
  heedsFloods?: boolean;
  desk: Desk;
  /** Looks into a spreadsheet a person sent over a bot; absent where none can be had. */
  openFile?: (bot: string, file: SentFile) => Promise<OpenedFile | undefined>;
  /** Whether a bot's choices are buttons. */
  hasButtons: (bot: string) => boolean;
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
  files: readonly { name: string; path: string }[];
}

type Taken = NonNullable<Awaited<ReturnType<Services['inbox']['take']>>>;

/**
 * Handles the next stored update: one transaction with all its effects. Returns false where none waits.
 * One that fails is tried again; after three tries it is set aside and the person gets an apology.
 */
export async function handleNext(
  parts: HandlerParts,
  bots: readonly string[],
  now: Date,
  opened?: { update: number; file: OpenedFile | undefined },
): Promise<boolean> {
  let taken: Taken | undefined;
  try {
    const isHandled = await parts.transact(async (services) => {
      taken = await services.inbox.take(bots);
      if (!taken) return false;
      // Fetched and read between two transactions: nobody waits for a row meanwhile.
      if (taken.id !== opened?.update && (await isToOpen(parts, services, taken))) return 'open';
      await handle(parts, services, taken, now, taken.id === opened?.update ? opened.file : undefined);
      await services.inbox.markHandled(taken.id);
      return true;
    });
    if (isHandled === 'open' && taken) {
      const { id: update, bot, payload } = taken;
      const file = await parts.openFile?.(bot, payload as SentFile);
      return await handleNext(parts, bots, now, { update, file });
    }
    if (taken) parts.countUpdate?.(taken.bot, 'handled');
    return isHandled !== false;
  } catch (error) {
    if (!taken) throw error;
    await setBack(parts, taken, error, now);
    return true;
  }
}

/** A spreadsheet of somebody who is linked is looked into first. */
async function isToOpen(
  { openFile }: HandlerParts,
  services: Services,
  { bot, chatId, payload }: Taken,
): Promise<boolean> {
  const content = payload as Content;
  if (!openFile || content.kind !== 'file' || !isSpreadsheet(content)) return false;
  const account = await services.people.findAccount(bot, chatId);
  return account !== undefined && account.state !== 'cut';
}

async function handle(
  parts: HandlerParts,
  services: Services,
  update: Taken,
  now: Date,
  opened: OpenedFile | undefined,
): Promise<void> {
  const { bot, chatId, sentAt } = update;
  const content = update.payload as Content;
  const heed = parts.heedsFloods ? await services.inbox.heed(update, now) : 'yes';
  if (heed !== 'yes') {
    parts.log.warn({ bot, update: update.id }, 'a chat sends more than a person can');
    const replies =
      heed === 'last' ? [{ kind: 'reply' as const, body: bodyOf({ text: texts.tooMany }, null) }] : [];
    await services.messages.reply({ bot, chatId, personId: null }, replies, now);
    return;
  }
  const account = await services.people.findAccount(bot, chatId);
  if (!account || account.state === 'cut') {
    // Being added to a group or removed from it is not somebody speaking.
    if (content.kind === 'left' || content.kind === 'returned') return;
    const { text, personId } = await greetStranger(services, { bot, chatId }, content, now);
    await services.messages.reply(
      { bot, chatId, personId },
      [{ kind: 'reply', body: bodyOf({ text }, null) }],
      now,
    );
    return;
  }
  if (content.kind === 'left' || content.kind === 'returned') {
    await services.people.setAccountState(bot, chatId, content.kind === 'left' ? 'unreachable' : 'active');
    return;
  }
  if (account.state === 'unreachable') await services.people.setAccountState(bot, chatId, 'active');

  const { personId } = account;
  await services.people.lock(personId);
  const hasButtons = parts.hasButtons(bot);
  const context = {
    ...(await contextOf(parts, services, { person: personId, bot, hasButtons, sentAt, now })),
    opened,
  };
  const { language } = await parts.understanding.of(services, context.speaker.jurisdictionId);
  const cursor = readCursor(await services.inbox.readCursor(personId));
  const turn = await advance(context, language, cursor, await lookUp(services, content, { bot, chatId }));
  await services.inbox.writeCursor(personId, turn.cursor, now);
  const replies = turn.replies.map((reply) => ({
    kind: reply.kind ?? ('reply' as const),
    body: bodyOf(reply, turn.cursor.revision),
  }));
  await services.messages.reply({ bot, chatId, personId }, replies, now);
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

/** What a turn of a person's may use. */
export async function contextOf(
  { calendar, understanding, desk }: Pick<HandlerParts, 'calendar' | 'understanding' | 'desk'>,
  services: Services,
  turn: { person: number; bot: string; hasButtons: boolean; sentAt: Date; now: Date },
): Promise<Context> {
  const { person, bot, hasButtons, sentAt, now } = turn;
  const speaker = await speakerOf(services, person, now);
  const { findUnits, unitName } = await understanding.of(services, speaker.jurisdictionId);
  return { services, calendar, speaker, now, sentAt, hasButtons, bot, desk, findUnits, unitName };
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
  return { text: reply.text, offers: reply.offers ?? [], revision, files: reply.files ?? [] };
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
    const account = await services.people.findAccount(bot, chatId);
    const to = { bot, chatId, personId: account?.personId ?? null };
    await services.messages.reply(to, [{ kind: 'reply', body: bodyOf({ text: texts.apology }, null) }], now);
  });
}
