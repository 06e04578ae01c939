import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { createTerminalChannel } from '../channels/terminal.ts';
import type { Outgoing } from '../conversations/message.ts';
import { createUnderstanding } from '../conversations/understanding.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import { momentOf } from '../domain/office-time.ts';
import type { Plan } from '../domain/plan.ts';
import { describeError } from '../logger.ts';
import { createDeskMaker, openSpreadsheet } from '../desk.ts';
import { loadLexicon } from '../files/lexicon.ts';
import { environmentWith } from '../environment.ts';
import { createWorld, type World } from '../jobs/world.ts';
import type { Environment } from '../services/environment.ts';
import { createTransact, type Transact } from '../services/services.ts';
import type { Db } from '../store/connect.ts';
import { readPath } from './paths.ts';
import { castRehearsal, listCast, type CastMember } from './cast.ts';

export interface RehearsalOptions {
  db: Db;
  plan: Plan;
  calendar: OfficeCalendar;
  /** When a new rehearsal starts; 08:00 of the plan's first working day. An old one goes on where it stood. */
  start?: Date | undefined;
  hasButtons: boolean;
  log: Logger;
  deliver: (to: string, outgoing: Outgoing) => unknown;
  environment?: Environment | undefined;
}

export interface Rehearsal {
  world: World;
  cast: readonly CastMember[];
  transact: Transact;
}

const firstMorning = (plan: Plan, calendar: OfficeCalendar): Date =>
  momentOf(calendar.onOrAfter(plan.effectiveFrom), '08:00');

/** A season of one plan with the clock in somebody's hand; what is in the database already goes on. */
export async function openRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const { db, plan, calendar, hasButtons, log, deliver } = options;
  const transact = createTransact(db, options.environment ?? environmentWith(calendar));
  const start = await transact(async (services) => {
    const stored = await services.time.readWorldClock();
    if (stored) return options.start && options.start > stored ? options.start : stored;
    const from = options.start ?? firstMorning(plan, calendar);
    const loadedAt = new Date(Math.min(from.getTime(), firstMorning(plan, calendar).getTime()) - 60_000);
    await services.registry.load(plan, loadedAt);
    await castRehearsal(services, plan, loadedAt);
    // A rehearsal plays the document as issued, though its number and day may be blank in the source.
    const [row] = await services.registry.plans();
    if (row?.state === 'draft') {
      const { id: planId, number, issuedOn } = row;
      await services.registry.issue({ planId, number, issuedOn, personId: null }, from);
    }
    await services.time.start('tick', from);
    await services.time.writeWorldClock(from);
    return from;
  });
  const channel = createTerminalChannel({ hasButtons, deliver, readFile: readPath });
  const understanding = createUnderstanding(loadLexicon(), calendar);
  const world = createWorld(
    {
      transact,
      calendar,
      understanding,
      channels: [channel],
      makeDesk: createDeskMaker(),
      openFile: openSpreadsheet,
      log,
      randomId: randomUUID,
      describeError,
    },
    start,
  );
  return { world, cast: await transact(listCast), transact };
}
