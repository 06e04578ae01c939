// A `dondoc chat --json` of its own on a database given by URL, for tests that kill it.
import { createInterface } from 'node:readline';
import { writeSync } from 'node:fs';
import { castMember } from '../../src/lab/cast.ts';
import { ChatSession } from '../../src/cli/chat.ts';
import { readPath } from '../../src/cli/paths.ts';
import { openRehearsal } from '../../src/lab/rehearsal.ts';
import { createLogger } from '../../src/logger.ts';
import { connect } from '../../src/store/connect.ts';
import { parseMoment } from '../../src/domain/office-time.ts';
import { calendar, planNamed } from './plans.ts';
import { TEST_FILES } from './desk.ts';

const [url = '', who = '', start = ''] = process.argv.slice(2);
const { db, close } = connect({ url, max: 2 });
const terminal = {
  // Opened when it is read: a reader opened earlier would drop what comes before.
  lines: { [Symbol.asyncIterator]: () => createInterface({ input: process.stdin })[Symbol.asyncIterator]() },
  interactive: false,
  // Synchronous: what the program has sent is out before it records that it was.
  out: (line: string) => void writeSync(1, `${line}\n`),
  error: (line: string) => void writeSync(2, `${line}\n`),
};
const session = new ChatSession({ network: 'zalo', json: true, folder: TEST_FILES }, terminal);
const rehearsal = await openRehearsal({
  db,
  plan: planNamed('binh-phuoc-2023'),
  calendar,
  start: parseMoment(start),
  network: 'zalo',
  readFile: readPath,
  log: createLogger('silent'),
  deliver: (to, outgoing) => {
    // Before its text: a message recorded as sent has always been named.
    writeSync(1, `sent ${outgoing.id}\n`);
    return session.show(to, outgoing);
  },
});
const speaker = castMember(rehearsal.cast, who);
if (!speaker) throw new Error(`nobody here is ${who}`);
writeSync(1, 'ready\n');
await session.run(rehearsal, speaker);
await close();
