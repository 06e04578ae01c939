import { daysBetween, monthOf, type Day } from '../domain/day.ts';
import type { DueRule } from '../domain/deadline.ts';
import type { Field } from '../domain/plan.ts';
import type { TaskState, TaskSummary } from '../domain/task-state.ts';
import { count, deadlineInWords, number, percent, shortDay } from './format.ts';
import { TASK_STATES } from './task-states.ts';
import { dataMoment } from './lists.ts';

export interface NamedTask {
  no: string;
  /** The number of the notice, of a remedy; null of a plan's task. */
  conclusionNumber: string | null;
}

export interface TaskWords extends NamedTask {
  text: string;
  leads: readonly string[];
  leadCount: number;
  leadsDone: number;
  rule: DueRule;
  lastDay: Day | null;
  doneOn: Day | null;
  /** Reports of completion that wait for the coordinator, and the latest day they state. */
  claims: number;
  claimedOn: Day | null;
}

const FIELD_NAMES: Record<Field, string> = {
  chi_dao_dieu_hanh: 'Chỉ đạo, điều hành',
  the_che: 'Cải cách thể chế',
  thu_tuc_hanh_chinh: 'Cải cách thủ tục hành chính',
  to_chuc_bo_may: 'Cải cách tổ chức bộ máy',
  che_do_cong_vu: 'Cải cách chế độ công vụ',
  tai_chinh_cong: 'Cải cách tài chính công',
  chinh_quyen_so: 'Xây dựng chính quyền điện tử, chính quyền số',
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
      return TASK_STATES.no_deadline;
  }
}

/** Both dates of a day the document words otherwise; one that was moved is a plain last day. */
export function taskDue({ rule, lastDay }: Pick<TaskWords, 'rule' | 'lastDay'>): string {
  if (lastDay === null) return undatedInWords(rule);
  const dated = { state: 'dated', lastDay };
  if (rule.kind === 'before' && daysBetween(lastDay, rule.day) === 1)
    return deadlineInWords({ ...dated, bound: 'before', printedDay: rule.day });
  const isItsMonth = rule.kind === 'in_month' && monthOf(lastDay) === rule.month;
  return deadlineInWords({ ...dated, bound: isItsMonth ? 'in_month' : 'by', printedDay: null });
}

/** True for tasks followed by the periods of a report: they have no day of their own, yet are not without a rule. */
export const isByPeriod = ({ kind }: DueRule): boolean =>
  kind === 'by_period' || kind === 'monthly' || kind === 'quarterly';

/** "nhiệm vụ số 12", "nội dung khắc phục số 1 của Thông báo kết luận số 15/TB-ĐKT". */
export const taskName = ({ no, conclusionNumber }: NamedTask): string =>
  conclusionNumber === null
    ? `nhiệm vụ số ${no}`
    : `nội dung khắc phục số ${no} của Thông báo kết luận số ${conclusionNumber}`;

const shortName = ({ no, conclusionNumber }: NamedTask): string =>
  conclusionNumber === null ? `Số ${no}` : `Khắc phục số ${no}, TBKL ${conclusionNumber}`;

const share = (done: number, of: number): string =>
  `${number(done)}/${number(of)}${of === 0 ? '' : ` (${percent((done * 100) / of)})`}`;

/** "Phòng A, Phòng B và 12 đơn vị khác". */
export const leadsInWords = ({ leads, leadCount }: Pick<TaskWords, 'leads' | 'leadCount'>): string =>
  leadCount > leads.length
    ? `${leads.join(', ')} và ${count(leadCount - leads.length)} đơn vị khác`
    : leads.join(', ');

/** Whether every part still open is reported done: such a task is called neither done nor late. */
export const isClaimed = ({ doneOn, claims, leadsDone, leadCount }: TaskWords): boolean =>
  doneOn === null && claims > 0 && leadsDone + claims >= leadCount;

const claimInWords = (claimedOn: Day | null): string =>
  `đã báo hoàn thành${claimedOn === null ? '' : ` ngày ${shortDay(claimedOn)}`}, chờ xác nhận`;

/** How a task stands, in a few words: by its dates, by the parts of its units, and by what waits for a word. */
export function stateOfTask(task: TaskWords, state: TaskState, today: Day): string {
  const { lastDay, doneOn, leadCount, leadsDone, claims, claimedOn } = task;
  const parts =
    leadCount > 1 && leadsDone > 0 && doneOn === null
      ? [`${count(leadsDone)}/${count(leadCount)} đơn vị đã hoàn thành`]
      : [];
  if (doneOn !== null) return `${TASK_STATES[state]}, ngày ${shortDay(doneOn)}`;
  if (isClaimed(task)) return [...parts, claimInWords(claimedOn)].join('; ');
  const days = state === 'overdue' && lastDay !== null ? ` ${count(daysBetween(lastDay, today))} ngày` : '';
  const waiting = claims > 0 ? [`${count(claims)} đơn vị đã báo hoàn thành, chờ xác nhận`] : [];
  // What follows the periods of a report has no day of its own, yet is not without a rule.
  const said =
    state === 'no_deadline' && isByPeriod(task.rule) ? 'chưa hoàn thành' : `${TASK_STATES[state]}${days}`;
  return [said, ...parts, ...waiting].join('; ');
}

export const taskTexts = {
  offers: { byUnit: 'Tiến độ theo đơn vị', byField: 'Tiến độ theo lĩnh vực', overdue: 'Nhiệm vụ quá hạn' },
  heading: (now: Date) => `Tình trạng nhiệm vụ (${dataMoment(now)}):`,
  whichPlan: (no: string) => `Nhiệm vụ số ${no} có trong nhiều kế hoạch, đề nghị chọn:`,
  planOffer: (planTitle: string) => (planTitle.length > 60 ? `${planTitle.slice(0, 59)}…` : planTitle),
  summary: (
    summary: TaskSummary,
    { byPeriod, claimed }: { byPeriod: number; claimed: number },
    plans: string,
    now: Date,
  ) =>
    [
      `Tiến độ nhiệm vụ (${plans}; ${dataMoment(now)})`,
      ...taskTexts.numbers(summary, { byPeriod, claimed }),
    ].join('\n'),
  /** Tasks of others a unit takes part in are named apart, never counted. */
  coordinating: (tasks: number) =>
    `Ngoài ra phối hợp thực hiện ${count(tasks)} nhiệm vụ do đơn vị khác chủ trì.`,
  onlyCoordinating: (tasks: number, now: Date) =>
    `Không chủ trì nhiệm vụ nào; phối hợp thực hiện ${count(tasks)} nhiệm vụ do đơn vị khác chủ trì (${dataMoment(now)}).`,
  /** Remedies after inspections are counted apart. */
  remedies: ({ total, byState, ofArisen }: TaskSummary) =>
    `Nội dung khắc phục sau kiểm tra (tính riêng): tổng số ${number(total)}; hoàn thành ${share(ofArisen.done, ofArisen.of)}; quá hạn chưa hoàn thành ${count(byState.overdue)}; chưa có thời hạn ${count(byState.no_deadline)}.`,
  overdue: (overdue: number, claimed: number, plans: string, now: Date) =>
    `${overdue === 0 ? 'Không có nhiệm vụ quá hạn chưa hoàn thành' : `Còn ${count(overdue)} nhiệm vụ quá hạn chưa hoàn thành${claimed > 0 ? `, trong đó ${count(claimed)} đã báo hoàn thành, chờ xác nhận` : ''}`}.\n(${plans}; ${dataMoment(now)})`,
  overdueLine: (task: TaskWords, today: Day) => {
    const { no, lastDay, claimedOn } = task;
    const due = lastDay === null ? '' : `hạn ${shortDay(lastDay)}, `;
    const said = isClaimed(task)
      ? claimInWords(claimedOn)
      : `quá ${count(lastDay === null ? 0 : daysBetween(lastDay, today))} ngày`;
    return `- Số ${no}, ${leadsInWords(task)}: ${due}${said}`;
  },
  line: (task: TaskWords, state: TaskState, today: Day) => {
    const { lastDay, rule, doneOn } = task;
    const due = lastDay === null ? undatedInWords(rule) : `chậm nhất hết ngày ${shortDay(lastDay)}`;
    const said = stateOfTask(task, state, today);
    // Without a day of its own a task that is open has no other state than its rule.
    const isOnlyRule = state === 'no_deadline' && doneOn === null && task.claims + task.leadsDone === 0;
    const parts = isOnlyRule ? [due] : [due, said];
    return [`- ${shortName(task)}: ${task.text}`, leadsInWords(task), ...parts]
      .filter((part) => part !== '')
      .join('; ');
  },
  /** Law 11: the six states, then both percentages, each with its numbers. */
  numbers: (
    { total, byState, ofArisen, ofDue }: TaskSummary,
    { byPeriod, claimed }: { byPeriod: number; claimed: number },
  ): string[] => {
    const within = (state: string): string => {
      if (state === 'no_deadline' && byPeriod > 0) return ` (trong đó ${count(byPeriod)} theo kỳ báo cáo)`;
      return state === 'overdue' && claimed > 0
        ? ` (trong đó ${count(claimed)} đã báo hoàn thành, chờ xác nhận)`
        : '';
    };
    return [
      `Tổng số ${number(total)}: ${Object.entries(TASK_STATES)
        .map(([state, words]) => `${words} ${count(byState[state as TaskState])}${within(state)}`)
        .join('; ')}.`,
      `Hoàn thành trên tổng số, không tính nhiệm vụ chưa phát sinh: ${share(ofArisen.done, ofArisen.of)}.`,
      `Hoàn thành trên số đã đến hạn: ${share(ofDue.done, ofDue.of)}${ofDue.doneEarly > 0 ? `; ${count(ofDue.doneEarly)} nhiệm vụ hoàn thành trước hạn không tính vào tỷ lệ này` : ''}.`,
    ];
  },

  byUnit: (now: Date) =>
    `Tiến độ nhiệm vụ theo đơn vị chủ trì (${dataMoment(now)}); một nhiệm vụ nhiều đơn vị chủ trì được tính ở từng đơn vị:`,
  byField: (now: Date) => `Tiến độ nhiệm vụ theo lĩnh vực (${dataMoment(now)}):`,
  fieldName: (field: Field | null) => (field === null ? 'Chưa xếp lĩnh vực' : FIELD_NAMES[field]),
  progressLine: (name: string, { byState, ofArisen, ofDue }: TaskSummary) =>
    [
      `- ${name}: hoàn thành ${share(ofArisen.done, ofArisen.of)}`,
      `đã đến hạn ${share(ofDue.done, ofDue.of)}`,
      `quá hạn ${count(byState.overdue)}`,
      ...(byState.not_arisen > 0 ? [`chưa phát sinh ${count(byState.not_arisen)}`] : []),
    ].join('; '),
} as const;
