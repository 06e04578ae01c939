import { deadlineInWords } from '../conversations/format.ts';
import type { Day } from '../domain/day.ts';
import { expandDueReports, type DueReport } from '../domain/due-reports.ts';
import type { Plan } from '../domain/plan.ts';
import { dayFrom } from '../files/plan-dates.ts';
import { didYouMean } from '../files/plan-faults.ts';
import { fold } from '../language/fold.ts';
import { inColumns } from './plan-columns.ts';
import { readLivePlan } from './plan-live.ts';
import { openPlan } from './plan-open.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface DueOptions {
  json: boolean;
  /** Days as `2023-07-30` or `30/7/2023`; the plan's own year where left out. */
  from?: string | undefined;
  to?: string | undefined;
  /** `UNIT=FROM[/TO]`, days as `2023-07-30`. */
  visit: readonly string[];
  /** From the database instead of the files. */
  live?: boolean | undefined;
}

/** `plan due`: every report each unit owes, with the day the document names and the last day on time. */
export async function planDue(name: string, options: DueOptions, terminal: Terminal): Promise<ExitCode> {
  const live = options.live ? await readLivePlan(name, terminal) : undefined;
  const opened = options.live ? live : openPlan(name, terminal);
  if (!opened) return 2;
  const { plan, calendar } = opened;
  const wrong: string[] = [];
  const terms = readTerms(plan, options, wrong);
  for (const line of wrong) terminal.error(line);
  if (wrong.length > 0) return 2;
  const reports = live?.due ?? expandDueReports(plan, { calendar, ...terms });
  if (options.json) terminal.out(JSON.stringify(reports.map(toJson)));
  else if (reports.length === 0) terminal.out('Không có báo cáo nào đến hạn trong khoảng này.');
  else for (const line of inColumns(reports.map(inWords))) terminal.out(line);
  return 0;
}

/** The days and visits the options speak of; what is wrong with them goes to `wrong`. */
export function readTerms(
  plan: Plan,
  { from, to, visit }: Pick<DueOptions, 'from' | 'to' | 'visit'>,
  wrong: string[],
): { from: Day; to: Day; visits: Map<string, { from: Day; to: Day }> } {
  const first = readOption('--from', from, wrong) ?? (`${plan.year}-01-01` as Day);
  const last = readOption('--to', to, wrong) ?? (`${plan.year}-12-31` as Day);
  if (last < first) wrong.push(`--to ${last} is before --from ${first}`);
  const visits = new Map<string, { from: Day; to: Day }>();
  for (const text of visit) {
    const set = readVisit(plan, text);
    if (typeof set === 'string') wrong.push(`--visit "${text}": ${set}`);
    else visits.set(set.unit, { from: set.from, to: set.to });
  }
  return { from: first, to: last, visits };
}

function readOption(option: string, text: string | undefined, wrong: string[]): Day | undefined {
  if (text === undefined) return undefined;
  const day = dayFrom(text);
  if (day === undefined) wrong.push(`${option} "${text}": no such day; write it as 2023-07-30`);
  return day;
}

function readVisit(plan: Plan, text: string): { unit: string; from: Day; to: Day } | string {
  const [, name, start, end] = /^(.+)=([^=/]+)(?:\/([^=/]+))?$/.exec(text) ?? [];
  if (name === undefined || start === undefined)
    return 'write it as UNIT=2023-08-03 or UNIT=2023-08-03/2023-08-04';
  const meant = fold(name);
  const unit = plan.units.find((each) =>
    [each.name, ...each.aliases].some((spoken) => fold(spoken) === meant),
  );
  const visited = plan.visits.map((visit) => visit.unit);
  if (!unit) return `unknown unit "${name.trim()}"${didYouMean(name, visited)}`;
  if (!visited.includes(unit.name)) return `no visit goes to "${unit.name}"`;
  const [from, to] = [dayFrom(start), dayFrom(end ?? start)];
  if (from === undefined) return `there is no day "${start}"`;
  if (to === undefined) return `there is no day "${end ?? start}"`;
  return to < from ? `ends on ${to}, before it starts on ${from}` : { unit: unit.name, from, to };
}

function toJson({ unit, obligation, title, deadline, period }: DueReport): object {
  const dated = deadline.state === 'dated';
  return {
    unit,
    obligation,
    title,
    printed: dated ? deadline.printed : null,
    bound: 'bound' in deadline ? deadline.bound : null,
    last_day: dated ? deadline.lastDay : null,
    period,
    state: deadline.state,
  };
}

function inWords({ unit, title, deadline }: DueReport): string[] {
  const dated = deadline.state === 'dated';
  const facts = {
    state: deadline.state,
    bound: 'bound' in deadline ? deadline.bound : null,
    printedDay: dated ? deadline.printed : null,
    lastDay: dated ? deadline.lastDay : null,
  };
  return [unit, deadlineInWords(facts), title];
}
