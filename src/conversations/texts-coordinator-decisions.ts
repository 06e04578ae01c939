import { count, deadlineInWords, momentInWords, type DeadlineFacts } from './format.ts';
import { dataMoment, listed } from './lists.ts';
import type { ToldWords } from './texts-coordinator.ts';

/** Who is told, with the unit where their names do not say it. */
const withUnit = (names: readonly string[], unitName: string): string =>
  names.every((name) => name.includes(unitName)) ? listed(names) : `${listed(names)} (${unitName})`;

/** What waits for the coordinator's word: messages to unit heads, questions of units. */
export const decisionTexts = {
  approvals: {
    heading: (total: number, now: Date) =>
      `Chờ duyệt ${count(total)} tin gửi lãnh đạo đơn vị (${dataMoment(now)}):`,
    none: (now: Date) => `Không có tin nào chờ duyệt (${dataMoment(now)}).`,
    line: (unitName: string, title: string, due: DeadlineFacts) =>
      `- ${unitName}: chưa nhận được ${title}, thời hạn ${deadlineInWords(due)}`,
    rule: 'Tin chỉ nêu báo cáo chưa nhận được, không nêu tên cán bộ và số liệu đang nhập; được gửi sau khi duyệt.',
    one: (unitName: string, title: string, due: DeadlineFacts, heads: readonly string[], now: Date) =>
      [
        `Gửi lãnh đạo ${unitName} (${dataMoment(now)}):`,
        `Chưa nhận được ${title}, thời hạn ${deadlineInWords(due)}.`,
        heads.length === 0
          ? 'Lãnh đạo đơn vị chưa được khai báo nên tin sẽ không đến được ai.'
          : `Người nhận: ${listed(heads)}.`,
      ].join('\n'),
    approved: (unitName: string, told: ToldWords) =>
      told.reached.length > 0
        ? `Đã duyệt; tin được gửi đến ${withUnit(told.reached, unitName)} trong giờ hành chính gần nhất.`
        : `Đã duyệt nhưng lãnh đạo ${unitName} ${told.unreached.length > 0 ? 'chưa có tài khoản kết nối' : 'chưa được khai báo'}; cần thông tin bằng văn bản hoặc điện thoại.`,
    declined: (unitName: string) => `Không gửi tin đến lãnh đạo ${unitName}.`,
    outdated: (unitName: string) =>
      `${unitName} đã gửi báo cáo hoặc thời hạn đã thay đổi; tin này không còn cần gửi.`,
    already: (unitName: string, state: string, at: Date | null) =>
      `Tin gửi lãnh đạo ${unitName} đã được quyết định trước đó (${state}${at === null ? '' : `, ${momentInWords(at)}`}).`,
    states: { pending: 'chờ duyệt', approved: 'duyệt gửi', declined: 'không gửi', void: 'không còn cần gửi' },
  },

  difficulties: {
    heading: (total: number, now: Date) => `Vướng mắc chờ trả lời: ${count(total)} (${dataMoment(now)})`,
    none: (now: Date) => `Không có vướng mắc nào chờ trả lời (${dataMoment(now)}).`,
    line: (unitName: string, askerName: string, text: string, askedAt: Date) =>
      `- ${unitName}, đồng chí ${askerName} (${momentInWords(askedAt)}): ${text.length > 200 ? `${text.slice(0, 200)}…` : text}`,
    offer: (unitName: string, askerName: string) => `Trả lời ${unitName} (${askerName})`,
  },
} as const;
