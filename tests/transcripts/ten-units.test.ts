import { describe, expect, test } from 'vitest';
import { inputRows, type Form, type Row } from '../../src/domain/form.ts';
import { freshDatabase } from '../support/database.ts';
import { planNamed } from '../support/plans.ts';
import { play } from '../support/transcript.ts';

const plan = planNamed('binh-phuoc-2023');
const form = plan.forms[0]!;
const sums = new Set(form.checks.flatMap((check) => (check.kind === 'sum_equals' ? [check.whole] : [])));
const limits = form.checks.flatMap((check) => {
  if (check.kind === 'part_of') return [check.whole];
  return check.kind === 'at_most' ? [check.limit] : [];
});
const wholes = new Set(limits.filter((key) => !sums.has(key)));
const denominators = new Set(form.rows.flatMap(({ denominator }) => denominator ?? []));
const numerators = new Set(form.rows.flatMap(({ numerator }) => numerator ?? []));

/** Figures that agree with each other: half of every whole, and nothing elsewhere. */
function figureOf(row: Row): number {
  // All procedures are of the province.
  if (row.key === 'iii_1_4' || row.key === 'iii_1_4_1') return 10;
  if (denominators.has(row.key)) return 10;
  if (wholes.has(row.key) && !numerators.has(row.key)) return 10;
  if (numerators.has(row.key)) return 5;
  return row.options[0]?.value ?? 0;
}

/** The column an officer copies from Excel: one section's figures, one a line. */
function column(
  section: string,
  of: Form,
  unit: { name: string; level: (typeof plan.units)[number]['level'] },
): string {
  return inputRows(of, unit)
    .filter((row) => row.section === section)
    .map((row) => String(figureOf(row)))
    .join('\\n');
}

describe('the ten units of Bình Phước each paste their report on its last working day', async () => {
  const sections = [...new Set(form.rows.map((row) => row.section))];
  const lastWorkingDays = ['2023-07-28', '2023-08-29', '2023-09-29', '2023-10-27'];
  const groups = plan.obligations.slice(0, 4).map(({ owing }) => (owing.kind === 'units' ? owing.names : []));
  const lines = groups.flatMap((names, index) => [
    `@at ${lastWorkingDays[index]!}T15:00`,
    ...names.flatMap((name) => {
      const unit = plan.units.find((one) => one.name === name)!;
      const pasted = sections.flatMap((section) => ['1', column(section, form, unit)]);
      return [`@as focal@${name}`, 'GUI', ...pasted, 'xem lại và gửi', '1', '1'];
    }),
  ]);
  const { db } = await freshDatabase();
  const { delivered } = await play(
    db,
    { as: 'coordinator@Sở Nội vụ', at: '2023-07-10T08:00', json: true },
    lines,
  );
  const receipts = delivered.filter(({ text }) => text.startsWith('XÁC NHẬN TIẾP NHẬN'));

  test('each gets one receipt, on time', () => {
    expect(receipts.map(({ to }) => to).sort()).toEqual(
      groups
        .flat()
        .map((name) => `focal@${name}`)
        .sort(),
    );
    for (const { text } of receipts) expect(text).toContain('Kết quả: ĐÚNG HẠN');
  });

  test('districts are asked 85 figures, departments 82', () => {
    for (const { to, text } of receipts) {
      const count = to.includes('UBND') ? '85/85' : '82/82';
      expect(text).toContain(`Đã nhận ${count} số liệu`);
    }
  });

  test('nobody who has sent is reminded of it again', () => {
    for (const [index, names] of groups.entries()) {
      const after = `${lastWorkingDays[index]!}T15:00`;
      const nagged = delivered.filter(
        ({ at, to, text }) =>
          at > after &&
          names.some((name) => to === `focal@${name}`) &&
          text.includes('Đoàn kiểm tra chưa nhận được'),
      );
      expect(nagged).toEqual([]);
    }
  });
});
