import { expect, test } from 'vitest';
import { expandDueReports } from '../../src/domain/due-reports.ts';
import { simulateReminders, type SimulatedMessage } from '../../src/domain/reminder-simulation.ts';
import { loadCalendars } from '../../src/files/calendars.ts';
import { planFolder } from '../../src/files/plan-folder.ts';
import { loadPlan } from '../../src/files/plan-load.ts';
import type { Day } from '../../src/domain/day.ts';

const calendar = loadCalendars();
const plan = loadPlan(planFolder('binh-phuoc-2023')!, calendar).plan!;
const year = { from: '2023-01-01' as Day, to: '2023-12-31' as Day };
const messages = simulateReminders(plan, expandDueReports(plan, { calendar, ...year }), plan.visits, {
  calendar,
  ...year,
});
const toFocal = (unit: string): string[] =>
  messages.filter(({ to }) => to.role === 'focal' && to.unit === unit).map(inShort);
const inShort = ({ on, kind, items }: SimulatedMessage): string =>
  `${on} ${kind}: ${items.map(({ about, workingDaysLeft }) => `${'visit' in about ? 'visit' : 'report'} ${workingDaysLeft}`).join(', ')}`;

test('Sở Công Thương: the report due before 30/7 and the visit of 01/8 share mornings', () => {
  expect(toFocal('Sở Công Thương')).toEqual([
    '2023-07-19 before_due: report 7',
    '2023-07-25 before_due: report 3',
    '2023-07-27 before_due: report 1, visit 3',
    '2023-07-28 last_day: report 0',
    '2023-07-31 overdue: report -1, visit 1',
    '2023-08-02 overdue: report -3',
    '2023-08-04 overdue: report -5',
  ]);
});

test('Sở Kế hoạch và Đầu tư: the eve of the visit leaves though it is the fourth morning of its week', () => {
  expect(toFocal('Sở Kế hoạch và Đầu tư')).toEqual([
    '2023-08-18 before_due: report 7',
    '2023-08-24 before_due: report 3',
    '2023-08-28 before_due: report 1',
    '2023-08-29 last_day: report 0, visit 3',
    '2023-08-30 overdue: report -1',
    '2023-08-31 visit: visit 1',
    '2023-09-05 overdue: report -3',
    '2023-09-07 overdue: report -5',
  ]);
});

test('a unit that inspects itself hears only of its report due before 30/11', () => {
  expect(toFocal('Sở Y tế')).toEqual([
    '2023-11-20 before_due: report 7',
    '2023-11-24 before_due: report 3',
    '2023-11-28 before_due: report 1',
    '2023-11-29 last_day: report 0',
    '2023-11-30 overdue: report -1',
    '2023-12-04 overdue: report -3',
    '2023-12-06 overdue: report -5',
  ]);
});

test('every unit that owes a report is reminded, and nobody else', () => {
  const reminded = new Set(messages.filter(({ to }) => to.role === 'focal').map(({ to }) => to.unit));
  const owing = new Set(expandDueReports(plan, { calendar, ...year }).map(({ unit }) => unit));
  expect(reminded).toEqual(owing);
  expect(reminded.size).toBe(30);
});

test('mornings leave at 08:00, summaries at 07:00, all on working days', () => {
  for (const { on, at, kind } of messages) {
    expect(calendar.isWorkingDay(on)).toBe(true);
    expect(at).toBe(kind === 'digest' ? '07:00' : '08:00');
  }
});

test('the first summary leaves when a report is due within seven days', () => {
  expect(messages.find(({ kind }) => kind === 'digest')?.on).toBe('2023-07-24');
});

test('nothing is sent before the plan took effect', () => {
  expect(messages.every(({ on }) => on >= plan.effectiveFrom)).toBe(true);
});
