import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Channel } from './channels/channel.ts';
import { createTelegramChannel } from './channels/telegram/channel.ts';
import { createProxiedFetch } from './channels/telegram/proxy.ts';
import { webhookSecretOf } from './channels/webhook-secret.ts';
import { createZaloChannel } from './channels/zalo/channel.ts';
import type { Config } from './config.ts';
import { MENU } from './conversations/commands.ts';
import { GROUP_MENU } from './conversations/groups.ts';
import { createUnderstanding } from './conversations/understanding.ts';
import { createDeskMaker, openSpreadsheet, telegramNameFor } from './desk.ts';
import { environmentWith } from './environment.ts';
import { loadCalendars } from './files/calendars.ts';
import { loadLexicon } from './files/lexicon.ts';
import { createLanguages } from './language/languages.ts';
import { startHttp, webhookUrl } from './http.ts';
import { createFileLinks, type FileLinks } from './http-files.ts';
import { createGuidePages } from './http-guides.ts';
import { createUploads } from './http-upload.ts';
import { createHealth } from './http-health.ts';
import { createMetrics } from './http-metrics.ts';
import { runService } from './jobs/run.ts';
import { describeUpload, takeUpload } from './jobs/upload.ts';
import { outliveDriverFault } from './driver-fault.ts';
import { describeError, type Logger } from './logger.ts';
import { createTransact } from './services/services.ts';
import { WORK_CHANNEL } from './store/messages.ts';
import type { OpenDatabase } from './store/open-database.ts';

/** How long a link to a file in a message is good. */
const LINK_HOURS = 72;
/** How long a page for a workbook is good: figures come in over more than a week-end. */
const UPLOAD_HOURS = 168;

/** The service: the one place where all parts meet. Resolves when the signal has stopped every part. */
export async function startService(
  config: Config,
  database: OpenDatabase,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { publicUrl, zalo } = config;
  const unguard = outliveDriverFault(log);
  const now = (): Date => new Date();
  const calendar = loadCalendars();
  const messagesAMonth = Object.fromEntries(
    (zalo?.bots ?? []).map(({ bot }) => [bot, zalo?.monthlyMessages ?? 0] as const),
  );
  const transact = createTransact(database.db, { ...environmentWith(calendar), messagesAMonth });
  const key = Buffer.from(await transact(({ fileLinks }) => fileLinks.key(now())), 'hex');
  const files =
    publicUrl === undefined
      ? undefined
      : createFileLinks({
          key,
          publicUrl,
          read: (id) => transact(({ files }) => files.read(id, now())),
          now,
        });
  const makeDesk = createDeskMaker({
    uploadLink:
      files &&
      ((person, report) => ({
        url: uploads?.linkFor(person, report, UPLOAD_HOURS) ?? '',
        until: new Date(now().getTime() + UPLOAD_HOURS * 3_600_000),
      })),
    guideLink: publicUrl === undefined ? undefined : (guide) => `${publicUrl}/huong-dan/${guide}`,
    telegramName: (bot) => telegramNameFor(channels, bot),
  });
  const understanding = createUnderstanding(createLanguages(loadLexicon(), calendar));
  const atDesk = { transact, calendar, makeDesk, understanding };
  const uploads =
    publicUrl === undefined || !files
      ? undefined
      : createUploads({
          key,
          publicUrl,
          now,
          describe: (who) => describeUpload(atDesk, who, now()),
          take: async (who, { name, bytes }) =>
            takeUpload(atDesk, who, { name, opened: await openSpreadsheet(bytes) }, now()),
          linkTo: ({ id }) => files.linkTo(id, LINK_HOURS),
          log,
        });
  const channels = channelsOf(config, files, log);
  const bots = channels.map(({ bot }) => bot);
  const look = () => transact(({ health }) => health.look(bots, now()));
  const budgets = async () =>
    (await transact(({ delivery }) => delivery.months(now()))).map(({ bot, used, perMonth, expected }) => ({
      bot,
      used,
      limit: perMonth,
      forecast: expected,
    }));
  const metrics = createMetrics({ look, budgets });
  const plans = await transact(({ registry }) => registry.plans());
  log.info({ database: database.server, bots, plans: plans.map((plan) => plan.key) }, 'started');
  if (plans.length === 0) log.warn('no plan is loaded: dondoc plan load plans/NAME');
  const serving = runService(
    {
      ...atDesk,
      openFile: openSpreadsheet,
      channels,
      log,
      now,
      uptime: () => performance.now(),
      holder: `${hostname()}:${process.pid}:${randomUUID()}`,
      describeError,
      observe: metrics.observeSend,
      countUpdate: metrics.countUpdate,
      listenToWork: (heard) => database.listen(WORK_CHANNEL, heard),
      serve: (store) =>
        startHttp({
          ...config.http,
          channels,
          store,
          health: createHealth(look),
          metrics,
          files,
          uploads,
          guides: publicUrl === undefined ? undefined : createGuidePages(),
          log,
        }),
      webhookUrl: publicUrl === undefined ? undefined : (bot) => webhookUrl(publicUrl, bot),
    },
    signal,
  );
  await serving.finally(unguard);
  log.info('stopped');
}

function channelsOf({ telegram, zalo }: Config, files: FileLinks | undefined, log: Logger): Channel[] {
  const clock = (): Date => new Date();
  const secretOf = (receive: 'polling' | 'webhook', token: string): string | undefined =>
    receive === 'webhook' ? webhookSecretOf(token) : undefined;
  const telegramFetch = telegram?.proxy === undefined ? undefined : createProxiedFetch(telegram.proxy);
  return [
    ...(telegram?.bots ?? []).map(({ bot, token }) =>
      createTelegramChannel({
        bot,
        token,
        apiRoot: telegram?.apiRoot,
        ...(telegramFetch && { fetch: telegramFetch }),
        webhookSecret: secretOf(telegram?.receive ?? 'polling', token),
        menu: MENU,
        groupMenu: GROUP_MENU,
        clock,
        log,
      }),
    ),
    ...(zalo?.bots ?? []).map(({ bot, token }) =>
      createZaloChannel({
        bot,
        token,
        apiRoot: zalo?.apiRoot,
        webhookSecret: secretOf(zalo?.receive ?? 'polling', token),
        groupMenu: GROUP_MENU,
        ...(files && { linkTo: (id) => files.linkTo(id, LINK_HOURS) }),
        clock,
        log,
      }),
    ),
  ];
}
