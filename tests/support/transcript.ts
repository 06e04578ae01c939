import { ChatSession, type ChatOptions } from '../../src/cli/chat.ts';
import { castMember } from '../../src/lab/cast.ts';
import { readPath } from '../../src/cli/paths.ts';
import { openRehearsal, type Rehearsal } from '../../src/lab/rehearsal.ts';
import { parseMoment } from '../../src/domain/office-time.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { createLogger } from '../../src/logger.ts';
import type { Db } from '../../src/store/connect.ts';
import { TEST_FILES } from './desk.ts';
import { languages } from './languages.ts';
import { calendar, planNamed, testEnvironment } from './plans.ts';

export interface ScriptOptions {
  /** A plan of `plans/`, or one a test has changed. */
  plan?: string | Plan;
  as: string;
  at?: string;
  network?: ChatOptions['network'];
  json?: boolean;
}

/** One line of `chat --json`. */
export interface DeliveredLine {
  at: string;
  to: string;
  text: string;
  choices: string[];
  files: string[];
  paths?: string[];
}

export interface Played {
  /** What a person at the terminal would have seen, their own lines marked with `» `. */
  transcript: string;
  /** With `json`: every delivered message. */
  delivered: DeliveredLine[];
  rehearsal: Rehearsal;
}

/** Plays lines of `dondoc chat` in this process, with the same code and counted randomness. */
export async function play(db: Db, options: ScriptOptions, lines: readonly string[]): Promise<Played> {
  const seen: string[] = [];
  const terminal = {
    interactive: false,
    out: (line: string) => void seen.push(line),
    error: (line: string) => void seen.push(`! ${line}`),
    // eslint-disable-next-line @typescript-eslint/require-await -- a reader of lines is asynchronous
    lines: (async function* () {
      for (const line of lines) {
        if (!options.json) seen.push(`» ${line}`);
        yield line;
      }
    })(),
  };
  const { plan = 'binh-phuoc-2023', network = 'zalo', json = false } = options;
  const session = new ChatSession({ network, json, folder: TEST_FILES }, terminal);
  const rehearsal = await openRehearsal({
    db,
    plan: typeof plan === 'string' ? planNamed(plan) : plan,
    calendar,
    start: options.at === undefined ? undefined : parseMoment(options.at),
    network,
    readFile: readPath,
    log: createLogger('error'),
    environment: testEnvironment(),
    languages,
    deliver: (to, outgoing, on) => session.show(to, outgoing, on),
  });
  const speaker = castMember(rehearsal.cast, options.as);
  if (!speaker) throw new Error(`nobody here is "${options.as}"`);
  await session.run(rehearsal, speaker);
  const delivered = json
    ? seen.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as DeliveredLine)
    : [];
  return { transcript: `${seen.join('\n')}\n`, delivered, rehearsal };
}
