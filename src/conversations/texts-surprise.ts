import type { Day } from '../domain/day.ts';
import type { Field } from '../domain/plan.ts';
import { fieldList, fieldsInWords } from './field-words.ts';
import { count, dayWithWeekday, momentInWords, weekdayThenDay } from './format.ts';
import { sessionInWords, shortMember, windowInWords, type VisitFacts } from './visit-words.ts';

const EXAMPLE = 'Sở Xây dựng, 8h ngày 20/9';

export interface SeatFacts {
  name: string | null;
  honorific: string | null;
  title: string;
  unitName: string | null;
}

const when = ({ on, at, place }: { on: Day; at: Date | null; place: string | null }): string =>
  at ? sessionInWords(at, place) : `${weekdayThenDay(on)}${place === null ? '' : `, tại ${place}`}`;

export const surpriseTexts = {
  ask: (planTitle: string) =>
    `Kiểm tra đột xuất theo ${planTitle}.\nĐề nghị nhắn cơ quan, đơn vị và ngày; có thể kèm giờ, địa điểm. Ví dụ: ${EXAMPLE}.`,
  whichPlan: 'Kiểm tra đột xuất theo kế hoạch nào?',
  unitMissing: 'Cơ quan, đơn vị nào? Đề nghị nhắn tên trong danh mục của địa bàn.',
  whichUnit: 'Tin có thể chỉ nhiều đơn vị, đề nghị chọn:',
  dayMissing: (unitName: string) => `Kiểm tra tại ${unitName} ngày nào? Ví dụ: 8h ngày 20/9.`,
  past: (day: Day) => `Ngày ${dayWithWeekday(day)} đã qua; chưa ghi nhận. Đề nghị nhắn ngày khác.`,
  pastHour: (at: Date) => `${sessionInWords(at, null)} đã qua; chưa ghi nhận. Đề nghị nhắn thời gian khác.`,
  askTeam: (seats: readonly SeatFacts[]) =>
    [
      'Thành phần cùng tham gia? Đề nghị nhắn số thứ tự hoặc tên, ví dụ "1, 3"; chỉ một mình: nhắn "không"; dừng: nhắn "thôi".',
      ...seats.map((seat, index) => `${index + 1}. ${shortMember(seat)}`),
    ].join('\n'),
  teamUnknown:
    'Chưa rõ thành phần. Đề nghị nhắn số thứ tự hoặc tên trong danh sách, ví dụ "1, 3"; hoặc "không".',
  askFields: () =>
    [
      'Nội dung kiểm tra? Đề nghị nhắn số thứ tự, ví dụ "3, 7"; toàn bộ: nhắn "tất cả"; dừng: nhắn "thôi".',
      ...fieldList(),
    ].join('\n'),
  fieldsUnknown: 'Chưa rõ nội dung. Đề nghị nhắn số thứ tự, ví dụ "3, 7"; hoặc "tất cả".',
  confirm: (facts: {
    unitName: string;
    on: Day;
    at: Date | null;
    place: string | null;
    team: readonly SeatFacts[];
    fields: readonly Field[];
  }) =>
    [
      `Kiểm tra đột xuất tại ${facts.unitName}:`,
      `- Thời gian: ${when(facts)}`,
      `- Thành phần (${count(facts.team.length)}): ${facts.team.map(shortMember).join('; ')}`,
      `- Nội dung: ${fieldsInWords(facts.fields)}`,
    ].join('\n'),
  onlyNamed:
    'Cho đến khi công bố, chỉ những người có tên trên biết cuộc kiểm tra này; đơn vị không nhận tin nào.',
  dayOff: (day: Day) => `Lưu ý: ${dayWithWeekday(day)} là ngày nghỉ.`,
  made: (visit: VisitFacts, told: { reached: readonly string[]; unreached: readonly string[] }, now: Date) =>
    [
      `Đã ghi nhận lúc ${momentInWords(now)}: kiểm tra đột xuất tại ${visit.unitName}, ${timeOf(visit)}.`,
      ...(told.reached.length === 0 ? [] : [`Tin gửi thành phần tham gia: ${told.reached.join('; ')}.`]),
      ...(told.unreached.length === 0
        ? []
        : [`Chưa có tài khoản kết nối, cần thông tin trực tiếp: ${told.unreached.join('; ')}.`]),
      'Khi cần cho đơn vị biết, soạn CONGBO.',
    ].join('\n'),
  nothingToPublish: 'Không có cuộc kiểm tra đột xuất nào chờ công bố.',
  askPublish: (visit: VisitFacts) =>
    `Công bố cuộc kiểm tra đột xuất tại ${visit.unitName}, ${timeOf(visit)}.\nNếu có thông báo, đề nghị nhắn số, ký hiệu và ngày; có thể kèm giờ, địa điểm.`,
  withoutPaper: 'Công bố, không kèm số văn bản',
  publishedOn: 'Công bố không kèm số văn bản',
  changed:
    'Cuộc kiểm tra đột xuất chưa công bố nên không gửi tin đến đơn vị; thành phần tham gia được thông tin.',

  joined: (facts: { name: string; visit: VisitFacts; team: string; lead: string | null; isFirst: boolean }) =>
    [
      `${facts.isFirst ? 'Kiểm tra đột xuất' : 'Thay đổi lịch kiểm tra đột xuất'} tại ${facts.visit.unitName}`,
      '',
      `Kính gửi đồng chí ${facts.name}. Đồng chí được phân công tham gia kiểm tra đột xuất tại ${facts.visit.unitName}:`,
      `- Thời gian: ${timeOf(facts.visit)}`,
      ...(facts.lead === null ? [] : [`- ${facts.visit.words.lead}: ${facts.lead}`]),
      `- Nội dung: ${fieldsInWords(facts.visit.fields)}`,
      `Cho đến khi ${facts.team} công bố, đề nghị đồng chí không trao đổi nội dung này với người ngoài thành phần tham gia.`,
      'Trân trọng.',
    ].join('\n'),
} as const;

const timeOf = (visit: VisitFacts): string =>
  visit.sessionAt
    ? sessionInWords(visit.sessionAt, visit.sessionPlace)
    : `${windowInWords(visit)}${visit.sessionPlace === null ? '' : `, tại ${visit.sessionPlace}`}`;
