import { join } from 'node:path';
import type { Unit } from '../domain/plan.ts';
import { planFolder, planNames } from './plan-folder.ts';
import { readSource } from './plan-source.ts';
import { readUnits } from './plan-units.ts';

/** Every unit of every plan in `plans/`, one for each name: provinces share names such as "Sở Nội vụ". */
export function unitsOfPlans(): Unit[] {
  const byName = new Map<string, Unit>();
  for (const plan of planNames()) {
    const folder = planFolder(plan) ?? plan;
    for (const unit of readUnits(readSource(join(folder, 'units.yaml'))).units) {
      const known = byName.get(unit.name);
      const aliases = new Set([...(known?.aliases ?? []), ...unit.aliases]);
      byName.set(unit.name, { ...(known ?? unit), aliases: [...aliases] });
    }
  }
  return [...byName.values()];
}
