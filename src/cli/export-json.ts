import { fullCode } from '../conversations/form-codes.ts';
import type { ListPaper, PaperCell } from '../conversations/paper.ts';
import type { Answer } from '../domain/answers.ts';
import type { FiguresCell, RowTotal } from '../domain/figures-table.ts';
import { toOfficeIso } from '../domain/office-time.ts';
import type { ProvinceTable } from '../services/province-tables.ts';

/** The table for machines: values as they are, and every other answer as its kind. */
export function tableJson({ choice, form, reports, figures }: ProvinceTable, now: Date): object {
  return {
    plan: choice.planKey,
    report: choice.title,
    period: choice.period,
    at: toOfficeIso(now),
    units: reports.map(({ facts, state, tally, owed, findings, form: own }) => ({
      name: facts.unitName,
      state,
      last_day: facts.lastDay,
      sent_at: facts.receivedAt && toOfficeIso(facts.receivedAt),
      complete: facts.complete,
      receipt: facts.receiptCode,
      as_of: facts.asOf,
      document: facts.documentNumber,
      answered: tally ? tally.answered - tally.missing : 0,
      total: tally?.total ?? null,
      owed: owed.map((row) => fullCode(row, own.rows)),
      remarks: findings.map(({ key, severity, reason }) => ({ check: key, severity, reason })),
    })),
    rows: figures.rows
      .filter(({ row }) => row.kind !== 'group')
      .map(({ row, cells, total, counts }) => ({
        key: row.key,
        code: fullCode(row, form.rows),
        name: row.name,
        measure: row.measure,
        kind: row.kind,
        total: totalJson(total),
        counts,
        cells: cells.map(cellJson),
      })),
    tables: figures.tables.map(({ table, units, totals }) => ({
      key: table.key,
      title: table.title,
      totals,
      units: units.map(({ unit, lines, totals: own }) => ({ name: unit.name, lines, totals: own })),
    })),
  };
}

/** A number, a text as such, any other answer by its kind. */
const cellJson = (cell: FiguresCell | Answer): number | string | { text: string } =>
  cell.kind === 'value' ? cell.value : cell.kind === 'text' ? { text: cell.text } : cell.kind;

function totalJson(total: RowTotal): object | null {
  switch (total.kind) {
    case 'none':
      return null;
    case 'sum':
      return { kind: 'sum', value: cellJson(total.answer), of: total.of };
    case 'rate': {
      const { numerator, denominator, of } = total;
      return { kind: 'rate', value: cellJson(total.answer), numerator, denominator, of };
    }
    case 'options':
      return total;
  }
}

/** A list for machines: an object a line, by the headings people read. */
export const listJson = ({ title, columns, rows }: ListPaper, now: Date): object => ({
  title,
  at: toOfficeIso(now),
  columns: columns.map(({ heading }) => heading),
  rows: rows.map((row) => row.map(plain)),
});

const plain = (cell: PaperCell): string | number | null => (cell instanceof Date ? toOfficeIso(cell) : cell);
