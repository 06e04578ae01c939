import type { NetworkLike } from '../channels/terminal.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Plan } from '../domain/plan.ts';
import { environmentWith } from '../environment.ts';
import type { Languages } from '../language/languages.ts';
import type { Logger } from '../logger.ts';
import { createTransact } from '../services/services.ts';
import { connect } from '../store/connect.ts';
import type { ScratchDatabases } from '../store/scratch-databases.ts';
import { listCast, type CastMember } from './cast.ts';
import type { Entry } from './entry.ts';
import { playLines } from './play-lines.ts';
import { situationOf, type Prepared } from './prepared.ts';
import { openSeason } from './open-season.ts';
import { createRecording } from './recording.ts';
import { prepareRehearsal } from './rehearsal.ts';
import type { Season } from './season.ts';
import type { Situation } from './situation.ts';
import { createTurns } from './turns.ts';

/** Time played through before a season begins; of an interval that is longer nothing is played. */
const LONGEST_PLAYED_MS = 45 * 24 * 3_600_000;
/** Playing takes the whole processor: one at a time, and nobody waits for long. */
const PLAYING = { atOnce: 1, waiting: 2 };
/** Played intervals that are kept for the next who follows the same link. */
const MOST_PLAYED = 12;

/** A plan with its people in a database that seasons are copied from. */
interface PlanTemplate {
  /** Shared by all seasons of the plan: it is the largest thing in memory. */
  plan: Plan;
  url: string;
  cast: readonly CastMember[];
}

/** A database in which something has happened, and what is on the phones by then. */
interface PlayedTemplate {
  url: string;
  entries: readonly Entry[];
  networks: ReadonlyMap<string, NetworkLike>;
}

/** Where a season begins. */
export interface Beginning extends PlayedTemplate {
  cast: readonly CastMember[];
  /** The moment its script starts at, where no prepared one does. */
  start: Date;
}

export interface TemplateParts {
  databases: ScratchDatabases;
  plans: readonly Plan[];
  calendar: OfficeCalendar;
  languages: Languages;
  log: Logger;
}

export type Templates = ReturnType<typeof createTemplates>;

/** Makes each template once, when it is first asked for; what failed is tried again by the next who asks. */
export function createTemplates({ databases, plans, calendar, languages, log }: TemplateParts) {
  const empty = once(() => databases.create());
  const ofPlan = onceByKey<PlanTemplate>(async (key) => {
    const plan = plans.find((one) => one.key === key);
    if (!plan) throw new Error(`no plan "${key}"`);
    const url = await databases.copy(await empty());
    const { db, close } = connect({ url, max: 1, applicationName: 'dondoc lab' });
    try {
      const transact = createTransact(db, environmentWith(calendar));
      const cast = await transact(async (services) => {
        await prepareRehearsal(services, plan, { calendar, network: 'zalo' });
        return listCast(services);
      });
      return { plan, url, cast };
    } finally {
      // A database somebody is connected to cannot be copied.
      await close();
    }
  });

  /** Lets something happen in a copy of `from`. */
  async function playIn(
    from: Pick<PlayedTemplate, 'url'> & Partial<PlayedTemplate>,
    { plan, start }: { plan: Plan; start: Date },
    work: (season: Season) => Promise<void>,
  ): Promise<PlayedTemplate> {
    const url = await databases.copy(from.url);
    const { db, close } = connect({ url, max: 1, applicationName: 'dondoc lab' });
    try {
      const season = await openSeason({
        ...from,
        db,
        plan,
        calendar,
        languages,
        start,
        // What is played here stands in the script of every season that begins with it.
        recording: createRecording({ plan: plan.key, start, speaker: '' }),
        folder: '',
        log,
      });
      await work(season);
      await close();
      return { url, entries: season.entries(), networks: season.networks() };
    } catch (error) {
      await close();
      await databases.drop(url);
      throw error;
    }
  }

  const ofPrepared = onceByKey<PlayedTemplate, Prepared>(async (_key, prepared) => {
    const origin = await ofPlan(prepared.plan, undefined);
    return playIn({ url: origin.url }, { plan: origin.plan, start: prepared.start }, async (season) => {
      await playLines(season, prepared.lines, prepared.speaker);
      const { at } = situationOf(prepared);
      if (season.now() < at) throw new Error(`${prepared.key}.script ends before ${at.toISOString()}`);
    });
  });

  const inTurn = createTurns(PLAYING);
  const ofInterval = onceByKey<PlayedTemplate, { plan: Plan; from: PlayedTemplate; start: Date; at: Date }>(
    (_key, { plan, from, start, at }) =>
      inTurn(() => playIn(from, { plan, start }, (season) => season.moveTo(at))),
    {
      most: MOST_PLAYED,
      forget: ({ url }) =>
        databases
          .drop(url)
          .catch((error: unknown) => log.error({ err: error }, 'a played database cannot be dropped')),
    },
  );

  /** Where a season that is asked for begins: what happened by itself until then has happened. */
  async function beginningOf({ plan: key, at, from }: Situation, prepared?: Prepared): Promise<Beginning> {
    const { plan, url, cast } = await ofPlan(key, undefined);
    const since = (prepared && situationOf(prepared).at) ?? from ?? at;
    const isPlayed = since < at && at.getTime() - since.getTime() <= LONGEST_PLAYED_MS;
    const origin = prepared
      ? await ofPrepared(prepared.key, prepared)
      : { url, entries: [], networks: new Map<string, NetworkLike>() };
    if (!isPlayed) return { ...origin, cast, start: at };
    const name = [key, prepared?.key, since.toISOString(), at.toISOString()].join(' ');
    const played = await ofInterval(name, { plan, from: origin, start: since, at });
    return { ...played, cast, start: since };
  }

  return {
    beginningOf,
    ofPrepared: (prepared: Prepared): Promise<PlayedTemplate> => ofPrepared(prepared.key, prepared),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  const byKey = onceByKey<T>(() => make());
  return () => byKey('', undefined);
}

function onceByKey<T, With = undefined>(
  make: (key: string, more: With) => Promise<T>,
  { most = Infinity, forget }: { most?: number; forget?: (value: T) => Promise<void> } = {},
): (key: string, more: With) => Promise<T> {
  /** What was asked for last stands last. */
  const made = new Map<string, Promise<T>>();
  return (key, more) => {
    const known = made.get(key);
    if (known) {
      made.delete(key);
      made.set(key, known);
      return known;
    }
    for (const [oldest, value] of made) {
      if (made.size < most) break;
      made.delete(oldest);
      value.then(forget).catch(() => undefined);
    }
    const making = make(key, more).catch((error: unknown) => {
      made.delete(key);
      throw error;
    });
    made.set(key, making);
    return making;
  };
}
