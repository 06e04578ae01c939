import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Goal } from '../domain/plan.ts';
import { decimalsApart, type GoalOutcome } from '../domain/task-goals.ts';
import { capital, count, number, percent, periodInWords, shortDay } from './format.ts';
import { dataMoment } from './lists.ts';
import { leadsInWords, taskDue, taskName, type TaskWords } from './texts-tasks.ts';

export interface GoalWords {
  unitName: string;
  goal: Goal;
  rowName: string | null;
  measure: string | null;
  isPercent: boolean;
  period: string | null;
  outcome: GoalOutcome;
}

/** "số liệu quý II/2021: 96,20% (đạt)". */
function figureInWords({ goal, measure, isPercent, period, outcome }: GoalWords): string {
  const of = `số liệu${period === null ? '' : ` ${periodInWords(period)}`}`;
  switch (outcome.kind) {
    case 'missing':
      return 'chưa có số liệu';
    case 'nothing':
      return `${of}: không phát sinh`;
    case 'out_of_scope':
      return `${of}: không thuộc phạm vi`;
    case 'met':
    case 'not_met': {
      const decimals = decimalsApart(goal, outcome.value);
      const isShort = isPercent && decimals === 2;
      const figure = isShort
        ? percent(outcome.value)
        : `${number(outcome.value, decimals)}${isPercent ? '%' : ''}`;
      const unit = isPercent || measure === null || measure === '' ? '' : ` ${measure}`;
      return `${of}: ${figure}${unit} (${outcome.kind === 'met' ? 'đạt' : 'chưa đạt'})`;
    }
  }
}

export interface TaskDetail extends TaskWords {
  planTitle: string;
  conclusionIssuedOn: Day | null;
  finding: string | null;
  products: readonly string[];
  target: string | null;
}

export interface SaidOfTask {
  kind: 'progress' | 'done';
  unitName: string;
  text: string;
  doneOn: Day | null;
  reportedAt: Date;
  state: 'noted' | 'pending' | 'accepted' | 'returned';
  reason: string | null;
}

/** Words of a report before they are only begun: the whole stands where the report itself is shown. */
const LONGEST_GLANCE = 200;
const glance = (text: string): string =>
  text.length > LONGEST_GLANCE ? `${text.slice(0, LONGEST_GLANCE)}…` : text;

const decided = { noted: '', pending: 'chờ xác nhận', accepted: 'đã xác nhận', returned: 'đề nghị bổ sung' };

function saidInWords({ kind, unitName, text, doneOn, reportedAt, state, reason }: SaidOfTask): string {
  const head = `  ${shortDay(dayOf(reportedAt))}, ${unitName}`;
  if (kind === 'progress') return `${head}: ${glance(text)}`;
  const why = state === 'returned' && reason !== null ? `: ${glance(reason)}` : '';
  return `${head}: báo hoàn thành ngày ${doneOn === null ? '' : shortDay(doneOn)}; ${decided[state]}${why}`;
}

export const taskDetailTexts = {
  /** A task in full: what, who, when, how far. */
  whole: (
    task: TaskDetail,
    about: {
      state: string;
      coordinating: { names: readonly string[]; count: number };
      moved: { fromDay: Day | null; paperNumber: string | null; paperDate: Day | null } | null;
      goals: readonly GoalWords[];
      otherUnits: number;
      said: readonly SaidOfTask[];
    },
    now: Date,
  ): string => {
    const { planTitle, finding, products, target, leadCount } = task;
    const { state, coordinating, moved, goals, otherUnits, said } = about;
    const lead = leadCount === 0 ? 'văn bản không nêu đơn vị cụ thể' : leadsInWords(task);
    return [
      `${capital(taskName(task))} (${task.conclusionNumber === null ? `${planTitle}; ` : ''}${dataMoment(now)})`,
      ...(finding === null ? [] : [`Tồn tại, hạn chế: ${finding}`]),
      task.text,
      ...(products.length === 0 ? [] : [`- Sản phẩm: ${products.join('; ')}`]),
      `- Chủ trì: ${lead}`,
      ...(coordinating.count === 0
        ? []
        : [
            `- Phối hợp: ${coordinating.names.join(', ')}${coordinating.count > coordinating.names.length ? ` và ${count(coordinating.count - coordinating.names.length)} đơn vị khác` : ''}`,
          ]),
      `- Thời hạn: ${taskDue(task)}${moved === null ? '' : ` (${movedInWords(moved)})`}`,
      ...goalLines(target, goals, otherUnits),
      `- Tình trạng: ${state}`,
      ...(said.length === 0 ? [] : ['- Báo cáo gần nhất:', ...said.map(saidInWords)]),
    ].join('\n');
  },
} as const;

/** "trước đó: hết ngày 15/6/2021; theo văn bản số 45/QĐ-SGDĐT ngày 10/6/2021". */
function movedInWords({
  fromDay,
  paperNumber,
  paperDate,
}: {
  fromDay: Day | null;
  paperNumber: string | null;
  paperDate: Day | null;
}): string {
  return [
    fromDay === null ? 'trước đó chưa có thời hạn' : `thời hạn trước đó: hết ngày ${shortDay(fromDay)}`,
    ...(paperNumber === null
      ? []
      : [`theo văn bản số ${paperInWords({ number: paperNumber, date: paperDate })}`]),
  ].join('; ');
}

/** "45/QĐ-SGDĐT ngày 12/5/2021". */
export const paperInWords = ({ number: no, date }: { number: string; date: Day | null }): string =>
  `${no}${date === null ? '' : ` ngày ${shortDay(date)}`}`;

function goalLines(target: string | null, goals: readonly GoalWords[], otherUnits: number): string[] {
  if (target === null && goals.length === 0) return [];
  const head = `- Chỉ tiêu: ${target ?? ''}`;
  const [only, another] = goals;
  if (!only) return [head];
  if (!another) return [`${head}; ${figureInWords(only)}`];
  const hasRows = new Set(goals.map(({ goal }) => goal.row)).size > 1;
  return [
    head,
    ...goals.map(
      (one) =>
        `  ${one.unitName}${hasRows && one.rowName !== null ? `, ${one.rowName}` : ''}: ${figureInWords(one)}`,
    ),
    ...(otherUnits > 0 ? [`  … và ${count(otherUnits)} đơn vị khác`] : []),
  ];
}
