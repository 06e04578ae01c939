import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeWorkbook } from '../../src/conversations/workbook-judging.ts';
import type { Answer, TableLine } from '../../src/domain/answers.ts';
import type { FormWorkbook } from '../../src/domain/workbook.ts';
import { readFormWorkbook } from '../../src/files/form-workbook-read.ts';
import { writeFormWorkbook } from '../../src/files/form-workbook.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import type { Draft } from '../../src/services/drafts.ts';
import { emptyWorkbook, FORMS, someAnswers, someLines } from '../support/form-workbooks.ts';
import { convert, SOFFICE, WITHOUT_OFFICE } from '../support/office.ts';

/** What the program understands of a workbook's bytes. */
function understand(bytes: Uint8Array, { form, unit }: Pick<FormWorkbook, 'form' | 'unit'>) {
  const read = readFormWorkbook(readWorkbook(bytes));
  if (read.kind !== 'form') throw new Error(read.kind);
  const draft = { form, unit, hasForm: true } as Draft;
  return judgeWorkbook(draft, form, read.form);
}

const sorted = (lines: ReadonlyMap<string, readonly TableLine[]>) =>
  [...lines].map(([table, own]) => [
    table,
    [...own].sort((a, b) => (`${a.block}/${a.label}` < `${b.block}/${b.label}` ? -1 : 1)),
  ]);

describe.each(FORMS)('the workbook of $name', (one) => {
  it('comes back with the answers it was filled with, whatever they are', () => {
    fc.assert(
      fc.property(someAnswers(one), someLines(one), (answers, lines) => {
        const content = { ...emptyWorkbook(one), answers, lines };
        const { problems, ...understood } = understand(writeFormWorkbook(content), content);
        expect(problems).toEqual([]);
        expect(Object.fromEntries(understood.answers)).toEqual(Object.fromEntries(answers));
        expect(sorted(understood.lines)).toEqual(sorted(lines));
      }),
      { numRuns: 8 },
    );
  });

  it('says where its empty cells are', () => {
    const content = emptyWorkbook(one);
    const read = readFormWorkbook(readWorkbook(writeFormWorkbook(content)));
    if (read.kind !== 'form') throw new Error(read.kind);
    expect(read.form.values.size).toBe(0);
    expect(read.form.identity).toEqual(content.identity);
  });
});

describe.skipIf(SOFFICE === undefined)(`saved by LibreOffice (${SOFFICE ?? WITHOUT_OFFICE})`, () => {
  it('every form of every plan is opened, its rates computed as the program does, and read back the same', async () => {
    const filled = FORMS.map((one) => {
      const [[answers, lines]] = fc.sample(fc.tuple(someAnswers(one), someLines(one)), {
        numRuns: 1,
        seed: 7,
      }) as [[Map<string, Answer>, Map<string, TableLine[]>]];
      return { ...emptyWorkbook(one), answers, lines };
    });
    const written = filled.map((content) => writeFormWorkbook(content));
    const saved = await convert(written, 'xlsx');
    for (const [index, content] of filled.entries()) {
      const understood = understand(saved[index]!, content);
      expect(understood.problems).toEqual([]);
      expect(understood.left).toEqual([]);
      expect(Object.fromEntries(understood.answers)).toEqual(Object.fromEntries(content.answers));
      expect(sorted(understood.lines)).toEqual(sorted(content.lines));
      expect(formulaValues(saved[index]!)).toEqual(formulaValues(written[index]!));
    }
  }, 120_000);
});

/** Every computed cell of a workbook, as it was saved. */
const formulaValues = (bytes: Uint8Array) =>
  readWorkbook(bytes).sheets.flatMap(({ name, cells }) =>
    cells
      .filter(({ hasFormula }) => hasFormula)
      .map(({ address, value }) => [
        `${name}!${address}`,
        typeof value === 'number' ? Number(value.toPrecision(9)) : (value ?? ''),
      ]),
  );
