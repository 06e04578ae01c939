import { shortDay, weekdayName } from '../conversations/format.ts';
import { addDays } from '../domain/day.ts';
import { expandDueReports, withSetDays } from '../domain/due-reports.ts';
import type { Hour } from '../domain/office-time.ts';
import { momentOf, toOfficeIso } from '../domain/office-time.ts';
import {
  simulateReminders,
  type SimulatedItem,
  type SimulatedMessage,
} from '../domain/reminder-simulation.ts';
import { readTerms, type DueOptions } from './plan-due.ts';
import { inColumns } from './plan-columns.ts';
import { readLivePlan } from './plan-live.ts';
import { openPlan } from './plan-open.ts';
import type { Words } from '../domain/plan.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** Reports due this long before or after the asked stretch may still be reminded of within it. */
const REACH_DAYS = 60;

/** `plan reminders`: every unasked message the policy sends, as if nobody submitted anything. */
export async function planReminders(
  name: string,
  options: DueOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const live = options.live ? await readLivePlan(name, terminal) : undefined;
  const opened = options.live ? live : openPlan(name, terminal);
  if (!opened) return 2;
  const { plan, calendar } = opened;
  const wrong: string[] = [];
  const { from, to, visits } = readTerms(plan, options, wrong);
  for (const line of wrong) terminal.error(line);
  if (wrong.length > 0) return 2;
  const reach = { from: addDays(from, -REACH_DAYS), to: addDays(to, REACH_DAYS) };
  const due = live?.outstanding ?? expandDueReports(plan, { calendar, ...reach, visits });
  const messages = simulateReminders(plan, due, withSetDays(plan.visits, visits), { calendar, from, to });
  if (options.json) terminal.out(JSON.stringify(messages.map(toJson)));
  else
    for (const line of inColumns(messages.map((message) => inWords(message, plan.words)))) terminal.out(line);
  return 0;
}

const toJson = ({ on, at, to, kind, items }: SimulatedMessage): object => ({
  at: toOfficeIso(momentOf(on, at as Hour)),
  to,
  kind,
  items: items.map(({ about, unit, workingDaysLeft }) => ({
    ...about,
    unit,
    working_days_left: workingDaysLeft,
  })),
});

const KINDS: Record<SimulatedMessage['kind'], string> = {
  before_due: 'sắp đến hạn',
  last_day: 'ngày làm việc cuối cùng',
  overdue: 'quá hạn',
  visit: 'chuẩn bị kiểm tra',
  digest: 'tổng hợp buổi sáng',
};

/** Whom a message goes to, the lead as the plan calls them. */
function nameOfRole(role: SimulatedMessage['to']['role'], words: Words): string {
  if (role === 'team_lead') return words.lead;
  if (role === 'focal') return 'đầu mối';
  return role === 'coordinator' ? 'cơ quan thường trực' : role;
}

const itemInWords = ({ about, unit, kind, workingDaysLeft }: SimulatedItem): string => {
  const what = 'visit' in about ? `cuộc kiểm tra ${about.visit}` : 'báo cáo';
  const left = kind === 'overdue' ? 'quá hạn' : `còn ${workingDaysLeft} ngày làm việc`;
  return `${what} ${unit} (${left})`;
};

const inWords = ({ on, at, to, kind, items }: SimulatedMessage, words: Words): string[] => [
  `${at} ${shortDay(on)} (${weekdayName(on)})`,
  `${nameOfRole(to.role, words)}, ${to.unit}`,
  KINDS[kind],
  items.map(itemInWords).join('; '),
];
