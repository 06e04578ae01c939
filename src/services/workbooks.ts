import type { Answer, Answers, TableLines } from '../domain/answers.ts';
import type { Day } from '../domain/day.ts';
import type { Form } from '../domain/form.ts';
import { withWorkingCodes } from '../domain/working-codes.ts';
import { mergeAnswers, mergeLines, type Conflict } from '../domain/workbook-merge.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as drafts from '../store/drafts.ts';
import * as dueReports from '../store/due-reports.ts';
import { createDrafts, type Draft } from './drafts.ts';

/** What a file gives, judged row by row already. */
export interface Given {
  reportId: number;
  answers: Answers;
  lines: TableLines;
  /** Keys of rows that mean something else now than when the file was made: stored to be confirmed again. */
  recheck: ReadonlySet<string>;
  /** What the file was made with. */
  seals: ReadonlyMap<string, string>;
  /** What the file is called, for the log. */
  name: string;
  /** The day up to which its figures go, where it says so. */
  asOf?: Day | null;
  by: number;
}

export interface Taken {
  /** Keys of answers written. */
  stored: readonly string[];
  /** Lines written, of all tables. */
  lines: number;
  conflicts: readonly Conflict<Answer>[];
  lineConflicts: readonly Conflict<number | string>[];
  /** Who wrote last what is in conflict, by key. */
  authors: ReadonlyMap<string, { name: string; at: Date }>;
}

/** The form of a report as a workbook: what goes into one, and what comes back. */
export function createWorkbooks(db: Db) {
  const work = createDrafts(db);

  return {
    /** Everything a workbook of this draft is filled with. */
    async content(draft: Draft) {
      const { report, form } = draft;
      const keys = form.rows.map(({ key }) => key);
      return {
        answers: await drafts.listAnswers(db, report.id),
        lines: await drafts.listLines(db, report.id),
        toConfirm: await drafts.listToConfirm(db, report.id),
        previous: await work.previous(report, keys),
      };
    },

    /** The form a workbook of this draft was made on, with working codes; the present one where it is not known. */
    async formOf({ form, report }: Draft, version: number | null): Promise<Form> {
      if (version === null || version === report.formVersionId) return form;
      const before = (await drafts.findForms(db, [version])).get(version);
      return before?.key === form.key ? withWorkingCodes(before) : form;
    },

    /** Puts what a file gives into the draft as it is now, all of it in the caller's transaction. */
    async take(given: Given, now: Date): Promise<Taken> {
      const { reportId, by, recheck, asOf = null } = given;
      await dueReports.lock(db, reportId);
      if (asOf !== null) await dueReports.update(db, reportId, { asOf });
      const current = await drafts.listAnswers(db, reportId);
      const { changed, conflicts } = mergeAnswers(current, given.answers, given.seals);
      const tables = mergeLines(await drafts.listLines(db, reportId), given.lines, given.seals);
      if (changed.size > 0) await work.setAnswers({ reportId, answers: changed, by }, now);
      await drafts.markRecheck(
        db,
        reportId,
        [...changed.keys()].filter((key) => recheck.has(key)),
      );
      let lines = 0;
      for (const [table, own] of tables.changed) {
        await work.setLines({ reportId, table, lines: own, by }, now);
        lines += own.length;
      }
      const inConflict = [...conflicts, ...tables.conflicts].map(({ key }) => key);
      await changeLog.append(db, {
        at: now,
        personId: by,
        action: 'workbook.take',
        subject: 'due_report',
        subjectId: reportId,
        after: { name: given.name, asOf, stored: changed.size, lines, conflicts: inConflict },
      });
      return {
        stored: [...changed.keys()],
        lines,
        conflicts,
        lineConflicts: tables.conflicts,
        authors: await drafts.listAuthors(
          db,
          reportId,
          conflicts.map(({ key }) => key),
        ),
      };
    },
  };
}
