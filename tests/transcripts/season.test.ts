import { describe, expect, test } from 'vitest';
import { expandDueReports } from '../../src/domain/due-reports.ts';
import type { Day } from '../../src/domain/day.ts';
import { simulateReminders } from '../../src/domain/reminder-simulation.ts';
import { freshDatabase } from '../support/database.ts';
import { calendar, planNamed } from '../support/plans.ts';
import { play } from '../support/transcript.ts';

const plan = planNamed('binh-phuoc-2023');
const year = { from: '2023-01-01' as Day, to: '2023-12-31' as Day };

describe('a whole season in which nobody does anything', async () => {
  const { db } = await freshDatabase();
  const { delivered } = await play(db, { as: 'coordinator@Sở Nội vụ', at: '2023-07-03T08:00', json: true }, [
    '@at 2023-12-31T23:00',
  ]);
  const policy = simulateReminders(plan, expandDueReports(plan, { calendar, ...year }), plan.visits, {
    calendar,
    ...year,
  });

  test('every unit hears on exactly the mornings of the policy, and on no other', () => {
    const heard = delivered
      .filter(({ to }) => to.startsWith('focal@'))
      .map(({ at, to }) => `${at.slice(0, 16)} ${to}`);
    const planned = policy
      .filter(({ to }) => to.role === 'focal')
      .map(({ on, at, to }) => `${on}T${at} focal@${to.unit}`);
    expect(heard.sort()).toEqual(planned.sort());
    expect(heard.length).toBeGreaterThan(200);
  });

  test('leaders and coordinators get a summary on exactly the mornings when something comes or has changed', () => {
    const heard = delivered
      .filter(({ text }) => text.startsWith('Kính báo cáo'))
      .map(({ at, to }) => `${at.slice(0, 16)} ${to}`);
    const planned = policy
      .filter(({ kind }) => kind === 'digest')
      .map(({ on, at, to }) => `${on}T${at} ${to.role}@${to.unit}`);
    expect(heard.sort()).toEqual(planned.sort());
  });

  test('nobody else is written to: heads of units only after a person approved it', () => {
    const others = delivered.filter(
      ({ to, text }) => !to.startsWith('focal@') && !text.startsWith('Kính báo cáo'),
    );
    expect(others).toEqual([]);
  });

  test('no message is sent to a unit about another unit', () => {
    // Coordinating bodies are named as those who receive.
    const receiving = new Set([plan.coordinator, ...plan.visits.map(({ coordinator }) => coordinator)]);
    const others = plan.units
      .map(({ name }) => name)
      .filter((name) => !receiving.has(name) && name !== 'UBND tỉnh');
    for (const { to, text } of delivered.filter((one) => one.to.startsWith('focal@'))) {
      const own = to.slice('focal@'.length);
      const named = others.filter((name) => text.includes(name) && !own.includes(name));
      expect({ to, named }).toEqual({ to, named: [] });
    }
  });
});
