import { isComputed } from '../domain/form.ts';
import { unitsOwing, type Plan } from '../domain/plan.ts';
import { formatFault } from '../files/plan-faults.ts';
import { readPlanNamed } from './plan-open.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** `plan check`: counts and warnings of a sound plan; every fault with file and line, and exit 2, of any other. */
export function planCheck(path: string, { json }: { json: boolean }, terminal: Terminal): Promise<ExitCode> {
  const loaded = readPlanNamed(path, terminal);
  if (!loaded) return Promise.resolve(2);
  const { plan, faults, warnings } = loaded;
  const counts = plan && countsOf(plan);
  if (json) {
    terminal.out(JSON.stringify({ plan: plan?.key ?? null, counts, faults, warnings }));
  } else {
    for (const fault of faults) terminal.error(formatFault(fault));
    for (const warning of warnings) terminal.out(`${formatFault(warning)} [warning]`);
    if (plan && counts) {
      terminal.out(`${plan.key}: ${Object.entries(counts).map(inWords).join(', ')}`);
      terminal.out(`well-formed, ${plural(warnings.length, 'warning')}`);
    } else terminal.error(plural(faults.length, 'fault'));
  }
  return Promise.resolve(faults.length > 0 ? 2 : 0);
}

function countsOf(plan: Plan): Record<string, number> {
  const rows = plan.forms.flatMap((form) => form.rows.filter((row) => row.key !== row.section));
  const reports = plan.obligations.flatMap((obligation) => unitsOwing(plan, obligation));
  return {
    units: plan.units.length,
    seats: plan.seats.length,
    visits: plan.visits.length,
    obligations: plan.obligations.length,
    reports: reports.length,
    forms: plan.forms.length,
    rows: rows.length,
    inputs: rows.filter((row) => row.kind !== 'group' && !isComputed(row)).length,
    computed: rows.filter(isComputed).length,
    tables: plan.forms.flatMap((form) => form.tables).length,
    checks: plan.forms.flatMap((form) => [...form.checks, ...form.tables.flatMap((table) => table.checks)])
      .length,
    narratives: plan.forms.flatMap((form) => form.narratives).length,
    tasks: plan.tasks.length,
  };
}

const inWords = ([what, count]: [string, number]): string => `${count} ${what}`;
const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
