import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { completion, overdueTasks, taskDone, taskStatus } from '../../src/conversations/questions-tasks.ts';
import type { Plan, Task } from '../../src/domain/plan.ts';
import { task } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { speaking } from '../support/speaking.ts';

const NOW = at('2023-07-31', '14:05');
const duty = (no: string, values: Partial<Task>): Task => ({
  no,
  field: null,
  text: `Nhiệm vụ ${no}`,
  products: [],
  lead: ['Sở Y tế'],
  coordinating: [],
  target: null,
  goals: [],
  due: { kind: 'by', day: '2023-07-20' },
  conditional: false,
  ...values,
});

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

test('an officer is told of the tasks the own unit leads or takes part in, and of no others', async () => {
  const { as } = await withTasks();
  const said = await text(completion(await as('focal@Sở Y tế'), {}));
  expect(said).toContain('Tổng số 4:');
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

test("an officer's word that a task is done changes no state by itself", async () => {
  const { season, as } = await withTasks();
  expect(await text(taskDone(await as('focal@Sở Y tế'), { task: '2' }))).toContain(
    'do cơ quan thường trực xác nhận',
  );
  expect((await season.db.select().from(task).where(eq(task.no, '2')))[0]!.doneOn).toBeNull();
});
