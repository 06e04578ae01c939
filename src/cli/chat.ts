import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TERMINAL_BOT } from '../channels/terminal.ts';
import { parseMoment, toOfficeIso } from '../domain/office-time.ts';
import type { Outgoing, OutgoingFile } from '../conversations/message.ts';
import { fold } from '../language/fold.ts';
import { createLogger } from '../logger.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../store/open-database.ts';
import { castMember, type CastMember } from './cast.ts';
import { openPlan } from './plan-open.ts';
import { openRehearsal, type Rehearsal } from './rehearsal.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface ChatOptions {
  plan: string;
  as?: string | undefined;
  at?: string | undefined;
  data?: string | undefined;
  network: 'zalo' | 'telegram';
  json: boolean;
}

interface Delivered {
  to: string;
  outgoing: Outgoing;
}

/** Talks to the bot with the clock in the speaker's hand; typed or piped in, the same lines give the same answers. */
export async function chat(options: ChatOptions, terminal: Terminal): Promise<ExitCode> {
  const opened = openPlan(options.plan, terminal);
  if (!opened) return 2;
  const { plan, calendar } = opened;
  const start = options.at === undefined ? undefined : parseMoment(options.at);
  if (options.at !== undefined && !start) return wrongMoment(options.at, terminal);

  const { pgBin, logLevel } = readConfig();
  const database = await openDatabase(
    options.data === undefined
      ? { ephemeral: true, binDir: pgBin }
      : { dataDir: options.data, binDir: pgBin },
  );
  try {
    const folder = options.data === undefined ? join(tmpdir(), 'dondoc-files') : join(options.data, 'files');
    const session = new ChatSession({ ...options, folder }, terminal);
    const rehearsal = await openRehearsal({
      db: database.db,
      plan,
      calendar,
      start,
      hasButtons: options.network === 'telegram',
      log: createLogger(logLevel === 'info' ? 'warn' : logLevel),
      deliver: (to, outgoing) => session.show(to, outgoing),
    });
    const speaker = castMember(rehearsal.cast, options.as ?? `coordinator@${plan.coordinator}`);
    if (!speaker) return unknownPerson(options.as ?? '', rehearsal.cast, terminal);
    return await session.run(rehearsal, speaker);
  } finally {
    await database.close();
  }
}

/** Messages a person finds on the phone when taking it up; earlier ones are counted. */
const UNREAD_SHOWN = 1;

interface SessionOptions extends Pick<ChatOptions, 'json' | 'network'> {
  /** Where files that come are put, for whoever wants to open them. */
  folder: string;
}

/** One run of a chat: what was delivered to whom, so that a button of an older message can be pressed. */
export class ChatSession {
  readonly #options: SessionOptions;
  readonly #terminal: Terminal;
  readonly #delivered: Delivered[] = [];
  /** Messages nobody has looked at, by person: shown when that person's turn comes. */
  readonly #unread = new Map<string, string[]>();
  #speaker = '';
  #now: () => Date = () => new Date(0);

  constructor(options: SessionOptions, terminal: Terminal) {
    this.#options = options;
    this.#terminal = terminal;
  }

  async run({ world, cast }: Rehearsal, first: CastMember): Promise<ExitCode> {
    let speaker = first;
    this.#now = () => world.now();
    this.#speaker = speaker.who;
    await world.resume();
    this.#prompt(`${toOfficeIso(world.now())} · ${speaker.who} · @at, @as, @press, @file, @quit`);
    for await (const line of this.#terminal.lines) {
      const [word, rest] = splitCommand(line);
      switch (word) {
        case '@quit':
          return 0;
        case '@at': {
          const moment = parseMoment(rest);
          if (!moment) {
            wrongMoment(rest, this.#terminal);
            break;
          }
          if (moment < world.now()) {
            this.#terminal.error(`the clock stands at ${toOfficeIso(world.now())} and only moves forward`);
            break;
          }
          await world.moveTo(moment);
          break;
        }
        case '@as': {
          const next = castMember(cast, rest);
          if (!next) {
            unknownPerson(rest, cast, this.#terminal);
            break;
          }
          speaker = next;
          this.#turnTo(speaker.who);
          this.#prompt(`${toOfficeIso(world.now())} · ${speaker.who}`);
          break;
        }
        case '@press': {
          const content = this.#pressed(speaker.who, rest);
          if (!content) this.#terminal.error(`no message to ${speaker.who} has a choice "${rest}"`);
          else await world.say(chatOf(speaker), content);
          break;
        }
        case '@file':
          await world.say(chatOf(speaker), {
            kind: 'file',
            name: rest.split(/[\\/]/).at(-1) ?? rest,
            mime: null,
            size: 0,
            ref: rest,
            caption: null,
          });
          break;
        default:
          if (line.trim() !== '')
            await world.say(chatOf(speaker), { kind: 'text', text: unescapeLines(line) });
      }
    }
    return 0;
  }

  async show(to: string, outgoing: Outgoing): Promise<void> {
    this.#delivered.push({ to, outgoing });
    const { text, choices, files } = outgoing;
    const paths = await Promise.all(files.map((file) => this.#put(file)));
    if (this.#options.json) {
      const at = toOfficeIso(this.#now());
      this.#terminal.out(
        JSON.stringify({
          at,
          to,
          text,
          choices,
          files: files.map(({ name }) => name),
          ...(paths.length > 0 && { paths }),
        }),
      );
      return;
    }
    const stamp = `[${toOfficeIso(this.#now()).slice(0, 16).replace('T', ' ')}] → ${to}`;
    const buttons = this.#options.network === 'telegram';
    const listed = choices.map((label, index) => (buttons ? `[${label}]` : `${index + 1}. ${label}`));
    const attached = paths.map((path) => `[tệp] ${path}`);
    const full = [stamp, text, ...attached, ...listed, ''].join('\n');
    if (to === this.#speaker) {
      this.#terminal.out(full);
      return;
    }
    this.#terminal.out(`${stamp}: ${text.split('\n', 1)[0] ?? ''}`);
    this.#unread.set(to, [...(this.#unread.get(to) ?? []), full]);
  }

  async #put({ name, read }: OutgoingFile): Promise<string> {
    const own = join(this.#options.folder, randomUUID());
    await mkdir(own, { recursive: true });
    const path = join(own, basename(name));
    await writeFile(path, (await read())?.bytes ?? '');
    return path;
  }

  /** Another person takes the phone: what came last and was not read is shown. */
  #turnTo(who: string): void {
    this.#speaker = who;
    const unread = this.#unread.get(who) ?? [];
    this.#unread.delete(who);
    if (this.#options.json || unread.length === 0) return;
    const earlier = unread.length - UNREAD_SHOWN;
    if (earlier > 0) this.#terminal.out(`(${earlier} tin trước đó)`);
    for (const message of unread.slice(-UNREAD_SHOWN)) this.#terminal.out(message);
  }

  /** The newest message with such a choice, by label or by number; older ones are there too, as in a real chat. */
  #pressed(who: string, wanted: string): { kind: 'press'; message: number; choice: number } | undefined {
    const key = fold(wanted).trim();
    for (const { to, outgoing } of this.#delivered.toReversed()) {
      if (to !== who) continue;
      const byLabel = outgoing.choices.findIndex((label) => fold(label) === key);
      if (byLabel >= 0) return { kind: 'press', message: outgoing.id, choice: byLabel };
    }
    return undefined;
  }

  #prompt(text: string): void {
    if (!this.#options.json) this.#terminal.error(text);
  }
}

const chatOf = ({ who }: CastMember) => ({ bot: TERMINAL_BOT, chatId: who });

function splitCommand(line: string): [string, string] {
  const match = /^(@(?:at|as|press|file|quit))(?:\s+(.*))?$/.exec(line.trim());
  return match ? [match[1] ?? '', (match[2] ?? '').trim()] : ['', ''];
}

/** A message of several lines is written on one, with `\n` between them and `\t` between columns. */
const unescapeLines = (line: string): string => line.replace(/\\n/g, '\n').replace(/\\t/g, '\t');

function wrongMoment(text: string, terminal: Terminal): ExitCode {
  terminal.error(`"${text}" is not a moment: write 2023-07-25T08:00`);
  return 2;
}

function unknownPerson(wanted: string, cast: readonly CastMember[], terminal: Terminal): ExitCode {
  terminal.error(`nobody here is "${wanted}". People: ${cast.map(({ who }) => who).join('; ')}`);
  return 2;
}
