import type { PlanChange } from '../services/plan-change.ts';

/** Lines told of one kind of change; the others are counted. */
const SHOWN = 25;

const HEADINGS: Record<PlanChange['what'], string> = {
  plan: 'plan',
  unit: 'units',
  seat: 'seats of the team',
  visit: 'visits',
  obligation: 'obligations',
  form: 'forms',
  row: 'rows and columns of forms',
  due_report: 'due reports',
  task: 'tasks',
  draft: 'drafts that officers have begun',
};

/** What loading a plan changes, for the person who loads it: one paragraph a kind, each change a line. */
export function changesInWords(plan: string, changes: readonly PlanChange[]): string[] {
  if (changes.length === 0) return [`${plan}: no change`];
  const kinds = (Object.keys(HEADINGS) as PlanChange['what'][]).flatMap((what) => {
    const own = changes.filter((change) => change.what === what);
    return own.length === 0 ? [] : [paragraph(HEADINGS[what], own)];
  });
  return [`${plan}: ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`, ...kinds.flat()];
}

function paragraph(heading: string, changes: readonly PlanChange[]): string[] {
  const rest = changes.length - SHOWN;
  return [
    `  ${heading}: ${countsOf(changes)}`,
    ...changes.slice(0, SHOWN).map((change) => `    ${lineOf(change)}`),
    ...(rest > 0 ? [`    … and ${rest} more`] : []),
  ];
}

/** "12 added, 1 changed". */
function countsOf(changes: readonly PlanChange[]): string {
  const kinds = [...new Set(changes.map(({ change }) => change))];
  return kinds.map((kind) => `${changes.filter(({ change }) => change === kind).length} ${kind}`).join(', ');
}

function lineOf({ change, name, before, after }: PlanChange): string {
  const values =
    before !== undefined && after !== undefined
      ? `: ${before} → ${after}`
      : before !== undefined || after !== undefined
        ? `: ${before ?? after ?? ''}`
        : '';
  return `${change} ${name}${values}`;
}
