import { describe, expect, test } from 'vitest';
import { planNamed } from '../support/plans.ts';
import { heard, isDigest, planned, playSilently } from '../support/silent-season.ts';

const plan = planNamed('binh-phuoc-2023');

describe('a whole season in which nobody does anything', async () => {
  const { delivered, policy } = await playSilently(plan, { from: '2023-07-03', to: '2023-12-31' });

  test('every unit hears on exactly the mornings of the policy, and on no other', () => {
    const mornings = delivered.filter(({ to }) => to.startsWith('focal@'));
    expect(heard(mornings)).toEqual(planned(policy.filter(({ to }) => to.role === 'focal')));
    expect(mornings.length).toBeGreaterThan(200);
  });

  test('leaders and coordinators get a summary on exactly the mornings when something comes or has changed', () => {
    expect(heard(delivered.filter(isDigest))).toEqual(
      planned(policy.filter(({ kind }) => kind === 'digest')),
    );
  });

  test('nobody else is written to: heads of units only after a person approved it', () => {
    const others = delivered.filter((line) => !line.to.startsWith('focal@') && !isDigest(line));
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
