import type { Day } from '../domain/day.ts';
import { count, dayWithWeekday, momentInWords, number, shortDay } from './format.ts';
import { LONGEST_FREE_TEXT } from './free-text.ts';
import { bounded, dataMoment, listed } from './lists.ts';

export interface FindingWords {
  /** "IV.2.2 Biên chế có mặt: 52", each figure of the check. */
  figures: readonly string[];
  reason: string;
}

export interface VisitFileWords {
  unitName: string;
  session: string;
  report: string | null;
  counts: string | null;
  explained: readonly FindingWords[];
  overdueFiles: readonly string[];
  owed: readonly string[];
  difficulties: number;
  /** Lines on the notice of the visit and on earlier ones. */
  conclusions: readonly string[];
}

export const teamTexts = {
  tooLong: (length: number) =>
    `Nội dung dài ${number(length)} ký tự, quá ${number(LONGEST_FREE_TEXT)} ký tự nên chưa được ghi nhận. Đề nghị nhắn ngắn gọn hơn.`,
  empty: 'Chưa đọc được nội dung. Đề nghị nhắn lại bằng chữ.',
  cancelled: 'Đã dừng, chưa có nội dung nào được gửi đi.',
  changed: 'Nội dung đã thay đổi từ khi hiển thị, chưa thực hiện. Đề nghị xem lại.',

  doneAlready: (at: Date) => `Việc này đã được thực hiện lúc ${momentInWords(at)}; không thực hiện lại.`,

  difficulty: {
    ask: (body: string, address: string) =>
      `Đề nghị ${address} nhắn nội dung vướng mắc cần trao đổi với ${body}.`,
    whichBody: 'Nội dung này cần chuyển đến cơ quan nào?',
    whichUnit: 'Vướng mắc của cơ quan, đơn vị nào?',
    confirm: (body: string, unitName: string, text: string) =>
      `Chuyển đến ${body} nội dung sau của ${unitName}:\n"${text}"`,
    sent: (body: string, reached: boolean, now: Date) =>
      reached
        ? `Đã chuyển đến ${body} lúc ${momentInWords(now)}. Nội dung trả lời sẽ được gửi tại đây.`
        : `Đã ghi nhận lúc ${momentInWords(now)} để ${body} xem xét; ${body} hiện chưa có tài khoản kết nối nên nếu cần gấp, đề nghị liên hệ trực tiếp.`,
    noBody: (address: string) => `Chưa xác định được cơ quan thường trực phụ trách nội dung của ${address}.`,
    correction: (text: string) => `Đề nghị điều chỉnh thông tin người dùng: ${text}`,
  },
  extension: {
    ask: (titles: readonly string[], address: string) =>
      `Đề nghị ${address} nhắn nội dung đề nghị: báo cáo hoặc buổi làm việc, thời hạn mong muốn và lý do.${titles.length === 0 ? '' : ` Báo cáo chưa gửi: ${titles.join('; ')}.`} Thời hạn chỉ thay đổi khi có văn bản đồng ý.`,
    wrap: (title: string | null, date: Day | null, text: string) =>
      `Đề nghị lùi thời hạn${title === null ? '' : ` (${title})`}${date === null ? '' : `, đến ngày ${shortDay(date)}`}: ${text}`,
    unchanged: 'Thời hạn hiện tại không thay đổi cho đến khi có văn bản đồng ý.',
    forCoordinator: 'Việc gia hạn được ghi nhận theo số, ngày của văn bản cho phép.',
  },
  answer: {
    ask: (unitName: string, askerName: string, text: string, askedAt: Date) =>
      `Vướng mắc của ${unitName} (đồng chí ${askerName}, ${momentInWords(askedAt)}):\n"${text}"\n\nĐề nghị nhắn nội dung trả lời.`,
    confirm: (askerName: string, text: string) => `Trả lời đồng chí ${askerName}:\n"${text}"`,
    sent: (askerName: string, reached: boolean) =>
      reached
        ? `Đã gửi trả lời đến đồng chí ${askerName}; tin được chuyển trong giờ hành chính.`
        : `Đã ghi nhận trả lời; đồng chí ${askerName} hiện chưa có tài khoản kết nối nên chưa nhận được tin.`,
    already: (answer: string, at: Date) =>
      `Vướng mắc này đã được trả lời lúc ${momentInWords(at)}:\n"${answer}"`,
  },
  supplement: {
    ask: (title: string, unitName: string) =>
      `Đề nghị nhắn nội dung cần ${unitName} làm rõ, bổ sung trong ${title}.`,
    whichUnit:
      'Đề nghị bổ sung báo cáo của cơ quan, đơn vị nào? Nhắn tên đơn vị kèm nội dung, ví dụ "đề nghị Sở Công Thương bổ sung: giải trình hồ sơ quá hạn".',
    nothingYet: (title: string, unitName: string, now: Date) =>
      `Chưa nhận được ${title} của ${unitName} nên chưa thể đề nghị bổ sung (${dataMoment(now)}).`,
    askDay: 'Thời hạn bổ sung? Chọn hoặc nhắn ngày.',
    dayNotUnderstood: (why: string) =>
      `Chưa xác định được ngày (${why}). Đề nghị nhắn lại, ví dụ "hết ngày 03/8".`,
    past: (day: Day) => `Ngày ${shortDay(day)} đã qua. Đề nghị chọn ngày khác.`,
    confirm: (unitName: string, title: string, text: string, dueOn: Day) =>
      `Gửi đầu mối ${unitName} đề nghị bổ sung ${title}, chậm nhất hết ngày ${dayWithWeekday(dueOn)}:\n"${text}"\n\nKết quả đúng hạn hay quá hạn của lần gửi trước không thay đổi.`,
    sent: (unitName: string, reached: readonly string[], unreached: readonly string[]) =>
      reached.length > 0
        ? `Đã gửi đề nghị bổ sung đến đầu mối ${unitName} (${listed(reached)}); tin được chuyển trong giờ hành chính.`
        : unreached.length > 0
          ? `Đã ghi nhận đề nghị bổ sung; đầu mối ${unitName} (${listed(unreached)}) chưa có tài khoản kết nối, cần gửi bằng văn bản.`
          : `Đã ghi nhận đề nghị bổ sung; ${unitName} chưa khai báo đầu mối, cần gửi bằng văn bản.`,
    dayOffer: (day: Day) => `Hết ngày ${dayWithWeekday(day)}`,
  },
  whichReport: (unitName: string) => `Báo cáo nào của ${unitName}?`,

  visitFile: (file: VisitFileWords, now: Date): string =>
    [
      `Lưu ý trước buổi làm việc tại ${file.unitName} (${dataMoment(now)})`,
      `- Buổi làm việc: ${file.session}`,
      ...(file.report === null ? ['- Báo cáo phục vụ: không có trong kế hoạch'] : [file.report]),
      ...(file.counts === null ? [] : [`- Số liệu: ${file.counts}`]),
      ...(file.explained.length === 0
        ? []
        : [
            `- Nội dung kèm giải trình (${count(file.explained.length)}):`,
            ...bounded(
              file.explained.map(({ figures, reason }) => `  + ${figures.join('; ')}. Lý do: ${reason}`),
            ),
          ]),
      ...(file.overdueFiles.length === 0
        ? []
        : [
            `- Dòng có hồ sơ quá hạn (${count(file.overdueFiles.length)}):`,
            ...bounded(file.overdueFiles.map((line) => `  + ${line}`)),
          ]),
      ...(file.owed.length === 0
        ? []
        : [`- Chưa có số liệu (${count(file.owed.length)}): ${bounded(file.owed).join(', ')}`]),
      ...file.conclusions,
      ...(file.difficulties > 0 ? [`- Vướng mắc chờ trả lời: ${count(file.difficulties)}`] : []),
    ].join('\n'),
  notSent: 'chưa có số liệu được gửi',
  tally: (asOf: Day, values: number, nothing: number, missing: number, outOfScope: number) =>
    `tính đến ngày ${shortDay(asOf)}; ${count(values)} có số, ${count(nothing)} không phát sinh, ${count(missing)} chưa có số liệu, ${count(outOfScope)} không thuộc phạm vi`,
  offers: {
    send: 'Gửi',
    edit: 'Nhắn lại nội dung',
    stop: 'Không gửi',
    answer: 'Trả lời',
    supplement: 'Đề nghị bổ sung',
    figures: 'Xem số liệu',
    recordExtension: 'Ghi nhận gia hạn',
  },
} as const;
