import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createServices } from '../../src/services/services.ts';
import { dueReport, visit } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { at, planNamed, testEnvironment } from '../support/plans.ts';

const run = promisify(execFile);

test('with --live the commands speak of the database: a moved visit, a received report, a filled-in number', async () => {
  const { db, url } = await freshDatabase();
  const { registry } = createServices(db, testEnvironment());
  await registry.load(planNamed('binh-phuoc-2023'), at('2023-07-05'));
  const [row] = await registry.plans();
  await registry.issue(
    { planId: row!.id, number: '1200/QĐ-UBND', issuedOn: '2023-07-05', personId: null },
    at('2023-07-05'),
  );
  const congThuong = (await registry.units()).find(({ name }) => name === 'Sở Công Thương')!;
  await db
    .update(visit)
    .set({ startsOn: '2023-08-03', endsOn: '2023-08-03' })
    .where(eq(visit.unitId, congThuong.id));
  await db
    .update(dueReport)
    .set({ settledAt: at('2023-07-20') })
    .where(eq(dueReport.unitId, congThuong.id));

  const json = async (command: string): Promise<unknown> => {
    const args = [
      '--import',
      'tsx',
      'src/cli/main.ts',
      'plan',
      command,
      'binh-phuoc-2023',
      '--live',
      '--json',
    ];
    const { stdout } = await run(process.execPath, args, { env: { ...process.env, DATABASE_URL: url } });
    return JSON.parse(stdout) as unknown;
  };
  const shown = (await json('show')) as {
    document: { number: string };
    visits: { unit: string; from: string }[];
  };
  expect(shown.document.number).toBe('1200/QĐ-UBND');
  expect(shown.visits.find((one) => one.unit === 'Sở Công Thương')?.from).toBe('2023-08-03');
  const due = (await json('due')) as { unit: string; last_day: string }[];
  expect(due).toHaveLength(30);
  const reminders = (await json('reminders')) as { to: { role: string; unit: string }; items: object[] }[];
  const toCongThuong = reminders.filter(({ to }) => to.role === 'focal' && to.unit === 'Sở Công Thương');
  expect(toCongThuong.flatMap(({ items }) => items).every((item) => 'visit' in item)).toBe(true);
  expect(toCongThuong).toHaveLength(2);
});
