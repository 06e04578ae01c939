import type { Day } from '../domain/day.ts';
import { fieldsInWords } from './field-words.ts';
import { capital, count, dayAndMonth, shortDay, spanInWords } from './format.ts';
import { bounded, dataMoment } from './lists.ts';
import { stageLines, type StageFacts } from './stage-words.ts';
import {
  isWindowPast,
  kindInWords,
  memberInWords,
  sessionAwaited,
  sessionInWords,
  shortMember,
  timeLabel,
  windowInWords,
  type Member,
  type VisitFacts,
} from './visit-words.ts';

/** Visits: when, where, by whom. */
export const scheduleTexts = {
  heading: (now: Date) => `Lịch kiểm tra (${dataMoment(now)})`,
  headingOn: (from: Day, to: Day, now: Date) => `Lịch kiểm tra ${spanInWords(from, to)} (${dataMoment(now)})`,
  line: (visit: VisitFacts, now: Date) =>
    visit.sessionAt
      ? `- ${visit.unitName}${kindInWords(visit)}: ${sessionInWords(visit.sessionAt, visit.sessionPlace)}`
      : `- ${visit.unitName}${kindInWords(visit)}: ${visit.precision === 'day' && visit.startsOn !== visit.endsOn ? `${dayAndMonth(visit.startsOn)} – ${shortDay(visit.endsOn)}` : windowInWords(visit)}; ${sessionAwaited(visit, now)}`,
  none: (now: Date) => `Chưa có cuộc kiểm tra nào trong các kế hoạch đã gửi đơn vị (${dataMoment(now)}).`,
  noneOn: (from: Day, to: Day, now: Date) =>
    `Không có cuộc kiểm tra nào ${spanInWords(from, to)} trong các kế hoạch đã gửi đơn vị (${dataMoment(now)}).`,
  noneAt: (unitName: string, now: Date) =>
    `Không có cuộc kiểm tra nào tại ${unitName} trong các kế hoạch đã gửi đơn vị (${dataMoment(now)}).`,
  detail: (visit: VisitFacts, team: readonly Member[], stages: readonly StageFacts[], now: Date) => {
    const { words } = visit;
    const lead = team.find(({ isLead }) => isLead);
    const deputy = team.find(({ isDeputy }) => isDeputy);
    const others = (role: Member['role'], label: string): string[] => {
      const seats = team.filter((one) => one.role === role && !one.isLead && !one.isDeputy);
      return seats.length === 0
        ? []
        : [`- ${capital(label)} (${count(seats.length)}): ${bounded(seats.map(shortMember)).join('; ')}`];
    };
    return [
      `Kiểm tra tại ${visit.unitName}${kindInWords(visit)} (${dataMoment(now)})`,
      `- ${timeLabel(visit)}: ${windowInWords(visit)}`,
      ...(visit.fields.length === 0 ? [] : [`- Nội dung: ${fieldsInWords(visit.fields)}`]),
      visit.sessionAt
        ? `- Buổi làm việc: ${sessionInWords(visit.sessionAt, visit.sessionPlace)}`
        : isWindowPast(visit, now)
          ? `- Buổi làm việc: chưa ghi nhận ngày, giờ; đã qua ${visit.origin === 'plan' ? 'thời gian theo Kế hoạch' : 'thời gian kiểm tra'}`
          : `- Buổi làm việc: ${words.team} sẽ thông báo ngày, giờ cụ thể`,
      ...(visit.state === 'done' ? ['- Đã kiểm tra xong'] : []),
      ...(visit.sessionNote === null ? [] : [`- Lưu ý: ${visit.sessionNote}`]),
      ...stageLines(stages),
      ...(lead ? [`- ${words.lead}: ${memberInWords(lead)}`] : []),
      ...(deputy ? [`- ${words.deputy}: ${memberInWords(deputy)}`] : []),
      ...others('head', words.member),
      ...others('member', words.member),
      ...others('secretary', words.secretary),
      ...others('support', words.support),
      `- Cơ quan chuẩn bị: ${visit.coordinatorName}`,
      visit.noticeNumber === null
        ? visit.surprise && visit.noticeDate !== null
          ? `- Công bố ngày ${shortDay(visit.noticeDate)}, không kèm số văn bản`
          : '- Thông báo: chưa ghi nhận số, ngày'
        : `- Thông báo: số ${visit.noticeNumber}${visit.noticeDate === null ? '' : ` ngày ${shortDay(visit.noticeDate)}`}`,
    ].join('\n');
  },
} as const;
