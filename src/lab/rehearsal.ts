import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { FetchedFile } from '../channels/channel.ts';
import { botOf, createTerminalChannel, NETWORKS, type NetworkLike } from '../channels/terminal.ts';
import type { Desk } from '../conversations/context.ts';
import type { Outgoing } from '../conversations/message.ts';
import { createUnderstanding } from '../conversations/understanding.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import { momentOf } from '../domain/office-time.ts';
import type { Plan } from '../domain/plan.ts';
import { createDeskMaker, openSpreadsheet } from '../desk.ts';
import { createLanguages, type Languages } from '../language/languages.ts';
import { describeError } from '../logger.ts';
import { loadLexicon } from '../files/lexicon.ts';
import { environmentWith } from '../environment.ts';
import { createWorld, type World } from '../jobs/world.ts';
import type { Environment } from '../services/environment.ts';
import { createTransact, type Services, type Transact } from '../services/services.ts';
import type { Db } from '../store/connect.ts';
import { castRehearsal, listCast, type CastMember } from './cast.ts';

export interface RehearsalOptions {
  db: Db;
  plan: Plan;
  calendar: OfficeCalendar;
  /** When a new rehearsal starts; 08:00 of the plan's first working day. An old one goes on where it stood. */
  start?: Date | undefined;
  /** Where everybody is written to at first. */
  network: NetworkLike;
  log: Logger;
  deliver: (to: string, outgoing: Outgoing, network: NetworkLike) => unknown;
  /** Reads a file somebody sends, by the name it was sent under; without it only its name is known. */
  readFile?: ((ref: string) => Promise<FetchedFile>) | undefined;
  environment?: Environment | undefined;
  /** Where instructions are served, if they are. */
  guideLink?: Desk['guideLink'] | undefined;
  /** What reads the messages; made where none is given. */
  languages?: Languages | undefined;
}

export interface Rehearsal {
  world: World;
  cast: readonly CastMember[];
  transact: Transact;
  /** From now on a person holds a phone of this network, and is written to there. */
  takeUp: (who: string, network: NetworkLike) => Promise<void>;
}

/** One for all rehearsals of a process: pictures are painted one at a time. */
const makeDesk = createDeskMaker();

/** 08:00 of the first working day of a plan. */
export const firstMorning = (plan: Plan, calendar: OfficeCalendar): Date =>
  momentOf(calendar.onOrAfter(plan.effectiveFrom), '08:00');

/** The plan and its people, a minute before the first thing may happen. */
export async function prepareRehearsal(
  services: Services,
  plan: Plan,
  { calendar, before, network }: { calendar: OfficeCalendar; before?: Date; network: NetworkLike },
): Promise<void> {
  const first = firstMorning(plan, calendar).getTime();
  const loadedAt = new Date(Math.min(before?.getTime() ?? first, first) - 60_000);
  await services.registry.load(plan, loadedAt);
  await castRehearsal(services, plan, loadedAt, botOf(network));
}

/** Time begins in a world prepared before. A rehearsal plays the document as issued, though its number may be blank. */
async function beginRehearsal(services: Services, from: Date): Promise<void> {
  const [row] = await services.registry.plans();
  if (row?.state === 'draft') {
    const { id: planId, number, issuedOn } = row;
    await services.registry.issue({ planId, number, issuedOn, personId: null }, from);
  }
  await services.time.start('tick', from);
  await services.time.writeWorldClock(from);
}

/** A season of one plan with the clock in somebody's hand; what is in the database already goes on. */
export async function openRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const { db, plan, calendar, network, log, deliver, guideLink } = options;
  const transact = createTransact(db, options.environment ?? environmentWith(calendar));
  const start = await transact(async (services) => {
    const stored = await services.time.readWorldClock();
    if (stored) {
      const there = await services.people.accountsOfBot(botOf(network));
      const known = new Set(there.map(({ chatId }) => chatId));
      for (const { who } of await listCast(services))
        if (!known.has(who)) await linkTo(services, who, network, stored);
      return options.start && options.start > stored ? options.start : stored;
    }
    const from = options.start ?? firstMorning(plan, calendar);
    const isPrepared = (await services.registry.plans()).length > 0;
    if (!isPrepared) await prepareRehearsal(services, plan, { calendar, before: from, network });
    await beginRehearsal(services, from);
    return from;
  });
  const channels = NETWORKS.map((one) =>
    createTerminalChannel({
      bot: botOf(one),
      hasButtons: one === 'telegram',
      deliver: (to, outgoing) => deliver(to, outgoing, one),
      ...(options.readFile && { readFile: options.readFile }),
    }),
  );
  const understanding = createUnderstanding(options.languages ?? createLanguages(loadLexicon(), calendar));
  const world = createWorld(
    {
      transact,
      calendar,
      understanding,
      channels,
      makeDesk: (...of) => ({ ...makeDesk(...of), ...(guideLink && { guideLink }) }),
      openFile: openSpreadsheet,
      log,
      randomId: randomUUID,
      describeError,
    },
    start,
  );
  const takeUp = (who: string, on: NetworkLike): Promise<void> =>
    transact((services) => linkTo(services, who, on, world.now()));
  return { world, cast: await transact(listCast), transact, takeUp };
}

/** Somebody known on one network is from now on written to on this one. */
async function linkTo({ people }: Services, who: string, network: NetworkLike, now: Date): Promise<void> {
  for (const known of NETWORKS) {
    const account = await people.findAccount(botOf(known), who);
    if (!account) continue;
    if (known !== network || !account.preferred)
      await people.linkAccount(botOf(network), who, account.personId, now);
    return;
  }
}
