import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { CalendarYear, SpecialDays } from '../../src/domain/calendar.ts';
import { addDays, dayOfParts, daysBetween, weekday, type Day } from '../../src/domain/day.ts';
import { CalendarFileError, loadCalendars, readCalendarYear } from '../../src/files/calendars.ts';

const directory = fileURLToPath(new URL('../../calendars', import.meta.url));
const textOf = (year: number): string => readFileSync(join(directory, `${year}.yaml`), 'utf8');
const years = Array.from({ length: 10 }, (_, index) => 2018 + index);
const read = (year: number): CalendarYear => readCalendarYear(textOf(year), `${year}.yaml`);
const office = loadCalendars();

const CULTURE_DAY = 'Ngày Văn hóa Việt Nam';
const isSwap = ({ reason }: SpecialDays): boolean => reason.startsWith('Nghỉ hoán đổi');
const daysOf = ({ from, to }: SpecialDays): Day[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));

describe('the calendars of 2018–2027', () => {
  test('every year has its file and is covered', () => {
    expect(readdirSync(directory).sort()).toEqual(years.map((year) => `${year}.yaml`));
    expect(years.every((year) => office.covers(`${year}-06-15`))).toBe(true);
  });

  // As announced: the unbroken days without work, weekends included.
  test.each<[string, Day, Day]>([
    ['Tết 2018', '2018-02-14', '2018-02-20'],
    ['Giỗ Tổ 2018', '2018-04-25', '2018-04-25'],
    ['30/4 – 01/5/2018', '2018-04-28', '2018-05-01'],
    ['Quốc khánh 2018', '2018-09-01', '2018-09-03'],
    ['Tết Dương lịch 2019', '2018-12-29', '2019-01-01'],
    ['Tết 2019', '2019-02-02', '2019-02-10'],
    ['Giỗ Tổ 2019', '2019-04-13', '2019-04-15'],
    ['30/4 – 01/5/2019', '2019-04-27', '2019-05-01'],
    ['Quốc khánh 2019', '2019-08-31', '2019-09-02'],
    ['Tết Dương lịch 2020', '2020-01-01', '2020-01-01'],
    ['Tết 2020', '2020-01-23', '2020-01-29'],
    ['Giỗ Tổ 2020', '2020-04-02', '2020-04-02'],
    ['30/4 – 01/5/2020', '2020-04-30', '2020-05-03'],
    ['Quốc khánh 2020', '2020-09-02', '2020-09-02'],
    ['Tết Dương lịch 2021', '2021-01-01', '2021-01-03'],
    ['Tết 2021', '2021-02-10', '2021-02-16'],
    ['Giỗ Tổ 2021', '2021-04-21', '2021-04-21'],
    ['30/4 – 01/5/2021', '2021-04-30', '2021-05-03'],
    ['Quốc khánh 2021', '2021-09-02', '2021-09-05'],
    ['Tết Dương lịch 2022', '2022-01-01', '2022-01-03'],
    ['Tết 2022', '2022-01-29', '2022-02-06'],
    ['Giỗ Tổ 2022', '2022-04-09', '2022-04-11'],
    ['30/4 – 01/5/2022', '2022-04-30', '2022-05-03'],
    ['Quốc khánh 2022', '2022-09-01', '2022-09-04'],
    ['Tết Dương lịch 2023', '2022-12-31', '2023-01-02'],
    ['Tết 2023', '2023-01-20', '2023-01-26'],
    ['Giỗ Tổ, 30/4 – 01/5/2023', '2023-04-29', '2023-05-03'],
    ['Quốc khánh 2023', '2023-09-01', '2023-09-04'],
    ['Tết Dương lịch 2024', '2023-12-30', '2024-01-01'],
    ['Tết 2024', '2024-02-08', '2024-02-14'],
    ['Giỗ Tổ 2024', '2024-04-18', '2024-04-18'],
    ['30/4 – 01/5/2024', '2024-04-27', '2024-05-01'],
    ['Quốc khánh 2024', '2024-08-31', '2024-09-03'],
    ['Tết Dương lịch 2025', '2025-01-01', '2025-01-01'],
    ['Tết 2025', '2025-01-25', '2025-02-02'],
    ['Giỗ Tổ 2025', '2025-04-05', '2025-04-07'],
    ['30/4 – 01/5/2025', '2025-04-30', '2025-05-04'],
    ['Quốc khánh 2025', '2025-08-30', '2025-09-02'],
    ['Tết Dương lịch 2026', '2026-01-01', '2026-01-04'],
    ['Tết 2026', '2026-02-14', '2026-02-22'],
    ['Giỗ Tổ 2026', '2026-04-25', '2026-04-27'],
    ['30/4 – 01/5/2026', '2026-04-30', '2026-05-03'],
    ['Quốc khánh 2026', '2026-08-29', '2026-09-02'],
    ['Tết Dương lịch 2027', '2027-01-01', '2027-01-03'],
    ['Tết 2027', '2027-02-04', '2027-02-10'],
    ['Giỗ Tổ 2027', '2027-04-16', '2027-04-18'],
    ['30/4 – 01/5/2027', '2027-04-30', '2027-05-03'],
    ['Quốc khánh 2027', '2027-09-02', '2027-09-05'],
  ])('%s: off from %s to %s, worked the day before and the day after', (_name, from, to) => {
    const stretch = { from: addDays(from, -1), to: addDays(to, 1), reason: '' };
    const worked = daysOf(stretch).filter((day) => office.isWorkingDay(day));
    expect(worked).toEqual([stretch.from, stretch.to]);
  });

  // Mùng 1 tháng Giêng and 10/3 of the lunar year.
  test.each<[Day, Day]>([
    ['2018-02-16', '2018-04-25'],
    ['2019-02-05', '2019-04-14'],
    ['2020-01-25', '2020-04-02'],
    ['2021-02-12', '2021-04-21'],
    ['2022-02-01', '2022-04-10'],
    ['2023-01-22', '2023-04-29'],
    ['2024-02-10', '2024-04-18'],
    ['2025-01-29', '2025-04-07'],
    ['2026-02-17', '2026-04-26'],
    ['2027-02-06', '2027-04-16'],
  ])('the lunar year that begins on %s keeps Tết and, on %s, Giỗ Tổ', (newYear, kings) => {
    for (const day of [addDays(newYear, -1), newYear, addDays(newYear, 1), addDays(newYear, 2)]) {
      expect(office.reasonOff(day)).toBe('Nghỉ Tết Nguyên đán');
    }
    expect(office.reasonOff(kings)).toBe('Giỗ Tổ Hùng Vương');
  });

  test.each(years)('%i gives the ten days of the law, eleven since 2021, all on days of work', (year) => {
    const lawful = read(year).off.filter((span) => !isSwap(span) && span.reason !== CULTURE_DAY);
    const onWeekdays = lawful.flatMap(daysOf).filter((day) => weekday(day) < 6);
    expect(onWeekdays).toHaveLength(year < 2021 ? 10 : 11);
  });

  test('each day swapped off is made up by one Saturday that names it', () => {
    const all = years.map(read);
    const swapped = all.flatMap(({ off }) => off.filter(isSwap)).flatMap(daysOf);
    const worked = all.flatMap((year) => [...year.worked]);
    const madeUpFor = worked.map(({ reason }) => {
      const [day = 0, month = 0, year = 0] = reason.replace('Làm bù ngày ', '').split('/').map(Number);
      return dayOfParts(year, month, day);
    });
    expect(madeUpFor).toEqual(swapped);
    expect(worked.flatMap(daysOf).every((day) => weekday(day) === 6)).toBe(true);
    expect(swapped).toHaveLength(6);
  });

  test.each([2026, 2027])('Culture Day %i is switched on by taking away its #', (year) => {
    const day: Day = `${year}-11-24`;
    const text = textOf(year).replace(`# - { from: ${day}`, `- { from: ${day}`);
    expect(readCalendarYear(text, `${year}.yaml`).off).toContainEqual({
      from: day,
      to: day,
      reason: CULTURE_DAY,
    });
  });
});

describe('a calendar file with a fault', () => {
  const faultsOf = (text: string, file = 'calendars/2023.yaml'): string[] => {
    try {
      readCalendarYear(text, file);
    } catch (error) {
      if (error instanceof CalendarFileError) return error.message.split('\n');
      throw error;
    }
    return [];
  };
  const withOff = (span: string): string => `year: 2023\noff:\n  - ${span}\nworked: []\n`;

  test('a year with nothing special is no fault', () => {
    expect(readCalendarYear('year: 2023\noff: []\nworked: []\n', '2023.yaml')).toEqual({
      year: 2023,
      off: [],
      worked: [],
    });
  });

  test.each([
    [
      'a day that does not exist',
      '{ from: 2023-02-30, to: 2023-03-01, reason: Lễ }',
      'off.0.from: không có ngày "2023-02-30"',
    ],
    [
      'a day written in another order',
      '{ from: 02/9/2023, to: 2023-09-04, reason: Lễ }',
      'off.0.from: không có ngày "02/9/2023"',
    ],
    [
      'a span that ends before it starts',
      '{ from: 2023-09-04, to: 2023-09-01, reason: Lễ }',
      'off.0: kết thúc 2023-09-01 trước khi bắt đầu 2023-09-04',
    ],
    [
      'a day of another year',
      '{ from: 2023-12-30, to: 2024-01-01, reason: Lễ }',
      'off.0: 2024-01-01 không thuộc năm 2023',
    ],
    ['no reason', '{ from: 2023-09-01, to: 2023-09-04, reason: " " }', 'off.0.reason: chưa ghi lý do'],
    ['a reason left out', '{ from: 2023-09-01, to: 2023-09-04 }', 'off.0.reason: '],
    ['a word nobody knows', '{ from: 2023-09-01, to: 2023-09-04, reason: Lễ, until: 5 }', 'off.0: '],
  ])('%s is told with its line', (_name, span, message) => {
    const faults = faultsOf(withOff(span));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`calendars/2023.yaml:3: ${message}`);
  });

  test.each([
    [
      'a day named twice',
      'year: 2023\noff:\n  - { from: 2023-09-01, to: 2023-09-04, reason: Lễ }\n  - { from: 2023-09-04, to: 2023-09-04, reason: Bù }\nworked: []',
      'calendars/2023.yaml:4: off.1: 2023-09-04 đã có ở off.0',
    ],
    [
      'a day both off and worked',
      'year: 2023\noff:\n  - { from: 2023-09-01, to: 2023-09-04, reason: Lễ }\nworked:\n  - { from: 2023-09-02, to: 2023-09-02, reason: Bù }',
      'calendars/2023.yaml:5: worked.0: 2023-09-02 đã có ở off.0',
    ],
    [
      'a weekday named as made up for',
      'year: 2023\noff: []\nworked:\n  - { from: 2023-09-08, to: 2023-09-09, reason: Bù }',
      'calendars/2023.yaml:4: worked.0: 2023-09-08 không phải thứ Bảy, Chủ nhật nên không là ngày làm bù',
    ],
    [
      'the year of another file',
      '# năm trước\nyear: 2022\noff: []\nworked: []',
      'calendars/2023.yaml:2: year: phải là 2023, theo tên tệp',
    ],
  ])('%s is told with its line', (_name, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  test('what is no YAML is told with its line', () => {
    expect(faultsOf('year: 2023\noff: []\nworked: [')[0]).toMatch(
      /^calendars\/2023\.yaml:3: không đúng cú pháp YAML/,
    );
    expect(faultsOf('year: 2023\nyear: 2023\noff: []\nworked: []')[0]).toMatch(/^calendars\/2023\.yaml:2: /);
  });

  test('an empty file and a list are no calendar', () => {
    expect(faultsOf('')).toHaveLength(1);
    expect(faultsOf('- 2023')).toHaveLength(1);
  });

  test('all faults are told at once', () => {
    const faults = faultsOf('year: 2022\noff:\n  - { from: 1, to: 2023-09-31, reason: Lễ }\nworked: 3\n');
    expect(faults.map((fault) => fault.split(': ')[1])).toEqual(['year', 'off.0.from', 'off.0.to', 'worked']);
  });
});

describe('a folder of calendars', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-calendars-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('without one calendar is refused: it would make every holiday a working day', () => {
    expect(() => loadCalendars(folder)).toThrow(folder);
  });

  test('is read whole, and the faults of every file come together', () => {
    writeFileSync(join(folder, '2030.yaml'), 'year: 2030\noff: []\nworked: []\n');
    writeFileSync(join(folder, 'ghi-chu.yaml'), 'không phải lịch');
    expect(loadCalendars(folder).covers('2030-01-01')).toBe(true);
    writeFileSync(join(folder, '2031.yaml'), 'year: 2030\noff: []\nworked: []\n');
    writeFileSync(join(folder, '2032.yaml'), 'year: 2032\noff: []\n');
    expect(() => loadCalendars(folder)).toThrow(/2031\.yaml:1: year.*\n.*2032\.yaml:1: worked/);
  });
});
