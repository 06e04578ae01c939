import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { outliveDriverFault } from '../driver-fault.ts';
import { loadCalendars } from '../files/calendars.ts';
import { loadLexicon } from '../files/lexicon.ts';
import { createLanguages } from '../language/languages.ts';
import { planFolder, planNames } from '../files/plan-folder.ts';
import { loadPlan } from '../files/plan-load.ts';
import { listen } from '../http-server.ts';
import type { Logger } from '../logger.ts';
import { startEmbeddedPostgres } from '../store/embedded-postgres.ts';
import { openScratchDatabases } from '../store/scratch-databases.ts';
import { createLabApp } from './app.ts';
import { preparedSituations } from './prepared.ts';
import { createSeasons } from './seasons.ts';
import { createTemplates } from './templates.ts';

/** How often idle seasons are looked for. */
const SWEEP_MS = 60_000;
/** What a first visitor most likely opens; no plan or situation that cannot be opened is fatal. */
const FIRST_PLAN = 'binh-phuoc-2023';

export type LabConfig = Pick<Config, 'databaseUrl' | 'pgBin' | 'publicUrl' | 'http'>;

export interface RunningLab {
  url: string;
  close(): Promise<void>;
}

/**
 * The trial page: seasons in databases of their own, on the server that `databaseUrl` names or on an embedded one of
 * which nothing is kept. Resolves once it listens; what a first visitor needs is made meanwhile.
 */
export async function startLab(
  { databaseUrl, pgBin, publicUrl, http }: LabConfig,
  log: Logger,
): Promise<RunningLab> {
  /** What has been opened, the last first. */
  const opened: (() => unknown)[] = [outliveDriverFault(log)];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).toReversed()) await end();
  };
  try {
    return await open();
  } catch (error) {
    await close();
    throw error;
  }

  async function open(): Promise<RunningLab> {
    const calendar = loadCalendars();
    const languages = createLanguages(loadLexicon(), calendar);
    const plans = planNames()
      .map((name) => loadPlan(planFolder(name) ?? name, calendar).plan)
      .filter((plan) => plan !== null)
      .sort((a, b) => Number(b.key === FIRST_PLAN) - Number(a.key === FIRST_PLAN));
    const embedded =
      databaseUrl === undefined ? await startEmbeddedPostgres({ ephemeral: true, binDir: pgBin }) : undefined;
    if (embedded) opened.push(() => embedded.release());
    const databases = await openScratchDatabases(embedded?.url ?? databaseUrl ?? '');
    opened.push(() => databases.close());
    const templates = createTemplates({ databases, plans, calendar, languages, log });
    // What a killed process left goes with its database.
    const folder = await mkdtemp(join(embedded?.dataDir ?? tmpdir(), 'dondoc-lab-'));
    opened.push(() => rm(folder, { recursive: true, force: true }));
    const prepared = preparedSituations();
    let served = '';
    const seasons = createSeasons({
      databases,
      templates,
      plans,
      prepared,
      calendar,
      languages,
      guideLink: (guide) => `${publicUrl ?? served}/huong-dan/${guide}`,
      folder,
      log,
      uptime: () => performance.now(),
    });
    const app = createLabApp({ seasons, calendar, publicUrl, log });
    const server = await listen({ ...http, fetch: app.fetch, log });
    served = server.url;
    opened.push(() => server.close());
    let isClosing = false;
    const sweeping = setInterval(() => void seasons.sweep(), SWEEP_MS);
    const warming = warmUp();
    opened.push(async () => {
      isClosing = true;
      clearInterval(sweeping);
      await warming;
      await seasons.close();
    });

    /** One after the other, so that a visitor who is faster waits for one at most. */
    async function warmUp(): Promise<void> {
      for (const one of prepared) {
        if (isClosing) return;
        await templates.ofPrepared(one).catch((error: unknown) => {
          log.error({ err: error, situation: one.key }, 'a prepared situation cannot be played');
        });
      }
    }
    return { url: server.url, close };
  }
}
