import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Plan } from '../domain/plan.ts';
import { loadCalendars } from '../files/calendars.ts';
import { formatFault } from '../files/plan-faults.ts';
import { planFolder, planNames } from '../files/plan-folder.ts';
import { loadPlan, type LoadedPlan } from '../files/plan-load.ts';
import type { Terminal } from './terminal.ts';

/** Loads the plan of a name in plans/ or of a path; undefined, and said so, where there is no such folder. */
export function readPlanNamed(
  nameOrPath: string,
  terminal: Pick<Terminal, 'error'>,
): (LoadedPlan & { calendar: OfficeCalendar }) | undefined {
  const folder = planFolder(nameOrPath);
  if (folder === undefined) {
    terminal.error(`no plan "${nameOrPath}": give a folder, or a name in plans/: ${planNames().join(', ')}`);
    return undefined;
  }
  const calendar = loadCalendars();
  return { ...loadPlan(folder, calendar), calendar };
}

/** A sound plan, or undefined after its faults have been told, each with its place. */
export function openPlan(
  nameOrPath: string,
  terminal: Pick<Terminal, 'error'>,
): { plan: Plan; calendar: OfficeCalendar } | undefined {
  const loaded = readPlanNamed(nameOrPath, terminal);
  if (!loaded) return undefined;
  for (const fault of loaded.faults) terminal.error(formatFault(fault));
  return loaded.plan ? { plan: loaded.plan, calendar: loaded.calendar } : undefined;
}
