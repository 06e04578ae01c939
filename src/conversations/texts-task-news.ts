import type { Day } from '../domain/day.ts';
import { capital, shortDay, weekdayThenDay } from './format.ts';
import { paperInWords } from './texts-task-detail.ts';
import { taskDue, taskName, type NamedTask, type TaskWords } from './texts-tasks.ts';

interface Decided {
  unitName: string;
  doneOn: Day | null;
  deciderName: string | null;
  reason: string | null;
}

const on = (day: Day | null): string => (day === null ? '' : ` ngày ${shortDay(day)}`);
const by = (name: string | null): string => (name === null ? 'Cơ quan thường trực' : `Đồng chí ${name}`);

/** What the units that lead a task are told. */
export const taskNewsTexts = {
  accepted: (name: string, task: NamedTask, { unitName, doneOn }: Decided) =>
    `Xác nhận hoàn thành ${taskName(task)}\n\nKính gửi đồng chí ${name}. ${capital(taskName(task))} của ${unitName} được ghi nhận hoàn thành${on(doneOn)}.\nTrân trọng.`,
  returned: (name: string, task: NamedTask, { unitName, doneOn, deciderName, reason }: Decided) =>
    [
      `Đề nghị bổ sung về ${taskName(task)} của ${unitName}`,
      '',
      `Kính gửi đồng chí ${name}. ${by(deciderName)} đề nghị bổ sung để xác nhận hoàn thành: ${reason ?? ''}`,
      `Ngày hoàn thành đã báo${doneOn === null ? '' : ` (${shortDay(doneOn)})`} được giữ lại; đề nghị báo lại khi đã bổ sung.`,
      'Trân trọng.',
    ].join('\n'),
  declined: (
    name: string,
    task: TaskWords,
    { deciderName, answer }: { deciderName: string | null; answer: string | null },
  ) =>
    `Trả lời đề nghị lùi thời hạn ${taskName(task)}\n\nKính gửi đồng chí ${name}. Thời hạn giữ nguyên: ${taskDue(task)}. ${by(deciderName)}: ${answer ?? ''}\nTrân trọng.`,
  moved: (
    name: string,
    task: TaskWords,
    moved: { fromDay: Day | null; toDay: Day; paperNumber: string | null; paperDate: Day | null },
  ) => {
    const { fromDay, toDay, paperNumber, paperDate } = moved;
    const paper =
      paperNumber === null
        ? ''
        : `Theo văn bản số ${paperInWords({ number: paperNumber, date: paperDate })}, `;
    const change = `thời hạn ${taskName(task)} ${fromDay === null ? 'là' : `được điều chỉnh từ hết ngày ${shortDay(fromDay)} sang`} hết ${weekdayThenDay(toDay)}.`;
    return `Thời hạn ${taskName(task)}\n\nKính gửi đồng chí ${name}. ${capital(`${paper}${change}`)}\n${task.text}\nTrân trọng.`;
  },
  arisen: (name: string, task: TaskWords) =>
    `${capital(taskName(task))} đã phát sinh\n\nKính gửi đồng chí ${name}. ${task.text}\nThời hạn: ${taskDue(task)}.\nTrân trọng.`,
} as const;
