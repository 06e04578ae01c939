import { createWake } from './jobs/wake.ts';
import { runService } from './jobs/run.ts';
import { createTelegramChannel } from './channels/telegram/channel.ts';
import type { Channel } from './channels/channel.ts';
import { environmentWith } from './environment.ts';
import type { Config } from './config.ts';
import { MENU } from './conversations/commands.ts';
import { createUnderstanding } from './conversations/understanding.ts';
import { loadCalendars } from './files/calendars.ts';
import { loadLexicon } from './files/lexicon.ts';
import { describeError, type Logger } from './logger.ts';
import { createTransact } from './services/services.ts';
import { WORK_CHANNEL } from './store/messages.ts';
import type { OpenDatabase } from './store/open-database.ts';

/** The service: the one place where all parts meet. Resolves when the signal has stopped every part. */
export async function startService(
  config: Config,
  database: OpenDatabase,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const calendar = loadCalendars();
  const transact = createTransact(database.db, environmentWith(calendar));
  const channels = channelsOf(config, log);
  const wake = createWake();
  const unlisten = await database.listen(WORK_CHANNEL, () => wake.poke());
  const plans = await transact(({ registry }) => registry.plans());
  log.info(
    { database: database.server, bots: channels.map(({ bot }) => bot), plans: plans.map(({ key }) => key) },
    'started',
  );
  if (plans.length === 0) log.warn('no plan is loaded: dondoc plan load plans/NAME');
  try {
    const understanding = createUnderstanding(loadLexicon(), calendar);
    await runService(
      { transact, calendar, understanding, channels, log, now: () => new Date(), describeError },
      wake,
      signal,
    );
  } finally {
    await unlisten();
  }
  log.info('stopped');
}

function channelsOf({ telegram }: Config, log: Logger): Channel[] {
  return telegram
    ? [createTelegramChannel({ bot: 'telegram', ...telegram, menu: MENU, clock: () => new Date(), log })]
    : [];
}
