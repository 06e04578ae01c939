import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { parseMoment } from '../../src/domain/office-time.ts';
import { languages } from './languages.ts';
import { listen } from '../../src/http-server.ts';
import { createLabApp } from '../../src/lab/app.ts';
import { preparedSituations, situationOf } from '../../src/lab/prepared.ts';
import { createSeasons, type OpenSeason } from '../../src/lab/seasons.ts';
import type { Situation } from '../../src/lab/situation.ts';
import { createTemplates } from '../../src/lab/templates.ts';
import { createLogger } from '../../src/logger.ts';
import { openScratchDatabases } from '../../src/store/scratch-databases.ts';
import { calendar, planNamed } from './plans.ts';

/** The trial page on the server of the suite, its real clock in the test's hand. */
export async function openLab({ most }: { most?: number } = {}) {
  const databases = await openScratchDatabases(inject('postgres').url);
  const folder = await mkdtemp(join(tmpdir(), 'dondoc-lab-test-'));
  const log = createLogger('error');
  const plans = [planNamed('binh-phuoc-2023'), planNamed('soc-trang-2021')];
  const prepared = preparedSituations();
  const templates = createTemplates({ databases, plans, calendar, languages, log });
  const clock = { ms: 0 };
  const uptime = (): number => clock.ms;
  const seasons = createSeasons({
    databases,
    templates,
    plans,
    prepared,
    calendar,
    languages,
    guideLink: (guide) => `${server.url}/huong-dan/${guide}`,
    folder,
    log,
    uptime,
    most,
  });
  const app = createLabApp({ seasons, calendar, publicUrl: undefined, log });
  const server = await listen({ fetch: app.fetch, host: '127.0.0.1', port: 0, log: createLogger('silent') });
  afterAll(async () => {
    await seasons.close();
    await server.close();
    await databases.close();
    await rm(folder, { recursive: true, force: true });
  });
  const preparedNamed = (key: string): Situation => situationOf(prepared.find((one) => one.key === key)!);
  const open = async (situation: Situation): Promise<OpenSeason> => {
    const opened = await seasons.open(situation);
    if ('kind' in opened) throw new Error(opened.kind);
    return opened;
  };
  return {
    seasons,
    prepared,
    preparedNamed,
    open,
    url: server.url,
    folder,
    passMinutes: (n: number) => (clock.ms += n * 60_000),
  };
}

/** Bình Phước on a morning, nothing done yet. */
export const fresh = (moment: string, from: string | null = null): Situation => ({
  plan: 'binh-phuoc-2023',
  at: parseMoment(moment)!,
  from: from === null ? null : parseMoment(from)!,
  prepared: null,
  phones: [{ who: 'focal@Sở Công Thương', network: 'zalo' }],
});
