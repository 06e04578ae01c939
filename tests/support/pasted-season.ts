import { inputRows, type Form, type Row } from '../../src/domain/form.ts';
import { planNamed } from './plans.ts';

export const plan = planNamed('binh-phuoc-2023');
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

/** The ten units of Bình Phước with the last working day of their report, as the plan groups them. */
export const GROUPS = ['2023-07-28', '2023-08-29', '2023-09-29', '2023-10-27'].map((lastDay, index) => {
  const owing = plan.obligations[index]?.owing;
  return { lastDay, names: owing?.kind === 'units' ? owing.names : [] };
});

/** Lines of `dondoc chat`: each unit pastes its figures section by section on its last working day, and sends. */
export function pastedSeason(): string[] {
  const sections = [...new Set(form.rows.map((row) => row.section))];
  return GROUPS.flatMap(({ lastDay, names }) => [
    `@at ${lastDay}T15:00`,
    ...names.flatMap((name) => {
      const unit = plan.units.find((one) => one.name === name)!;
      const pasted = sections.flatMap((section) => ['1', column(section, form, unit)]);
      return [`@as focal@${name}`, 'GUI', ...pasted, 'xem lại và gửi', '1', '1'];
    }),
  ]);
}
