import type { Desk } from '../conversations/context.ts';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Plan } from '../domain/plan.ts';
import type { Languages } from '../language/languages.ts';
import type { Logger } from '../logger.ts';
import { connect } from '../store/connect.ts';
import type { ScratchDatabases } from '../store/scratch-databases.ts';
import { castMember } from './cast.ts';
import { createClockRunner, type ClockRunner } from './clock-runner.ts';
import { openSeason } from './open-season.ts';
import { situationOf, type Prepared } from './prepared.ts';
import { createRecording } from './recording.ts';
import { firstMorning } from './rehearsal.ts';
import { endOfTime, type Season } from './season.ts';
import type { Holding, Situation } from './situation.ts';
import type { Beginning, Templates } from './templates.ts';
import { createTurns, CrowdedError } from './turns.ts';

/** Visitors at once: each has a connection of the hundred a server has. */
const MOST_SEASONS = 60;
/** After so long without anybody looking at it or doing anything, a season is cleaned away. */
const IDLE_MS = 45 * 60_000;
/** After so long without anybody doing anything, also where a page stands open somewhere. */
const FORGOTTEN_MS = 12 * 3_600_000;
/** Where there is no room, one that nobody looks at makes room after this. */
const YIELDS_AFTER_MS = 2 * 60_000;
/** Fresh copies made at once: each stands beside the old one until it is there. */
const RESETTING = { atOnce: 2, waiting: MOST_SEASONS };

/** A season with what is around it. */
export interface OpenSeason {
  /** Unguessable: who knows it may do everything in it. */
  id: string;
  /** Which copy this is; a page of another copy is stale. */
  copy: number;
  situation: Situation;
  plan: Plan;
  prepared: Prepared | undefined;
  season: Season;
  clock: ClockRunner;
  /** The last entry that was there before the visitor. */
  startedAfter: number;
  usedAt: number;
}

/** Why a situation cannot be opened. */
export type NotOpened = { kind: 'unknown_plan' | 'unknown_situation' | 'outside_plan' | 'full' };

export interface SeasonsParts {
  databases: ScratchDatabases;
  templates: Templates;
  plans: readonly Plan[];
  prepared: readonly Prepared[];
  calendar: OfficeCalendar;
  languages: Languages;
  guideLink?: Desk['guideLink'];
  /** Where uploads are kept, a folder a season. */
  folder: string;
  log: Logger;
  /** The real clock, in milliseconds. */
  uptime: () => number;
  most?: number | undefined;
}

export type Seasons = ReturnType<typeof createSeasons>;

/** Every visitor's season: opened from templates, found by an id nobody can guess, cleaned away when idle. */
export function createSeasons(parts: SeasonsParts) {
  const {
    databases,
    templates,
    plans,
    calendar,
    languages,
    folder,
    log,
    uptime,
    most = MOST_SEASONS,
  } = parts;
  const open = new Map<string, OpenSeason & { close: () => Promise<void> }>();
  const resetting = new Map<string, Promise<void>>();
  const inTurn = createTurns(RESETTING);
  let opening = 0;
  let copies = 0;

  async function start(id: string, asked: Situation, plan: Plan, prepared: Prepared | undefined) {
    const began = uptime();
    const beginning = await templates.beginningOf(asked, prepared);
    const phones = holdersOf(beginning, asked.phones, plan);
    const url = await databases.copy(beginning.url);
    const connection = connect({ url, max: 1, applicationName: 'dondoc lab season' });
    const end = async (): Promise<void> => {
      await connection.close();
      await databases.drop(url);
    };
    try {
      copies += 1;
      const speaker = phones[0]?.who ?? '';
      const { start, entries, networks } = beginning;
      const recording = createRecording(prepared ?? { plan: plan.key, start, speaker }, prepared?.lines);
      if (asked.at > (prepared ? situationOf(prepared).at : start)) recording.moved(asked.at);
      const season = await openSeason({
        db: connection.db,
        plan,
        calendar,
        languages,
        ...(parts.guideLink && { guideLink: parts.guideLink }),
        start: asked.at,
        entries,
        networks,
        recording,
        folder: join(folder, `${id}-${copies}`),
        log,
      });
      for (const { who, network } of phones) await season.takeUp(who, network);
      const clock = createClockRunner(season);
      const close = async (): Promise<void> => {
        clock.stop();
        await season.close();
        await end();
      };
      const one = {
        id,
        copy: copies,
        situation: { ...asked, phones },
        plan,
        prepared,
        season,
        clock,
        startedAfter: season.lastSeq(),
        usedAt: uptime(),
        close,
      };
      open.set(id, one);
      log.info({ plan: plan.key, ms: Math.round(uptime() - began), seasons: open.size }, 'a season opened');
      return one;
    } catch (error) {
      await end();
      throw error;
    }
  }

  async function closeOne(id: string, why: string): Promise<void> {
    const one = open.get(id);
    if (!one) return;
    open.delete(id);
    // What stays of it is dropped when the program stops.
    await one
      .close()
      .catch((error: unknown) => log.error({ err: error, why }, 'a season did not close well'));
    log.info({ why, seasons: open.size }, 'a season closed');
  }

  async function renew(id: string): Promise<void> {
    const old = open.get(id);
    if (!old) return;
    // The new one first: a page that asks in between finds a season.
    await start(id, old.situation, old.plan, old.prepared);
    await old.close();
  }

  /** The season that makes room for another: the one nobody has looked at for the longest time. */
  const yielding = (): OpenSeason | undefined =>
    [...open.values()]
      .filter(({ season, usedAt }) => season.watchers() === 0 && uptime() - usedAt > YIELDS_AFTER_MS)
      .sort((a, b) => a.usedAt - b.usedAt)[0];

  function planOf(asked: Situation): { plan: Plan; prepared: Prepared | undefined } | NotOpened {
    const plan = plans.find(({ key }) => key === asked.plan);
    if (!plan) return { kind: 'unknown_plan' };
    const prepared =
      asked.prepared === null ? undefined : parts.prepared.find(({ key }) => key === asked.prepared);
    if (asked.prepared !== null && prepared?.plan !== plan.key) return { kind: 'unknown_situation' };
    const earliest = prepared ? situationOf(prepared).at : firstMorning(plan, calendar);
    const begins = (!prepared && asked.from) || asked.at;
    if (begins < earliest || asked.at >= endOfTime(plan.year)) return { kind: 'outside_plan' };
    return { plan, prepared };
  }

  return {
    plans,
    prepared: parts.prepared,
    find: (id: string): OpenSeason | undefined => open.get(id),
    count: () => open.size,

    /** What of a situation is known here, before anything is opened. */
    examine: planOf,

    async open(asked: Situation): Promise<OpenSeason | NotOpened> {
      const known = planOf(asked);
      if ('kind' in known) return known;
      const idle = open.size + opening < most ? undefined : yielding();
      if (!idle && open.size + opening >= most) return { kind: 'full' };
      // The place is taken before anything is waited for.
      opening += 1;
      try {
        if (idle) await closeOne(idle.id, 'made room');
        return await start(randomBytes(16).toString('base64url'), asked, known.plan, known.prepared);
      } catch (error) {
        if (error instanceof CrowdedError) return { kind: 'full' };
        throw error;
      } finally {
        opening -= 1;
      }
    },

    /** A fresh copy under the same id, once whatever several windows ask; who watches the old one is told that it is over. */
    reset(id: string): Promise<void> {
      const going = resetting.get(id);
      if (going) return going;
      const fresh = inTurn(() => renew(id)).finally(() => resetting.delete(id));
      resetting.set(id, fresh);
      return fresh;
    },

    /** Somebody did something. */
    touch(one: OpenSeason): void {
      one.usedAt = uptime();
    },

    /** Cleans away what nobody uses any more; how many. */
    async sweep(): Promise<number> {
      const idle = [...open.values()].filter(({ season, usedAt }) => {
        const forMs = uptime() - usedAt;
        return forMs > FORGOTTEN_MS || (season.watchers() === 0 && forMs > IDLE_MS);
      });
      for (const { id } of idle) await closeOne(id, 'idle');
      return idle.length;
    },

    /** Ends all of them. */
    async close(): Promise<void> {
      for (const id of [...open.keys()]) await closeOne(id, 'the program stops');
    },
  };
}

/** Who is really there, once each; where nobody is, whoever speaks for the plan. */
function holdersOf({ cast, networks }: Beginning, asked: readonly Holding[], plan: Plan): Holding[] {
  const known = asked.flatMap(({ who, network }) => {
    const member = castMember(cast, who);
    return member ? [{ who: member.who, network }] : [];
  });
  const once = known.filter(({ who }, index) => known.findIndex((one) => one.who === who) === index);
  if (once.length > 0) return once;
  const first = castMember(cast, `coordinator@${plan.coordinator}`) ?? cast[0];
  return first ? [{ who: first.who, network: networks.get(first.who) ?? 'zalo' }] : [];
}
