import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { botOf, type NetworkLike } from '../channels/terminal.ts';
import { momentOf } from '../domain/office-time.ts';
import { fold } from '../language/fold.ts';
import type { Logger } from '../logger.ts';
import { bubblesOf, type Came, type Entry, type Upload } from './entry.ts';
import type { CastMember } from './cast.ts';
import type { Recording } from './recording.ts';
import type { Rehearsal } from './rehearsal.ts';
import { fileOfScript, withPlainLineEnds } from './script.ts';

/** Entries kept for reading back; older ones have left the phones. */
const MOST_ENTRIES = 4000;
/** Things that may wait for their turn; a person at a keyboard never gets there. */
const MOST_WAITING = 40;
/** All uploads of a season together. */
const MOST_UPLOADED = 30 * 1024 * 1024;
/** Looking for the next message stops after so many moments at which nobody was written to. */
const MOST_SILENT_MOMENTS = 60;
/** And after so long, since somebody waits for it. */
const LONGEST_SEARCH_MS = 4_000;
/** A repeated request with one of the last marks is the same request. */
const MARKS_KEPT = 200;

/** What a season tells whoever watches it. */
export type SeasonEvent =
  | { kind: 'entry'; entry: Entry }
  | { kind: 'clock' }
  | { kind: 'typing'; who: string; on: boolean }
  /** The season is over: cleaned away, or the server stops. */
  | { kind: 'closed' };

/** Too much at once, too many bytes, or the clock at its end: the visitor is told which. */
export class SeasonRefusal extends Error {
  override name = 'SeasonRefusal';
  readonly why: 'busy' | 'too_many_bytes' | 'end_of_time' | 'closed';
  constructor(why: SeasonRefusal['why']) {
    super(why);
    this.why = why;
  }
}

export interface SeasonParts {
  rehearsal: Rehearsal;
  /** What happened before the visitor came. */
  entries: readonly Entry[];
  networks: ReadonlyMap<string, NetworkLike>;
  recording: Recording;
  /** Past this day the clock does not go. */
  lastDay: Date;
  /** Where what visitors upload is kept; made when it is needed. */
  folder: string;
  log: Logger;
}

export type Season = ReturnType<typeof createSeason>;

/** One visitor's world: one thing happens at a time, and everything that happens is an entry somebody may watch. */
export function createSeason(parts: SeasonParts) {
  const { rehearsal, recording, folder, log } = parts;
  const { world } = rehearsal;
  const entries: Entry[] = [...parts.entries];
  const networks = new Map(parts.networks);
  const cast = new Map(rehearsal.cast.map((member) => [member.who, member]));
  const watchers = new Set<(event: SeasonEvent) => void>();
  const marks = new Map<string, Promise<void>>();
  let seq = entries.at(-1)?.seq ?? 0;
  let uploaded = 0;
  let waiting = 0;
  let isClosed = false;
  let turn: Promise<unknown> = Promise.resolve();

  const tell = (event: SeasonEvent): void => {
    for (const watcher of watchers) watcher(event);
  };
  const networkOf = (who: string): NetworkLike => networks.get(who) ?? 'zalo';

  type Unplaced<T> = T extends Entry ? Omit<T, 'seq' | 'at'> : never;
  function add(entry: Unplaced<Entry>): void {
    seq += 1;
    const placed = { ...entry, seq, at: world.now() };
    entries.push(placed);
    if (entries.length > MOST_ENTRIES) entries.shift();
    tell({ kind: 'entry', entry: placed });
  }

  /** Work in its turn; what fails is logged and holds nothing else up. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (isClosed) return Promise.reject(new SeasonRefusal('closed'));
    if (waiting >= MOST_WAITING) return Promise.reject(new SeasonRefusal('busy'));
    waiting += 1;
    const done = turn.then(() => {
      if (isClosed) throw new SeasonRefusal('closed');
      return work();
    });
    turn = done
      .catch((error: unknown) => {
        if (!(error instanceof SeasonRefusal)) log.error({ err: error }, 'a step of a season failed');
      })
      .finally(() => (waiting -= 1));
    return done;
  }

  /** Whoever speaks sees that somebody is writing to them until everything has been answered. */
  const answered = (who: string, work: () => Promise<void>): Promise<void> =>
    inTurn(async () => {
      tell({ kind: 'typing', who, on: true });
      try {
        await work();
      } finally {
        tell({ kind: 'typing', who, on: false });
      }
    });

  async function moveTo(moment: Date): Promise<void> {
    if (moment <= world.now()) return;
    if (moment > parts.lastDay) throw new SeasonRefusal('end_of_time');
    await world.moveTo(moment);
    recording.moved(world.now());
    tell({ kind: 'clock' });
  }

  /** Messages with such a choice, newest first, as `@press` counts them. */
  const offering = (who: string, label: string): Came[] =>
    entries
      .filter((entry): entry is Came => entry.kind === 'came' && entry.who === who)
      .filter(({ message }) => message.choices.some((one) => fold(one) === fold(label)))
      .toReversed();

  return {
    now: () => world.now(),
    cast: rehearsal.cast,
    transact: rehearsal.transact,
    member: (who: string): CastMember | undefined => cast.get(who),
    networkOf,
    networks: (): ReadonlyMap<string, NetworkLike> => networks,
    entries: (): readonly Entry[] => entries,
    lastSeq: () => seq,
    isWaiting: () => waiting > 0,
    script: () => recording.script(),
    /** Runs something that reads, in its turn. */
    inTurn,

    /** Hears what a channel delivered. */
    deliver: (who: string, message: Came['message'], network: NetworkLike): void =>
      add({ kind: 'came', who, network, message, bubbles: bubblesOf(message, network) }),

    /** Does what a request asks once, however often it comes with this mark; what was refused may be asked again. */
    once(mark: string, work: () => Promise<void>): Promise<void> {
      const known = marks.get(mark);
      if (known) return known;
      const done = work();
      marks.set(mark, done);
      done.catch(() => marks.delete(mark));
      const [oldest] = marks.keys();
      if (marks.size > MARKS_KEPT && oldest !== undefined) marks.delete(oldest);
      return done;
    },

    say: (who: string, typed: string): Promise<void> =>
      answered(who, async () => {
        const text = withPlainLineEnds(typed);
        const network = networkOf(who);
        add({ kind: 'said', who, network, text });
        recording.said(who, text);
        await world.say({ bot: botOf(network), chatId: who }, { kind: 'text', text });
      }),

    /** Presses a button of any message on the phone, also an old one; false where there is none such. */
    async press(who: string, message: number, choice: number): Promise<boolean> {
      const came = entries.find(
        (entry): entry is Came => entry.kind === 'came' && entry.who === who && entry.message.id === message,
      );
      const label = came?.message.choices[choice];
      if (!came || label === undefined) return false;
      await answered(who, async () => {
        const nth = offering(who, label).indexOf(came) + 1;
        add({ kind: 'pressed', who, network: came.network, label });
        recording.pressed(who, label, nth);
        await world.say({ bot: botOf(came.network), chatId: who }, { kind: 'press', message, choice });
      });
      return true;
    },

    /** Presses as a script does, by label and place. */
    async pressLabel(who: string, label: string, nth: number): Promise<boolean> {
      const came = offering(who, label)[nth - 1];
      const choice = came?.message.choices.findIndex((one) => fold(one) === fold(label)) ?? -1;
      return came !== undefined && choice >= 0 && (await this.press(who, came.message.id, choice));
    },

    async sendFile(who: string, name: string, mime: string | null, bytes: Uint8Array | null): Promise<void> {
      const size = bytes?.byteLength ?? 0;
      if (uploaded + size > MOST_UPLOADED) throw new SeasonRefusal('too_many_bytes');
      // Counted before its turn, so that several at once are not taken all.
      uploaded += size;
      let isKept = false;
      const sent = answered(who, async () => {
        const upload: Upload = { name, mime, size, path: bytes && join(folder, String(seq + 1)) };
        if (bytes && upload.path !== null) {
          await mkdir(folder, { recursive: true });
          await writeFile(upload.path, bytes);
        }
        isKept = true;
        const network = networkOf(who);
        add({ kind: 'file', who, network, upload });
        recording.sentFile(who, name);
        const content = { ...fileOfScript(name), mime, size, ref: upload.path ?? name };
        await world.say({ bot: botOf(network), chatId: who }, content);
      });
      await sent.finally(() => {
        if (!isKept) uploaded -= size;
      });
    },

    takeUp: (who: string, network: NetworkLike): Promise<void> =>
      inTurn(async () => {
        if (networkOf(who) === network) return;
        await rehearsal.takeUp(who, network);
        networks.set(who, network);
        recording.tookUp(who, network);
        add({ kind: 'network', who, network });
      }),

    moveTo: (moment: Date): Promise<void> => inTurn(() => moveTo(moment)),

    /** So many minutes on from wherever the clock is when it is this work's turn. */
    moveBy: (minutes: number): Promise<void> =>
      inTurn(() => moveTo(new Date(world.now().getTime() + minutes * 60_000))),

    /** The next day at the same hour. */
    nextDay: (): Promise<void> => inTurn(() => moveTo(new Date(world.now().getTime() + 24 * 3_600_000))),

    /** On to the next moment at which anybody is written to; how many messages that were, 0 where none comes for long. */
    nextMessage: (): Promise<number> =>
      inTurn(async () => {
        const before = seq;
        const giveUpAt = performance.now() + LONGEST_SEARCH_MS;
        for (let moments = 0; seq === before && moments < MOST_SILENT_MOMENTS; moments++) {
          if (performance.now() > giveUpAt) break;
          const next = await world.nextEvent();
          const nudged = new Date(Math.max(next.getTime(), world.now().getTime() + 1));
          if (nudged > parts.lastDay) throw new SeasonRefusal('end_of_time');
          await moveTo(nudged);
        }
        return seq - before;
      }),

    watch(watcher: (event: SeasonEvent) => void): () => void {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    watchers: () => watchers.size,
    /** Tells those who watch that the clock runs or stands. */
    clockChanged: () => tell({ kind: 'clock' }),

    /** Ends after what is in hand, and forgets what was uploaded. */
    async close(): Promise<void> {
      isClosed = true;
      tell({ kind: 'closed' });
      watchers.clear();
      await turn;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Midnight after the last day of the year after the plan's. */
export const endOfTime = (year: number): Date => momentOf(`${year + 2}-01-01`);
