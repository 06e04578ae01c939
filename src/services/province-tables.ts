import { tally, type Answers, type Tally, type TableLine, type TableLines } from '../domain/answers.ts';
import { explanationsOwed, findings, type ExplanationOwed, type Finding } from '../domain/checks.ts';
import { tabulating, type FiguresTable, type UnitFigures } from '../domain/figures-table.ts';
import { inputRows, applies, type Form, type Row } from '../domain/form.ts';
import { maySeeSensitive } from '../domain/grants.ts';
import { reportState, type ReportState } from '../domain/receipt.ts';
import { withWorkingCodes } from '../domain/working-codes.ts';
import type { Db } from '../store/connect.ts';
import * as drafts from '../store/drafts.ts';
import * as tables from '../store/province-tables.ts';
import type { SubmittedContent } from '../store/schema.ts';
import { createBreath } from './breath.ts';
import { TEXT_REPORT } from './drafts.ts';

export type { TableChoice } from '../store/province-tables.ts';

/** More units than this are no table for a chat: 985 of them with 116 rows take 650 MB while it is made, 2,000 twice that. */
const MOST_UNITS = 1_000;
/** As many columns as a spreadsheet has, some taken by headings and totals. */
export const MOST_IN_A_FILE = 16_000;
/** Reports read at once, with all their figures. */
const READ_AT_ONCE = 50;

/** What one unit sent, when, and what stands with it. */
export interface UnitReport {
  facts: tables.SentReport;
  state: ReportState;
  /** Of the rows it is asked for; null where nothing was sent. */
  tally: Tally | null;
  /** Rows sent as "chưa có số liệu" or not answered. */
  owed: readonly Row[];
  /** Checks that do not hold, with the reason given. */
  findings: readonly (Finding & { reason: string | null })[];
  /** Lines of tables with a written explanation, and those that owe one. */
  explained: readonly { table: string; line: TableLine }[];
  unexplained: readonly ExplanationOwed[];
  texts: readonly { title: string; text: string }[];
  /** The version its figures stand in, with a code for every row. */
  form: Form;
}

/** One report of a plan for one period, from all units in view. */
export interface ProvinceTable {
  choice: tables.TableChoice;
  form: Form;
  hasForm: boolean;
  reports: readonly UnitReport[];
  figures: FiguresTable;
}

export type TableRead =
  { kind: 'table'; table: ProvinceTable } | { kind: 'none' } | { kind: 'too_many'; units: number };

/** Whose sensitive rows an administrator of the database asked for by name. */
export interface ReadingTerms {
  unitIds?: readonly number[];
  /** How many units there may be; as many as suit a chat unless told. */
  most?: number;
  /** Only for a reader without a scope: whether sensitive rows are to be shown. */
  sensitive?: boolean;
}

/** What came in from all units, put side by side; only what was sent, never a draft. */
export function createProvinceTables(db: Db) {
  return {
    /** The reports in view that a table can be made of. */
    choices: (reader: tables.Reader, jurisdictionId?: number): Promise<tables.TableChoice[]> =>
      tables.listTables(db, reader, jurisdictionId),

    async read(
      reader: tables.Reader,
      choice: tables.TableChoice,
      now: Date,
      terms: ReadingTerms = {},
    ): Promise<TableRead> {
      if (choice.units > (terms.most ?? MOST_UNITS) && terms.unitIds === undefined)
        return { kind: 'too_many', units: choice.units };
      const ids = await tables.listReports(db, reader, choice, terms.unitIds);
      if (ids.length === 0) return { kind: 'none' };
      const versions = await drafts.findForms(db, [
        ...new Set(ids.flatMap(({ formVersionId }) => formVersionId ?? [])),
      ]);
      const forms = new Map([...versions].map(([id, form]) => [id, withWorkingCodes(form)] as const));
      const newest = forms.get(Math.max(...forms.keys())) ?? TEXT_REPORT;
      const breathe = createBreath();
      const units: UnitFigures[] = [];
      const reports: UnitReport[] = [];
      for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
        const part = ids.slice(from, from + READ_AT_ONCE).map(({ id }) => id);
        for (const { content, ...facts } of await tables.readReports(db, part)) {
          const form = forms.get(facts.formVersionId ?? -1) ?? TEXT_REPORT;
          const maySee = (row: Row): boolean =>
            reader === null ? terms.sensitive === true : maySeeSensitive(reader, facts, row.field);
          const sent = content && readContent(content);
          const unit = { id: facts.unitId, name: facts.unitName, level: facts.unitLevel };
          units.push({ unit, form, maySee, sent });
          reports.push(unitReport(facts, form, maySee, sent, now));
          await breathe();
        }
      }
      const work = tabulating(newest, units);
      let step = work.next();
      for (; !step.done; step = work.next()) await breathe();
      const figures = step.value;
      return {
        kind: 'table',
        table: { choice, form: newest, hasForm: newest !== TEXT_REPORT, reports, figures },
      };
    },
  };
}

interface Sent {
  answers: Answers;
  lines: TableLines;
  reasons: ReadonlyMap<string, string>;
}

function readContent({ answers, lines, passed }: SubmittedContent): Sent {
  const byTable = new Map<string, TableLine[]>();
  for (const { table, ...line } of lines) {
    const own = byTable.get(table) ?? [];
    byTable.set(table, own);
    own.push(line);
  }
  return {
    answers: new Map(answers.map(({ key, kind, value, text }) => [key, drafts.toAnswer(kind, value, text)])),
    lines: byTable,
    reasons: new Map(passed.map(({ check, reason }) => [check, reason])),
  };
}

function unitReport(
  facts: tables.SentReport,
  form: Form,
  maySee: (row: Row) => boolean,
  sent: Sent | null,
  now: Date,
): UnitReport {
  const state = reportState(facts, now);
  if (!sent)
    return {
      facts,
      state,
      tally: null,
      owed: [],
      findings: [],
      explained: [],
      unexplained: [],
      texts: [],
      form,
    };
  const { answers, lines, reasons } = sent;
  const unit = { name: facts.unitName, level: facts.unitLevel };
  const rows = inputRows(form, unit);
  const hidden = new Set(form.rows.filter((row) => row.sensitive && !maySee(row)).map(({ key }) => key));
  return {
    facts,
    state,
    tally: tally(rows, answers),
    owed: rows.filter(({ key }) => (answers.get(key)?.kind ?? 'missing') === 'missing'),
    // A finding gives away the figures it was judged on.
    findings: findings(form, answers, lines).flatMap((finding) =>
      Object.keys(finding.figures).some((key) => hidden.has(key))
        ? []
        : [{ ...finding, reason: reasons.get(finding.key) ?? null }],
    ),
    explained: [...lines].flatMap(([table, own]) =>
      own.flatMap((line) => (line.explanation === null ? [] : [{ table, line }])),
    ),
    unexplained: explanationsOwed(form, lines),
    texts: form.narratives
      .filter(({ appliesTo }) => applies(appliesTo, unit))
      .flatMap(({ key, code, title }) => {
        const answer = answers.get(key);
        return answer?.kind === 'text' ? [{ title: `${code} ${title}`.trim(), text: answer.text }] : [];
      }),
    form,
  };
}
