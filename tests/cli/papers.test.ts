import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { exportPaper, type ExportOptions } from '../../src/cli/export.ts';
import { peopleLoad, type PeopleOptions } from '../../src/cli/people-load.ts';
import { createServices } from '../../src/services/services.ts';
import { person } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { at, planNamed, testEnvironment } from '../support/plans.ts';

const { db, url } = await freshDatabase();
vi.stubEnv('DATABASE_URL', url);
afterAll(() => vi.unstubAllEnvs());
await createServices(db, testEnvironment()).registry.load(planNamed('binh-phuoc-2023'), at('2023-07-05'));
const folder = await mkdtemp(join(tmpdir(), 'papers-'));

async function run(work: (terminal: Parameters<typeof exportPaper>[3]) => Promise<number>) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await work({
    interactive: false,
    // eslint-disable-next-line @typescript-eslint/require-await -- a reader of lines is asynchronous
    lines: (async function* () {
      yield* [] as string[];
    })(),
    out: (line) => void out.push(line),
    error: (line) => void errors.push(line),
  });
  return { code, out, errors };
}
const exported = (plan: string, what: string, options: Partial<ExportOptions> = {}) =>
  run((terminal) => exportPaper(plan, what, { sensitive: false, json: true, ...options }, terminal));
const loaded = (path: string, options: Partial<PeopleOptions> = {}) =>
  run((terminal) => peopleLoad(path, { dryRun: false, json: true, ...options }, terminal));

describe('dondoc export', () => {
  test('refuses a word or a plan it does not know, and says which there are', async () => {
    expect(await exported('binh-phuoc-2023', 'tabel')).toMatchObject({
      code: 2,
      errors: ['unknown "tabel": one of table, late, tasks, schedule, ledger'],
    });
    expect(await exported('bp', 'table')).toMatchObject({
      code: 2,
      errors: ['no plan "bp" is loaded: one of binh-phuoc-2023'],
    });
    expect((await exported('binh-phuoc-2023', 'table', { period: '1999' })).code).toBe(2);
    expect((await exported('binh-phuoc-2023', 'table', { unit: 'Sở Không Có' })).code).toBe(2);
    expect((await exported('binh-phuoc-2023', 'late', { out: join(folder, 'no', 'x.xlsx') })).code).toBe(2);
  });

  test('gives the table of every unit for machines, sensitive rows kept back', async () => {
    const { code, out } = await exported('binh-phuoc-2023', 'table');
    const table = JSON.parse(out[0]!) as {
      units: { name: string }[];
      rows: { code: string; kind: string; cells: unknown[]; counts: { hidden: number } }[];
    };
    expect(code).toBe(0);
    expect(table.units).toHaveLength(10);
    expect(table.rows.every(({ cells }) => cells.length === 10)).toBe(true);
    expect(table.rows.filter(({ counts }) => counts.hidden === 10)).toHaveLength(3);
    const open = JSON.parse(
      (await exported('binh-phuoc-2023', 'table', { sensitive: true })).out[0]!,
    ) as typeof table;
    expect(open.rows.some(({ counts }) => counts.hidden > 0)).toBe(false);
  });

  test('writes a list to the file named', async () => {
    const path = join(folder, 'lich.xlsx');
    expect((await exported('binh-phuoc-2023', 'schedule', { out: path, json: false })).code).toBe(0);
    expect((await readFile(path)).subarray(0, 2).toString()).toBe('PK');
  });
});

describe('dondoc people load', async () => {
  const list = join(folder, 'ds.csv');
  await writeFile(list, 'Họ tên;Đơn vị\nNguyễn Thị Mẫu;SCT\nTrần Văn Tư;UBND H. Bù Đăng\nLê Văn Ba;Sở Lạ\n');
  const names = async () => (await db.select().from(person)).map(({ name }) => name);
  const before = await names();

  test('tried out, or with nowhere to put the codes, writes nothing', async () => {
    expect((await loaded(list, { dryRun: true })).code).toBe(1);
    expect((await loaded(list, { codes: join(folder, 'no', 'ma.html') })).code).toBe(2);
    expect((await loaded(list, { codes: join(folder, 'ma.pdf') })).code).toBe(2);
    expect((await loaded(list, { telegramBot: 'x y' })).code).toBe(2);
    expect(await names()).toEqual(before);
  });

  test('says of every line what it understood, and gives codes only their owner can read', async () => {
    const codes = join(folder, 'ma.html');
    const { code, out } = await loaded(list, { codes, telegramBot: 'TroLyCCHC_bot' });
    expect(code).toBe(1);
    expect(JSON.parse(out[0]!)).toMatchObject({
      added: 2,
      faults: 1,
      people: [
        { row: 2, unit: 'Sở Công Thương', changes: ['new'] },
        { row: 3, unit: 'UBND huyện Bù Đăng' },
        { row: 4, unit: null, fault: 'chưa xác định được đơn vị' },
      ],
    });
    expect((await stat(codes)).mode & 0o777).toBe(0o600);
    expect(await readFile(codes, 'utf8')).toContain('Telegram: quét mã để kết nối');
    const again = JSON.parse((await loaded(list, { codes })).out[0]!) as { added: number; same: number };
    expect(again).toMatchObject({ added: 0, same: 2 });
  });

  test('refuses a file without such headings', async () => {
    const other = join(folder, 'khac.csv');
    await writeFile(other, 'Chỉ tiêu;Số\na;1\n');
    expect((await loaded(other)).code).toBe(2);
    expect((await loaded(join(folder, 'none.csv'))).code).toBe(2);
  });
});
