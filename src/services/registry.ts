import type { Day } from '../domain/day.ts';
import type { Plan } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import * as plans from '../store/plans.ts';
import * as seats from '../store/seats.ts';
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
    /** Whom the documents of these plans name for difficulties. */
    contacts: (planIds: readonly number[]) => plans.listContacts(db, planIds),
    plans: () => plans.listAll(db),
    /** When a unit ended and who took over; undefined where it stands. */
    endOf: (unitId: number) => units.findEnd(db, unitId),
    seats: () => seats.listWithNames(db),
    /** Throws `PlanRefused`, with the reason, where the plan may not be loaded. */
    load: (plan: Plan, now: Date) => loadPlan(db, env, plan, now),
    /** What a new day brings to plans: reports of standing ones, and the end of replaced ones; how many reports are new. */
    extend: (now: Date): Promise<number> => extendPlans(db, env, now),
    issue: (
      input: { planId: number; number: string | null; issuedOn: Day | null; personId: number | null },
      now: Date,
    ) => issuePlan(db, env, input, now),
  };
}
