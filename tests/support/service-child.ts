// The service of its own on a database and a stand-in of Telegram given by URL, for tests that kill it.
import { createTelegramChannel } from '../../src/channels/telegram/channel.ts';
import { MENU } from '../../src/conversations/commands.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { languages } from './languages.ts';
import { outliveDriverFault } from '../../src/driver-fault.ts';
import { runService } from '../../src/jobs/run.ts';
import { createLogger, describeError } from '../../src/logger.ts';
import { createTransact } from '../../src/services/services.ts';
import { connect } from '../../src/store/connect.ts';
import { WORK_CHANNEL } from '../../src/store/messages.ts';
import { calendar, testEnvironment } from './plans.ts';
import { testDesk } from './desk.ts';

export interface ServiceChildOptions {
  url: string;
  apiRoot: string;
  token: string;
  holder: string;
  /** What the office clock shows when the process starts. */
  officeTime: string;
}

const { url, apiRoot, token, holder, officeTime } = JSON.parse(process.argv[2] ?? '') as ServiceChildOptions;
const connection = connect({ url, max: 4 });
const startedAt = performance.now();
const now = (): Date => new Date(Date.parse(officeTime) + performance.now() - startedAt);
const log = createLogger('fatal');
outliveDriverFault(log);
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
await runService(
  {
    ...testDesk,
    transact: createTransact(connection.db, testEnvironment()),
    calendar,
    understanding: createUnderstanding(languages),
    channels: [createTelegramChannel({ bot: 'telegram', token, apiRoot, menu: MENU, clock: now, log })],
    log,
    now,
    uptime: () => performance.now(),
    holder,
    describeError,
    listenToWork: (heard) => connection.listen(WORK_CHANNEL, heard),
  },
  stopping.signal,
);
await connection.close();
