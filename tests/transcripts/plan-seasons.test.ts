import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/domain/day.ts';
import { withSetDays } from '../../src/domain/due-reports.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { planNamed } from '../support/plans.ts';
import { heard, isDigest, owedOnlyBy, planned, playSilently, type Season } from '../support/silent-season.ts';

/** The plan once the days of some of its visits are set; the others stay in their quarter or window. */
function withDays(plan: Plan, days: Record<string, [from: Day, to: Day]>): Plan {
  const set = new Map(Object.entries(days).map(([unit, [from, to]]) => [unit, { from, to }]));
  return { ...plan, visits: withSetDays(plan.visits, set) };
}

const seasons: [name: string, plan: Plan, season: Season][] = [
  [
    'Bắc Giang: three visits with days, the results due before 30/11',
    withDays(planNamed('bac-giang-2022'), {
      // Five days before is Sunday 01/5/2022, inside a feast of four days.
      'Sở Y tế': ['2022-05-06', '2022-05-06'],
      'UBND huyện Lục Ngạn': ['2022-06-20', '2022-06-21'],
      'Bảo hiểm xã hội tỉnh': ['2022-09-07', '2022-09-07'],
    }),
    { from: '2022-03-01', to: '2022-12-31' },
  ],
  [
    'Hải Phòng: three working days before, across 1–2/9',
    withDays(planNamed('hai-phong-2022'), {
      'Sở Công Thương': ['2022-06-20', '2022-06-20'],
      'UBND quận Lê Chân': ['2022-09-05', '2022-09-06'],
      'UBND huyện Cát Hải': ['2022-11-30', '2022-11-30'],
    }),
    { from: '2022-04-22', to: '2022-12-31' },
  ],
  [
    'Bắc Kạn: the guidance of 18/5/2018 to the spring of 2019',
    owedOnlyBy(planNamed('bac-kan-2018'), ['Sở Nội vụ', 'Sở Tư pháp', 'UBND huyện Ba Bể']),
    { from: '2018-05-18', to: '2019-03-31' },
  ],
  [
    'Sóc Trăng: divisions, attached units and quotas of 2021',
    owedOnlyBy(planNamed('soc-trang-2021'), ['Phòng TCCB', 'Văn phòng Sở GDĐT', 'Trường THPT Hoàng Diệu']),
    { from: '2021-01-04', to: '2021-12-31' },
  ],
];

/** News of a window or a question about it, which no reminder is. */
const isOfWindow = (text: string): boolean =>
  text.startsWith('Thời gian kiểm tra tại') || text.startsWith('Đề nghị đặt ngày kiểm tra');

describe.each(seasons)('a whole season in which nobody does anything, %s', async (_name, plan, season) => {
  const { delivered, policy } = await playSilently(plan, season);
  const ofWindows = delivered.filter(({ text }) => isOfWindow(text));
  const digests = delivered.filter(isDigest);
  const mornings = delivered.filter((line) => !isDigest(line) && !isOfWindow(line.text));

  test('every unit hears on exactly the mornings of the policy, and nobody else', () => {
    expect(heard(mornings)).toEqual(planned(policy.filter(({ kind }) => kind !== 'digest')));
    expect(mornings.length).toBeGreaterThan(20);
  });

  test('leaders and coordinators get a summary on exactly the mornings when something comes or has changed', () => {
    expect(heard(digests)).toEqual(planned(policy.filter(({ kind }) => kind === 'digest')));
  });

  test('each unit whose visit has no day is told its window once, before it begins', () => {
    const undated = plan.visits.filter(({ precision }) => precision !== 'day');
    const told = ofWindows.filter(({ to }) => to.startsWith('focal@'));
    expect(told.map(({ to }) => to).sort()).toEqual(undated.map(({ unit }) => `focal@${unit}`).sort());
    for (const { unit, from } of undated) {
      expect(told.find(({ to }) => to === `focal@${unit}`)!.at.slice(0, 10) < from).toBe(true);
    }
  });

  test('the coordinating body is asked once for the days of each window, in the month before', () => {
    const windows = new Set(
      plan.visits.filter(({ precision }) => precision !== 'day').map(({ from }) => from),
    );
    expect(ofWindows.filter(({ to }) => to.startsWith('coordinator@')).length).toBe(windows.size);
  });
});
