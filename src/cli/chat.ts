import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { botOf, NETWORKS, type NetworkLike } from '../channels/terminal.ts';
import { parseMoment, toOfficeIso } from '../domain/office-time.ts';
import type { Outgoing, OutgoingFile } from '../conversations/message.ts';
import { fold } from '../language/fold.ts';
import { createLogger } from '../logger.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../store/open-database.ts';
import { castMember, type CastMember } from '../lab/cast.ts';
import { readPath } from './paths.ts';
import { openPlan } from './plan-open.ts';
import { openRehearsal, type Rehearsal } from '../lab/rehearsal.ts';
import { fileOfScript, splitCommand, splitPress, unescapeLine } from '../lab/script.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface ChatOptions {
  plan: string;
  as?: string | undefined;
  at?: string | undefined;
  data?: string | undefined;
  network: NetworkLike;
  json: boolean;
}

interface Delivered {
  to: string;
  outgoing: Outgoing;
  network: NetworkLike;
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
      network: options.network,
      readFile: readPath,
      log: createLogger(logLevel === 'info' ? 'warn' : logLevel),
      deliver: (to, outgoing, network) => session.show(to, outgoing, network),
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
  /** Where a person writes from, if not from the network of the run. */
  readonly #networks = new Map<string, NetworkLike>();
  #speaker = '';
  #now: () => Date = () => new Date(0);

  constructor(options: SessionOptions, terminal: Terminal) {
    this.#options = options;
    this.#terminal = terminal;
  }

  async run({ world, cast, takeUp }: Rehearsal, first: CastMember): Promise<ExitCode> {
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
        case '@network': {
          const network = NETWORKS.find((one) => one === rest);
          if (!network) {
            this.#terminal.error(`"${rest}" is not a network: ${NETWORKS.join(', ')}`);
            break;
          }
          this.#networks.set(speaker.who, network);
          await takeUp(speaker.who, network);
          break;
        }
        case '@press': {
          const pressed = this.#pressed(speaker.who, rest);
          if (!pressed) this.#terminal.error(`no message to ${speaker.who} has a choice "${rest}"`);
          else await world.say({ bot: botOf(pressed.network), chatId: speaker.who }, pressed.content);
          break;
        }
        case '@file':
          await world.say(this.#chatOf(speaker), fileOfScript(rest));
          break;
        default:
          if (line.trim() !== '')
            await world.say(this.#chatOf(speaker), { kind: 'text', text: unescapeLine(line) });
      }
    }
    return 0;
  }

  async show(to: string, outgoing: Outgoing, network: NetworkLike = this.#options.network): Promise<void> {
    this.#delivered.push({ to, outgoing, network });
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
    const buttons = network === 'telegram';
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

  /** The newest message with such a choice, or the one told by its place among them; older ones are there too, as in a real chat. */
  #pressed(who: string, wanted: string) {
    const { label, nth } = splitPress(wanted);
    const key = fold(label).trim();
    let left = nth;
    for (const { to, outgoing, network } of this.#delivered.toReversed()) {
      if (to !== who) continue;
      const choice = outgoing.choices.findIndex((one) => fold(one) === key);
      if (choice < 0) continue;
      left -= 1;
      if (left === 0) return { network, content: { kind: 'press', message: outgoing.id, choice } } as const;
    }
    return undefined;
  }

  #chatOf({ who }: CastMember) {
    return { bot: botOf(this.#networks.get(who) ?? this.#options.network), chatId: who };
  }

  #prompt(text: string): void {
    if (!this.#options.json) this.#terminal.error(text);
  }
}

function wrongMoment(text: string, terminal: Terminal): ExitCode {
  terminal.error(`"${text}" is not a moment: write 2023-07-25T08:00`);
  return 2;
}

function unknownPerson(wanted: string, cast: readonly CastMember[], terminal: Terminal): ExitCode {
  terminal.error(`nobody here is "${wanted}". People: ${cast.map(({ who }) => who).join('; ')}`);
  return 2;
}
