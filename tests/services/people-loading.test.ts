import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { readLines } from '../../src/conversations/people-list.ts';
import type { PeopleLine } from '../../src/language/people-table.ts';
import { createServices } from '../../src/services/services.ts';
import { changeLog, grants, person } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const now = at('2023-07-11');
const season = await openSeason();
const { peopleLoading, registry } = season.services;
const units = await registry.units();
const jurisdictionId = units[0]!.jurisdictionId;
const findUnits = (text: string) => units.filter(({ name, aliases }) => [name, ...aliases].includes(text));
const line = (row: number, name: string, unit: string, extra: Partial<PeopleLine> = {}): PeopleLine => ({
  row,
  name,
  unit,
  title: 'Chuyên viên',
  phone: '',
  role: '',
  ...extra,
});
const read = (lines: PeopleLine[]) =>
  readLines(lines, { findUnits, isAllowed: () => true, mayAppoint: () => true });
const listed = (lines: PeopleLine[]) => read(lines).flatMap((one) => one.person ?? []);

describe('reading a list of people', () => {
  test('says of every line why it is not taken, and takes the others', () => {
    const faults = read([
      line(2, 'Nguyễn Thị Mẫu', 'Sở Công Thương'),
      line(3, 'Mẫu', 'Sở Công Thương'),
      line(4, 'Trần Văn Tư', 'Sở Không Có'),
      line(5, 'Trần Văn Tư', ''),
      line(6, 'Trần Văn Tư', 'Sở Công Thương', { role: 'lái xe' }),
      line(7, 'NGUYỄN THỊ MẪU', 'Sở Công Thương'),
    ]).map(({ fault }) => fault);
    expect(faults).toEqual([
      null,
      'chưa đọc được họ tên',
      'chưa xác định được đơn vị',
      'chưa ghi đơn vị',
      'chưa rõ vai trò “lái xe”; danh sách nhận: đầu mối, thủ trưởng, cơ quan thường trực (vai trò trong đoàn kiểm tra theo kế hoạch)',
      'trùng với dòng 2',
    ]);
  });

  test('gives a telephone number back the 0 a spreadsheet took', () => {
    const [one, other] = read([
      line(2, 'Lê Văn Ba', 'Sở Công Thương', { phone: '912345678' }),
      line(3, 'Lê Văn Bốn', 'Sở Công Thương', { phone: 'máy lẻ 12' }),
    ]);
    expect(one!.person!.phone).toBe('0912345678');
    expect(other).toMatchObject({ person: { phone: null }, fault: null });
    expect(other!.notes[0]).toContain('chưa đọc được số điện thoại');
  });

  test('takes nobody for a unit the reader does not coordinate', () => {
    const [one] = readLines([line(2, 'Lê Văn Ba', 'Sở Công Thương')], {
      findUnits,
      isAllowed: () => false,
      mayAppoint: () => true,
    });
    expect(one).toMatchObject({ person: null, fault: 'đơn vị không thuộc phạm vi điều phối' });
  });

  test('makes nobody a coordinator of a body the reader does not work for', () => {
    const lines = [
      line(2, 'Lê Văn Ba', 'Sở Công Thương', { role: 'cơ quan thường trực' }),
      line(3, 'Lê Văn Bốn', 'Sở Công Thương', { role: 'đầu mối' }),
    ];
    const [coordinator, officer] = readLines(lines, {
      findUnits,
      isAllowed: () => true,
      mayAppoint: () => false,
    });
    expect(coordinator).toMatchObject({
      person: null,
      fault: 'vai trò cơ quan thường trực chỉ giao được cho người của chính cơ quan đồng chí',
    });
    expect(officer!.fault).toBeNull();
  });
});

describe('loading a list of people', () => {
  const list = [
    line(2, 'Nguyễn Thị Mẫu', 'Sở Công Thương', { phone: '0912 345 678' }),
    line(3, 'Nguyễn Thị Mẫu', 'Sở Công Thương', { role: 'lãnh đạo' }),
    line(4, 'Trần Văn Tư', 'Sở Tài nguyên và Môi trường'),
  ];

  test('adds each person once with every role listed, and loading it again changes nothing', async () => {
    const first = await peopleLoading.write(jurisdictionId, listed(list), null, now);
    expect(first.changes.map(({ changes }) => changes)).toEqual([['new'], ['role'], ['new']]);
    expect(first.personIds).toHaveLength(2);
    const [added] = await season.db.select().from(person).where(eq(person.name, 'Nguyễn Thị Mẫu'));
    const held = await season.db.select().from(grants).where(eq(grants.personId, added!.id));
    expect(held.map(({ role }) => role).sort()).toEqual(['focal', 'unit_head']);

    const logged = await season.db.select().from(changeLog);
    const again = await peopleLoading.write(jurisdictionId, listed(list), null, now);
    expect(again.changes.every(({ changes }) => changes.length === 0)).toBe(true);
    expect(await season.db.select().from(changeLog)).toHaveLength(logged.length);
  });

  test('adds somebody new with the title and the telephone that only a later line gives', async () => {
    const lines = listed([
      line(2, 'Lê Thị Hoa', 'Sở Công Thương', { title: '' }),
      line(3, 'Lê Thị Hoa', 'Sở Công Thương', { title: '', role: 'lãnh đạo', phone: '0912 345 679' }),
      line(4, 'Lê Thị Hoa', 'Sở Công Thương', { role: 'thường trực', title: 'Trưởng phòng' }),
    ]);
    const { changes, personIds } = await peopleLoading.write(jurisdictionId, lines, null, now);
    expect(personIds).toHaveLength(1);
    expect(changes.map(({ changes: what }) => what)).toEqual([['new'], ['role'], ['role']]);
    const [row] = await season.db.select().from(person).where(eq(person.name, 'Lê Thị Hoa'));
    expect(row).toMatchObject({ title: 'Trưởng phòng', phone: '0912345679' });
    const again = await peopleLoading.compare(jurisdictionId, lines, now);
    expect(again.flatMap(({ changes: what }) => what)).toEqual([]);
  });

  test('writes one person of several lines once, with what the last of them says', async () => {
    const lines = listed([
      line(2, 'Lê Thị Hoa', 'Sở Công Thương', { title: 'Chuyên viên' }),
      line(3, 'Lê Thị Hoa', 'Sở Công Thương', { title: 'Phó Trưởng phòng', role: 'lãnh đạo' }),
    ]);
    const logged = (await season.logged('person.change')).length;
    const { changes } = await peopleLoading.write(jurisdictionId, lines, null, now);
    expect(changes.map(({ changes: what }) => what)).toEqual([['title'], []]);
    const [row] = await season.db.select().from(person).where(eq(person.name, 'Lê Thị Hoa'));
    expect(row).toMatchObject({ title: 'Phó Trưởng phòng', phone: '0912345679' });
    expect(await season.logged('person.change')).toHaveLength(logged + 1);
  });

  test('writes what is listed otherwise, leaves out what the list does not say, and keeps names out of the log', async () => {
    const changed = [line(2, 'Nguyễn Thị Mẫu', 'Sở Công Thương', { title: 'Phó Trưởng phòng' })];
    const { changes } = await peopleLoading.write(jurisdictionId, listed(changed), null, now);
    expect(changes[0]!.changes).toEqual(['title']);
    const [row] = await season.db.select().from(person).where(eq(person.name, 'Nguyễn Thị Mẫu'));
    expect(row).toMatchObject({ title: 'Phó Trưởng phòng', phone: '0912345678' });
    const [entry] = await season.logged('person.change');
    expect(JSON.stringify(entry)).not.toMatch(/Phó Trưởng phòng|Mẫu/);
  });

  test('gives a code to those without an account, and to nobody who has one', async () => {
    const ids = (await season.db.select().from(person).where(eq(person.name, 'Trần Văn Tư'))).map(
      ({ id }) => id,
    );
    const { id: linked } = await season.author('focal@Sở Công Thương');
    const codes = await peopleLoading.issueCodes([...ids, linked], null, now);
    expect(codes.map(({ name }) => name)).toEqual(['Trần Văn Tư']);
    expect(codes[0]!.code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
  });

  test('that fails half-way writes nothing', async () => {
    const before = await season.db.select().from(person);
    const broken = [...listed([line(2, 'Phạm Thị Năm', 'Sở Công Thương')])];
    broken.push({ ...broken[0]!, name: 'Phạm Thị Sáu', unitId: 999_999 });
    await expect(
      season.db.transaction((tx) =>
        createServices(tx, season.env).peopleLoading.write(jurisdictionId, broken, null, now),
      ),
    ).rejects.toThrow();
    expect(await season.db.select().from(person)).toHaveLength(before.length);
  });
});
