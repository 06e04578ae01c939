import type { Logger } from 'pino';
import type { Channel } from '../channels/channel.ts';
import { compose } from '../conversations/compose.ts';
import { readCursor, type Cursor } from '../conversations/cursor.ts';
import type { Outgoing } from '../conversations/message.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import { holdsOffice } from '../domain/grants.ts';
import type { Subject } from '../services/messages.ts';
import type { Services, Transact } from '../services/services.ts';
import type { Body } from './handle.ts';

export interface DispatchParts {
  transact: Transact;
  calendar: OfficeCalendar;
  channels: ReadonlyMap<string, Channel>;
  log: Logger;
}

type Claimed = NonNullable<Awaited<ReturnType<Services['outbox']['claim']>>>;
export type DispatchCount = 'sent' | 'void' | 'later' | 'failed';

/**
 * Claims, re-checks, composes, sends and records the one message that should leave next.
 * Undefined where none is due. Claim and record are transactions of their own: between them lies the network.
 */
export async function dispatchNext(
  parts: DispatchParts,
  officeNow: () => Date,
): Promise<DispatchCount | undefined> {
  const { transact, channels, log } = parts;
  const bots = [...channels.keys()];
  const claimed = await transact(({ outbox }) => outbox.claim(bots, { now: officeNow() }));
  if (!claimed) return undefined;
  let body: Body | undefined;
  try {
    body = await transact((services) => bodyOf(parts, services, claimed, officeNow()));
  } catch (error) {
    // One message that cannot be worded must not hold up those behind it.
    log.error({ err: error, message: claimed.id }, 'a message could not be composed');
    await transact(({ outbox }) => outbox.markFailed(claimed, 'could not be composed', officeNow()));
    return 'failed';
  }
  if (!body) return 'void';
  const channel = channels.get(claimed.bot);
  if (!channel) throw new Error(`no channel for bot ${claimed.bot}`);
  const outgoing: Outgoing = {
    id: claimed.id,
    text: body.text,
    choices: body.offers.map(({ label }) => label),
    files: body.files,
  };
  const outcome = await channel.send(claimed.chatId, outgoing);
  return transact(async ({ outbox }): Promise<DispatchCount> => {
    switch (outcome.kind) {
      case 'sent':
        await outbox.markSent(claimed, outcome.externalId, officeNow());
        return 'sent';
      case 'later':
        log.warn({ message: claimed.id, bot: claimed.bot, why: outcome.why }, 'a message waits');
        await outbox.markLater(claimed, outcome.afterSeconds, outcome.why, officeNow());
        return 'later';
      case 'unreachable':
        log.warn({ message: claimed.id, bot: claimed.bot, why: outcome.why }, 'an account cannot be reached');
        await outbox.markUnreachable(claimed, outcome.why);
        return 'failed';
      case 'refused':
        log.error({ message: claimed.id, bot: claimed.bot, why: outcome.why }, 'a message was refused');
        await outbox.markRefused(claimed, outcome.why);
        return 'failed';
    }
  });
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
  if (claimed.body !== null) return claimed.body as Body;
  const person = claimed.personId === null ? undefined : await services.people.find(claimed.personId);
  if (!person) {
    await services.outbox.markVoid(claimed, 'nobody to tell');
    return undefined;
  }
  const scope = await services.people.scope(person.id, now);
  if (!holdsOffice(scope)) {
    await services.outbox.markVoid(claimed, 'the person holds no role any more');
    return undefined;
  }
  const reader = { services, calendar: parts.calendar, person: { ...person, scope }, now };
  const composed = await compose(reader, claimed.subject as Subject);
  if ('nothing' in composed) {
    await services.outbox.markVoid(claimed, composed.nothing);
    return undefined;
  }
  const body: Body = { ...composed, revision: null, files: [] };
  await services.outbox.keepBody(claimed, body);
  if (body.offers.length > 0) await offerByNumber(services, person.id, body, now);
  return body;
}

const CONFIRMS = /^(confirm|send|form[.]|decide|set_supplement)/;

/** Where nothing else is being asked, the message's choices can be answered by number. */
async function offerByNumber(services: Services, personId: number, body: Body, now: Date): Promise<void> {
  await services.people.lock(personId);
  const cursor = readCursor(await services.inbox.readCursor(personId));
  // What waits for a yes or no keeps its numbers; the buttons of that question stay good too.
  if (cursor.place.name !== 'idle' || cursor.offered.some(({ action }) => CONFIRMS.test(action.do))) return;
  const next: Cursor = { ...cursor, offered: body.offers };
  await services.inbox.writeCursor(personId, next, now);
}
