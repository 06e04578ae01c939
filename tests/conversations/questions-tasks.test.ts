import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { completion, overdueTasks, taskStatus } from '../../src/conversations/questions-tasks.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { task } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { speaking } from '../support/speaking.ts';
import { duty } from '../support/task-season.ts';

const NOW = at('2023-07-31', '14:05');
/** The plan with five tasks of its own; number 1 is done. */
async function withTasks() {
  const season = await openSeason((plan: Plan) => ({
    ...plan,
    tasks: [
      duty('1', {}),
      duty('2', { field: 'the_che', text: 'Đánh giá nội bộ ISO' }),
      duty('3', { lead: ['Sở Tư pháp'], coordinating: ['Sở Y tế'] }),
      duty('4', { due: { kind: 'by', day: '2023-12-31' } }),
      duty('5', { conditional: true, lead: ['Sở Tài chính'] }),
    ],
  }));
  await season.db.update(task).set({ doneOn: '2023-07-19' }).where(eq(task.no, '1'));
  return { season, as: (who: string) => speaking(season, who, NOW) };
}

const text = async (step: Promise<{ replies: readonly { text: string }[] }>): Promise<string> =>
  (await step).replies[0]!.text;

test('overdue tasks are counted first, each with its date and days, and both percentages have their numbers', async () => {
  const { as } = await withTasks();
  const said = await text(overdueTasks(await as('coordinator@Sở Nội vụ'), {}));
  expect(said).toContain('Còn 02 nhiệm vụ quá hạn chưa hoàn thành');
  expect(said).toContain('- Số 2, Sở Y tế: hạn 20/7/2023, quá 11 ngày');
  expect(said).toContain('Hoàn thành trên tổng số, không tính nhiệm vụ chưa phát sinh: 1/4 (25%)');
  expect(said).toContain('Hoàn thành trên số đã đến hạn: 1/3 (33,33%)');
  expect(said).toContain('số liệu đến 14 giờ 05 phút, ngày 31/7/2023');
});

test('an officer is told of the tasks the own unit leads, of those it takes part in apart, and of no others', async () => {
  const { as } = await withTasks();
  const said = await text(completion(await as('focal@Sở Y tế'), {}));
  expect(said).toContain('Tổng số 3:');
  expect(said).toContain('Ngoài ra phối hợp thực hiện 01 nhiệm vụ do đơn vị khác chủ trì.');
  expect(await text(completion(await as('focal@Sở Tài chính'), {}))).toContain('Tổng số 1:');
});

test('a field or a unit narrows the answer', async () => {
  const { season, as } = await withTasks();
  const context = await as('coordinator@Sở Nội vụ');
  expect(await text(completion(context, { field: 'the_che' }))).toContain('Tổng số 1:');
  expect(await text(completion(context, { unit: await season.unitId('Sở Tư pháp') }))).toContain(
    'Tổng số 1:',
  );
});

test('a task is found by its number or by its words', async () => {
  const { as } = await withTasks();
  const context = await as('focal@Sở Y tế');
  expect(await text(taskStatus(context, { tasks: ['1', 'đánh giá nội bộ iso'] }))).toMatch(
    /Số 1: .*hoàn thành đúng hạn, ngày 19\/7\/2023\n- Số 2: .*quá hạn chưa hoàn thành 11 ngày/,
  );
  expect(await text(taskStatus(context, { tasks: ['99'] }))).toContain('Không có nhiệm vụ nào như vậy');
});

test('by unit the worst stands first, each with its counts and both percentages', async () => {
  const { as } = await withTasks();
  const lines = (await text(completion(await as('coordinator@Sở Nội vụ'), { by: 'unit' }))).split('\n');
  expect(lines.slice(1)).toEqual([
    '- Sở Tư pháp: hoàn thành 0/1 (0%); đã đến hạn 0/1 (0%); quá hạn 01',
    '- Sở Y tế: hoàn thành 1/3 (33,33%); đã đến hạn 1/2 (50%); quá hạn 01',
    '- Sở Tài chính: hoàn thành 0/0; đã đến hạn 0/0; quá hạn 00; chưa phát sinh 01',
  ]);
});

test('by field every task counts once', async () => {
  const { as } = await withTasks();
  const said = await text(completion(await as('coordinator@Sở Nội vụ'), { by: 'field' }));
  expect(said).toContain('- Cải cách thể chế: hoàn thành 0/1 (0%)');
  expect(said).toContain('- Chưa xếp lĩnh vực: hoàn thành 1/3 (33,33%)');
});

test('an officer sees progress by unit of the own unit alone', async () => {
  const { as } = await withTasks();
  const said = await text(completion(await as('focal@Sở Tư pháp'), { by: 'unit' }));
  expect(said).toContain('- Sở Tư pháp');
  expect(said).not.toContain('Sở Y tế');
});
