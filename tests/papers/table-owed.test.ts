import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { sendingPaper, remarksPaper } from '../../src/conversations/table-papers.ts';
import { paperTexts } from '../../src/conversations/texts-papers.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { writeWorkbook } from '../../src/files/xlsx/write.ts';
import { tableWorkbook } from '../../src/papers/table-workbook.ts';
import { submission, type SubmittedContent } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { reportsWithForm, sendAll } from '../support/province.ts';
import { openSeason } from '../support/season.ts';

const now = at('2023-08-01');
const season = await openSeason();
const [full, owing] = await reportsWithForm(season.db);
await sendAll(season.db, [full!, owing!], at('2023-07-27'));

type Answer = SubmittedContent['answers'][number];
/** Sends again with other answers; complete, as "gửi phần đã có" makes it. */
async function rewrite(
  report: number,
  change: (content: SubmittedContent) => SubmittedContent,
): Promise<void> {
  const of = eq(submission.dueReportId, report);
  const [sent] = await season.db.select().from(submission).where(of);
  await season.db
    .update(submission)
    .set({ complete: true, content: change(sent!.content) })
    .where(of);
}
const figure = ({ key, kind, text }: Answer): Answer =>
  kind === 'text' ? { key, kind, value: null, text } : { key, kind: 'nothing', value: null, text: null };
const whole = (table: string, kind: 'nothing' | 'missing'): Answer => ({
  key: table,
  kind,
  value: null,
  text: null,
});
await rewrite(full!, (content) => ({
  ...content,
  answers: [...content.answers.map(figure), whole('phu_luc_2', 'nothing')],
  lines: [],
}));
await rewrite(owing!, (content) => ({
  ...content,
  answers: [
    ...content.answers.map((answer, index) =>
      index < 51 ? { ...figure(answer), kind: 'missing' as const } : figure(answer),
    ),
    whole('phu_luc_2', 'missing'),
  ],
  lines: [],
}));

const { provinceTables } = season.services;
const choice = (await provinceTables.choices(null)).find(({ formKey }) => formKey !== null)!;
const read = await provinceTables.read(null, choice, now);
if (read.kind !== 'table') throw new Error(read.kind);
const { table } = read;
const sheet = (name: string) =>
  readWorkbook(writeWorkbook(tableWorkbook(table, now))).sheets.find((one) => one.name === name)!;

describe('a unit that sent "chưa có số liệu"', () => {
  test('is counted as sent with figures still to come, never as one that sent everything', () => {
    const words = `${table.reports.length} đơn vị; đã gửi đủ: 01; đã gửi, còn số liệu phải bổ sung: 01; chưa gửi số liệu: 0${table.reports.length - 2}.`;
    expect(paperTexts.table.sent(paperTexts.countSent(table.reports))).toContain(words);
    expect(paperTexts.progress.summary(paperTexts.countSent(table.reports))).toContain(
      'đã gửi đủ 01; đã gửi, còn số liệu phải bổ sung 01; chưa gửi',
    );
  });

  test('has answered only what it gave a figure, or knows to be nothing, for', () => {
    const { columns, rows } = sendingPaper(table.reports, []);
    const column = (heading: string) => columns.findIndex((one) => one.heading === heading);
    const told = rows.map((row) =>
      ['Đầy đủ', 'Đã trả lời', 'Phải trả lời'].map((heading) => row[column(heading)]),
    );
    const { total } = table.reports[0]!.tally!;
    expect(told[0]).toEqual(['Đủ', total, total]);
    expect(told[1]).toEqual(['Còn 51 số liệu, 01 phụ lục', total - 51, total]);
    expect(told[2]).toEqual(['Chưa gửi', null, null]);
    expect(rows[1]![column('Còn thiếu')]).toMatch(/^I\.1, .*… \(52\)$/);
    expect(sheet('Tổng hợp').cells.map(({ value }) => value)).toContainEqual(
      expect.stringMatching(/^Đã gửi.*, 27\/7\/2023, còn 51 số liệu, 01 phụ lục$/),
    );
  });
});

test('a unit that answered for a whole table has its line there, with the answer', () => {
  const { cells } = sheet('Phụ lục 2');
  const words = cells.map(({ value }) => value);
  expect(words).toContain('Không phát sinh');
  expect(words).toContain('Chưa có số liệu');
  expect(words).toContain(table.reports[0]!.facts.unitName);
  expect(words).not.toContain(paperTexts.lines.empty);
});

test('headings within a section bear their full code, units stand before the counts', () => {
  const { cells } = sheet('Tổng hợp');
  const codes = cells.flatMap(({ address, value }) => (/^A\d+$/.test(address) ? [String(value)] : []));
  expect(codes).toContain('I.3');
  expect(codes).not.toContain('3');
  const placeOf = (words: string) => cells.findIndex(({ value }) => value === words);
  expect(placeOf(table.reports[0]!.facts.unitName)).toBeLessThan(placeOf('Số đơn vị tính vào'));
});

test('a line that owes a reason says what for, in curly quotes', () => {
  const [report] = table.reports;
  const told = {
    ...report!,
    unexplained: [
      { table: 'phu_luc_2', block: '', label: 'Công nghiệp', columns: ['da_giai_quyet_qua_han'] },
    ],
  };
  const { rows } = remarksPaper([told], []);
  expect(rows.at(-1)!.slice(1)).toEqual([
    'Phụ lục 2, dòng “Công nghiệp”: có hồ sơ quá hạn, cần nêu lý do',
    'Chưa giải trình',
    'Chưa nêu lý do',
  ]);
});
