import { expect, test } from 'vitest';
import { at } from '../support/plans.ts';
import { reportSeason } from '../support/report-season.ts';

const now = at('2023-07-20', '09:00');

test('the last word on a row stands in the draft, earlier ones in the log', async () => {
  const { answer, services, reportId, log } = await reportSeason();
  await answer({ i_1: 5 }, now);
  await answer({ i_1: { kind: 'nothing' } }, now);
  expect(await services.drafts.answers(reportId, ['i_1'])).toEqual(new Map([['i_1', { kind: 'nothing' }]]));
  expect((await log()).map(({ before, after }) => ({ before, after }))).toEqual([
    { before: {}, after: { i_1: { kind: 'value', value: 5 } } },
    { before: { i_1: { kind: 'value', value: 5 } }, after: { i_1: { kind: 'nothing' } } },
  ]);
});

test('the revision rises with every change and with nothing else', async () => {
  const { answer } = await reportSeason();
  const first = await answer({ i_1: 5, i_2_1: 20 }, now);
  expect(await answer({ i_1: 5 }, now)).toBe(first);
  expect(await answer({ i_1: 6 }, now)).toBe(first + 1);
});

test('a figure is kept as exactly as it was typed', async () => {
  const { answer, services, reportId } = await reportSeason();
  await answer({ vi_1_1: 1234567.891, i_1: 999_999_999_999 }, now);
  const answers = await services.drafts.answers(reportId);
  expect(answers.get('vi_1_1')).toEqual({ kind: 'value', value: 1234567.891 });
  expect(answers.get('i_1')).toEqual({ kind: 'value', value: 999_999_999_999 });
});

test('two people on one draft each keep what they typed', async () => {
  const { answer, services, reportId, personAt } = await reportSeason();
  const head = await personAt('unit_head@Sở Công Thương');
  await Promise.all([answer({ i_1: 5 }, now), answer({ ii_1: 7 }, now, head)]);
  expect([...(await services.drafts.answers(reportId)).keys()].sort()).toEqual(['i_1', 'ii_1']);
});

test('"gửi phần đã có" marks only what has no answer, and it stays "chưa có số liệu"', async () => {
  const { answer, services, draft, by, rows, reportId } = await reportSeason();
  await answer({ i_1: 0 }, now);
  expect(await services.drafts.markRest(draft, by, now)).toBe(rows.length - 1);
  const answers = await services.drafts.answers(reportId);
  expect(answers.get('i_1')).toEqual({ kind: 'value', value: 0 });
  expect(answers.get('ii_1')).toEqual({ kind: 'missing' });
});

test('a line of a table typed again takes the place of the first, and may be taken out', async () => {
  const { services, reportId, by } = await reportSeason();
  const set = (cells: Record<string, number>, label = 'Đất đai') =>
    services.drafts.setLines(
      { reportId, table: 'phu_luc_2', by, lines: [{ block: '', label, cells, explanation: null }] },
      now,
    );
  await set({ tiep_nhan: 10 });
  await set({ tiep_nhan: 5 }, 'Điện lực');
  await set({ tiep_nhan: 12 });
  const lines = (await services.drafts.lines(reportId)).get('phu_luc_2');
  expect(lines?.map(({ label, cells }) => [label, cells['tiep_nhan']])).toEqual([
    ['Đất đai', 12],
    ['Điện lực', 5],
  ]);
  const remove = { reportId, table: 'phu_luc_2', block: '', label: 'Đất đai', by };
  expect(await services.drafts.removeLine(remove, now)).toBe(true);
  expect(await services.drafts.removeLine(remove, now)).toBe(false);
});

test('progress counts the rows that apply to the unit, not its tables and texts', async () => {
  const { answer, services, reportId, rows, draftOf } = await reportSeason();
  await answer({ i_1: 1, phu_luc_2: { kind: 'nothing' }, dc_i_1: { kind: 'text', text: 'đã làm' } }, now);
  const district = (await draftOf('UBND huyện Phú Riềng')).report.id;
  const withoutForm = (await draftOf('Sở Giao thông vận tải')).report.id;
  const progress = await services.drafts.progress([reportId, district, withoutForm]);
  expect(progress.get(reportId)).toEqual({ answered: 1, total: rows.length });
  expect(progress.get(district)).toEqual({ answered: 0, total: 85 });
  expect(progress.get(withoutForm)).toEqual({ answered: 0, total: 0 });
});

test('the draft last worked on is where TIEP goes', async () => {
  const { answer, services, draft, reportId } = await reportSeason();
  expect(await services.drafts.lastOpen({ ownUnits: [draft.report.unitId], fills: [] })).toBeUndefined();
  await answer({ i_1: 1 }, now);
  await answer({ iii_1_1: 4 }, at('2023-07-21'));
  expect(await services.drafts.lastOpen({ ownUnits: [draft.report.unitId], fills: [] })).toEqual({
    dueReportId: reportId,
    rowKey: 'iii_1_1',
  });
});
