import type { Answer } from '../domain/answers.ts';
import { gather, sumsOf, type Contributions } from '../domain/gathering.ts';
import type { Conflict } from '../domain/workbook-merge.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as contributions from '../store/contributions.ts';
import * as drafts from '../store/drafts.ts';
import * as dueReports from '../store/due-reports.ts';
import * as units from '../store/units.ts';
import { createDrafts } from './drafts.ts';

export interface Contributed {
  /** Keys of rows whose sum was written. */
  changed: readonly string[];
  /** What the commune had given and says now it has no figure for: it is in the sum no more. */
  removed: ReadonlyMap<string, number | null>;
  conflicts: readonly Conflict<Answer>[];
  /** Who wrote last what is in conflict, by key. */
  authors: ReadonlyMap<string, { name: string; at: Date }>;
  /** Communes that have given something by now. */
  sources: readonly string[];
}

const byName = (a: string, b: string): number => a.localeCompare(b, 'vi');

const sourcesOf = (given: Contributions): string[] =>
  [...new Set([...given.values()].flatMap((row) => [...row.keys()]))].sort(byName);

/** What one commune gave, by row. */
const rowsOf = (given: Contributions, source: string): Map<string, number | null> =>
  new Map(
    [...given].flatMap(([key, row]): [string, number | null][] => {
      const value = row.get(source);
      return value === undefined ? [] : [[key, value]];
    }),
  );

/** Rows that are sums over the communes below a unit: what each gave is kept, the draft holds what they come to. */
export function createContributions(db: Db) {
  const work = createDrafts(db);

  /** Writes what a commune gives now, and puts the new sums into the draft where nothing else was typed. */
  async function change(
    {
      reportId,
      source,
      by,
      action,
      after,
    }: {
      reportId: number;
      /** As the commune is called until now. */
      source: string;
      by: number;
      action: string;
      after: unknown;
    },
    now: Date,
    write: () => Promise<void>,
  ): Promise<Omit<Contributed, 'removed'>> {
    await dueReports.lock(db, reportId);
    const before = await contributions.listOfReport(db, reportId);
    await write();
    const given = await contributions.listOfReport(db, reportId);
    const { changed, cleared, conflicts } = gather(await drafts.listAnswers(db, reportId), before, given);
    if (changed.size > 0) await work.setAnswers({ reportId, answers: changed, by }, now);
    await work.clear({ reportId, keys: cleared, by }, now);
    await changeLog.append(db, {
      at: now,
      personId: by,
      action,
      subject: 'due_report',
      subjectId: reportId,
      before: { source, values: Object.fromEntries(rowsOf(before, source)) },
      after,
    });
    const inConflict = conflicts.map(({ key }) => key);
    return {
      changed: [...changed.keys()],
      conflicts,
      authors: await drafts.listAuthors(db, reportId, inConflict),
      sources: sourcesOf(given),
    };
  }

  return {
    /** Communes that have given something to a report. */
    sources: async (reportId: number): Promise<string[]> =>
      sourcesOf(await contributions.listOfReport(db, reportId)),

    /** What they come to together as of now, by row; nothing is added for the rest of the transaction. */
    async sums(reportId: number): Promise<ReadonlyMap<string, Answer>> {
      await dueReports.lock(db, reportId);
      return sumsOf(await contributions.listOfReport(db, reportId));
    },

    /** The same, the report held from here on: of two files at once of a new commune the second finds the first. */
    hold: async (reportId: number): Promise<string[]> => {
      await dueReports.lock(db, reportId);
      return sourcesOf(await contributions.listOfReport(db, reportId));
    },

    /** How much each commune has given to a report, and when last. */
    listGiven: async (reportId: number) =>
      (await contributions.listSources(db, reportId)).sort((a, b) => byName(a.source, b.source)),

    /** What one commune gave, by row. */
    ofSource: async (reportId: number, source: string): Promise<ReadonlyMap<string, number | null>> =>
      rowsOf(await contributions.listOfReport(db, reportId), source),

    /** Communes known to be below a unit. */
    communesOf: (jurisdictionId: number, unitName: string): Promise<string[]> =>
      units.listCommunes(db, jurisdictionId, unitName),

    /** One commune's figures; the newest word of a commune counts, row by row. */
    async take(
      input: {
        reportId: number;
        source: string;
        /** What the commune was called until now, where its file says it more fully. */
        was?: string;
        values: ReadonlyMap<string, number | null>;
        /** Rows it has no figure for: what it gave to them before is in the sum no more. */
        missing: readonly string[];
        /** What the file is called, for the log. */
        name: string;
        by: number;
      },
      now: Date,
    ): Promise<Contributed> {
      const { reportId, source, was = source, values, missing, name, by } = input;
      await dueReports.lock(db, reportId);
      const given = await contributions.listOfReport(db, reportId);
      const removed = new Map([...rowsOf(given, was)].filter(([key]) => missing.includes(key)));
      if (values.size === 0 && removed.size === 0)
        return { changed: [], removed, conflicts: [], authors: new Map(), sources: sourcesOf(given) };
      const after = { name, source, values: Object.fromEntries(values), missing: [...removed.keys()] };
      const done = await change(
        { reportId, source: was, by, action: 'contribution.take', after },
        now,
        async () => {
          if (was !== source) await contributions.rename(db, reportId, was, source);
          const of = { dueReportId: reportId, source };
          await contributions.remove(db, of, [...removed.keys()]);
          await contributions.upsert(db, { ...of, authorId: by }, values, now);
        },
      );
      return { ...done, removed };
    },

    /** All of one commune is taken out again; what it had given. */
    async drop(
      { reportId, source, by }: { reportId: number; source: string; by: number },
      now: Date,
    ): Promise<Contributed> {
      await dueReports.lock(db, reportId);
      const given = await contributions.listOfReport(db, reportId);
      const removed = rowsOf(given, source);
      if (removed.size === 0)
        return { changed: [], removed, conflicts: [], authors: new Map(), sources: sourcesOf(given) };
      const dropped = await change(
        { reportId, source, by, action: 'contribution.drop', after: { source } },
        now,
        () => contributions.remove(db, { dueReportId: reportId, source }),
      );
      return { ...dropped, removed };
    },
  };
}
