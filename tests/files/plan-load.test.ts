import { describe, expect, test } from 'vitest';
import { loadPlan } from '../../src/files/plan-load.ts';
import { planFiles, SMALL_PLAN } from './plan-files.ts';

const load = () => {
  const { plan, faults } = loadPlan(planFiles(SMALL_PLAN));
  expect(faults).toEqual([]);
  return plan!;
};

describe('a plan folder', () => {
  test('visits may have days, months or a quarter', () => {
    expect(load().visits.map(({ from, to, precision }) => [from, to, precision])).toEqual([
      ['2022-04-01', '2022-06-30', 'quarter'],
      ['2022-06-01', '2022-11-30', 'window'],
      ['2022-09-05', '2022-09-09', 'day'],
    ]);
  });

  test('a visit is prepared by the standing body and joined by all members unless it says otherwise', () => {
    const [first, , third] = load().visits;
    expect([first!.coordinator, third!.coordinator]).toEqual(['Sở Nội vụ', 'Sở Tư pháp']);
    expect(first!.members).toEqual(['thanh_vien']);
  });

  test('units may be written by an alias and are kept by their canonical name', () => {
    expect(load().obligations[0]!.owing).toEqual({
      kind: 'units',
      names: ['Sở Tư pháp', 'UBND huyện Y', 'Sở Y tế'],
    });
  });

  test('a level among those who owe stands for all its units', () => {
    expect(load().obligations[1]!.owing).toMatchObject({
      names: ['Sở Nội vụ', 'Sở Tư pháp', 'Sở Y tế', 'UBND huyện Y'],
    });
  });

  test('deadlines may count back from the visit or come every year', () => {
    expect(load().obligations.map(({ rule }) => rule)).toEqual([
      { kind: 'working_days_before_visit', days: 3 },
      { kind: 'yearly', bound: 'before', month: 11, day: 30 },
    ]);
  });

  test('codes stay as typed: 1.10 is not 1.1, and a row may have none', () => {
    const rows = load().forms[0]!.rows;
    expect(rows.map(({ code }) => code)).toEqual(['A', '1.10', '', '', '']);
  });

  test('rows stand in their section, have its field, and the heading is a row of kind group', () => {
    const [heading, row] = load().forms[0]!.rows;
    expect(heading).toMatchObject({ key: 'a', kind: 'group', section: 'a' });
    expect(row).toMatchObject({ section: 'a', field: 'the_che' });
  });

  test('a row may apply to levels and to single units', () => {
    expect(load().forms[0]!.rows.at(-1)!.appliesTo).toEqual({ levels: ['district'], units: ['Sở Tư pháp'] });
  });

  test('tasks keep printed words that are no unit', () => {
    expect(load().tasks).toMatchObject([
      {
        no: '12',
        lead: ['Sở Tư pháp'],
        coordinating: ['Các đơn vị có liên quan'],
        due: { kind: 'on_request' },
      },
      { no: '13a', due: { kind: 'by', day: '2022-02-27' } },
    ]);
  });

  test('the reminder policy is the usual one but for what the plan adjusts', () => {
    const files = {
      ...SMALL_PLAN,
      'plan.yaml': `${SMALL_PLAN['plan.yaml']}reminders: { before_due: [5, 0] }\n`,
    };
    const { plan } = loadPlan(planFiles(files));
    expect(plan!.policy).toMatchObject({ beforeDue: [5, 0], morningAt: '08:00' });
  });
});
