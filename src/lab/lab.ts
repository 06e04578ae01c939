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
  const unguard = outliveDriverFault(log);
  const calendar = loadCalendars();
  const languages = createLanguages(loadLexicon(), calendar);
  const plans = planNames()
    .map((name) => loadPlan(planFolder(name) ?? name, calendar).plan)
    .filter((plan) => plan !== null)
    .sort((a, b) => Number(b.key === FIRST_PLAN) - Number(a.key === FIRST_PLAN));
  const embedded =
    databaseUrl === undefined ? await startEmbeddedPostgres({ ephemeral: true, binDir: pgBin }) : undefined;
  const databases = await openScratchDatabases(embedded?.url ?? databaseUrl ?? '');
  const templates = createTemplates({ databases, plans, calendar, languages, log });
  const folder = await mkdtemp(join(tmpdir(), 'dondoc-lab-'));
  const prepared = preparedSituations();
  const seasons = createSeasons({
    databases,
    templates,
    plans,
    prepared,
    calendar,
    languages,
    folder,
    log,
    uptime: () => performance.now(),
  });
  const app = createLabApp({ seasons, calendar, publicUrl, log });
  const server = await listen({ ...http, fetch: app.fetch, log });
  let isClosing = false;
  const sweeping = setInterval(() => void seasons.sweep(), SWEEP_MS);
  const warming = warmUp();

  /** One after the other, so that a visitor who is faster waits for one at most. */
  async function warmUp(): Promise<void> {
    for (const one of prepared) {
      if (isClosing) return;
      await templates.ofPrepared(one).catch((error: unknown) => {
        log.error({ err: error, situation: one.key }, 'a prepared situation cannot be played');
      });
    }
  }
  return {
    url: server.url,
    async close() {
      isClosing = true;
      clearInterval(sweeping);
      await warming;
      await seasons.close();
      await server.close();
      await databases.close();
      await embedded?.release();
      await rm(folder, { recursive: true, force: true });
      unguard();
    },
  };
}
