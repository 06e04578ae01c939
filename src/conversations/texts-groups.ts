import type { Day } from '../domain/day.ts';
import { count, dayAndMonth, shortDay } from './format.ts';
import { dataMoment, listed } from './lists.ts';

interface Week {
  from: Day;
  to: Day;
  units: readonly string[];
}

interface Progress {
  reports: { received: number; toCome: number };
  visits: { done: number; toCome: number };
  thisWeek: Week;
  nextWeek: Week;
}

/** What is said in groups: counts and names of units, and that all else is for a private chat. */
export const groupTexts = {
  menu: {
    tiendo: 'Tiến độ thực hiện kế hoạch',
    lich: 'Đơn vị được kiểm tra tuần này, tuần sau',
    nhom: 'Gắn nhóm với kế hoạch (cơ quan thường trực)',
    roinhom: 'Thôi gắn nhóm với kế hoạch (cơ quan thường trực)',
  },
  strangers:
    'Nhóm này chưa được gắn với kế hoạch nào; cơ quan thường trực của kế hoạch soạn /nhom tại đây để gắn.',
  onlyCoordinator: 'Việc gắn nhóm với kế hoạch do cơ quan thường trực của kế hoạch thực hiện.',
  taken: 'Nhóm này đã được gắn với kế hoạch của cơ quan thường trực khác nên chưa thể thay đổi tại đây.',
  noPlan: 'Chưa có kế hoạch đã ban hành để gắn với nhóm này.',
  notPut: 'Nhóm này hiện không gắn với kế hoạch nào.',
  which: 'Đề nghị chọn kế hoạch để gắn với nhóm này (soạn /nhom kèm số thứ tự, ví dụ: /nhom 1):',
  whichOf: (titles: readonly string[]) =>
    [
      'Đề nghị chọn kế hoạch để gắn với nhóm này:',
      ...titles.map((title, index) => `${index + 1}. ${title}`),
    ].join('\n'),
  planOffer: (number: number) => `Kế hoạch số ${number}`,
  put: (title: string) =>
    `Nhóm này đã được gắn với kế hoạch: ${title}.\nCác đồng chí trong nhóm soạn /tiendo (tiến độ), /lich (đơn vị được kiểm tra tuần này, tuần sau). Tại nhóm chỉ thông tin số lượng và tên đơn vị. Cơ quan thường trực soạn /roinhom để thôi gắn.`,
  already: (title: string) => `Nhóm này đang được gắn với kế hoạch: ${title}.`,
  withdrawn: (title: string) => `Nhóm này đã thôi gắn với kế hoạch: ${title}.`,
  closed: 'Kế hoạch gắn với nhóm này đã kết thúc; cơ quan thường trực soạn /nhom để gắn với kế hoạch khác.',
  privately:
    'Nội dung này đề nghị nhắn riêng cho Trợ lý CCHC. Tại nhóm có /tiendo (tiến độ) và /lich (đơn vị được kiểm tra).',
  codeVoid:
    'Mã kết nối đã hiện trong nhóm nên không còn hiệu lực. Đề nghị liên hệ cơ quan thường trực để được cấp mã mới và chỉ nhập mã khi nhắn riêng cho Trợ lý CCHC.',
  tooMany: 'Nhóm gửi quá nhiều yêu cầu liên tiếp nên Trợ lý CCHC tạm dừng trả lời tại đây ít nhất 15 phút.',
  progress: (title: string, { reports, visits, thisWeek }: Progress, now: Date) =>
    [
      `${title} (${dataMoment(now)})`,
      `- Báo cáo: đã nhận ${count(reports.received)}, còn ${count(reports.toCome)}`,
      `- Cuộc kiểm tra đã thông báo: đã thực hiện ${count(visits.done)}, còn ${count(visits.toCome)}`,
      week('Kiểm tra tuần này', thisWeek),
      DETAILS,
    ].join('\n'),
  schedule: (title: string, { thisWeek, nextWeek }: Progress, now: Date) =>
    [
      `${title} (${dataMoment(now)})`,
      week('Kiểm tra tuần này', thisWeek),
      week('Kiểm tra tuần sau', nextWeek),
      DETAILS,
    ].join('\n'),
} as const;

const DETAILS = 'Chi tiết: nhắn riêng cho Trợ lý CCHC.';

const week = (label: string, { from, to, units }: Week): string =>
  `- ${label} (${dayAndMonth(from)} đến ${shortDay(to)}): ${units.length === 0 ? 'không có' : listed(units)}`;
