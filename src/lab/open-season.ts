import type { Desk } from '../conversations/context.ts';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FetchedFile } from '../channels/channel.ts';
import type { NetworkLike } from '../channels/terminal.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Plan } from '../domain/plan.ts';
import type { Languages } from '../language/languages.ts';
import type { Logger } from '../logger.ts';
import type { Db } from '../store/connect.ts';
import type { Entry } from './entry.ts';
import type { Recording } from './recording.ts';
import { openRehearsal } from './rehearsal.ts';
import { createSeason, endOfTime, type Season } from './season.ts';

export interface OpenSeasonParts {
  /** A copy of a template: a prepared plan, or one that has been played to some moment. */
  db: Db;
  plan: Plan;
  calendar: OfficeCalendar;
  languages: Languages;
  /** When time begins, where it has not begun. */
  start: Date;
  /** What is on the phones already, and of which network they are. */
  entries?: readonly Entry[];
  networks?: ReadonlyMap<string, NetworkLike>;
  recording: Recording;
  guideLink?: Desk['guideLink'];
  folder: string;
  log: Logger;
}

/** The world in a database as a season that can be watched. */
export async function openSeason(parts: OpenSeasonParts): Promise<Season> {
  const { db, plan, calendar, languages, start, log } = parts;
  let deliver: Season['deliver'] = () => undefined;
  const rehearsal = await openRehearsal({
    db,
    plan,
    calendar,
    languages,
    start,
    network: 'zalo',
    guideLink: parts.guideLink,
    log,
    deliver: (to, outgoing, network) => deliver(to, outgoing, network),
    readFile: (ref) => readUpload(parts.folder, ref),
  });
  const season = createSeason({
    rehearsal,
    entries: parts.entries ?? [],
    networks: parts.networks ?? new Map(),
    recording: parts.recording,
    lastDay: endOfTime(plan.year),
    folder: parts.folder,
    log,
  });
  deliver = season.deliver;
  return season;
}

/** What a visitor uploaded, and no other file of this machine, whatever a script calls it. */
async function readUpload(folder: string, ref: string): Promise<FetchedFile> {
  if (folder === '' || dirname(ref) !== folder) return { kind: 'unfetched', why: 'gone' };
  try {
    return { kind: 'file', bytes: await readFile(ref) };
  } catch {
    return { kind: 'unfetched', why: 'gone' };
  }
}
