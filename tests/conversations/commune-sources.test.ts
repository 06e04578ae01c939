import { desc } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { openSpreadsheet } from '../../src/desk.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { takeUpload } from '../../src/jobs/upload.ts';
import { castRehearsal } from '../../src/lab/cast.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { createServices, createTransact } from '../../src/services/services.ts';
import { account, answer, contribution, storedFile, unit } from '../../src/store/schema.ts';
import { preparedDatabase } from '../support/database.ts';
import { testDesk } from '../support/desk.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import { languages } from '../support/languages.ts';
import { at, calendar, planNamed, testEnvironment } from '../support/plans.ts';
import { chatOf } from '../support/stranger.ts';

vi.setConfig({ testTimeout: 60_000 });

const now = at('2022-09-05', '08:00');
const UNIT = 'UBND huyện Lục Ngạn';
const plan = planNamed('bac-giang-2022');

type Cells = Readonly<Record<string, string | number>>;

/** The officers of a district, and the workbook its communes fill in. */
async function district() {
  const { db, connectAgain } = await preparedDatabase(`communes ${JSON.stringify(plan)}`, async ({ db }) => {
    const services = createServices(db, testEnvironment());
    const start = at('2022-08-01');
    await services.registry.load(plan, start);
    await castRehearsal(services, plan, start);
    const [row] = await services.registry.plans();
    await services.registry.issue(
      { planId: row!.id, number: '1200/QĐ-UBND', issuedOn: '2022-07-20', personId: null },
      start,
    );
  });
  const env = testEnvironment();
  const parts = {
    calendar,
    understanding: createUnderstanding(languages),
    makeDesk: testDesk.makeDesk,
  };
  const officer = chatOf({ db, env }, `focal@${UNIT}`, 'terminal');
  await officer.says('biểu xã', now);
  const [{ bytes: blank } = { bytes: new Uint8Array() }] = await db
    .select()
    .from(storedFile)
    .orderBy(desc(storedFile.id))
    .limit(1);
  const opened = await openSpreadsheet(blank);
  const report = opened.kind === 'form' ? opened.form.identity.report : 0;
  const sheet = readWorkbook(blank).sheets[0]!;
  const rowOf = (mark: string): string =>
    /\d+$/.exec(sheet.cells.find(({ value }) => value === mark)!.address)![0];
  const whoIs = async (chatId: string) =>
    (await db.select().from(account)).find((one) => one.chatId === chatId)!.personId;
  const upload = async (commune: string, figures: Cells, on = db, who = `focal@${UNIT}`) => {
    const cells = Object.fromEntries(
      Object.entries(figures).map(([key, figure]) => [`D${rowOf(`#a:${key}`)}`, figure]),
    );
    const bytes = await fillWorkbook(blank, { [sheet.name]: { ...cells, [`D${rowOf('#n')}`]: commune } });
    const file = { name: 'xa.xlsx', opened: await openSpreadsheet(bytes) };
    return takeUpload(
      { ...parts, transact: createTransact(on, env) },
      { person: await whoIs(who), report },
      file,
      now,
    );
  };
  return {
    db,
    connectAgain,
    services: createServices(db, env),
    officer,
    report,
    whoIs,
    upload,
    give: async (commune: string, figures: Cells) => (await upload(commune, figures)).text,
    sum: async (key = 'xa_hs_tong') => {
      const one = (await db.select().from(answer)).find(({ rowKey }) => rowKey === key);
      return one && Number(one.value);
    },
    sources: async () =>
      [...new Set((await db.select().from(contribution)).map(({ source }) => source))].sort(),
    addCommunes: async (...names: string[]) => {
      const [known] = await db.select().from(unit);
      await db.insert(unit).values(
        names.map((name) => ({
          ...{ jurisdictionId: known!.jurisdictionId, name, level: 'commune' as const, aliases: [] },
          ...{ parentName: UNIT, printed: false },
        })),
      );
    },
  };
}

test('one commune is one however its name is shortened; names that differ by accents or level are several', async () => {
  const { give, sum, sources } = await district();
  await give('X. Tân Hòa', { xa_hs_tong: 1 });
  await give('UBND xã Tân Hoà', { xa_hs_tong: 2 });
  expect(await sources()).toEqual(['X. Tân Hòa']);
  await give('xã Tân Hóa', { xa_hs_tong: 10 });
  await give('TT. Tân Hòa', { xa_hs_tong: 100 });
  await give('thị trấn Tân Hòa', { xa_hs_tong: 200 });
  expect(await sum()).toBe(212);
  expect(await sources()).toHaveLength(3);
});

test('a name without accents is taken for the one commune it can mean, and the reply says so; else it is asked for', async () => {
  const { give, sum, sources } = await district();
  const first = await give('xa Tan Phu', { xa_hs_tong: 5 });
  expect(first).not.toContain('được hiểu là');
  const second = await give('xã Tân Phú', { xa_hs_tong: 7 });
  expect(second).toContain('“xa Tan Phu” được hiểu là xã Tân Phú.');
  expect([await sum(), await sources()]).toEqual([7, ['xã Tân Phú']]);
  await give('xã Tân Phủ', { xa_hs_tong: 20 });
  const unclear = await give('tan phu', { xa_hs_tong: 100 });
  expect(unclear).toContain('Tệp ghi tên “tan phu”, có thể là xã Tân Phủ hoặc xã Tân Phú, nên chưa cộng.');
  expect(await sum()).toBe(27);
});

test('a commune known to the district is no other for being written in short', async () => {
  const { give, addCommunes } = await district();
  await addCommunes('UBND xã Cao Xá', 'UBND thị trấn Cao Xá');
  const text = await give('TT Cao Xá', { xa_hs_tong: 5 });
  expect(text).toContain('đã cộng 01 xã: UBND thị trấn Cao Xá; còn 01 xã chưa có: UBND xã Cao Xá.');
});

test('two files at once of a new commune, by two officers, become one', async () => {
  const season = await district();
  const { db, connectAgain, services, upload, whoIs } = season;
  const head = await whoIs(`unit_head@${UNIT}`);
  const unitId = (await services.people.find(head))!.unitId!;
  await services.people.grant(head, 'focal', unitId, null, now);
  await season.give('xã Khác', { xa_hs_tong: 1 });
  const [{ db: one }, { db: other }] = [connectAgain(), connectAgain()];
  await Promise.all([
    upload('xã Tân Phú', { xa_hs_tong: 5 }, one),
    upload('UBND xã Tân Phú', { xa_hs_tong: 5 }, other, `unit_head@${UNIT}`),
  ]);
  expect(await season.sources()).toHaveLength(2);
  expect(await season.sum()).toBe(6);
  expect(await db.select().from(contribution)).toHaveLength(2);
});

test('"chưa có số liệu" in a newer file takes the older figure of the commune out of the sum, and says so', async () => {
  const { give, sum, officer } = await district();
  await give('xã Cao Xá', { xa_hs_tong: 30, xa_hs_mot_cua: 20 });
  await give('xã Tân Phú', { xa_hs_tong: 5 });
  const text = await give('xã Cao Xá', { xa_hs_tong: 'Chưa có số liệu', xa_hs_mot_cua: 25 });
  expect([await sum(), await sum('xa_hs_mot_cua')]).toEqual([5, 25]);
  expect(text).toContain('Đã cộng 01 số liệu của xã Cao Xá');
  expect(text).toContain('01 số liệu xã này chưa có, chưa cộng.');
  expect(text).toMatch(/Số xã này đã cho trước đây, nay ghi chưa có, không còn trong tổng:\n- \S+: 30/);
  expect((await officer.says('CHIABIEU', now)).text).toContain('- xã Cao Xá: 1/12 số liệu');
  const last = await give('xã Tân Phú', { xa_hs_tong: 'Chưa có số liệu' });
  expect(await sum()).toBeUndefined();
  expect(last).toContain('Đến nay đã cộng 01 xã: xã Cao Xá.');
});

test('a blank of a newer file leaves the older figure, "không thuộc phạm vi" does not', async () => {
  const { give, sum } = await district();
  await give('xã Cao Xá', { xa_hs_tong: 30, xa_hs_mot_cua: 20 });
  await give('xã Cao Xá', { xa_hs_mot_cua: 'Không thuộc phạm vi' });
  expect([await sum(), await sum('xa_hs_mot_cua')]).toEqual([30, undefined]);
});

test('a file that holds only problems is said to have given nothing, and makes no commune of its sender', async () => {
  const { give, sources, sum, officer } = await district();
  const text = await give('xã Cao Xá', { xa_hs_tong: 'mười mấy' });
  expect(text).toMatch(/^Chưa cộng thêm được số liệu nào của xã Cao Xá vào /);
  expect(text).toContain('Đến nay chưa cộng xã nào.');
  expect(text).toMatch(/ô D\d+: “mười mấy”/);
  expect([await sources(), await sum()]).toEqual([[], undefined]);
  expect((await officer.heard()).at(-1)!.choices.join()).not.toContain('Bỏ số liệu');
});

test('what each commune gave stands in CHIABIEU, row by row, and a wrong one is taken out from there', async () => {
  const { give, sum, officer, services, report, whoIs } = await district();
  await give('xã Cao Xá', { xa_hs_tong: 30, xa_hs_mot_cua: 'Không phát sinh' });
  await give('xã Nhầm', { xa_hs_tong: 5 });
  const shared = await officer.says('CHIABIEU', now);
  expect(shared.text).toContain('- xã Cao Xá: 2/12 số liệu (nhận ngày 05/9/2022)');
  const own = await officer.presses(shared, 'Số liệu của xã Cao Xá', now);
  expect(own.text).toMatch(/\n- \S+: 30\n/);
  expect(own.text).toMatch(/\n- \S+: không phát sinh\n/);
  expect(own.text.match(/: chưa có$/gm)).toHaveLength(10);
  const again = await officer.says('CHIABIEU', now);
  const wrong = await officer.presses(again, 'Số liệu của xã Nhầm', now);
  const dropped = await officer.presses(wrong, 'Bỏ số liệu của xã Nhầm', now);
  expect(dropped.text).toBe('Đã bỏ số liệu của xã Nhầm. Đến nay đã cộng 01 xã: xã Cao Xá.');
  expect(await sum()).toBe(30);
  // Pressed by another officer in the same moment.
  const by = await whoIs(`focal@${UNIT}`);
  const twice = await services.contributions.drop({ reportId: report, source: 'xã Nhầm', by }, now);
  expect([twice.removed.size, twice.sources]).toEqual([0, ['xã Cao Xá']]);
});

test('many communes are shown a few at a time', async () => {
  const { give, officer } = await district();
  for (let one = 1; one <= 10; one += 1) await give(`phường ${one}`, { xa_hs_tong: one });
  const shared = await officer.says('CHIABIEU', now);
  expect(shared.text.match(/^- phường/gm)).toHaveLength(8);
  const rest = await officer.presses(shared, '02 xã khác', now);
  expect(rest.choices).toHaveLength(2);
});

test('a figure of a row that means something else by now is not added up, but shown', async () => {
  const { give, sum, services, sources } = await district();
  await give('xã Cao Xá', { xa_hs_tong: 30, xa_hs_mot_cua: 20 });
  const forms = plan.forms.map((form) => ({
    ...form,
    rows: form.rows.map((row) => (row.key === 'xa_hs_tong' ? { ...row, measure: 'Nghìn hồ sơ' } : row)),
  }));
  await services.registry.load({ ...plan, forms }, at('2022-09-04'));
  const text = await give('xã Tân Phú', { xa_hs_tong: 7, xa_hs_mot_cua: 5 });
  expect(text).toContain('Đã cộng 01 số liệu của xã Tân Phú');
  expect(text).toMatch(
    /Dòng đã đổi nội dung từ khi lập tệp, chưa cộng \(đề nghị xã ghi vào biểu mới\):\n- \S+: 7\n?/,
  );
  expect([await sum('xa_hs_mot_cua'), await sum('xa_hs_tong')]).not.toContain(7);
  expect(await sum('xa_hs_mot_cua')).toBe(25);
  const only = await give('xã Mới', { xa_hs_tong: 9 });
  expect(only).toMatch(/^Chưa cộng thêm được số liệu nào của xã Mới/);
  expect(await sources()).toEqual(['xã Cao Xá', 'xã Tân Phú']);
});
