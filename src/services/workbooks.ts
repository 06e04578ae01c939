import type { Answer, Answers, TableLine } from '../domain/answers.ts';
import type { Day } from '../domain/day.ts';
import type { Form } from '../domain/form.ts';
import type { ReadFormWorkbook, WorkbookIdentity } from '../domain/workbook.ts';
import { withWorkingCodes } from '../domain/working-codes.ts';
import {
  mergeAnswers,
  mergeDay,
  mergeLines,
  type Conflict,
  type GivenLines,
  type LineConflict,
  type LinePlace,
} from '../domain/workbook-merge.ts';
import { preferAnswers, preferCells, type Preferred, type PreferredCell } from '../domain/workbook-prefer.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as drafts from '../store/drafts.ts';
import * as dueReports from '../store/due-reports.ts';
import * as forms from '../store/forms.ts';
import * as tableLines from '../store/table-lines.ts';
import { createDrafts, type Draft } from './drafts.ts';
import type { Environment } from './environment.ts';
import { createFileLinkKey } from './file-link-key.ts';

/** What a file gives, judged row by row already. */
interface Given {
  reportId: number;
  answers: Answers;
  lines: GivenLines;
  /** Lines the file was given out with and has no more. */
  left: readonly LinePlace[];
  /** Keys of rows that mean something else now than when the file was made: stored to be confirmed again. */
  recheck: ReadonlySet<string>;
  /** What the file was made with. */
  seals: ReadonlyMap<string, string>;
  /** What the file is called, for the log. */
  name: string;
  /** The day up to which its figures go, where it says so; `was` as in `mergeDay`. */
  asOf: { day: Day | null; was: Day | null | undefined };
  by: number;
}

interface InConflict {
  conflicts: readonly Conflict<Answer>[];
  lineConflicts: readonly LineConflict[];
  /** Who wrote last what is in conflict, by key. */
  authors: ReadonlyMap<string, { name: string; at: Date }>;
}

export interface Taken extends InConflict {
  /** Keys of answers written. */
  stored: readonly string[];
  /** Lines of which something was written, of all tables. */
  lines: number;
  renamed: readonly (LinePlace & { to: string })[];
  /** Lines the file has no more, and the draft has still. */
  left: readonly LinePlace[];
  /** Tables with lines the whole of which was answered otherwise: lines are worth more. */
  overruled: ReadonlyMap<string, Answer>;
  /** By table, lines that found no place in it. */
  over: ReadonlyMap<string, number>;
  /** A later day of the draft's, which stays. */
  laterDay: Day | null;
  /** Of the draft as it is now. */
  revision: number;
}

const MARK_LENGTH = 32;

/** A line may come with its name alone: none of its figures could be taken. */
const isFilled = ({ cells, explanation }: TableLine): boolean =>
  Object.keys(cells).length > 0 || explanation !== null;

/** The form of a report as a workbook: what goes into one, and what comes back. */
export function createWorkbooks(db: Db, env: Environment) {
  const work = createDrafts(db);
  const links = createFileLinkKey(db, env);

  /** Says that a file was given out for a report of this database; what it is made with stays here. */
  async function markOf({ id, planKey, unitId, period }: Draft['report'], now: Date): Promise<string> {
    const key = await links.key(now);
    const inner = env.hash(`${key} workbook ${JSON.stringify([id, planKey, unitId, period])}`);
    return env.hash(`${key} ${inner}`).slice(0, MARK_LENGTH);
  }

  const authorsOf = (reportId: number, conflicts: readonly { key: string }[]) =>
    drafts.listAuthors(
      db,
      reportId,
      conflicts.map(({ key }) => key),
    );

  async function revisionOf(reportId: number): Promise<number> {
    const report = await dueReports.findById(db, reportId);
    if (!report) throw new Error(`no due report ${reportId}`);
    return report.revision;
  }

  return {
    /** What a workbook of this draft is known by when it comes back. */
    async identityOf(
      { report }: Draft,
      of: Pick<WorkbookIdentity, 'sections' | 'gathers'>,
      now: Date,
    ): Promise<WorkbookIdentity> {
      const { id, formVersionId, revision } = report;
      const mark = await markOf(report, now);
      return { report: id, formVersion: formVersionId, revision, ...of, mark };
    },

    /** Whether a file was given out for this report, here; one of an older program by its form and the unit printed on it. */
    async isOf(
      report: Draft['report'],
      { identity, printed }: Pick<ReadFormWorkbook, 'identity' | 'printed'>,
      now: Date,
    ): Promise<boolean> {
      if (identity.mark !== undefined) return identity.mark === (await markOf(report, now));
      const { formVersion } = identity;
      if (formVersion === null || (await forms.planOf(db, formVersion)) !== report.planId) return false;
      const unit = report.unitName.normalize('NFC').toUpperCase();
      return printed.some((words) => words.normalize('NFC').trim().toUpperCase() === unit);
    },

    /** Everything a workbook of this draft is filled with. */
    async content(draft: Draft) {
      const { report, form } = draft;
      const keys = form.rows.map(({ key }) => key);
      return {
        answers: await drafts.listAnswers(db, report.id),
        lines: await tableLines.listOfReport(db, report.id),
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

    /** Holds a report from here on: the form a file is judged by is the one it is stored under. */
    hold: (reportId: number): Promise<void> => dueReports.lock(db, reportId),

    /** Puts what a file gives into the draft as it is now, all of it in the caller's transaction. */
    async take(given: Given, now: Date): Promise<Taken> {
      const { reportId, by, recheck, asOf } = given;
      await dueReports.lock(db, reportId);
      const report = await dueReports.findById(db, reportId);
      const day = mergeDay(report?.asOf ?? null, asOf.day, asOf.was);
      if (day === 'take') await dueReports.update(db, reportId, { asOf: asOf.day });
      const current = await drafts.listAnswers(db, reportId);
      const lines = await tableLines.listOfReport(db, reportId);
      const tables = mergeLines(lines, given.lines, given.seals, given.left);
      const { changed, conflicts } = mergeAnswers(current, given.answers, given.seals);
      const overruled = new Map<string, Answer>();
      for (const table of new Set([...lines.keys(), ...tables.changed.keys()])) {
        const whole = changed.get(table) ?? (tables.changed.has(table) ? current.get(table) : undefined);
        if (whole) overruled.set(table, whole);
        changed.delete(table);
      }
      const open = conflicts.filter(({ key }) => !tables.changed.has(key));
      if (changed.size > 0) await work.setAnswers({ reportId, answers: changed, by }, now);
      await drafts.markRecheck(
        db,
        reportId,
        [...changed.keys()].filter((key) => recheck.has(key)),
      );
      let written = 0;
      for (const [table, own] of tables.changed) {
        const renamed = tables.renamed.filter((one) => one.table === table);
        await work.setLines({ reportId, table, lines: own, renamed, by }, now);
        written += own.filter(isFilled).length;
      }
      await changeLog.append(db, {
        at: now,
        personId: by,
        action: 'workbook.take',
        subject: 'due_report',
        subjectId: reportId,
        after: {
          name: given.name,
          asOf: day === 'take' ? asOf.day : null,
          stored: changed.size,
          lines: written,
          conflicts: [...open, ...tables.conflicts].map(({ key }) => key),
        },
      });
      return {
        stored: [...changed.keys()],
        lines: written,
        renamed: tables.renamed,
        left: tables.left,
        overruled,
        over: tables.over,
        laterDay: day === 'conflict' ? (report?.asOf ?? null) : null,
        conflicts: open,
        lineConflicts: tables.conflicts,
        authors: await authorsOf(reportId, open),
        revision: await revisionOf(reportId),
      };
    },

    /** Puts what was offered into the draft, where it still says what was shown beside it; the others are in conflict anew. */
    async prefer(
      input: {
        reportId: number;
        answers: readonly Preferred[];
        cells: readonly PreferredCell[];
        by: number;
      },
      now: Date,
    ): Promise<
      InConflict & {
        written: number;
        /** Cells of lines, and answers to whole tables, there is no place for any more. */ gone: number;
      }
    > {
      const { reportId, by } = input;
      await dueReports.lock(db, reportId);
      const lines = await tableLines.listOfReport(db, reportId);
      const answers = input.answers.filter(([key]) => !lines.has(key));
      const keys = answers.map(([key]) => key);
      const own = preferAnswers(await drafts.listAnswers(db, reportId, keys), answers);
      if (own.taken.size > 0) await work.setAnswers({ reportId, answers: own.taken, by }, now);
      const cells = preferCells(lines, input.cells);
      for (const [table, changed] of cells.taken)
        await work.setLines({ reportId, table, lines: changed, by }, now);
      return {
        written: own.taken.size + cells.written,
        gone: input.answers.length - answers.length + cells.gone,
        conflicts: own.conflicts,
        lineConflicts: cells.conflicts,
        authors: await authorsOf(reportId, own.conflicts),
      };
    },

    /**
     * Takes out the lines a file had no more, where nobody has written them since; a table left without any has what
     * the file says of the whole.
     */
    async dropLines(
      input: {
        reportId: number;
        lines: readonly LinePlace[];
        /** The draft's when they were shown. */
        revision: number;
        wholes: ReadonlyMap<string, Answer>;
        by: number;
      },
      now: Date,
    ): Promise<{ removed: number; answered: readonly string[] }> {
      const { reportId, lines, revision, by } = input;
      await dueReports.lock(db, reportId);
      let removed = 0;
      for (const table of new Set(lines.map((one) => one.table))) {
        const own = lines.filter((one) => one.table === table);
        removed += await work.removeLines({ reportId, table, lines: own, upTo: revision, by }, now);
      }
      const held = await tableLines.listOfReport(db, reportId, [...input.wholes.keys()]);
      const answers = new Map([...input.wholes].filter(([table]) => !held.has(table)));
      if (answers.size > 0) await work.setAnswers({ reportId, answers, by }, now);
      return { removed, answered: [...answers.keys()] };
    },
  };
}
