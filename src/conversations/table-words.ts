import type { FiguresRow, RowTotal } from '../domain/figures-table.ts';
import type { ProvinceTable } from '../services/province-tables.ts';
import { fullCode } from './form-codes.ts';
import { paperTexts } from './texts-papers.ts';

/** Rates told in the message; everything else stands in the file. */
const RATES_TOLD = 6;

/** The rates of all units together, where enough sent to compute any. */
export function figuresLines({ form, figures }: ProvinceTable): string[] {
  const rates = figures.rows.flatMap(({ row, total }: FiguresRow): string[] => {
    const words = rateInWords(total);
    return words === undefined
      ? []
      : [
          paperTexts.inChat.row(
            fullCode(row, form.rows),
            row.name.replace(/[.\s]+$/, ''),
            words.text,
            words.of,
          ),
        ];
  });
  return rates.slice(0, RATES_TOLD);
}

function rateInWords(total: RowTotal): { text: string; of: number } | undefined {
  if (total.kind !== 'rate' || total.answer.kind !== 'value') return undefined;
  return { text: paperTexts.inChat.rateOf(total.answer.value), of: total.of };
}
