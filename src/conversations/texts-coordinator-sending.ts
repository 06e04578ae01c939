import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { count, dayWithWeekday, hourInWords, momentInWords, weekdayThenDay } from './format.ts';
import { dataMoment, listed } from './lists.ts';

const waitingInWords = (waiting: number): string =>
  waiting === 0 ? 'hiện không có tin chờ gửi' : `hiện có ${count(waiting)} tin chờ gửi`;

/** The look at what would leave, and the switch that holds it. */
export const sendingTexts = {
  tomorrow: {
    heading: (day: Day, total: number, now: Date) =>
      `Tin sẽ gửi đến hết ${weekdayThenDay(day)}: ${count(total)} (${dataMoment(now)})`,
    none: (day: Day, now: Date) =>
      `Chưa có tin nào phải gửi đến hết ${weekdayThenDay(day)} (${dataMoment(now)}).`,
    reminder: (at: Date, unitName: string, what: string, to: string) =>
      `- ${hourInWords(at)}, ${dayWithWeekday(dayOf(at))}, ${unitName}: ${what}; ${to}`,
    beforeDue: (title: string, days: number) => `${title}, trước hạn ${count(days)} ngày làm việc`,
    lastDay: (title: string) => `${title}, ngày làm việc cuối cùng trước hạn`,
    overdue: (title: string) => `${title}, quá hạn chưa nhận được`,
    lastCall: (title: string) => `${title}, nhắc lại lúc 14 giờ nếu đã nhập đủ mà chưa gửi`,
    visit: (days: number) => `chuẩn bị buổi làm việc, còn ${count(days)} ngày làm việc`,
    to: (names: readonly string[]) => (names.length === 0 ? 'chưa khai báo đầu mối' : listed(names, 3)),
    waiting: (at: Date, unitName: string, what: string, to: string) =>
      `- từ ${momentInWords(at)}, ${unitName}: ${what}; ${to}`,
    news: {
      visit_announced: 'thông báo cuộc kiểm tra',
      visit_planned: 'thông tin thời gian kiểm tra',
      visit_cancelled: 'không tiến hành cuộc kiểm tra',
      visit_moved: 'thay đổi lịch kiểm tra',
      supplement_asked: 'đề nghị bổ sung báo cáo',
      urged: 'đôn đốc gửi báo cáo',
      head_notice: 'tin gửi lãnh đạo đơn vị đã duyệt',
      extension_recorded: 'gia hạn báo cáo',
    },
    stillHolds: 'Trước khi gửi, từng tin được kiểm tra lại; báo cáo đã nhận thì không gửi.',
    paused: 'Việc gửi tin đang tạm dừng nên các tin trên chưa được gửi.',
  },
  sending: {
    confirmPause: (waiting: number) =>
      `Tạm dừng gửi mọi tin chủ động (${waitingInWords(waiting)})? Các tin trả lời vẫn được gửi ngay.`,
    confirmResume: (waiting: number) =>
      `Mở lại việc gửi tin (${waitingInWords(waiting)})? Tin không còn phù hợp sẽ không gửi.`,
    paused: (now: Date) => `Đã tạm dừng gửi tin từ ${momentInWords(now)}. Soạn GUITIEP để mở lại.`,
    resumed: (now: Date) =>
      `Đã mở lại việc gửi tin từ ${momentInWords(now)}; tin được gửi dần trong giờ hành chính.`,
    alreadyPaused: 'Việc gửi tin đang tạm dừng từ trước. Soạn GUITIEP để mở lại.',
    alreadyOn: 'Việc gửi tin đang hoạt động bình thường.',
  },
} as const;
