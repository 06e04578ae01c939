import { ChatSession, type ChatOptions } from '../../src/cli/chat.ts';
import { castMember } from '../../src/lab/cast.ts';
import { readPath } from '../../src/cli/paths.ts';
import { firstMorning, openRehearsal, prepareRehearsal, type Rehearsal } from '../../src/lab/rehearsal.ts';
import { parseMoment } from '../../src/domain/office-time.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { createLogger } from '../../src/logger.ts';
import { createServices } from '../../src/services/services.ts';
import type { Db } from '../../src/store/connect.ts';
import { preparedDatabase, type TestDatabase } from './database.ts';
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

type Begun = Pick<ScriptOptions, 'plan' | 'network' | 'at'>;

/** A database in which all is prepared that `play` with these options begins with. */
export function rehearsalDatabase(options: Begun = {}): Promise<TestDatabase> {
  const { plan, network, start } = begin(options);
  return preparedDatabase(JSON.stringify([plan, network, earliest(plan, start)]), ({ db }) =>
    prepareRehearsal(createServices(db, testEnvironment()), plan, {
      calendar,
      network,
      ...(start && { before: start }),
    }),
  );
}

/** Only what begins before the plan's first morning is prepared earlier than others. */
const earliest = (plan: Plan, start: Date | undefined): Date | undefined =>
  start && start < firstMorning(plan, calendar) ? start : undefined;

function begin({ plan = 'binh-phuoc-2023', network = 'zalo', at }: Begun) {
  return {
    plan: typeof plan === 'string' ? planNamed(plan) : plan,
    network,
    start: at === undefined ? undefined : parseMoment(at),
  };
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
  const { json = false } = options;
  const { plan, network, start } = begin(options);
  const session = new ChatSession({ network, json, folder: TEST_FILES }, terminal);
  const rehearsal = await openRehearsal({
    db,
    plan,
    calendar,
    start,
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
