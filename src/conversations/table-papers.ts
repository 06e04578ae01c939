import type { UnitReport } from '../services/province-tables.ts';
import { capital, deadlineInWords } from './format.ts';
import { codeAmong, fullCode } from './form-codes.ts';
import { describe } from './form-findings.ts';
import type { ListPaper, PaperCell } from './paper.ts';
import { formTexts } from './texts-form.ts';
import { paperTexts } from './texts-papers.ts';

type Reports = readonly UnitReport[];
/** Codes of what is still owed, before the rest is counted. */
const OWED_TOLD = 12;

/** Who has sent what and when, one line a unit. */
export function sendingPaper(reports: Reports, notes: readonly string[]): ListPaper {
  const { sending } = paperTexts;
  const { heads } = sending;
  return {
    sheet: sending.sheet,
    title: sending.title,
    notes,
    empty: sending.empty,
    columns: [
      { heading: heads.unit, width: 32 },
      { heading: heads.state, width: 20 },
      { heading: heads.due, width: 30 },
      { heading: heads.lastDay, width: 12, kind: 'day' },
      { heading: heads.sent, width: 17, kind: 'moment' },
      { heading: heads.how, width: 14 },
      { heading: heads.no, width: 7, kind: 'number' },
      { heading: heads.code, width: 16 },
      { heading: heads.asOf, width: 12, kind: 'day' },
      { heading: heads.answered, width: 9, kind: 'number' },
      { heading: heads.total, width: 9, kind: 'number' },
      { heading: heads.owed, width: 30 },
      { heading: heads.document, width: 16 },
      { heading: heads.documentDay, width: 12, kind: 'day' },
      { heading: heads.sender, width: 22 },
    ],
    rows: reports.map((report): PaperCell[] => {
      const { facts, state, tally } = report;
      return [
        facts.unitName,
        paperTexts.state(state),
        deadlineInWords(facts),
        facts.lastDay,
        facts.receivedAt,
        facts.complete === null ? sending.none : capital(paperTexts.leftInWords(report)) || sending.complete,
        facts.no,
        facts.receiptCode,
        facts.asOf,
        tally && tally.answered - tally.missing,
        tally?.total ?? null,
        owedInWords(owedCodes(report)),
        facts.documentNumber,
        facts.documentDay,
        facts.sender,
      ];
    }),
  };
}

const owedCodes = ({ owed, withoutLines, form }: UnitReport): string[] => [
  ...owed.map((row) => codeAmong(row, form.rows, fullCode(row, form.rows))),
  ...withoutLines.flatMap(({ kind, code }) => (kind === 'missing' ? [code] : [])),
];

const owedInWords = (codes: readonly string[]): string =>
  codes.length > OWED_TOLD ? `${codes.slice(0, OWED_TOLD).join(', ')} … (${codes.length})` : codes.join(', ');

/** What does not add up and what was explained, with the unit's own reason. */
export function remarksPaper(reports: Reports, notes: readonly string[]): ListPaper {
  const { remarks } = paperTexts;
  const { heads } = remarks;
  return {
    sheet: remarks.sheet,
    title: remarks.title,
    notes,
    empty: remarks.empty,
    columns: [
      { heading: heads.unit, width: 32 },
      { heading: heads.what, width: 70 },
      { heading: heads.weight, width: 14 },
      { heading: heads.reason, width: 50 },
    ],
    rows: reports.flatMap(({ facts, findings, explained, unexplained, form }): PaperCell[][] => {
      const tableCode = (key: string): string => form.tables.find((table) => table.key === key)?.code ?? '';
      return [
        ...findings.map((finding): PaperCell[] => [
          facts.unitName,
          formTexts.findingSentence(describe(form, finding)),
          remarks.severity(finding.severity),
          finding.reason ?? remarks.noReason,
        ]),
        ...explained.map(({ table, line }): PaperCell[] => [
          facts.unitName,
          remarks.line(tableCode(table), line.label),
          remarks.explained,
          line.explanation,
        ]),
        ...unexplained.map(({ table, label }): PaperCell[] => [
          facts.unitName,
          remarks.owesReason(tableCode(table), label),
          remarks.unexplained,
          remarks.noReason,
        ]),
      ];
    }),
  };
}

/** What units wrote in words, one line a part. */
export function narrativesPaper(reports: Reports, notes: readonly string[]): ListPaper {
  const { narratives } = paperTexts;
  const { heads } = narratives;
  return {
    sheet: narratives.sheet,
    title: narratives.title,
    notes,
    empty: narratives.empty,
    columns: [
      { heading: heads.unit, width: 32 },
      { heading: heads.part, width: 40 },
      { heading: heads.text, width: 90 },
    ],
    rows: reports.flatMap(({ facts, texts }) =>
      texts.map(({ title, text }): PaperCell[] => [facts.unitName, title, text]),
    ),
  };
}
