import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Form, Row } from '../../src/domain/form.ts';
import type { Goal } from '../../src/domain/plan.ts';
import { formVersion, submission, type SubmittedContent } from '../../src/store/schema.ts';
import { at, planNamed } from '../support/plans.ts';
import { duty, openTaskSeason } from '../support/task-season.ts';

const HEALTH = 'Sở Y tế';
const { forms } = planNamed('binh-phuoc-2023');
const form = forms[0]!;
const rate = form.rows.find((row) => row.numerator !== null)!;
const goal: Goal = { form: form.key, row: rate.key, atLeast: 95, atMost: null };

async function opened(lead = [HEALTH]) {
  const season = await openTaskSeason([duty('1', { lead, target: 'từ 95% trở lên', goals: [goal] })]);
  const task = (await season.services.tasks.find((await season.taskOf('1')).id))!;
  const { scope, id } = await season.author(`focal@${HEALTH}`);
  return {
    season,
    goals: (of = scope) => season.services.tasks.goals(of, task),
    /** A lần gửi of the unit's report with two figures, in the form as it stands or as `change` has it. */
    send: async (top: number, bottom: number, change: (row: Row) => Row = (row) => row) => {
      const report = await season.reportOf(HEALTH);
      const definition: Form = { ...form, rows: form.rows.map(change) };
      const [version] = await season.db
        .insert(formVersion)
        .values({ planId: report.planId, key: form.key, version: 9, definition })
        .onConflictDoUpdate({
          target: [formVersion.planId, formVersion.key, formVersion.version],
          set: { definition },
        })
        .returning();
      const figure = (key: string, value: number) => ({ key, kind: 'value' as const, value, text: null });
      const content: SubmittedContent = {
        answers: [figure(rate.numerator!, top), figure(rate.denominator!, bottom)],
        lines: [],
        passed: [],
      };
      const sent = await season.db.select().from(submission).where(eq(submission.dueReportId, report.id));
      await season.db.insert(submission).values({
        dueReportId: report.id,
        no: sent.length + 1,
        complete: false,
        formVersionId: version!.id,
        content,
        digest: String(top),
        asOf: '2023-07-15',
        personId: id,
        receivedAt: at('2023-07-15'),
        receiptCode: `X-${sent.length + 1}`,
      });
      return report;
    },
  };
}

test('a goal stands beside the figure last sent, computed percentages too', async () => {
  const { goals, send } = await opened();
  expect((await goals()).reported).toMatchObject([{ unitName: HEALTH, outcome: { kind: 'missing' } }]);
  await send(9_700, 10_000);
  await send(9_496, 10_000);
  expect((await goals()).reported).toMatchObject([{ outcome: { kind: 'not_met', value: 94.96 } }]);
});

test('each leading unit has its own, at most ten of them', async () => {
  const plan = planNamed('binh-phuoc-2023');
  const units = plan.units.slice(0, 12).map(({ name }) => name);
  const { goals } = await opened(units);
  const { reported, others } = await goals();
  expect(reported).toHaveLength(10);
  expect(others).toBe(2);
});

test('a sensitive row is compared only for those who may see it', async () => {
  const { season, goals, send } = await opened();
  await send(96, 100, (row) => (row.key === rate.key ? { ...row, sensitive: true } : row));
  expect((await goals()).reported).toMatchObject([{ outcome: { kind: 'met' } }]);
  const { scope } = await season.author('coordinator@Sở Nội vụ');
  expect((await goals(scope)).reported).toEqual([]);
});
