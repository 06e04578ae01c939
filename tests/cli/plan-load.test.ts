import { sql } from 'drizzle-orm';
import { expect, inject, test, vi } from 'vitest';
import { changesInWords } from '../../src/cli/plan-load-words.ts';
import { planLoad } from '../../src/cli/plan-load.ts';
import { createServices } from '../../src/services/services.ts';
import { withDatabase } from '../../src/store/connect.ts';
import { planFiles, SMALL_PLAN, withChange } from '../files/plan-files.ts';
import { freshDatabase } from '../support/database.ts';
import { testEnvironment } from '../support/plans.ts';

async function commandLine() {
  const { db } = await freshDatabase();
  const [current] = await db.execute<{ name: string }>(sql`select current_database() as name`);
  vi.stubEnv('DATABASE_URL', withDatabase(inject('postgres').url, current!.name));
  const run = async (files: Readonly<Record<string, string>>, options: { dryRun?: boolean } = {}) => {
    const out: string[] = [];
    const errors: string[] = [];
    const code = await planLoad(
      planFiles(files),
      { dryRun: false, yes: true, json: false, ...options },
      {
        lines: (async function* () {})(),
        interactive: false,
        out: (line) => void out.push(line),
        error: (line) => void errors.push(line),
      },
    );
    return { code, out: out.join('\n'), errors: errors.join('\n') };
  };
  return { run, registry: createServices(db, testEnvironment()).registry };
}

test('a changed file is told in words before it is written: dates, units, rows, tasks, seats, policy', async () => {
  const { run } = await commandLine();
  try {
    await run(SMALL_PLAN);
    const changed = {
      ...SMALL_PLAN,
      'plan.yaml': SMALL_PLAN['plan.yaml']!.replace('to: 09/9/2022', 'to: 12/9/2022')
        .replace('before: 30/11', 'before: 15/11')
        .replace('title: Chuyên viên', 'title: Chuyên viên chính')
        .replace('team:\n', 'reminders: { morning_at: 09:00 }\nteam:\n'),
      'units.yaml': `${SMALL_PLAN['units.yaml']!.replace('{ name: Sở Y tế, level: department }', '{ name: Sở Y tế, level: department, valid_to: 31/12/2022, successor: SNV }')}  - { name: Sở Nội chính, level: department }\n`,
      'form-bieu.yaml': SMALL_PLAN['form-bieu.yaml']!.replace(
        'name: Tổng số văn bản',
        'name: Tổng số văn bản đi',
      ).replace('name: Số đã xử lý, kind: count', 'name: Số đã xử lý, measure: Hồ sơ, kind: count'),
      'tasks.yaml': SMALL_PLAN['tasks.yaml']!.replace('by: 27/02/2022', 'by: 28/02/2022'),
    };
    const { code, out } = await run(changed, { dryRun: true });
    expect(code).toBe(0);
    for (const line of [
      'morning at 08:00 → morning at 09:00',
      'changed thanh_vien: title Chuyên viên → title Chuyên viên chính',
      'retired Sở Y tế: after 2022-12-31, succeeded by Sở Nội vụ',
      'added Sở Nội chính',
      'changed Sở Y tế: 2022-09-05/2022-09-09 → 2022-09-05/2022-09-12',
      'renamed bieu.a_tong: name Tổng số văn bản → name Tổng số văn bản đi',
      'changed bieu.a_xong: measure none → measure Hồ sơ',
      'changed 13a: ',
      'owing names none; rule day 30 → owing names Sở Nội chính; rule day 15',
    ])
      expect(out).toContain(line);
    expect((await run(SMALL_PLAN, { dryRun: true })).out).toBe('tinh-x-2022: no change');
    await run(changed);
    expect((await run(changed, { dryRun: true })).out).toBe('tinh-x-2022: no change');
  } finally {
    vi.unstubAllEnvs();
  }
});

test('a plan that may not be loaded exits 2 with the reason, and is not written', async () => {
  const { run, registry } = await commandLine();
  try {
    await run(SMALL_PLAN);
    const newer = {
      ...SMALL_PLAN,
      'plan.yaml': withChange('plan.yaml', 'key: tinh-x-2022', 'key: tinh-x-moi\nreplaces: [12/KH-UBND]')
        ['plan.yaml']!.replace('number: 12/KH-UBND', 'number: 99/KH-UBND')
        .replace('effective_from: 22/4/2022', 'effective_from: 01/6/2022'),
    };
    const closing = await run(newer);
    expect(closing).toMatchObject({ code: 0 });
    expect(closing.out).toContain('closed tinh-x-2022: 12/KH-UBND → replaced by 99/KH-UBND from 2022-06-01');
    const refused = await run(SMALL_PLAN);
    expect(refused.code).toBe(2);
    expect(refused.errors).toContain('99/KH-UBND replaces it since 2022-06-01');
    expect((await registry.plans()).find(({ key }) => key === 'tinh-x-2022')!.state).toBe('closed');
  } finally {
    vi.unstubAllEnvs();
  }
});

test('of many changes of one kind the first are told and the others counted', () => {
  const lines = changesInWords(
    'tinh-x',
    Array.from({ length: 30 }, (_, index) => ({
      what: 'unit' as const,
      name: `Xã ${index}`,
      change: 'added' as const,
    })),
  );
  expect(lines[0]).toBe('tinh-x: 30 changes');
  expect(lines[1]).toBe('  units: 30 added');
  expect(lines.at(-1)).toBe('    … and 5 more');
});
