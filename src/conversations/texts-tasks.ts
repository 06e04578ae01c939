import { daysBetween, type Day } from '../domain/day.ts';
import type { DueRule } from '../domain/deadline.ts';
import type { TaskState, TaskSummary } from '../domain/task-state.ts';
import { count, number, percent, shortDay } from './format.ts';
import { dataMoment } from './texts-questions.ts';

export interface TaskWords {
  no: string;
  text: string;
  leads: readonly string[];
  rule: DueRule;
  lastDay: Day | null;
  doneOn: Day | null;
}

const STATES: Record<TaskState, string> = {
  done_on_time: 'hoàn thành đúng hạn',
  done_late: 'hoàn thành quá hạn',
  in_progress: 'đang thực hiện trong hạn',
  overdue: 'quá hạn chưa hoàn thành',
  no_deadline: 'chưa có thời hạn',
  not_arisen: 'chưa phát sinh',
};

/** When a task without a date of its own is due. */
function undatedInWords(rule: DueRule): string {
  switch (rule.kind) {
    case 'by_period':
      return 'theo kỳ báo cáo';
    case 'monthly':
      return 'hằng tháng';
    case 'quarterly':
      return 'hằng quý';
    case 'on_request':
      return 'khi có yêu cầu';
    case 'months_after_event':
      return `trong ${count(rule.months)} tháng kể từ ${rule.event}`;
    default:
      return STATES.no_deadline;
  }
}

/** True for tasks followed by the periods of a report: they have no day of their own, yet are not without a rule. */
export const isByPeriod = ({ kind }: DueRule): boolean =>
  kind === 'by_period' || kind === 'monthly' || kind === 'quarterly';

const share = (done: number, of: number): string =>
  `${number(done)}/${number(of)}${of === 0 ? '' : ` (${percent((done * 100) / of)})`}`;

export const taskTexts = {
  heading: (now: Date) => `Tình trạng nhiệm vụ (${dataMoment(now)}):`,
  summary: (summary: TaskSummary, byPeriod: number, plans: string, now: Date) =>
    [`Tiến độ nhiệm vụ (${plans}; ${dataMoment(now)})`, ...taskTexts.numbers(summary, byPeriod)].join('\n'),
  overdue: (overdue: number, plans: string, now: Date) =>
    `${overdue === 0 ? 'Không có nhiệm vụ quá hạn chưa hoàn thành' : `Còn ${count(overdue)} nhiệm vụ quá hạn chưa hoàn thành`}.\n(${plans}; ${dataMoment(now)})`,
  overdueLine: ({ no, leads, lastDay }: TaskWords, today: Day) =>
    `- Số ${no}, ${leads.join(', ')}: hạn ${lastDay === null ? '' : `${shortDay(lastDay)}, quá ${count(daysBetween(lastDay, today))} ngày`}`,
  line: ({ no, text, leads, rule, lastDay, doneOn }: TaskWords, state: TaskState, today: Day) => {
    const due = lastDay === null ? undatedInWords(rule) : `chậm nhất hết ngày ${shortDay(lastDay)}`;
    const days = state === 'overdue' && lastDay !== null ? ` ${count(daysBetween(lastDay, today))} ngày` : '';
    const said = doneOn === null ? `${STATES[state]}${days}` : `${STATES[state]}, ngày ${shortDay(doneOn)}`;
    // Without a day of its own a task that is open has no other state than its rule.
    const parts = state === 'no_deadline' ? [due] : [due, said];
    return [`- Số ${no}: ${text}`, leads.join(', '), ...parts].filter((part) => part !== '').join('; ');
  },
  /** Law 11: the six states, then both percentages, each with its numbers. */
  numbers: ({ total, byState, ofArisen, ofDue }: TaskSummary, byPeriod: number): string[] => [
    `Tổng số ${number(total)}: ${Object.entries(STATES)
      .map(
        ([state, words]) =>
          `${words} ${count(byState[state as TaskState])}${state === 'no_deadline' && byPeriod > 0 ? ` (trong đó ${count(byPeriod)} theo kỳ báo cáo)` : ''}`,
      )
      .join('; ')}.`,
    `Hoàn thành trên tổng số, không tính nhiệm vụ chưa phát sinh: ${share(ofArisen.done, ofArisen.of)}.`,
    `Hoàn thành trên số đã đến hạn: ${share(ofDue.done, ofDue.of)}${ofDue.doneEarly > 0 ? `; ${count(ofDue.doneEarly)} nhiệm vụ hoàn thành trước hạn không tính vào tỷ lệ này` : ''}.`,
  ],
} as const;
