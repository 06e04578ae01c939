import type { Day } from '../domain/day.ts';
import { count, momentInWords, number, shortDay, weekdayThenDay } from './format.ts';
import { paperInWords } from './texts-task-detail.ts';
import { dataMoment } from './lists.ts';
import { taskDue, taskName, type NamedTask, type TaskWords } from './texts-tasks.ts';
import { capital } from './format.ts';

/** What stands in a report of completion before it is sent, and after. */
export interface ClaimWords {
  doneOn: Day | null;
  text: string;
  number: string | null;
  date: Day | null;
  link: string | null;
  files: readonly { name: string }[];
}

/** "số 45/QĐ-SGDĐT ngày 12/5/2021; đường dẫn https://…; tệp: ke-hoach.pdf". */
export function productInWords({ number: no, date, link, files, text }: ClaimWords): string {
  const parts = [
    ...(no === null ? [] : [`văn bản số ${paperInWords({ number: no, date })}`]),
    ...(link === null ? [] : [`đường dẫn ${link}`]),
    ...(files.length === 0 ? [] : [`tệp ${files.map(({ name }) => `"${name}"`).join(', ')}`]),
  ];
  return parts.length > 0 ? parts.join('; ') : `chưa có văn bản (lý do: ${text})`;
}

/** What an officer is asked and told of the tasks of the own unit. */
export const taskReportTexts = {
  list: (open: number, done: number, unitName: string, now: Date) =>
    `Nhiệm vụ ${unitName} chủ trì: ${count(open)} chưa hoàn thành, ${count(done)} đã hoàn thành (${dataMoment(now)}).`,
  listNone: (unitName: string, now: Date) =>
    `${capital(unitName)} không được giao chủ trì nhiệm vụ nào theo các kế hoạch đã ban hành (${dataMoment(now)}).`,
  /** Numbers of the open tasks that are not offered, of so many. */
  others: (numbers: readonly string[], total: number) =>
    `Chưa hoàn thành còn có số ${numbers.join(', ')}${total > numbers.length ? ' …' : ''}; soạn "nhiệm vụ" và số để xem (ví dụ: nhiệm vụ ${numbers[0] ?? '12'}).`,
  remedies: 'Nội dung khắc phục sau kiểm tra:',
  coordinating: (numbers: readonly string[], total: number) =>
    `Phối hợp thực hiện ${count(total)} nhiệm vụ: số ${numbers.join(', ')}${total > numbers.length ? ' …' : ''}.`,
  offer: ({ no, conclusionNumber }: NamedTask, text: string) => {
    const name = conclusionNumber === null ? `Số ${no}` : `Khắc phục số ${no}`;
    return `${name}: ${text.length > 48 ? `${text.slice(0, 47)}…` : text}`;
  },
  notYours: (address: string) =>
    `Không có nhiệm vụ nào như vậy do đơn vị của ${address} chủ trì. Soạn NHIEMVU để xem các nhiệm vụ của đơn vị.`,
  whichUnit: (task: NamedTask) =>
    `${capital(taskName(task))} do nhiều bộ phận của đồng chí chủ trì, đề nghị chọn:`,
  whichTask: 'Đề nghị chọn nhiệm vụ:',
  coordinatesOnly: (leads: string) =>
    `Đơn vị của đồng chí phối hợp thực hiện; việc báo cáo kết quả do đơn vị chủ trì (${leads}) thực hiện.`,
  alreadyDone: (task: NamedTask, doneOn: Day) =>
    `${capital(taskName(task))} đã được ghi nhận hoàn thành ngày ${shortDay(doneOn)}.`,
  alreadyPending: (task: NamedTask, reportedAt: Date) =>
    `${capital(taskName(task))} đã được báo hoàn thành lúc ${momentInWords(reportedAt)}, đang chờ cơ quan thường trực xác nhận.`,
  empty: 'Tin chưa có nội dung. Đề nghị nhắn lại.',
  tooLong: (length: number, limit: number) =>
    `Nội dung dài ${number(length)} ký tự, quá ${number(limit)} ký tự nên chưa được ghi nhận. Đề nghị nhắn gọn hơn.`,

  progress: {
    ask: (task: NamedTask) =>
      `Đề nghị nhắn tiến độ ${taskName(task)}: việc đã làm, đang làm, dự kiến hoàn thành.`,
    noted: (task: NamedTask, sentAt: Date) =>
      `Đã ghi nhận tiến độ ${taskName(task)} lúc ${momentInWords(sentAt)}. Tình trạng nhiệm vụ không thay đổi đến khi được báo và xác nhận hoàn thành.`,
  },

  done: {
    askProduct: (task: NamedTask, products: readonly string[]) =>
      [
        `Báo hoàn thành ${taskName(task)}.`,
        ...(products.length === 0 ? [] : [`Sản phẩm theo Kế hoạch: ${products.join('; ')}.`]),
        'Đề nghị nhắn số, ký hiệu, ngày văn bản (ví dụ: 45/QĐ-SGDĐT ngày 12/5), hoặc gửi tệp, đường dẫn. Nếu chưa có văn bản, nhắn "chưa có văn bản" kèm lý do.',
      ].join('\n'),
    askReason: 'Đề nghị nêu lý do chưa có văn bản, sản phẩm.',
    askDay: 'Hoàn thành ngày nào? Đề nghị nhắn ngày (ví dụ: 12/5) hoặc chọn:',
    returnedBefore: (doneOn: Day, reason: string | null) =>
      `Lần báo trước: hoàn thành ngày ${shortDay(doneOn)}${reason === null ? '' : `; nội dung cần bổ sung: ${reason}`}. Ngày đã báo được giữ nguyên nếu không nhắn ngày khác.`,
    notRead: 'Chưa rõ số, ký hiệu văn bản. Đề nghị nhắn như 45/QĐ-SGDĐT ngày 12/5, hoặc gửi tệp, đường dẫn.',
    dayNotRead: 'Chưa rõ ngày hoàn thành. Đề nghị nhắn như 12/5 hoặc 12/5/2021.',
    unclear: (words: string) => `Chưa rõ ngày trong tin: ${words}. Đề nghị nhắn lại như 12/5/2021.`,
    inFuture: (day: Day) => `Ngày ${shortDay(day)} chưa đến nên chưa ghi nhận được. Đề nghị nhắn lại ngày.`,
    tooEarly: (day: Day, from: Day) =>
      `Ngày ${shortDay(day)} trước ngày giao nhiệm vụ (${shortDay(from)}) nên chưa ghi nhận được. Đề nghị nhắn lại ngày hoàn thành.`,
    secret:
      'Sản phẩm là văn bản mật không được ghi nhận tại đây, kể cả bằng số, ký hiệu hoặc đường dẫn; đề nghị thực hiện theo quy định về bảo vệ bí mật nhà nước.',
    badLink: 'Đường dẫn cần bắt đầu bằng https:// hoặc http:// và không quá 500 ký tự. Đề nghị gửi lại.',
    confirm: (task: TaskWords, claim: ClaimWords, unitName: string) =>
      [
        `Đề nghị kiểm tra trước khi gửi: ${taskName(task)}`,
        `- Đơn vị báo: ${unitName}`,
        `- Hoàn thành ngày: ${claim.doneOn === null ? '' : weekdayThenDay(claim.doneOn).replace(/^.*ngày /, '')}`,
        `- Sản phẩm: ${productInWords(claim)}`,
        `- Thời hạn: ${taskDue(task)}`,
        'Có thể gửi thêm tệp hoặc nhắn lại số, ngày trước khi gửi.',
      ].join('\n'),
    sent: (task: NamedTask, doneOn: Day, sentAt: Date, coordinator: string) =>
      `Đã ghi nhận lúc ${momentInWords(sentAt)}: ${taskName(task)} hoàn thành ngày ${shortDay(doneOn)}, chờ ${coordinator} xác nhận. Trong thời gian chờ, hệ thống không gửi tin về thời hạn của nội dung này.`,
  },

  file: {
    kind: (name: string) =>
      `Tệp "${name}" chưa được tiếp nhận: chỉ nhận tệp pdf, doc, docx, xls, xlsx, jpg, png.`,
    too_large: (name: string) => `Tệp "${name}" chưa được tiếp nhận: dung lượng quá 20 MB.`,
    notAsNamed: (name: string) =>
      `Tệp "${name}" chưa được tiếp nhận: nội dung không đúng loại tệp như tên gọi.`,
    unfetched: {
      too_large: (name: string) => `Tệp "${name}" chưa được tiếp nhận: dung lượng quá 20 MB.`,
      gone: (name: string) =>
        `Tệp "${name}" không còn tải được nên chưa được tiếp nhận; đề nghị gửi lại tệp hoặc nhắn đường dẫn.`,
      no_answer: (name: string) =>
        `Tệp "${name}" chưa tải được nên chưa được tiếp nhận; đề nghị gửi lại sau ít phút hoặc nhắn đường dẫn.`,
    },
    tooMany: (limit: number) =>
      `Mỗi lần báo hoàn thành kèm tối đa ${count(limit)} tệp; tệp này chưa được tiếp nhận.`,
    added: (name: string) => `Đã nhận tệp "${name}".`,
  },

  extension: {
    ask: (task: TaskWords) =>
      `${capital(taskName(task))}, thời hạn: ${taskDue(task)}. Đề nghị nhắn ngày đề nghị lùi đến và lý do (ví dụ: đến 30/6, chờ ý kiến Sở Tư pháp).`,
    askDay: 'Đề nghị nhắn ngày đề nghị lùi đến (ví dụ: 30/6).',
    askReason: 'Đề nghị nêu lý do lùi thời hạn.',
    noDeadline: (task: NamedTask) => `${capital(taskName(task))} chưa có thời hạn riêng nên không cần lùi.`,
    notLater: (task: TaskWords) => `Ngày đề nghị cần sau thời hạn hiện tại: ${taskDue(task)}.`,
    pending: (task: NamedTask, askedAt: Date) =>
      `Đề nghị lùi thời hạn ${taskName(task)} gửi lúc ${momentInWords(askedAt)} đang chờ ý kiến.`,
    confirm: (task: TaskWords, wantedDay: Day, reason: string) =>
      [
        `Gửi đề nghị lùi thời hạn ${taskName(task)}`,
        `- Thời hạn hiện tại: ${taskDue(task)}`,
        `- Đề nghị đến: hết ngày ${shortDay(wantedDay)}`,
        `- Lý do: ${reason}`,
        'Thời hạn chỉ thay đổi khi có ý kiến đồng ý.',
      ].join('\n'),
    sent: (coordinator: string, now: Date) =>
      `Đã chuyển đề nghị đến ${coordinator} lúc ${momentInWords(now)}. Thời hạn chưa thay đổi.`,
  },

  arise: {
    askEvent: (task: NamedTask, rule: string) =>
      `${capital(taskName(task))}: thời hạn ${rule}. Đề nghị nhắn ngày phát sinh (ví dụ: 10/5), hoặc chọn "Chưa rõ ngày".`,
    askDay: (task: NamedTask) =>
      `${capital(taskName(task))} chuyển sang đã phát sinh. Đề nghị nhắn thời hạn (ví dụ: hết ngày 30/6), hoặc chọn "Chưa đặt thời hạn".`,
    confirm: (task: NamedTask, due: string | null) =>
      `Ghi nhận ${taskName(task)} đã phát sinh${due === null ? '' : `; ${due}`}?`,
    day: (toDay: Day) => `thời hạn hết ngày ${shortDay(toDay)}`,
    eventDue: (eventDay: Day, lastDay: Day) =>
      `tính từ ngày ${shortDay(eventDay)}, thời hạn hết ngày ${shortDay(lastDay)}`,
    done: (task: TaskWords, now: Date) =>
      `Đã ghi nhận ${taskName(task)} phát sinh lúc ${momentInWords(now)}. Thời hạn: ${taskDue(task)}.`,
    notConditional: (task: NamedTask) => `${capital(taskName(task))} không phải nhiệm vụ chờ phát sinh.`,
  },

  offers: {
    progress: 'Báo tiến độ',
    done: 'Báo hoàn thành',
    extension: 'Đề nghị lùi thời hạn',
    difficulty: 'Vướng mắc',
    arise: 'Đã phát sinh',
    noEvent: 'Chưa rõ ngày',
    noDay: 'Chưa đặt thời hạn',
    send: 'Gửi báo cáo',
    sendRequest: 'Gửi đề nghị',
    edit: 'Sửa',
    stop: 'Dừng lại',
    agree: 'Đồng ý',
    today: (day: Day) => `Hôm nay, ${shortDay(day)}`,
    list: 'Nhiệm vụ khác',
    see: 'Xem nhiệm vụ',
    noPaper: 'Chưa có văn bản',
  },
} as const;
