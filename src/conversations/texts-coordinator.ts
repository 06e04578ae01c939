import { texts } from './texts.ts';
import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import {
  count,
  dayWithWeekday,
  deadlineInWords,
  hourInWords,
  momentInWords,
  shortDay,
  uncapital,
  weekdayName,
  type DeadlineFacts,
} from './format.ts';
import { bounded, dataMoment, listed } from './lists.ts';
import { sessionInWords, timeLabel, windowInWords, type VisitFacts } from './visit-words.ts';

export interface ToldWords {
  reached: readonly string[];
  unreached: readonly string[];
}

/** Who is told, who cannot be: said after everything that goes to a unit. */
export function toldInWords(unitName: string, told: ToldWords): string {
  const { reached, unreached } = told;
  if (reached.length + unreached.length === 0)
    return `${unitName} chưa khai báo đầu mối, cần thông tin bằng văn bản.`;
  return [
    ...(reached.length > 0
      ? [`Tin gửi đầu mối ${unitName}: ${listed(reached)}, trong giờ hành chính gần nhất.`]
      : []),
    ...(unreached.length > 0
      ? [`Chưa có tài khoản kết nối, cần thông tin bằng văn bản: ${listed(unreached)}.`]
      : []),
  ].join(' ');
}

/** "thời gian theo Kế hoạch: quý II năm 2022". */
const plannedTime = (visit: VisitFacts): string => `${uncapital(timeLabel(visit))}: ${windowInWords(visit)}`;

const NOTICE_EXAMPLE = '123/TB-ĐKT ngày 20/7, 8h ngày 3/8, tại trụ sở';

export const coordinatorTexts = {
  notCoordinator: (address: string) =>
    `Nội dung này do cơ quan thường trực thực hiện, không có trong phạm vi của ${address}.`,
  menu: (
    facts: {
      approvals: number;
      difficulties: number;
      /** Completions of tasks and requests for more time that wait. */
      tasks: number;
      isPaused: boolean;
      draftPlans: readonly string[];
    },
    now: Date,
  ) =>
    [
      `Điều hành (${dataMoment(now)})`,
      ...(facts.isPaused ? ['Việc gửi tin đang tạm dừng; các tin trả lời vẫn được gửi.'] : []),
      ...facts.draftPlans.map(
        (title) => `Kế hoạch chưa ghi nhận số, ngày ban hành, chưa gửi tin nào cho đơn vị: ${title}.`,
      ),
      facts.approvals + facts.difficulties === 0
        ? 'Không có việc chờ duyệt, chờ trả lời.'
        : `Chờ duyệt: ${count(facts.approvals)} tin gửi lãnh đạo đơn vị; chờ trả lời: ${count(facts.difficulties)} vướng mắc.`,
      ...(facts.tasks > 0 ? [`Chờ xác nhận về nhiệm vụ: ${count(facts.tasks)} việc.`] : []),
      'Ngoài các lựa chọn dưới đây, có thể soạn THEMCUOC (bổ sung cuộc kiểm tra), HUYCUOC (không tiến hành), DAKIEMTRA (đã kiểm tra xong), DOTXUAT (kiểm tra đột xuất), NHIEMVU (tiến độ nhiệm vụ).',
    ].join('\n'),
  changed: 'Nội dung đã thay đổi từ khi hiển thị nên chưa thực hiện. Đề nghị xem lại và xác nhận lần nữa.',
  doneAlready: (at: Date) => `Việc này đã được thực hiện lúc ${momentInWords(at)}; không thực hiện lại.`,
  cancelled: 'Đã dừng, chưa có thay đổi nào được thực hiện.',
  unclearTime: (why: string) => `Chưa xác định được thời gian (${why}); chưa có thay đổi nào.`,

  plan: {
    ask: (title: string) =>
      `Ban hành: ${title}.\nĐề nghị nhắn số, ký hiệu và ngày của văn bản, ví dụ "1234/QĐ-UBND ngày 14/7". Từ khi ghi nhận, các tin của Kế hoạch mới được gửi đến đơn vị.`,
    which: 'Kế hoạch nào?',
    none: 'Các kế hoạch do cơ quan điều phối đều đã ghi nhận số, ngày ban hành.',
    numberMissing: 'Chưa đọc được số, ký hiệu và ngày văn bản. Ví dụ: 1234/QĐ-UBND ngày 14/7.',
    future: (day: Day) => `Ngày văn bản ${shortDay(day)} chưa đến; chưa có thay đổi nào.`,
    confirm: (title: string, number: string, issuedOn: Day) =>
      `Ghi nhận ban hành "${title}": số ${number} ngày ${shortDay(issuedOn)}. Các tin trước hạn theo Kế hoạch được lập và gửi đến đầu mối các đơn vị kể từ nay.`,
    done: (title: string, number: string, issuedOn: Day, now: Date) =>
      `Đã ghi nhận ban hành lúc ${momentInWords(now)}: ${title}, số ${number} ngày ${shortDay(issuedOn)}.`,
    already: (title: string) => `Kế hoạch đã ghi nhận ban hành từ trước: ${title}.`,
    notIssued: (title: string) =>
      `Kế hoạch "${title}" chưa ghi nhận số, ngày ban hành nên chưa thể gửi tin đến đơn vị.`,
  },

  visit: {
    which: (now: Date) => `Cuộc kiểm tra nào? (${dataMoment(now)})`,
    none: 'Không có cuộc kiểm tra nào do cơ quan chuẩn bị.',
    notYours: texts.outOfScope,
    offer: (visit: VisitFacts) =>
      `${visit.unitName} (${visit.sessionAt ? shortDay(dayOf(visit.sessionAt)) : windowInWords(visit)})`,
    askNotice: (visit: VisitFacts) =>
      [
        `Thông báo cuộc kiểm tra tại ${visit.unitName}, ${plannedTime(visit)}.`,
        ...(visit.noticeNumber === null
          ? []
          : [
              `Đã thông báo theo số ${visit.noticeNumber}${visit.noticeDate === null ? '' : ` ngày ${shortDay(visit.noticeDate)}`}.`,
            ]),
        `Đề nghị nhắn số, ký hiệu, ngày của thông báo đã ký; có thể kèm giờ, ngày và địa điểm buổi làm việc. Ví dụ: ${NOTICE_EXAMPLE}.`,
      ].join('\n'),
    askSession: (visit: VisitFacts) =>
      [
        `Buổi làm việc tại ${visit.unitName}, ${plannedTime(visit)}.`,
        visit.sessionAt
          ? `Lịch hiện tại: ${sessionInWords(visit.sessionAt, visit.sessionPlace)}.`
          : 'Hiện chưa ấn định.',
        'Đề nghị nhắn giờ, ngày và địa điểm (có thể kèm số, ngày văn bản điều chỉnh). Ví dụ: 14h ngày 7/8, tại trụ sở.',
      ].join('\n'),
    numberMissing: `Chưa đọc được số, ký hiệu và ngày của thông báo; chưa có thay đổi nào. Ví dụ: ${NOTICE_EXAMPLE}.`,
    dateMissing: (number: string) =>
      `Thông báo số ${number} ngày nào? Đề nghị nhắn lại cả số và ngày, ví dụ "${number} ngày 20/7".`,
    futureNotice: (day: Day) =>
      `Ngày thông báo ${shortDay(day)} chưa đến; chưa có thay đổi nào. Đề nghị kiểm tra lại.`,
    hourMissing: (day: Day) =>
      `Buổi làm việc ngày ${dayWithWeekday(day)} vào lúc mấy giờ? Đề nghị nhắn lại cả giờ và ngày, ví dụ "8h ngày ${shortDay(day)}".`,
    sessionMissing:
      'Chưa đọc được giờ, ngày của buổi làm việc; chưa có thay đổi nào. Ví dụ: 14h ngày 7/8, tại trụ sở.',
    sessionPast: (at: Date) =>
      `Buổi làm việc ${sessionInWords(at, null)} đã qua; chưa có thay đổi nào. Đề nghị chọn thời gian khác.`,
    confirmAnnounce: (
      visit: VisitFacts,
      notice: { number: string | null; date: Day },
      session: { at: Date; place: string | null } | null,
    ) =>
      [
        `Thông báo cuộc kiểm tra tại ${visit.unitName}:`,
        notice.number === null
          ? '- Công bố không kèm số văn bản'
          : `- Thông báo số ${notice.number} ngày ${shortDay(notice.date)}`,
        session === null
          ? `- Buổi làm việc: ${visit.sessionAt ? sessionInWords(visit.sessionAt, visit.sessionPlace) : visit.origin === 'plan' ? `chưa ấn định (theo Kế hoạch ${windowInWords(visit)})` : windowInWords(visit)}`
          : `- Buổi làm việc: ${sessionInWords(session.at, session.place ?? visit.sessionPlace)}`,
      ].join('\n'),
    confirmSession: (visit: VisitFacts, session: { at: Date; place: string | null }) =>
      [
        `Buổi làm việc tại ${visit.unitName}:`,
        ...(visit.sessionAt ? [`- Lịch cũ: ${sessionInWords(visit.sessionAt, visit.sessionPlace)}`] : []),
        `- Lịch mới: ${sessionInWords(session.at, session.place ?? visit.sessionPlace)}`,
        ...(visit.state === 'announced'
          ? []
          : ['Cuộc kiểm tra chưa được thông báo nên chưa gửi tin đến đơn vị.']),
      ].join('\n'),
    outsideWindow: (visit: VisitFacts) =>
      `Lưu ý: ngày này nằm ngoài ${visit.origin === 'plan' ? 'thời gian theo Kế hoạch' : 'thời gian theo văn bản bổ sung'} (${windowInWords(visit)}).`,
    dayOff: (day: Day, reason: string) =>
      reason === weekdayName(day)
        ? `Lưu ý: ${dayWithWeekday(day)} là ngày nghỉ.`
        : `Lưu ý: ${dayWithWeekday(day)} là ngày nghỉ (${reason}).`,
    beforeReport: 'Lưu ý: buổi làm việc không sau thời hạn gửi báo cáo.',
    outsideHours: (at: Date) => `Lưu ý: ${hourInWords(at)} ngoài giờ hành chính.`,
    told: (names: readonly string[], unitName: string) =>
      names.length === 0
        ? `${unitName} chưa khai báo đầu mối; tin sẽ không đến được ai.`
        : `Tin được gửi đến đầu mối ${unitName}: ${listed(names)}.`,
    done: (visit: VisitFacts, told: ToldWords | null, now: Date) =>
      [
        `Đã ghi nhận lúc ${momentInWords(now)}: ${visit.unitName}, ${visit.sessionAt ? `buổi làm việc ${sessionInWords(visit.sessionAt, visit.sessionPlace)}` : `thời gian ${windowInWords(visit)}, chưa ấn định buổi làm việc`}.`,
        ...(told === null ? [] : [toldInWords(visit.unitName, told)]),
      ].join('\n'),
    movedDeadline: (title: string, was: Day | null, due: DeadlineFacts) =>
      `- ${title}: tính lại theo lịch mới, ${deadlineInWords(due)}${was === null ? '' : ` (trước đây: hết ngày ${shortDay(was)})`}`,
    fixedDeadline: (title: string, due: DeadlineFacts) =>
      `- ${title}: thời hạn không thay đổi, ${deadlineInWords(due)}`,
  },

  report: {
    which: (now: Date) => `Báo cáo của đơn vị nào? (${dataMoment(now)})`,
    whichUnit: 'Cơ quan, đơn vị nào?',
    whichOf: (unitName: string) => `Báo cáo nào của ${unitName}?`,
    noneOpen: (now: Date) => `Không có báo cáo nào chưa nhận trong phạm vi điều phối (${dataMoment(now)}).`,
    noneOpenOf: (unitName: string, now: Date) =>
      `Các báo cáo của ${unitName} đã được tiếp nhận (${dataMoment(now)}).`,
    typeUnit: 'Nếu đơn vị không có trong danh sách, đề nghị nhắn tên đơn vị.',
    offer: (unitName: string, title: string, due: DeadlineFacts) =>
      `${unitName}: ${title}, ${deadlineInWords(due)}`,
    shortOffer: (unitName: string, lastDay: Day | null) =>
      `${unitName}${lastDay === null ? '' : ` (hạn ${shortDay(lastDay)})`}`,

    askPaper: (title: string, unitName: string) =>
      `Ghi nhận ${title} của ${unitName} đã nhận bằng văn bản. Đề nghị nhắn số, ký hiệu, ngày văn bản và ngày nhận, ví dụ "123/BC-SCT ngày 28/7, nhận ngày 28/7"; nếu không nêu ngày nhận thì lấy ngày hôm nay.`,
    paperNotRead:
      'Chưa đọc được số, ký hiệu và ngày văn bản; chưa có thay đổi nào. Ví dụ: 123/BC-SCT ngày 28/7, nhận ngày 28/7.',
    futureDay: (day: Day) => `Ngày ${shortDay(day)} chưa đến; chưa có thay đổi nào. Đề nghị kiểm tra lại.`,
    receivedBeforeIssued: (issuedOn: Day, receivedOn: Day) =>
      `Ngày nhận ${shortDay(receivedOn)} trước ngày văn bản ${shortDay(issuedOn)}; chưa có thay đổi nào. Đề nghị kiểm tra lại.`,
    confirmPaper: (
      title: string,
      unitName: string,
      number: string,
      issuedOn: Day,
      receivedOn: Day,
      due: DeadlineFacts,
    ) =>
      [
        `Ghi nhận ${title} của ${unitName} đã nhận bằng văn bản:`,
        `- Văn bản số ${number} ngày ${shortDay(issuedOn)}; nhận ngày ${shortDay(receivedOn)}`,
        `- Thời hạn: ${deadlineInWords(due)}${due.lastDay === null ? '' : `; kết quả: ${receivedOn <= due.lastDay ? 'đúng hạn' : 'quá hạn'}`}`,
        'Kết quả đúng hạn hay quá hạn được xác định theo lần gửi hoặc văn bản đến trước.',
      ].join('\n'),
    paperDone: (title: string, unitName: string, number: string, state: string) =>
      `Đã ghi nhận văn bản số ${number}: ${title} của ${unitName}, ${state}. Các tin trước hạn về báo cáo này được dừng khi báo cáo đã nhận đủ.`,
    paperAlready: (number: string) => `Văn bản số ${number} đã được ghi nhận từ trước.`,

    askExtension: (title: string, unitName: string, due: DeadlineFacts) =>
      `Gia hạn ${title} của ${unitName}, thời hạn hiện tại: ${deadlineInWords(due)}.\nĐề nghị nhắn số, ký hiệu, ngày của văn bản cho phép và thời hạn mới, ví dụ "45/UBND-NC ngày 28/7, đến hết ngày 05/8".`,
    extensionNumberMissing:
      'Thời hạn do văn bản quy định chỉ được gia hạn khi có số, ký hiệu của văn bản cho phép; chưa có thay đổi nào. Ví dụ: 45/UBND-NC ngày 28/7, đến hết ngày 05/8.',
    extensionDayMissing: (number: string) =>
      `Văn bản số ${number} cho phép đến ngày nào? Ví dụ: ${number} ngày 28/7, đến hết ngày 05/8.`,
    notLater: (day: Day, due: DeadlineFacts) =>
      `Ngày ${shortDay(day)} không sau thời hạn hiện tại: ${deadlineInWords(due)}. Chưa có thay đổi nào.`,
    pastDay: (day: Day) => `Ngày ${shortDay(day)} đã qua; chưa có thay đổi nào.`,
    noDeadline: (title: string, unitName: string, due: DeadlineFacts) =>
      `${title} của ${unitName} hiện ${deadlineInWords(due)} nên không có thời hạn để gia hạn.`,
    confirmExtension: (
      title: string,
      unitName: string,
      due: DeadlineFacts,
      toDay: Day,
      number: string,
      date: Day | null,
    ) =>
      [
        `Gia hạn ${title} của ${unitName}:`,
        `- Thời hạn cũ: ${deadlineInWords(due)}`,
        `- Thời hạn mới: chậm nhất hết ngày ${dayWithWeekday(toDay)}`,
        `- Theo văn bản số ${number}${date === null ? '' : ` ngày ${shortDay(date)}`}`,
      ].join('\n'),
    extensionDone: (title: string, unitName: string, fromDay: Day, toDay: Day, told: ToldWords) =>
      `Đã ghi nhận gia hạn ${title} của ${unitName}: từ hết ngày ${shortDay(fromDay)} sang hết ngày ${shortDay(toDay)}. ${toldInWords(unitName, told)}`,
    alreadyReceived: (title: string, unitName: string) =>
      `${title} của ${unitName} đã được tiếp nhận; chưa có thay đổi nào.`,

    confirmUrge: (
      items: readonly { unitName: string; title: string; due: DeadlineFacts }[],
      names: readonly string[],
    ) =>
      [
        items.length === 1
          ? 'Gửi tin đôn đốc:'
          : `Gửi tin đôn đốc đến ${count(items.length)} đơn vị, mỗi đơn vị một tin riêng:`,
        ...bounded(
          items.map(({ unitName, title, due }) => `- ${unitName}: ${title}, ${deadlineInWords(due)}`),
        ),
        names.length === 0
          ? 'Các đơn vị này chưa khai báo đầu mối.'
          : `Người nhận: ${listed(names)}. Tin không nêu tên đơn vị khác, được gửi trong giờ hành chính gần nhất.`,
      ].join('\n'),
    urged: (
      told: ToldWords,
      units: readonly string[],
      skipped: { received: readonly string[]; today: readonly string[] },
    ) =>
      [
        ...(units.length > 0
          ? [
              `Đã lập tin đôn đốc: ${listed(units)}.`,
              ...(told.reached.length > 0
                ? [`Người nhận: ${listed(told.reached)}, trong giờ hành chính gần nhất.`]
                : []),
            ]
          : ['Chưa có tin nào được lập.']),
        ...(units.length > 0 && told.reached.length + told.unreached.length === 0
          ? ['Đơn vị chưa khai báo đầu mối, cần thông tin bằng văn bản.']
          : []),
        ...(told.unreached.length > 0
          ? [`Chưa có tài khoản kết nối, cần thông tin bằng văn bản: ${listed(told.unreached)}.`]
          : []),
        ...(skipped.received.length > 0
          ? [`Đã nhận báo cáo nên không gửi: ${listed(skipped.received)}.`]
          : []),
        ...(skipped.today.length > 0 ? [`Hôm nay đã đôn đốc: ${listed(skipped.today)}.`] : []),
      ].join(' '),
    allOverdue: (units: number) => `Tất cả ${count(units)} đơn vị quá hạn`,
  },

  offers: {
    confirm: 'Xác nhận',
    edit: 'Nhắn lại',
    stop: 'Không thực hiện',
    announce: 'Thông báo cuộc kiểm tra',
    another: 'Thông báo cuộc kiểm tra khác',
    menu: 'Điều hành',
    session: 'Đặt, đổi buổi làm việc',
    issue: 'Ghi nhận ban hành Kế hoạch',
    paper: 'Đã nhận bằng văn bản',
    extension: 'Gia hạn',
    approvals: 'Việc chờ duyệt',
    difficulties: 'Vướng mắc chờ trả lời',
    urge: 'Đôn đốc',
    conclusions: 'Kết luận, khắc phục sau kiểm tra',
    tomorrow: 'Tin sẽ gửi',
    people: 'Thêm người dùng',
    code: 'Cấp mã kết nối',
    handOver: 'Bàn giao đầu mối',
    erasures: (wishes: number) => `Đề nghị xóa dữ liệu cá nhân (${count(wishes)})`,
    unlinked: 'Chưa có tài khoản',
    pause: 'Tạm dừng gửi tin',
    resume: 'Mở lại gửi tin',
    approve: (unitName: string) => `Duyệt gửi: ${unitName}`,
    decline: (unitName: string) => `Không gửi: ${unitName}`,
    see: (unitName: string) => `Xem: ${unitName}`,
  },
} as const;
