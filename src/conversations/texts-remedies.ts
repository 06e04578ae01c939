import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import { deadlineOf, type DueRule } from '../domain/deadline.ts';
import type { Field } from '../domain/plan.ts';
import { taskState } from '../domain/task-state.ts';
import { capital, count, deadlineInWords, number, percent, shortDay } from './format.ts';
import { FIELD_NAMES } from './field-words.ts';
import { TASK_STATES } from './task-states.ts';

export interface NoticeWords {
  number: string;
  issuedOn: Day;
  signer: string | null;
}

export interface FindingLine {
  no: string;
  field: Field | null;
  finding: string | null;
  remedy: string;
  rule: DueRule;
  lastDay: Day | null;
  doneOn: Day | null;
  arisen: boolean;
  claimedOn: Day | null;
}

export interface ConclusionWords extends NoticeWords {
  unitName: string;
  visitId: number | null;
  sentAt: Date | null;
  findings: readonly FindingLine[];
  policy: { nextWorkingDayCounts: boolean };
}

const KINDS: Readonly<Record<string, string>> = {
  TB: 'Thông báo kết luận',
  KL: 'Kết luận',
  QĐ: 'Quyết định',
  BC: 'Báo cáo',
  CV: 'Công văn',
};

/** "Thông báo kết luận số 15/TB-ĐKT ngày 20/8/2023"; an earlier year's paper goes by its own kind. */
export function noticeName({ number: paper, issuedOn }: Pick<NoticeWords, 'number' | 'issuedOn'>): string {
  const kind = KINDS[/\/(\p{L}+)/u.exec(paper)?.[1] ?? ''] ?? 'Văn bản';
  return `${kind} số ${paper} ngày ${shortDay(issuedOn)}`;
}

export const signedBy = ({ signer }: Pick<NoticeWords, 'signer'>): string =>
  signer === null ? '' : ` (người ký: ${signer})`;

/** By when: the words of the notice and the last day; a date given later by a paper; none where none was set. */
export function remedyDue(
  { rule, lastDay }: Pick<FindingLine, 'rule' | 'lastDay'>,
  { nextWorkingDayCounts }: { nextWorkingDayCounts: boolean },
  calendar: OfficeCalendar,
): string {
  const terms = { calendar, visitStart: null, nextWorkingDayCounts, year: 0 };
  const printed = deadlineOf(rule, terms);
  if (lastDay === null) {
    if (printed.state !== 'dated') return 'chưa có thời hạn';
    return `thời hạn theo văn bản đến hết ngày ${shortDay(printed.lastDay)}, trước khi Kế hoạch có hiệu lực`;
  }
  if (printed.state === 'dated' && printed.lastDay === lastDay)
    return deadlineInWords({ state: 'dated', bound: printed.bound, printedDay: printed.printed, lastDay });
  return `được gia hạn, ${deadlineInWords({ state: 'dated', bound: 'by', printedDay: null, lastDay })}`;
}

export function stateOf(line: FindingLine, today: Day): string {
  const state = taskState(line, today);
  if (line.doneOn !== null) return `${TASK_STATES[state]}, ngày ${shortDay(line.doneOn)}`;
  // What was reported is not called overdue while it waits for somebody else's word.
  if (line.claimedOn !== null) return `đã báo khắc phục ngày ${shortDay(line.claimedOn)}, chờ xác nhận`;
  return state === 'no_deadline' ? 'chưa hoàn thành' : TASK_STATES[state];
}

export const findingInWords = ({ no, field, finding, remedy }: FindingLine): string => {
  const parts = [
    ...(field === null ? [] : [capital(FIELD_NAMES[field])]),
    ...(finding === null ? [] : [finding]),
  ];
  return `${no}) ${parts.length === 0 ? 'Yêu cầu của văn bản' : parts.join(': ')}\n   Khắc phục: ${remedy}`;
};

export const share = (done: number, of: number): string =>
  `${number(done)}/${number(of)}${of === 0 ? '' : ` (${percent((done * 100) / of)})`}`;

const doneOf = (findings: readonly FindingLine[]): string =>
  `${count(findings.filter(({ doneOn }) => doneOn !== null).length)}/${count(findings.length)}`;

/** Closed when every remedy is accepted. */
export const closureInWords = (findings: readonly FindingLine[]): string =>
  findings.length === 0
    ? 'không nêu nội dung phải khắc phục'
    : `${findings.every(({ doneOn }) => doneOn !== null) ? 'đã khắc phục xong' : 'đã khắc phục'} ${doneOf(findings)}`;
