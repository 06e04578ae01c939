import { describe, expect, test } from 'vitest';
import { expandDueReports } from '../../src/domain/due-reports.ts';
import { loadCalendars } from '../../src/files/calendars.ts';
import { loadPlan } from '../../src/files/plan-load.ts';
import { planFiles, SMALL_PLAN, withChange } from './plan-files.ts';

const SHORT = `key: bieu_ngan
title: Biểu ngắn
figures_from: bieu
narratives:
  - { key: loi, title: Kết quả trong quý }
`;
const withShort = (text: string) => loadPlan(planFiles({ ...SMALL_PLAN, 'form-ngan.yaml': text }));

describe('a form that takes its figures from another', () => {
  test('asks the same figures under the same keys and has narratives of its own', () => {
    const { plan, faults } = withShort(SHORT);
    expect(faults).toEqual([]);
    const [full, short] = ['bieu', 'bieu_ngan'].map((key) => plan?.forms.find((form) => form.key === key));
    expect(short).toMatchObject({ rows: full!.rows, tables: full!.tables, checks: full!.checks });
    expect(short!.narratives.map(({ key }) => key)).toEqual(['loi']);
  });

  test.each([
    [
      'a form that is not there',
      SHORT.replace('figures_from: bieu', 'figures_from: bieuu'),
      'there is no form "bieuu" to take figures from (did you mean "bieu"?)',
    ],
    [
      'itself',
      SHORT.replace('figures_from: bieu', 'figures_from: bieu_ngan'),
      'form "bieu_ngan" has no figures of its own',
    ],
    [
      'another and has figures too',
      `${SHORT}checks:\n  - { kind: part_of, part: a_xong, whole: a_tong, severity: error }\n`,
      'form "bieu_ngan" takes its figures from "bieu" and cannot have checks of its own',
    ],
    [
      'another that uses a key of its narratives',
      SHORT.replace('key: loi', 'key: a_tong'),
      'key "a_tong" is already used by the figures of "bieu"',
    ],
  ])('is a fault where it names %s', (_what, text, message) => {
    expect(withShort(text).faults.map((fault) => fault.message)).toContain(message);
  });
});

describe('what is due every year', () => {
  const calendar = loadCalendars();
  const yearly = 'due: { every_year: { before: 30/11 } }';
  const due = (rule: string) => {
    const { plan, faults } = loadPlan(planFiles(withChange('plan.yaml', yearly, rule)));
    if (!plan) return faults.map(({ message }) => message);
    return expandDueReports(plan, { calendar, from: '2022-01-01', to: '2024-12-31' })
      .filter(({ obligation, unit }) => obligation === 'bao_cao_nam' && unit === 'Sở Y tế')
      .map(({ period, deadline }) => [
        period,
        deadline.state === 'dated' ? deadline.lastDay : deadline.state,
      ]);
  };

  test('is of the year where no part of it is named, else of that part', () => {
    expect(due(yearly)).toEqual([
      ['2022', '2022-11-29'],
      ['2023', '2023-11-29'],
      ['2024', '2024-11-29'],
    ]);
    expect(due(`${yearly}\n    period: H1`).map(([period]) => period)).toEqual([
      '2022-H1',
      '2023-H1',
      '2024-H1',
    ]);
  });

  test('without a day of its own is owed from the first whole year on', () => {
    expect(due('due: { every_year: no_deadline }')).toEqual([
      ['2023', 'no_deadline'],
      ['2024', 'no_deadline'],
    ]);
  });

  test('cannot be of one year', () => {
    expect(due(`${yearly}\n    period: '2022'`)).toEqual([
      '"2022" is no part of a year like Q1, H1 or 9M: the report is due every year',
    ]);
  });
});
