import type { Db } from '../store/connect.ts';
import * as obligations from '../store/obligations.ts';
import { difference, type Loading } from './plan-change.ts';

/** The ids of the plan's obligations, by key; one gone from the file stays for the reports that came in under it. */
export async function loadObligations(
  db: Db,
  { planId, plan, before, unitId, changes }: Loading,
): Promise<Map<string, number>> {
  const ids = await obligations.listIds(db, planId);
  const last = new Map((before?.obligations ?? []).map((obligation) => [obligation.key, obligation]));
  for (const obligation of plan.obligations) {
    const { key, form, coordinator, ...columns } = obligation;
    const was = last.get(key);
    last.delete(key);
    const differs = was && difference(was, obligation);
    if (ids.has(key) && was && !differs) continue;
    const coordinatorUnitId = unitId(coordinator);
    ids.set(key, await obligations.upsert(db, { planId, key, ...columns, formKey: form, coordinatorUnitId }));
    changes.push({
      what: 'obligation',
      name: obligation.title,
      change: was ? 'changed' : 'added',
      ...differs,
    });
  }
  for (const { title } of last.values()) changes.push({ what: 'obligation', name: title, change: 'removed' });
  return ids;
}
