import { tally, unanswered, type Answers, type Tally, type TableLines } from '../domain/answers.ts';
import { explanationsOwed, findings, type ExplanationOwed, type Finding } from '../domain/checks.ts';
import type { Day } from '../domain/day.ts';
import { lastWorkingDay } from '../domain/deadline.ts';
import { applies, inputRows, type Row } from '../domain/form.ts';
import { dayOf } from '../domain/office-time.ts';
import { canonicalText, receiptCode, settle } from '../domain/receipt.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as documents from '../store/documents.ts';
import * as drafts from '../store/drafts.ts';
import * as dueReports from '../store/due-reports.ts';
import * as reminders from '../store/reminders.ts';
import type { SubmittedContent } from '../store/schema.ts';
import * as submissions from '../store/submissions.ts';
import * as supplements from '../store/supplements.ts';
import * as tableLines from '../store/table-lines.ts';
import { createDrafts, type Draft } from './drafts.ts';
import type { Environment } from './environment.ts';

/** Everything a receipt says; the words are the conversation's. */
export interface Receipt {
  code: string;
  no: number;
  report: dueReports.ReportView;
  /** Who sent. */
  personId: number;
  /** The network's own time of sending: what on time is judged by. */
  receivedAt: Date;
  complete: boolean;
  asOf: Day;
  tally: Tally;
  /** Findings and lines sent with a written reason. */
  explained: number;
  /** Rows sent as "chưa có số liệu", and rows not answered at all. */
  owed: readonly Row[];
  tables: readonly { code: string; lines: number }[];
  texts: { given: number; total: number };
  documents: readonly documents.DocumentRow[];
  digest: string;
}

/** A draft as it would leave now. */
export interface Review {
  draft: Draft;
  answers: Answers;
  lines: TableLines;
  reasons: ReadonlyMap<string, string>;
  /** Findings and lines of tables with a reason; the receipt counts the same. */
  explained: number;
  tally: Tally;
  unanswered: readonly Row[];
  /** Checks that do not hold and have no reason yet. */
  findings: readonly Finding[];
  /** Lines whose overdue files are not explained yet. */
  explanations: readonly ExplanationOwed[];
  /** From T0 on even an error may be sent with a reason. */
  mayExplainErrors: boolean;
  /** True where there is nothing at all to send. */
  isEmpty: boolean;
}

export type Sending =
  | { kind: 'received'; receipt: Receipt }
  /** The same content was sent before: nothing new is stored. */
  | { kind: 'already_sent'; receipt: Receipt }
  /** A colleague changed something since the summary was shown. */
  | { kind: 'changed_meanwhile' }
  | { kind: 'errors_remain' }
  | { kind: 'empty' };

const explainedIn = (passed: number, lines: readonly { explanation: string | null }[]): number =>
  passed + lines.filter(({ explanation }) => explanation).length;

export function createSubmissions(db: Db, env: Environment) {
  const work = createDrafts(db);

  async function review(draft: Draft, now: Date): Promise<Review> {
    const { report, form, unit } = draft;
    const [answers, lines, reasons] = [
      await drafts.listAnswers(db, report.id),
      await tableLines.listOfReport(db, report.id),
      await drafts.listPassed(db, report.id),
    ];
    const rows = inputRows(form, unit);
    const broken = findings(form, answers, lines);
    const { lastDay } = report;
    // A reason for figures corrected since is no longer part of the report.
    const passed = new Map([...reasons].filter(([key]) => broken.some((finding) => finding.key === key)));
    return {
      draft,
      answers,
      lines,
      reasons: passed,
      explained: explainedIn(passed.size, [...lines.values()].flat()),
      tally: tally(rows, answers),
      unanswered: unanswered(rows, answers),
      findings: broken.filter(({ key }) => !reasons.has(key)),
      explanations: explanationsOwed(form, lines),
      mayExplainErrors: lastDay !== null && dayOf(now) >= lastWorkingDay(lastDay, env.calendar),
      isEmpty: answers.size === 0 && lines.size === 0,
    };
  }

  function contentOf({ answers, lines, reasons }: Review): SubmittedContent {
    const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);
    return {
      answers: [...answers]
        .map(([key, answer]) => ({
          key,
          kind: answer.kind,
          value: answer.kind === 'value' ? answer.value : null,
          text: answer.kind === 'text' ? answer.text : null,
        }))
        .sort(byKey),
      lines: [...lines].flatMap(([table, own]) =>
        own.map((line) => ({ table, ...line, cells: { ...line.cells } })),
      ),
      passed: [...reasons].map(([check, reason]) => ({ check, reason })),
    };
  }

  async function receiptOf(row: submissions.SubmissionRow, draft: Draft): Promise<Receipt> {
    const { form, unit } = draft;
    const rows = inputRows(form, unit);
    const answers: Answers = new Map(
      row.content.answers.map(({ key, kind, value, text }) => [key, drafts.toAnswer(kind, value, text)]),
    );
    const narratives = form.narratives.filter(({ appliesTo }) => applies(appliesTo, unit));
    const isOwed = ({ key }: Row): boolean => (answers.get(key)?.kind ?? 'missing') === 'missing';
    return {
      code: row.receiptCode,
      no: row.no,
      report: (await dueReports.findById(db, row.dueReportId)) ?? draft.report,
      personId: row.personId,
      receivedAt: row.receivedAt,
      complete: row.complete,
      asOf: row.asOf,
      tally: tally(rows, answers),
      explained: explainedIn(row.content.passed.length, row.content.lines),
      owed: rows.filter(isOwed),
      tables: form.tables
        .filter(({ appliesTo }) => applies(appliesTo, unit))
        .map(({ key, code }) => ({
          code,
          lines: row.content.lines.filter(({ table }) => table === key).length,
        })),
      texts: {
        given: narratives.filter(({ key }) => answers.has(key)).length,
        total: narratives.length,
      },
      documents: await documents.listOf(db, row.dueReportId),
      digest: row.digest,
    };
  }

  return {
    review,

    /**
     * Sends a draft as it stood at `revision`: a new lần gửi with its receipt. On time is decided by `sentAt`, the
     * network's own time, and by the first complete lần gửi or document. With `rest` ("gửi phần đã có") every row
     * without an answer becomes "chưa có số liệu" in the same step.
     */
    async send(
      input: { reportId: number; revision: number; asOf: Day; by: number; sentAt: Date; rest?: boolean },
      now: Date,
    ): Promise<Sending> {
      const { reportId, revision, asOf, by } = input;
      await dueReports.lock(db, reportId);
      const draft = await work.open(reportId);
      if (!draft) throw new Error(`no due report ${reportId}`);
      const { report } = draft;
      const last = await submissions.latest(db, reportId);
      const digestOf = (content: SubmittedContent): string =>
        env.hash(canonicalText({ report: reportId, asOf, ...content }));
      let state = await review(draft, now);
      if (last?.digest === digestOf(contentOf(state)))
        return { kind: 'already_sent', receipt: await receiptOf(last, draft) };
      if (report.revision !== revision) return { kind: 'changed_meanwhile' };
      if (state.isEmpty) return { kind: 'empty' };
      if (state.findings.some(({ severity }) => severity === 'error')) return { kind: 'errors_remain' };
      if (input.rest && (await work.markRest(draft, by, now)) > 0) state = await review(draft, now);

      const content = contentOf(state);
      const digest = digestOf(content);
      // A network's clock may run ahead of ours; nothing is received in the future.
      const receivedAt = input.sentAt < now ? input.sentAt : now;
      const complete = state.unanswered.length === 0;
      const no = (last?.no ?? 0) + 1;
      const year = await submissions.planYear(db, report.planId);
      const row = await submissions.insert(db, {
        dueReportId: reportId,
        no,
        complete,
        formVersionId: report.formVersionId,
        content,
        digest,
        asOf,
        personId: by,
        receivedAt,
        receiptCode: receiptCode({ year, unit: report.unitName, report: reportId, no }),
      });
      await dueReports.update(db, reportId, { asOf });
      if (complete) await recordArrival(db, report, { figuresAt: receivedAt });
      await supplements.markAnswered(db, reportId, receivedAt);
      await changeLog.append(db, {
        at: now,
        personId: by,
        action: 'submission.send',
        subject: 'due_report',
        subjectId: reportId,
        after: { no, complete, receiptCode: row.receiptCode, digest },
      });
      return { kind: 'received', receipt: await receiptOf(row, draft) };
    },

    /** The last lần gửi with its content. */
    latest: (reportId: number): Promise<submissions.SubmissionRow | undefined> =>
      submissions.latest(db, reportId),

    /** Every lần gửi of these reports, latest first, without content. */
    history: (reportIds: readonly number[]) => submissions.listHeads(db, reportIds),

    /** The last lần gửi as the team sees it; undefined where nothing was sent. */
    async sent(
      draft: Draft,
    ): Promise<(Pick<Review, 'answers' | 'lines' | 'reasons'> & { receipt: Receipt }) | undefined> {
      const row = await submissions.latest(db, draft.report.id);
      if (!row) return undefined;
      const lines = new Map<string, SubmittedContent['lines']>();
      for (const line of row.content.lines) lines.set(line.table, [...(lines.get(line.table) ?? []), line]);
      return {
        answers: new Map(
          row.content.answers.map(({ key, kind, value, text }) => [key, drafts.toAnswer(kind, value, text)]),
        ),
        lines,
        reasons: new Map(row.content.passed.map(({ check, reason }) => [check, reason])),
        receipt: await receiptOf(row, draft),
      };
    },

    /** A draft with an answer to every row that lies unsent: what the last call of T0 is for. */
    async isCompleteUnsent(reportId: number): Promise<boolean> {
      const report = await dueReports.findById(db, reportId);
      if (!report || report.figuresAt || report.settledAt) return false;
      const { answered, total } = (await work.progress([reportId])).get(reportId) ?? {
        answered: 0,
        total: 0,
      };
      return total > 0 && answered >= total;
    },
  };
}

/** Puts a first arrival into the report and decides what it settles; reminders of a settled report are void. */
export async function recordArrival(
  db: Db,
  report: dueReports.ReportView,
  arrival: { figuresAt: Date } | { documentAt: Date },
): Promise<{ settledAt: Date | null; onTime: boolean | null }> {
  const arrivals = {
    figuresAt: 'figuresAt' in arrival ? earliest(report.figuresAt, arrival.figuresAt) : report.figuresAt,
    documentAt: 'documentAt' in arrival ? earliest(report.documentAt, arrival.documentAt) : report.documentAt,
  };
  const settled = settle(report, arrivals);
  await dueReports.update(db, report.id, { ...arrivals, ...settled });
  if (settled.settledAt) await reminders.voidOf(db, { dueReportId: report.id }, 'received');
  return settled;
}

const earliest = (a: Date | null, b: Date): Date => (a && a < b ? a : b);
