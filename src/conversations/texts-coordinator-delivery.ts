import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { count, momentInWords, number, percent, shortDay } from './format.ts';
import { dataMoment, listed } from './lists.ts';
import { networkName } from './networks.ts';

const KINDS: Readonly<Record<string, string>> = {
  reply: 'tin trả lời',
  receipt: 'xác nhận tiếp nhận',
  news: 'tin thông báo',
  morning: 'tin các việc đến hạn',
  last_call: 'tin ngày cuối',
  digest: 'tin tổng hợp buổi sáng',
};

const monthInWords = (month: Day): string => `tháng ${Number(month.slice(5, 7))}/${month.slice(0, 4)}`;

const share = (used: number, perMonth: number): string =>
  `${number(used)}/${number(perMonth)}${perMonth > 0 ? ` (${percent((used * 100) / perMonth)})` : ''}`;

export const deliveryTexts = {
  none: (now: Date) => `Không có tin nào chưa gửi được trong 30 ngày qua (${dataMoment(now)}).`,
  heading: (total: number, now: Date) =>
    `${count(total)} tin chưa gửi được trong 30 ngày qua (${dataMoment(now)}):`,
  /** `bot` null: the person has no account yet, the message leaves by itself once they have. */
  line: (kind: string, name: string, unitName: string | null, bot: string | null, at: Date) =>
    `- ${KINDS[kind] ?? 'tin'} ngày ${shortDay(dayOf(at))} gửi đồng chí ${name}${unitName === null ? '' : `, ${unitName}`}${bot === null ? ': chờ kết nối tài khoản' : ` qua ${networkName(bot)}`}`,
  whatNext:
    'Người nhận có thể đã chặn hoặc xóa Trợ lý CCHC. Khi người nhận kết nối lại bằng mã mới, chọn gửi lại; hoặc trao đổi bằng điện thoại, văn bản rồi chọn bỏ qua.',
  resendOffer: (name: string, kind: string) => `Gửi lại cho ${name}: ${KINDS[kind] ?? 'tin'}`,
  dropOffer: (name: string, kind: string) => `Bỏ qua: ${KINDS[kind] ?? 'tin'} của ${name}`,
  resent: (now: Date) => `Đã chuyển gửi lại lúc ${momentInWords(now)}. Tin đã hết giá trị sẽ không gửi.`,
  dropped: 'Đã bỏ qua tin này.',
  gone: 'Tin này đã được xử lý.',
  nobody:
    'Người nhận chưa có tài khoản nào nhận được tin. Đề nghị cấp mã kết nối mới (soạn CAPMA), hoặc trao đổi bằng văn bản.',
  reach: {
    onlyOne: (units: number, bot: string, names: readonly string[]) =>
      `${count(units)} đơn vị chỉ còn ${networkName(bot)}: ${listed(names)}.`,
    notAtAll: (units: number, names: readonly string[]) =>
      `${count(units)} đơn vị không nhận được tin qua mạng nào: ${listed(names)}.`,
  },
  budget: {
    none: 'Hiện chưa đặt giới hạn số tin trong tháng.',
    heading: (now: Date) => `Số tin trong tháng (${dataMoment(now)}):`,
    line: (bot: string, month: Day, used: number, perMonth: number, expected: number, waiting: number) =>
      `- ${networkName(bot)}, ${monthInWords(month)}: đã dùng ${share(used, perMonth)}; dự kiến đến hết tháng ${number(expected)}; đang chờ ${count(waiting)} tin`,
    plenty: 'Số tin còn đủ dùng theo dự kiến.',
    willRunOut:
      'Theo dự kiến số tin không đủ đến hết tháng: đề nghị mời đầu mối kết nối thêm mạng khác, hoặc nâng gói tin.',
    sparing:
      'Từ mức 80%, các việc được gộp vào ít tin hơn: mỗi người không quá 01 tin một tuần, trừ việc đến hạn trong ngày.',
    spent:
      'Số tin của tháng đã dùng hết: chỉ còn tin trả lời và xác nhận tiếp nhận được gửi; các tin khác chờ đến đầu tháng sau hoặc được gửi qua mạng khác.',
    alarm: (bot: string, month: Day, used: number, perMonth: number, expected: number) =>
      `Số tin ${networkName(bot)} của ${monthInWords(month)}\n\nĐã dùng ${share(used, perMonth)}; dự kiến đến hết tháng ${number(expected)}.`,
  },
  offers: { delivery: 'Tin chưa gửi được', budget: 'Số tin trong tháng' },
} as const;
