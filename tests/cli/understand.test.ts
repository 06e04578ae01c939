import { describe, expect, it } from 'vitest';
import { understand } from '../../src/cli/understand.ts';
import { unitsOfPlans } from '../../src/files/plan-registry.ts';
import { terminalOf } from './lines.ts';

describe('dondoc understand', () => {
  it('answers one JSON line for each message', async () => {
    const { terminal, out } = terminalOf(['skhđt hạn nào', '']);
    const code = await understand({ as: 'coordinator', at: '2023-08-10T08:00' }, terminal, unitsOfPlans());
    expect(code).toBe(0);
    expect(out.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        message: 'skhđt hạn nào',
        intent: 'unit_deadlines',
        slots: { unit: 'Sở Kế hoạch và Đầu tư' },
        sure: true,
        alternatives: [],
      },
      { message: '', intent: 'none', slots: {}, sure: true, alternatives: [] },
    ]);
  });

  it('refuses a role that does not exist', async () => {
    const { terminal, errors } = terminalOf([]);
    expect(await understand({ as: 'boss' }, terminal, unitsOfPlans())).toBe(2);
    expect(errors[0]).toContain('boss');
  });
});
