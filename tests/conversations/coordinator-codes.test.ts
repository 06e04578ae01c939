import ExcelJS from 'exceljs';
import { eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { account, linkCode, person } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { chatOf } from '../support/stranger.ts';

vi.setConfig({ testTimeout: 60_000 });

const now = at('2023-07-25', '09:00');
const SNV = 'Sở Nội vụ';
const STTTT = 'Sở Thông tin và Truyền thông';
const CODE = /\b(?=[A-Z]*\d)[0-9A-Z]{8}\b/;
const HELD = 'còn giữ phân công của cơ quan khác; mã kết nối do cơ quan đó cấp';

async function office() {
  const season = await openSeason();
  const { db } = season;
  const coordinator = chatOf(season, `coordinator@${SNV}`, 'terminal');
  const [first] = await db.select().from(person);
  const { jurisdictionId } = first!;
  return {
    ...season,
    coordinator,
    nameOf: async (who: string) => {
      const rows = await db
        .select({ name: person.name })
        .from(account)
        .innerJoin(person, eq(person.id, account.personId))
        .where(eq(account.chatId, who));
      return rows[0]!.name;
    },
    add: async (name: string, unit: string, roles: ('focal' | 'coordinator' | 'admin')[] = []) =>
      season.services.people.add(
        { jurisdictionId, name, title: 'Chuyên viên', unitId: await season.unitId(unit), roles, by: null },
        now,
      ),
    /** CAPMA for somebody, confirmed where it is asked. */
    ask: async (name: string) => {
      await coordinator.says('CAPMA', now);
      const asked = await coordinator.says(name, now);
      return asked.choices.length > 0 ? coordinator.says('1', now) : asked;
    },
    sendList: async (rows: readonly (readonly string[])[]) => {
      const book = new ExcelJS.Workbook();
      const sheet = book.addWorksheet('ds');
      sheet.addRow(['Họ và tên', 'Chức vụ', 'Đơn vị', 'Số điện thoại', 'Vai trò']);
      for (const row of rows) sheet.addRow(row);
      const bytes = new Uint8Array(await book.xlsx.writeBuffer());
      const { id } = await season.services.files.keepUnclaimed({ name: 'ds.xlsx', mime: 'x', bytes }, now);
      return coordinator.sends({ kind: 'file', name: 'ds.xlsx', kept: id } as never, now);
    },
    codesOf: async (id: number) => db.select().from(linkCode).where(eq(linkCode.personId, id)),
    find: async (id: number) => (await db.select().from(person).where(eq(person.id, id)))[0]!,
  };
}

test.each([`coordinator@${STTTT}`, `team_lead@${STTTT}`])(
  'a coordinator gets no code that would open the account of %s',
  async (who) => {
    const desk = await office();
    const said = await desk.ask(await desk.nameOf(who));
    expect(said.text).not.toMatch(CODE);
    expect(said.text).toContain(HELD);
    expect(await desk.db.select().from(linkCode)).toEqual([]);
  },
);

test('nor does the body whose visits it coordinates alone get the code of the plan’s coordinator', async () => {
  const desk = await office();
  const other = chatOf(desk, `coordinator@${STTTT}`, 'terminal');
  await other.says('CAPMA', now);
  await other.says(await desk.nameOf(`coordinator@${SNV}`), now);
  await other.says('1', now);
  expect(await desk.db.select().from(linkCode)).toEqual([]);
});

test('officers of units followed, own coordinators and own teams get their codes as ever, and what a new one does is said', async () => {
  const desk = await office();
  const colleague = await desk.add('Trần Thị Đồng', SNV, ['coordinator']);
  expect((await desk.ask('Trần Thị Đồng')).text).toMatch(CODE);
  expect(await desk.codesOf(colleague)).toHaveLength(1);
  expect((await desk.ask(await desk.nameOf(`team_lead@${SNV}`))).text).toMatch(CODE);
  // On visits of both bodies, of neither: the body whose plan it is.
  expect((await desk.ask('Ngô Quốc Huy')).text).toMatch(CODE);
  await desk.coordinator.says('CAPMA', now);
  const asked = await desk.coordinator.says(await desk.nameOf('focal@Sở Công Thương'), now);
  expect(asked.text).toContain('khi mã mới được dùng, tài khoản trên cùng mạng nhắn tin thôi hoạt động');
  expect((await desk.coordinator.says('1', now)).text).toMatch(CODE);
});

test('an office of another body that begins later, or an administrator’s, closes the code too; one that has ended does not', async () => {
  const desk = await office();
  const later = await desk.add('Lê Văn Mai', 'Sở Công Thương', ['focal']);
  await desk.services.people.grant(later, 'coordinator', await desk.unitId(STTTT), null, at('2023-07-26'));
  expect((await desk.ask('Lê Văn Mai')).text).toContain(HELD);
  await desk.add('Phạm Thị Quản', 'Sở Công Thương', ['focal', 'admin']);
  expect((await desk.ask('Phạm Thị Quản')).text).toContain(HELD);
  const before = await desk.add('Đỗ Văn Cũ', 'Sở Công Thương', ['focal']);
  await desk.services.people.grant(before, 'coordinator', await desk.unitId(STTTT), null, at('2023-07-01'));
  await desk.db.execute(
    `update grants set valid_to = '2023-07-20' where person_id = ${before} and role = 'coordinator'`,
  );
  expect((await desk.ask('Đỗ Văn Cũ')).text).toMatch(CODE);
});

test('what was confirmed when it was asked is asked again when it is pressed', async () => {
  const desk = await office();
  const id = await desk.add('Lê Văn Mai', 'Sở Công Thương', ['focal']);
  await desk.coordinator.says('CAPMA', now);
  await desk.coordinator.says('Lê Văn Mai', now);
  await desk.services.people.grant(id, 'coordinator', await desk.unitId(STTTT), null, now);
  expect((await desk.coordinator.says('1', now)).text).toContain(HELD);
  expect(await desk.codesOf(id)).toEqual([]);
});

test('a list of people changes nobody of another body: no code, no telephone, no title; the line says why and the others stand', async () => {
  const desk = await office();
  const victim = await desk.add('Trần Thị Bí', STTTT, ['coordinator']);
  const asked = await desk.sendList([
    ['Trần Thị Bí', 'Giám đốc', STTTT, '0900000001', 'đầu mối'],
    ['Nguyễn Thị Mẫu', 'Chuyên viên', 'Sở Công Thương', '0912345678', 'đầu mối'],
  ]);
  expect(asked.text).toContain(
    'Dòng 2, Trần Thị Bí: còn giữ phân công của cơ quan khác; mã do cơ quan đó cấp',
  );
  expect((await desk.coordinator.says('1', now)).text).toContain('01 người mới, 00 thay đổi');
  expect(await desk.codesOf(victim)).toEqual([]);
  expect(await desk.find(victim)).toMatchObject({ title: 'Chuyên viên', phone: null });
  const codes = await desk.db.select().from(linkCode);
  expect(codes).toHaveLength(1);
});

test('a list whose person took up an office of another body before it was confirmed writes nothing about them', async () => {
  const desk = await office();
  const id = await desk.add('Lê Văn Mai', 'Sở Công Thương', ['focal']);
  await desk.sendList([['Lê Văn Mai', 'Trưởng phòng', 'Sở Công Thương', '0900000001', 'đầu mối']]);
  await desk.services.people.grant(id, 'coordinator', await desk.unitId(STTTT), null, now);
  await desk.coordinator.says('1', now);
  expect(await desk.codesOf(id)).toEqual([]);
  expect(await desk.find(id)).toMatchObject({ title: 'Chuyên viên', phone: null });
});

test('handing a unit over to somebody of another body issues them no code', async () => {
  const desk = await office();
  const id = await desk.add('Trần Thị Bí', STTTT, ['coordinator']);
  await desk.coordinator.says(`bàn giao đầu mối ${STTTT} cho Trần Thị Bí`, now);
  await desk.coordinator.says('1', now);
  const said = await desk.coordinator.says('1', now);
  expect(said.text).toContain('Trần Thị Bí');
  expect(said.text).toContain(HELD);
  expect(await desk.codesOf(id)).toEqual([]);
});

test('the list of who is not linked offers no code another body gives', async () => {
  const desk = await office();
  await desk.add('Trần Thị Bí', STTTT, ['coordinator']);
  await desk.add('Nguyễn Thị Mẫu', 'Sở Công Thương', ['focal']);
  const said = await desk.coordinator.says('CHUALIENKET', now);
  expect(said.choices.join()).toContain('Nguyễn Thị Mẫu');
  expect(said.choices.join()).not.toContain('Trần Thị Bí');
});
