import type { Logger } from 'pino';
import type { Channel, SendOutcome } from '../channels/channel.ts';
import { compose } from '../conversations/compose.ts';
import { readCursor, type Cursor } from '../conversations/cursor.ts';
import { secondsFor, type Outgoing } from '../conversations/message.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import { hasPart } from '../domain/grants.ts';
import type { Subject } from '../services/messages.ts';
import type { Services, Transact } from '../services/services.ts';
import type { Body } from './handle.ts';

export interface DispatchParts {
  transact: Transact;
  calendar: OfficeCalendar;
  channel: Channel;
  log: Logger;
  /** Office clock. */
  now: () => Date;
  /** The clock of back-off and leases; the database's own where none is given. */
  realNow?: () => Date;
}

/** Longer than any channel takes for a file that the network has from us by its address, and the words in its place. */
const FILE_SECONDS = 45;

export type Claimed = NonNullable<Awaited<ReturnType<Services['outbox']['claim']>>>;

/** What became of a claimed message. */
export type Dispatched = { kind: 'void' } | { kind: 'not_composed' } | { kind: 'given_up' } | SendOutcome;

/**
 * Re-checks, composes, sends and records a claimed message. Composing and recording are transactions of their own:
 * between them lies the network. `isStillOurs` is asked last before it: a process that was frozen may have been
 * taken over, and then sends nothing.
 */
export async function deliver(
  parts: DispatchParts,
  claimed: Claimed,
  isStillOurs: () => boolean = () => true,
): Promise<Dispatched> {
  const { transact, channel, log, now, realNow } = parts;
  let composed: { body: Body; place: string | undefined } | undefined;
  try {
    composed = await transact(async (services) => {
      const body = await bodyOf(parts, services, claimed, now());
      if (!body) return undefined;
      const { length } = body.files;
      if (length > 0) await services.outbox.extend(claimed, length * FILE_SECONDS, realNow?.());
      return { body, place: await placeOf(channel, services, claimed) };
    });
  } catch (error) {
    // One message that cannot be worded must not hold up those behind it.
    log.error({ err: error, message: claimed.id }, 'a message could not be composed');
    await transact(({ outbox }) => outbox.markFailed(claimed, 'could not be composed', realNow?.()));
    return { kind: 'not_composed' };
  }
  if (!composed) return { kind: 'void' };
  if (!isStillOurs()) {
    await transact(({ outbox }) => outbox.giveBack(claimed));
    return { kind: 'given_up' };
  }
  const { body, place } = composed;
  const outgoing: Outgoing = {
    id: claimed.id,
    text: body.text,
    choices: body.offers.map(({ label }) => label),
    files: body.files.map((file) => ({
      ...file,
      read: () =>
        transact(async ({ files, outbox }) => {
          const kept = await files.read(file.id, now());
          if (kept) await outbox.extend(claimed, secondsFor(kept.size), realNow?.());
          return kept;
        }),
    })),
    ...(body.asksContact !== undefined && { asksContact: body.asksContact }),
  };
  const edited = place === undefined ? undefined : await channel.edit?.(claimed.chatId, place, outgoing);
  const outcome = edited ?? (await channel.send(claimed.chatId, outgoing));
  await record(parts, claimed, outcome);
  return outcome;
}

/** The network's id of the message whose place this one takes: an answer that went to this chat, in one piece. */
async function placeOf(
  channel: Channel,
  services: Services,
  { edits, bot, chatId }: Claimed,
): Promise<string | undefined> {
  if (edits === null || !channel.edit) return undefined;
  const row = await services.messages.find(edits);
  const isWhole = row?.state === 'sent' && row.kind === 'reply' && row.cost === 1;
  return isWhole && row.bot === bot && row.chatId === chatId ? (row.externalId ?? undefined) : undefined;
}

async function record(
  { transact, log, now, realNow }: DispatchParts,
  claimed: Claimed,
  outcome: SendOutcome,
): Promise<void> {
  const about = { message: claimed.id, bot: claimed.bot };
  await transact(async ({ outbox }) => {
    switch (outcome.kind) {
      case 'sent':
        return outbox.markSent(claimed, outcome, now());
      case 'later':
        log.warn({ ...about, why: outcome.why }, 'a message waits');
        return outbox.markLater(claimed, outcome.afterSeconds, outcome.why, realNow?.());
      case 'unreachable':
        log.warn({ ...about, why: outcome.why }, 'an account cannot be reached');
        return outbox.markUnreachable(claimed, outcome.why, now());
      case 'moved':
        log.info({ ...about, why: outcome.why }, 'a group goes on as another chat');
        return outbox.markMoved(claimed, outcome.chatId, outcome.why, now());
      case 'refused':
        log.error({ ...about, why: outcome.why }, 'a message was refused');
        return outbox.markRefused(claimed, outcome.why);
    }
  });
}

/** Claims and delivers the one message that should leave next, in a world with one owner; false where none is due. */
export async function dispatchNext(parts: DispatchParts): Promise<boolean> {
  const { transact, channel, now, realNow } = parts;
  const claimed = await transact(({ outbox }) =>
    outbox.claim(channel.bot, { now: now(), ...(realNow && { realNow: realNow() }) }),
  );
  if (!claimed) return false;
  await deliver(parts, claimed);
  return true;
}

/** What a claimed message says; undefined where it need not be said any more, which is recorded. */
async function bodyOf(
  parts: DispatchParts,
  services: Services,
  claimed: Claimed,
  now: Date,
): Promise<Body | undefined> {
  if (claimed.usefulUntil && claimed.usefulUntil <= now) {
    await services.outbox.markVoid(claimed, 'no longer useful');
    return undefined;
  }
  // What nobody asked for is asked about again at every try: an hour of outage may have answered it.
  if (claimed.subject === null) {
    if (!(await isAnothers(services, claimed))) return claimed.body as Body;
    await services.outbox.markVoid(claimed, 'the chat is theirs no more');
    return undefined;
  }
  const person = claimed.personId === null ? undefined : await services.people.find(claimed.personId);
  if (!person) {
    await services.outbox.markVoid(claimed, 'nobody to tell');
    return undefined;
  }
  const isReminder = claimed.kind === 'morning' || claimed.kind === 'last_call';
  if (isReminder && person.preferences.reminders === 'off') {
    await services.outbox.markVoid(claimed, 'reminders are off');
    return undefined;
  }
  const scope = await services.people.scope(person.id, now);
  if (!hasPart(scope)) {
    await services.outbox.markVoid(claimed, 'the person holds no role any more');
    return undefined;
  }
  const subject = await services.messages.within(scope, claimed.subject as Subject, now);
  if (!subject) {
    await services.outbox.markVoid(claimed, 'what it is about is no longer theirs to know');
    return undefined;
  }
  const reader = { services, calendar: parts.calendar, person: { ...person, scope }, now };
  const composed = await compose(reader, subject);
  if ('nothing' in composed) {
    await services.outbox.markVoid(claimed, composed.nothing);
    return undefined;
  }
  const body: Body = { ...composed, revision: null, files: [] };
  await services.outbox.keepBody(claimed, body);
  if (body.offers.length > 0) await rememberOffers(services, person.id, body, now);
  return body;
}

/**
 * An answer to a chat that has been taken from its person meanwhile, and may be somebody else's by now; a receipt is
 * theirs to have all the same.
 */
async function isAnothers(services: Services, { kind, personId, bot, chatId }: Claimed): Promise<boolean> {
  if (kind !== 'reply' || personId === null) return false;
  const account = await services.people.findAccount(bot, chatId);
  return account?.personId !== personId || account.state === 'cut';
}

const CONFIRMS = /^(confirm|send|form[.]|decide|set_supplement)/;

/** Where nothing else is being asked, the message's choices can be answered by number. */
async function rememberOffers(services: Services, personId: number, body: Body, now: Date): Promise<void> {
  await services.people.lock(personId);
  const cursor = readCursor(await services.inbox.readCursor(personId));
  // What waits for a yes or no keeps its numbers; the buttons of that question stay good too.
  if (cursor.place.name !== 'idle' || cursor.offered.some(({ action }) => CONFIRMS.test(action.do))) return;
  const next: Cursor = { ...cursor, offered: body.offers };
  await services.inbox.writeCursor(personId, next, now);
}
