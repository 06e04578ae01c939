import { expect, test } from 'vitest';
import { isTableLines, readTable } from '../../src/conversations/form-table-reading.ts';
import { readAnswers } from '../../src/conversations/form-reading.ts';
import { readDocument, speaksOfCorrection } from '../../src/conversations/report-document.ts';
import { at, calendar, planNamed } from '../support/plans.ts';

const [form] = planNamed('binh-phuoc-2023').forms;
const appendix = form!.tables.find(({ code }) => code === 'Phụ lục 2')!;
const figures = '450, 380, 5, 445, 440, 5, 5, 5, 0';

test('a line with exactly the figures is a line, and words behind them are its note', () => {
  const explanation = (text: string) => readTable(text, appendix, '').lines[0]?.explanation;
  expect(explanation(`Hóa chất: ${figures}`)).toBeNull();
  expect(explanation(`Hóa chất: ${figures}, chờ ý kiến`)).toBe('chờ ý kiến');
  expect(explanation(`Hóa chất: ${figures} chờ ý kiến 2 cơ quan`)).toBe('chờ ý kiến 2 cơ quan');
  expect(explanation(`Hóa chất: ${figures.replaceAll(',', '')} chờ 2 cơ quan`)).toBe('chờ 2 cơ quan');
});

test('a row typed where a reason is asked is a row; a reason is none', () => {
  expect(isTableLines(`Điện: ${figures}`, appendix, '')).toBe(true);
  expect(isTableLines('lý do: chờ ý kiến 03 cơ quan', appendix, '')).toBe(false);
});

test.each([
  'hủy văn bản 12/BC-SCT',
  'huy van ban 12/BC-SCT',
  'sai số văn bản',
  'sửa số văn bản 12/BC-SCT thành 13/BC-SCT ngày 25/7',
  'chưa gửi 12/BC-SCT',
])('"%s" names no paper to register', (text) => {
  expect(speaksOfCorrection(text)).toBe(true);
  expect(readDocument(text, { calendar, sentAt: at('2023-07-28') })).toBeUndefined();
});

test('"123/BC-SCT ngày 28/7" names one', () => {
  const named = readDocument('đã gửi 123/BC-SCT ngày 28/7', { calendar, sentAt: at('2023-07-28') });
  expect(named).toMatchObject({ number: '123/BC-SCT', day: '2023-07-28' });
});

test('the words of a row decide between rows of one code', () => {
  const frame = { rows: form!.rows, section: null, asked: [], following: [] };
  expect([...readAnswers('1.4.2 cấp xã: 9', frame).answers.keys()]).toEqual(['iii_1_4_3']);
  expect(readAnswers('1.4.2: 9', frame).unclear).toHaveLength(1);
});
