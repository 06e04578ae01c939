import { createHash } from 'node:crypto';
import { momentOf, type Hour } from '../../src/domain/office-time.ts';
import type { Day } from '../../src/domain/day.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { loadCalendars } from '../../src/files/calendars.ts';
import { planFolder } from '../../src/files/plan-folder.ts';
import { loadPlan } from '../../src/files/plan-load.ts';
import type { Environment } from '../../src/services/environment.ts';

export const calendar = loadCalendars();

const read = new Map<string, Plan>();

/** A plan of `plans/`, which must be well-formed. */
export function planNamed(name: string): Plan {
  const known = read.get(name);
  if (known) return known;
  const { plan, faults } = loadPlan(planFolder(name) ?? name, calendar);
  if (!plan) throw new Error(faults.map(({ message }) => message).join('\n'));
  read.set(name, plan);
  return plan;
}

/** An environment whose randomness is counted: the same test gives the same codes. */
export function testEnvironment(): Environment {
  let drawn = 0;
  return {
    calendar,
    randomHex: (bytes) => {
      drawn += 1;
      return createHash('sha256')
        .update(String(drawn))
        .digest('hex')
        .slice(0, bytes * 2);
    },
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

export const at = (day: Day, hour: Hour = '08:00'): Date => momentOf(day, hour);
