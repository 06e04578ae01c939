import type { NetworkLike } from '../channels/terminal.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Plan } from '../domain/plan.ts';
import { environmentWith } from '../environment.ts';
import type { Languages } from '../language/languages.ts';
import type { Logger } from '../logger.ts';
import { createTransact } from '../services/services.ts';
import { connect } from '../store/connect.ts';
import type { ScratchDatabases } from '../store/scratch-databases.ts';
import type { Entry } from './entry.ts';
import { playLines } from './play-lines.ts';
import { situationOf, type Prepared } from './prepared.ts';
import { openSeason } from './open-season.ts';
import { createRecording } from './recording.ts';
import { prepareRehearsal } from './rehearsal.ts';

/** A plan with its people in a database that seasons are copied from. */
export interface PlanTemplate {
  plan: Plan;
  /** Shared by all seasons of the plan: it is the largest thing in memory. */
  url: string;
}

/** A prepared situation: the database its script led to, and what is on the phones by then. */
export interface PreparedTemplate {
  url: string;
  entries: readonly Entry[];
  networks: ReadonlyMap<string, NetworkLike>;
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
      await transact((services) => prepareRehearsal(services, plan, { calendar, network: 'zalo' }));
    } finally {
      // A database somebody is connected to cannot be copied.
      await close();
    }
    return { plan, url };
  });

  async function play(prepared: Prepared): Promise<PreparedTemplate> {
    const { plan, url: origin } = await ofPlan(prepared.plan, undefined);
    const url = await databases.copy(origin);
    const { db, close } = connect({ url, max: 1, applicationName: 'dondoc lab' });
    try {
      const season = await openSeason({
        db,
        plan,
        calendar,
        languages,
        start: prepared.start,
        recording: createRecording(prepared),
        folder: '',
        log,
      });
      await playLines(season, prepared.lines, prepared.speaker);
      const { at } = situationOf(prepared);
      if (season.now() < at) throw new Error(`${prepared.key}.script ends before ${at.toISOString()}`);
      return { url, entries: season.entries(), networks: season.networks() };
    } finally {
      await close();
    }
  }
  const ofPrepared = onceByKey<PreparedTemplate, Prepared>((_key, prepared) => play(prepared));

  return {
    ofPlan: (key: string): Promise<PlanTemplate> => ofPlan(key, undefined),
    ofPrepared: (prepared: Prepared): Promise<PreparedTemplate> => ofPrepared(prepared.key, prepared),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  const byKey = onceByKey<T>(() => make());
  return () => byKey('', undefined);
}

function onceByKey<T, With = undefined>(
  make: (key: string, more: With) => Promise<T>,
): (key: string, more: With) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (key, more) => {
    const known = made.get(key);
    if (known) return known;
    const making = make(key, more).catch((error: unknown) => {
      made.delete(key);
      throw error;
    });
    made.set(key, making);
    return making;
  };
}
