import {
  acceptFigure,
  unanswered,
  type Answer,
  type Answers,
  type TableLine,
  type TableLines,
} from '../domain/answers.ts';
import { compareForms, type FormChange } from '../domain/form-change.ts';
import { formParts } from '../domain/form-parts.ts';
import type { Scope } from '../domain/grants.ts';
import { inputRows, type Form, type Row } from '../domain/form.ts';
import { withWorkingCodes } from '../domain/working-codes.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as drafts from '../store/drafts.ts';
import * as dueReports from '../store/due-reports.ts';
import * as tableLines from '../store/table-lines.ts';

/** Where no form is printed the report is one text; its figures stand in the document. */
export const TEXT_REPORT: Form = {
  key: 'text_report',
  title: '',
  appliesTo: null,
  rows: [],
  tables: [],
  checks: [],
  narratives: [{ key: 'noi_dung', code: '', title: 'Nội dung báo cáo', hint: null, appliesTo: null }],
};

/** A due report with the form it is filled in on; the answers are loaded apart, as many as are needed. */
export interface Draft {
  report: dueReports.ReportView;
  /** With a code for every row, where none is printed a working one. */
  form: Form;
  /** False where no form is printed: the report is a text or a document. */
  hasForm: boolean;
  unit: { name: string; level: dueReports.ReportView['unitLevel'] };
  /** Keys of the sections and tables it is cut down to, for a colleague who fills in these; null: all of it. */
  parts: readonly string[] | null;
}

export interface Progress {
  answered: number;
  total: number;
}

/** Whether the whole of a report is a person's to fill in: a draft plan is nobody's duty, one that is closed is read only. */
export const mayFillIn = ({ ownUnits }: Scope, report: dueReports.ReportView): boolean =>
  report.state !== 'retired' && report.planState === 'issued' && ownUnits.includes(report.unitId);

export function createDrafts(db: Db) {
  /** A due report and its form; undefined where there is no such report. Whether the asker may see it is for the caller. */
  async function open(reportId: number): Promise<Draft | undefined> {
    const report = await dueReports.findById(db, reportId);
    if (!report || report.state === 'retired') return undefined;
    const { formVersionId } = report;
    const form =
      formVersionId === null ? undefined : (await drafts.findForms(db, [formVersionId])).get(formVersionId);
    const unit = { name: report.unitName, level: report.unitLevel };
    return {
      report,
      form: form ? withWorkingCodes(form) : TEXT_REPORT,
      hasForm: form !== undefined,
      unit,
      parts: null,
    };
  }

  /** Takes the report for the rest of the transaction and returns it as it now stands. */
  async function take(reportId: number): Promise<dueReports.ReportView> {
    await dueReports.lock(db, reportId);
    const report = await dueReports.findById(db, reportId);
    if (!report) throw new Error(`no due report ${reportId}`);
    return report;
  }

  async function change(
    reportId: number,
    by: number,
    now: Date,
    write: (revision: number) => Promise<{ action: string; before?: unknown; after?: unknown } | undefined>,
  ): Promise<number> {
    const { revision } = await take(reportId);
    const done = await write(revision + 1);
    if (!done) return revision;
    await dueReports.update(db, reportId, { revision: revision + 1 });
    await changeLog.append(db, {
      at: now,
      personId: by,
      subject: 'due_report',
      subjectId: reportId,
      ...done,
    });
    return revision + 1;
  }

  const setAnswers = (
    input: { reportId: number; answers: ReadonlyMap<string, Answer>; by: number },
    now: Date,
  ): Promise<number> =>
    change(input.reportId, input.by, now, async (revision) => {
      const { reportId, by } = input;
      const keys = [...input.answers.keys()];
      const before = await drafts.listAnswers(db, reportId, keys);
      const changed = new Map([...input.answers].filter(([key, answer]) => !isSame(before.get(key), answer)));
      const toConfirm = await drafts.listToConfirm(db, reportId, keys);
      if (changed.size === 0) return undefined;
      await drafts.upsertAnswers(db, reportId, changed, { authorId: by, revision, answeredAt: now });
      const was = [...changed.keys()].flatMap((key) => {
        const answer = before.get(key) ?? toConfirm.get(key);
        return answer ? [[key, answer] as const] : [];
      });
      return { action: 'answer.set', before: Object.fromEntries(was), after: Object.fromEntries(changed) };
    });

  /** Takes lines out of a table, those somebody wrote after revision `upTo` left in; how many were taken out. */
  async function removeLines(
    input: {
      reportId: number;
      table: string;
      lines: readonly Pick<TableLine, 'block' | 'label'>[];
      upTo?: number;
      by: number;
    },
    now: Date,
  ): Promise<number> {
    const { reportId, table, by } = input;
    let gone: TableLine[] = [];
    await change(reportId, by, now, async () => {
      gone = await tableLines.remove(db, reportId, table, input.lines, input.upTo);
      return gone.length > 0 ? { action: 'line.remove', before: { table, lines: gone } } : undefined;
    });
    return gone.length;
  }

  async function listFor({ ownUnits, fills }: Scope): Promise<dueReports.ReportView[]> {
    const own = await dueReports.listOfUnits(db, ownUnits);
    const given = fills.map(({ report }) => report).filter((id) => !own.some((one) => one.id === id));
    return [...own, ...(await dueReports.listByIds(db, given))];
  }

  return {
    open,

    /** A report as somebody who fills it in has it: of the own unit whole, else the sections given to them. */
    async openFor(scope: Scope, reportId: number): Promise<Draft | undefined> {
      const draft = await open(reportId);
      if (!draft || mayFillIn(scope, draft.report)) return draft;
      const parts = scope.fills.find(({ report }) => report === reportId)?.parts;
      return parts && { ...draft, form: formParts(draft.form, parts), parts };
    },

    /** Reports these units owe or have sent, nearest deadline first. */
    listOfUnits: (unitIds: readonly number[]): Promise<dueReports.ReportView[]> =>
      dueReports.listOfUnits(db, unitIds),

    /** What of it may still be filled in. */
    listOpenFor: async (scope: Scope): Promise<dueReports.ReportView[]> =>
      (await listFor(scope)).filter(({ planState }) => planState === 'issued'),

    /** The same of the own units, then what sections are filled in of. */
    listFor,

    answers: (reportId: number, keys?: readonly string[]): Promise<Answers> =>
      drafts.listAnswers(db, reportId, keys),

    /** Figures from before the form changed what their rows mean: shown, but no answers until they are confirmed. */
    toConfirm: (reportId: number, keys?: readonly string[]): Promise<Answers> =>
      drafts.listToConfirm(db, reportId, keys),

    /** The old figures stand under the changed form too, of these rows or of all; how many of them can. */
    async confirm(
      { report, form, unit }: Draft,
      input: { keys?: readonly string[]; by: number },
      now: Date,
    ): Promise<number> {
      const old = await drafts.listToConfirm(db, report.id, input.keys);
      const answers = new Map(
        inputRows(form, unit).flatMap((row) => {
          const answer = old.get(row.key);
          return answer && mayStand(row, answer) ? [[row.key, answer] as const] : [];
        }),
      );
      if (answers.size > 0) await setAnswers({ reportId: report.id, answers, by: input.by }, now);
      return answers.size;
    },

    /** Two versions of a form as they concern a unit: what is new, changed and gone. */
    async formChange(
      versions: { from: number | null; to: number | null },
      unit: { name: string; level: dueReports.ReportView['unitLevel'] },
    ): Promise<FormChange> {
      const forms = await drafts.findForms(
        db,
        [versions.from, versions.to].filter((id) => id !== null),
      );
      const formOf = (id: number | null): Form => (id === null ? undefined : forms.get(id)) ?? TEXT_REPORT;
      return compareForms(formOf(versions.from), formOf(versions.to), unit);
    },

    lines: (reportId: number, tables?: readonly string[]): Promise<TableLines> =>
      tableLines.listOfReport(db, reportId, tables),

    /** Reasons given for findings, by the key of the finding. */
    reasons: (reportId: number): Promise<ReadonlyMap<string, string>> => drafts.listPassed(db, reportId),

    /** Stores answers, the last word of each row; returns the draft's revision, unchanged where nothing differs. */
    setAnswers,

    /** "Gửi phần đã có": every row without an answer becomes "chưa có số liệu"; returns how many. */
    async markRest(draft: Draft, by: number, now: Date): Promise<number> {
      const { report, form, unit } = draft;
      const rest = unanswered(inputRows(form, unit), await drafts.listAnswers(db, report.id));
      const answers = new Map(rest.map(({ key }) => [key, { kind: 'missing' as const }]));
      if (rest.length > 0) await setAnswers({ reportId: report.id, answers, by }, now);
      return rest.length;
    },

    /** Rows nobody has an answer to any more; the draft's revision. */
    clear: (input: { reportId: number; keys: readonly string[]; by: number }, now: Date): Promise<number> =>
      change(input.reportId, input.by, now, async () => {
        const { reportId, keys } = input;
        const before = await drafts.listAnswers(db, reportId, keys);
        if (before.size === 0) return undefined;
        await drafts.deleteAnswers(db, reportId, [...before.keys()]);
        return { action: 'answer.clear', before: Object.fromEntries(before) };
      }),

    /**
     * Adds lines to a table; a line whose name is there already takes its place. `renamed`: lines that go by another
     * label from now on, before the others are written.
     */
    setLines: (
      input: {
        reportId: number;
        table: string;
        lines: readonly TableLine[];
        renamed?: readonly { block: string; label: string; to: string }[];
        by: number;
      },
      now: Date,
    ): Promise<number> =>
      change(input.reportId, input.by, now, async (revision) => {
        const { reportId, table, renamed = [], by } = input;
        if (input.lines.length === 0 && renamed.length === 0) return undefined;
        // Of two lines of one name the last counts.
        const lines = [...new Map(input.lines.map((line) => [lineKey(line), line])).values()];
        const touched = new Set([...lines, ...renamed].map(lineKey));
        const before = (await tableLines.listOfReport(db, reportId, [table])).get(table) ?? [];
        await tableLines.rename(db, reportId, table, renamed);
        await tableLines.upsert(db, reportId, table, lines, { authorId: by, revision });
        // A table with lines is no longer "không phát sinh".
        await drafts.deleteAnswers(db, reportId, [table]);
        return {
          action: 'line.set',
          before: { table, lines: before.filter((line) => touched.has(lineKey(line))) },
          after: { table, lines, ...(renamed.length > 0 && { renamed }) },
        };
      }),

    removeLines,

    /** Takes a line out of a table; false where there is none of that name. */
    async removeLine(
      {
        block,
        label,
        ...input
      }: { reportId: number; table: string; block: string; label: string; by: number },
      now: Date,
    ): Promise<boolean> {
      return (await removeLines({ ...input, lines: [{ block, label }] }, now)) > 0;
    },

    /** Keeps the reason a finding is passed with; it goes to the team with the report. */
    giveReason: (
      input: { reportId: number; finding: string; reason: string; by: number },
      now: Date,
    ): Promise<number> =>
      change(input.reportId, input.by, now, async () => {
        const { reportId, finding, reason, by } = input;
        await drafts.upsertPassed(db, {
          dueReportId: reportId,
          checkKey: finding,
          reason,
          authorId: by,
          at: now,
        });
        return { action: 'check.pass', after: { finding, reason } };
      }),

    /** How many rows of each report are answered, of how many that apply to its unit; reports without a form have none. */
    async progress(reportIds: readonly number[]): Promise<Map<number, Progress>> {
      const rows = await drafts.listForms(db, reportIds);
      const forms = await drafts.findForms(db, [
        ...new Set(rows.flatMap(({ formVersionId }) => formVersionId ?? [])),
      ]);
      const besideRows = [...forms.values(), TEXT_REPORT].flatMap(({ tables, narratives }) =>
        [...tables, ...narratives].map(({ key }) => key),
      );
      const answered = await drafts.countAnswers(db, reportIds, [...new Set(besideRows)]);
      return new Map(
        rows.map((row) => {
          const form = row.formVersionId === null ? undefined : forms.get(row.formVersionId);
          return [
            row.id,
            { answered: answered.get(row.id) ?? 0, total: form ? inputRows(form, row).length : 0 },
          ];
        }),
      );
    },

    /** The draft these units last worked on that has not been sent complete, and the key answered last. */
    lastOpen: ({
      ownUnits,
      fills,
    }: Pick<Scope, 'ownUnits' | 'fills'>): Promise<{ dueReportId: number; rowKey: string } | undefined> =>
      drafts.findLastOpen(
        db,
        ownUnits,
        fills.map(({ report }) => report),
      ),

    /** What the unit sent for the period before, of these rows. */
    async previous(report: dueReports.ReportView, keys: readonly string[]): Promise<Answers> {
      const { id, unitId, formVersionId, lastDay } = report;
      if (formVersionId === null) return new Map();
      const content = await drafts.findPrevious(db, { id, unitId, formVersionId, lastDay });
      const wanted = (content?.answers ?? []).filter(({ key }) => keys.includes(key));
      return new Map(wanted.map(({ key, kind, value, text }) => [key, drafts.toAnswer(kind, value, text)]));
    },
  };
}

const lineKey = ({ block, label }: Pick<TableLine, 'block' | 'label'>): string => `${block}/${label}`;

/** Whether an answer given to another meaning of the row can be one to this. */
function mayStand(row: Row, answer: Answer): boolean {
  if (answer.kind === 'text' || row.kind === 'text') return answer.kind === 'text' && row.kind === 'text';
  return answer.kind !== 'value' || 'answer' in acceptFigure(row, answer.value);
}

const isSame = (a: Answer | undefined, b: Answer): boolean => JSON.stringify(a) === JSON.stringify(b);
