import type { Day } from '../domain/day.ts';
import { capital, count, momentInWords, shortDay, weekdayThenDay } from './format.ts';
import type { ToldWords } from './texts-coordinator.ts';
import { dataMoment } from './lists.ts';
import { paperInWords } from './texts-task-detail.ts';
import { productInWords, type ClaimWords } from './texts-task-reports.ts';
import { leadsInWords, taskDue, taskName, type NamedTask, type TaskWords } from './texts-tasks.ts';

interface PaperWords {
  number: string | null;
  date: Day | null;
}

const byPaper = ({ number, date }: PaperWords): string =>
  number === null ? '' : ` theo văn bản số ${paperInWords({ number, date })}`;

/** People named where a message goes to many; the rest are counted. */
const PEOPLE_TOLD = 5;

const named = (people: readonly string[]): string =>
  people.length > PEOPLE_TOLD
    ? `${people.slice(0, PEOPLE_TOLD).join(', ')} và ${count(people.length - PEOPLE_TOLD)} đồng chí khác`
    : people.join(', ');

const heardBy = (told: ToldWords): string =>
  told.reached.length > 0
    ? ` Tin được gửi đến ${named(told.reached)} trong giờ hành chính gần nhất.`
    : ' Chưa có đầu mối nhận được tin này; cần thông tin bằng văn bản hoặc điện thoại.';

/** What the body that coordinates decides about tasks and remedies. */
export const taskDecisionTexts = {
  waiting: (completions: number, requests: number, now: Date) =>
    `Việc chờ xác nhận: ${count(completions)} báo hoàn thành, ${count(requests)} đề nghị lùi thời hạn (${dataMoment(now)}).`,
  none: (now: Date) => `Không có việc nào chờ xác nhận (${dataMoment(now)}).`,
  completionLine: (task: NamedTask, unitName: string, doneOn: Day | null) =>
    `- ${capital(taskName(task))}, ${unitName}: báo hoàn thành ngày ${doneOn === null ? '' : shortDay(doneOn)}`,
  requestLine: (task: NamedTask, unitName: string, wantedDay: Day | null) =>
    `- ${capital(taskName(task))}, ${unitName}: đề nghị lùi${wantedDay === null ? '' : ` đến hết ngày ${shortDay(wantedDay)}`}`,
  completionOffer: ({ no }: NamedTask, unitName: string) => `Xem báo hoàn thành số ${no}, ${unitName}`,
  requestOffer: ({ no }: NamedTask, unitName: string) => `Xem đề nghị lùi số ${no}, ${unitName}`,

  /** Law 11: the day stated and the day it was reported, side by side. */
  completion: (
    task: TaskWords,
    report: ClaimWords & { unitName: string; reporterName: string; reportedAt: Date },
    isLate: boolean,
    now: Date,
  ) =>
    [
      `${report.unitName} báo hoàn thành ${taskName(task)} (${dataMoment(now)})`,
      task.text,
      `- Hoàn thành ngày: ${report.doneOn === null ? '' : shortDay(report.doneOn)}${isLate ? ' (sau thời hạn)' : ''}`,
      `- Báo lúc: ${momentInWords(report.reportedAt)}, đồng chí ${report.reporterName}`,
      `- Sản phẩm: ${productInWords(report)}`,
      `- Thời hạn: ${taskDue(task)}`,
      ...(task.leadCount > 1
        ? [
            `- Chủ trì: ${leadsInWords(task)} (${count(task.leadsDone)}/${count(task.leadCount)} đơn vị đã hoàn thành)`,
          ]
        : []),
    ].join('\n'),
  accepted: (
    task: TaskWords & { doneOn: Day | null },
    unitName: string,
    doneOn: Day | null,
    reached: boolean,
  ) =>
    `Đã xác nhận: ${unitName} hoàn thành ${taskName(task)} ngày ${doneOn === null ? '' : shortDay(doneOn)}.${task.doneOn === null ? ` ${count(task.leadsDone)}/${count(task.leadCount)} đơn vị chủ trì đã hoàn thành.` : ''}${reached ? '' : ' Đầu mối của đơn vị chưa có tài khoản kết nối; cần thông tin trực tiếp.'}`,
  askReturn: (task: NamedTask, unitName: string) =>
    `Đề nghị nêu nội dung ${unitName} cần bổ sung để xác nhận hoàn thành ${taskName(task)}.`,
  confirmReturn: (task: NamedTask, unitName: string, reason: string) =>
    `Gửi ${unitName} đề nghị bổ sung, chưa xác nhận hoàn thành ${taskName(task)}:\n${reason}`,
  returned: (task: NamedTask, unitName: string, reached: boolean) =>
    `Đã chuyển ${unitName} đề nghị bổ sung về ${taskName(task)}. Ngày hoàn thành đã báo được giữ lại.${reached ? '' : ' Đầu mối của đơn vị chưa có tài khoản kết nối; cần thông tin trực tiếp.'}`,
  already: (decidedAt: Date | null, deciderName: string | null) =>
    `Việc này đã được xử lý${decidedAt === null ? '' : ` lúc ${momentInWords(decidedAt)}`}${deciderName === null ? '' : ` bởi đồng chí ${deciderName}`}.`,

  request: (
    task: TaskWords,
    request: {
      unitName: string | null;
      askerName: string | null;
      askedAt: Date;
      wantedDay: Day | null;
      reason: string;
    },
    needsPaper: boolean,
    now: Date,
  ) =>
    [
      `${request.unitName ?? ''} đề nghị lùi thời hạn ${taskName(task)} (${dataMoment(now)})`,
      task.text,
      `- Thời hạn hiện tại: ${taskDue(task)}`,
      `- Đề nghị đến: ${request.wantedDay === null ? 'chưa nêu ngày' : `hết ngày ${shortDay(request.wantedDay)}`}`,
      `- Lý do: ${request.reason}`,
      `- Gửi lúc: ${momentInWords(request.askedAt)}${request.askerName === null ? '' : `, đồng chí ${request.askerName}`}`,
      ...(needsPaper ? ['Thời hạn do văn bản quy định: chỉ lùi khi có số văn bản cho phép.'] : []),
    ].join('\n'),
  askGrant: (task: TaskWords, needsPaper: boolean) =>
    needsPaper
      ? `Đề nghị nhắn số, ngày văn bản cho phép và thời hạn mới của ${taskName(task)} (ví dụ: 45/QĐ-SGDĐT ngày 10/5, đến hết ngày 30/6).`
      : `Đề nghị nhắn thời hạn mới của ${taskName(task)} (ví dụ: đến hết ngày 30/6), kèm số văn bản nếu có.`,
  askDay: (task: TaskWords, needsPaper: boolean) =>
    `Thời hạn hiện tại: ${taskDue(task)}. ${taskDecisionTexts.askGrant(task, needsPaper)}`,
  numberMissing:
    'Thời hạn do văn bản quy định nên cần số văn bản cho phép. Đề nghị nhắn như 45/QĐ-SGDĐT ngày 10/5, đến hết ngày 30/6.',
  dayMissing: 'Chưa rõ thời hạn mới. Đề nghị nhắn như: đến hết ngày 30/6.',
  notLater: (day: Day, task: TaskWords) =>
    `Ngày ${shortDay(day)} không sau thời hạn hiện tại: ${taskDue(task)}.`,
  past: (day: Day) => `Ngày ${shortDay(day)} đã qua nên không đặt làm thời hạn được. Đề nghị nhắn ngày khác.`,
  futurePaper: (day: Day) => `Ngày văn bản ${shortDay(day)} chưa đến. Đề nghị kiểm tra lại.`,
  sameDay: (task: TaskWords, at: Date | null) =>
    `Thời hạn ${taskName(task)} đã là ${taskDue(task)}${at === null ? '' : ` (ghi nhận lúc ${momentInWords(at)})`}; không có gì thay đổi.`,
  changed: (task: TaskWords) =>
    `Thời hạn ${taskName(task)} vừa được người khác thay đổi: ${taskDue(task)}. Đề nghị xem lại.`,
  done: (task: NamedTask) => `${capital(taskName(task))} đã hoàn thành nên không thay đổi thời hạn.`,
  confirmDay: (task: TaskWords, toDay: Day, paper: PaperWords, unitName: string | null) =>
    [
      `${unitName === null ? 'Đặt thời hạn' : `Đồng ý đề nghị của ${unitName}, lùi thời hạn`} ${taskName(task)}`,
      `- Thời hạn hiện tại: ${taskDue(task)}`,
      `- Thời hạn mới: hết ${weekdayThenDay(toDay)}${byPaper(paper)}`,
      'Các đơn vị chủ trì được thông tin; lịch nhắc tính lại theo thời hạn mới.',
    ].join('\n'),
  moved: (task: NamedTask, fromDay: Day | null, toDay: Day, told: ToldWords) =>
    `Đã ghi nhận thời hạn ${taskName(task)}: ${fromDay === null ? '' : `từ hết ngày ${shortDay(fromDay)} sang `}hết ${weekdayThenDay(toDay)}.${heardBy(told)}`,
  askDecline: (task: NamedTask, unitName: string) =>
    `Đề nghị nêu ý kiến trả lời ${unitName} về ${taskName(task)} (thời hạn giữ nguyên).`,
  confirmDecline: (task: TaskWords, unitName: string, answer: string) =>
    `Trả lời ${unitName}: giữ nguyên thời hạn ${taskName(task)} (${taskDue(task)}).\n${answer}`,
  declined: (task: NamedTask, unitName: string, told: ToldWords) =>
    `Đã trả lời ${unitName}; thời hạn ${taskName(task)} không thay đổi.${heardBy(told)}`,

  files: (task: NamedTask, unitName: string, total: number) =>
    `${capital(taskName(task))}, ${unitName}: ${count(total)} tệp kèm theo báo hoàn thành.`,
  offers: {
    seeFiles: 'Xem tệp kèm theo',
    back: 'Quay lại báo hoàn thành',
    menu: (total: number) => `Việc chờ xác nhận (${count(total)})`,
    accept: 'Xác nhận hoàn thành',
    return: 'Đề nghị bổ sung',
    grantTo: (day: Day) => `Đồng ý đến hết ngày ${shortDay(day)}`,
    grant: 'Đồng ý, ghi thời hạn mới',
    grantByPaper: 'Ghi văn bản cho phép',
    decline: 'Giữ nguyên thời hạn',
    next: 'Việc chờ xác nhận khác',
    seeTask: 'Xem nhiệm vụ',
    seeCompletion: (unitName: string) => `Xem báo hoàn thành của ${unitName}`,
    setDay: 'Đặt thời hạn',
    moveDay: 'Điều chỉnh thời hạn',
    moveByPaper: 'Điều chỉnh thời hạn theo văn bản',
    arise: 'Đã phát sinh',
  },
} as const;
