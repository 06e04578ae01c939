import type { Day } from '../domain/day.ts';
import { capital, momentInWords, shortDay } from './format.ts';
import { listed } from './lists.ts';
import { productInWords, type ClaimWords } from './texts-task-reports.ts';
import { leadsInWords, taskDue, taskName, type NamedTask, type TaskWords } from './texts-tasks.ts';

/** The coordinator records that a task is done. */
export const taskClosingTexts = {
  ask: (task: NamedTask) =>
    `Ghi nhận hoàn thành ${taskName(task)}: đề nghị nhắn số, ký hiệu, ngày văn bản và ngày hoàn thành. Ví dụ: Quyết định 45/QĐ-SNV ngày 12/5, hoàn thành ngày 14/5. Nếu không có văn bản, nêu rõ lý do: "không có văn bản vì …, hoàn thành ngày …".`,
  dayMissing: 'Hoàn thành ngày nào? Đề nghị nhắn lại cả số, ký hiệu văn bản và ngày.',
  productMissing:
    'Chưa đọc được số, ký hiệu văn bản hoặc đường dẫn. Đề nghị nhắn lại, hoặc nêu lý do: "không có văn bản vì …".',
  badLink: 'Đường dẫn phải bắt đầu bằng http:// hoặc https:// và không dài quá 500 ký tự.',
  confirm: (task: TaskWords, claim: Omit<ClaimWords, 'files'> & { doneOn: Day }) =>
    [
      `Ghi nhận hoàn thành ${taskName(task)}?`,
      task.text,
      `- Hoàn thành ngày: ${shortDay(claim.doneOn)}`,
      `- Sản phẩm: ${productInWords({ ...claim, files: [] })}`,
      `- Thời hạn: ${taskDue(task)}`,
      ...(task.leadCount > 0 ? [`- Chủ trì: ${leadsInWords(task)}`] : []),
    ].join('\n'),
  done: (task: NamedTask, doneOn: Day, units: readonly string[], now: Date) =>
    `Đã ghi nhận lúc ${momentInWords(now)}: ${taskName(task)} hoàn thành ngày ${shortDay(doneOn)}${units.length === 0 ? '' : ` (${listed(units)})`}.`,
  already: (task: NamedTask, doneOn: Day) =>
    `${capital(taskName(task))} đã được ghi nhận hoàn thành ngày ${shortDay(doneOn)}.`,
  claimsWaiting: (task: NamedTask) =>
    `${capital(taskName(task))} có báo hoàn thành của đơn vị đang chờ xác nhận; đề nghị xem trước.`,
  future: (day: Day) => `Ngày ${shortDay(day)} chưa đến. Đề nghị nhắn lại.`,
  tooEarly: (day: Day, from: Day) =>
    `Ngày ${shortDay(day)} trước ngày giao nhiệm vụ (${shortDay(from)}). Đề nghị nhắn lại.`,
  offer: 'Ghi nhận hoàn thành',
} as const;
