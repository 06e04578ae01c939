import type { Day } from '../domain/day.ts';
import type { Plan } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import * as plans from '../store/plans.ts';
import * as units from '../store/units.ts';
import type { Environment } from './environment.ts';
import { extendPlans } from './plan-loading-ahead.ts';
import { issuePlan, loadPlan } from './plan-loading.ts';

export function createRegistry(db: Db, env: Environment) {
  return {
    /** Changes whenever the units may have: what is built from them can be kept as long as this is the same. */
    async stamp(): Promise<string> {
      const loaded = await plans.listStamps(db);
      return loaded.map((plan) => `${plan.id}@${plan.loadedAt.getTime()}`).join();
    },
    units: () => units.listAll(db),
    plans: () => plans.listAll(db),
    seats: () => plans.listSeatsWithNames(db),
    load: (plan: Plan, now: Date) => loadPlan(db, env, plan, now),
    /** Lays out what standing plans demand further ahead, with its reminders; how many reports are new. */
    extend: (now: Date): Promise<number> => extendPlans(db, env, now),
    issue: (
      input: { planId: number; number: string | null; issuedOn: Day | null; personId: number | null },
      now: Date,
    ) => issuePlan(db, env, input, now),
  };
}
