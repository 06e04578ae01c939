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
  conflicts: readonly Conflict<Answer>[];
  /** Who wrote last what is in conflict, by key. */
  authors: ReadonlyMap<string, { name: string; at: Date }>;
  /** Communes that have given something by now. */
  sources: readonly string[];
}

const sourcesOf = (given: Contributions): string[] =>
  [...new Set([...given.values()].flatMap((row) => [...row.keys()]))].sort((a, b) =>
    a.localeCompare(b, 'vi'),
  );

/** Rows that are sums over the communes below a unit: what each gave is kept, the draft holds what they come to. */
export function createContributions(db: Db) {
  const work = createDrafts(db);

  /** Writes what communes give now, and puts the new sums into the draft where nothing else was typed. */
  async function change(
    { reportId, by, action, after }: { reportId: number; by: number; action: string; after: unknown },
    now: Date,
    write: () => Promise<void>,
  ): Promise<Contributed> {
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

    /** Communes known to be below a unit. */
    communesOf: (jurisdictionId: number, unitName: string): Promise<string[]> =>
      units.listCommunes(db, jurisdictionId, unitName),

    /** One commune's figures; a newer file of the same one takes the place of the older, row by row. */
    take: (
      input: {
        reportId: number;
        source: string;
        values: ReadonlyMap<string, number | null>;
        /** What the file is called, for the log. */
        name: string;
        by: number;
      },
      now: Date,
    ): Promise<Contributed> => {
      const { reportId, source, values, name, by } = input;
      const after = { name, source, values: Object.fromEntries(values) };
      return change({ reportId, by, action: 'contribution.take', after }, now, () =>
        contributions.upsert(db, { dueReportId: reportId, source, authorId: by }, values, now),
      );
    },

    /** All of one commune is taken out again. */
    drop: (
      { reportId, source, by }: { reportId: number; source: string; by: number },
      now: Date,
    ): Promise<Contributed> =>
      change({ reportId, by, action: 'contribution.drop', after: { source } }, now, () =>
        contributions.remove(db, reportId, source),
      ),
  };
}
