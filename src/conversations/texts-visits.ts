import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Field } from '../domain/plan.ts';
import { fieldsInWords } from './field-words.ts';
import {
  count,
  dayWithWeekday,
  deadlineInWords,
  momentInWords,
  number,
  shortDay,
  weekdayThenDay,
  windowInWords,
  type DeadlineFacts,
  type WindowFacts,
} from './format.ts';
import { LONGEST_FREE_TEXT } from './free-text.ts';
import { toldInWords, type ToldWords } from './texts-coordinator.ts';
import { bounded, dataMoment } from './lists.ts';
import { sessionInWords, windowInWords as windowOf, type VisitFacts } from './visit-words.ts';

/** A deadline the plan's rule gave, already gone by, and the one that holds. */
interface PassedFacts {
  title: string;
  passed: Day;
  lastDay: Day;
}

export interface WantedFacts {
  title: string;
  columns: DeadlineFacts;
  passed: Day | null;
  isOwedAlready: boolean;
}

const ADD_EXAMPLE = 'UBND quận Hải An, tháng 9, theo 45/QĐ-UBND ngày 01/8';

/** Said to the coordinator and to the unit alike: what the rule gives has gone by, and nobody is late by it. */
export const passedInWords = ({ title, passed, lastDay }: PassedFacts): string =>
  `- ${title}: tính theo lịch mới thì thời hạn là hết ngày ${dayWithWeekday(passed)}, đã qua; báo cáo gửi trước buổi kiểm tra, chậm nhất hết ngày ${dayWithWeekday(lastDay)}, được ghi nhận đúng hạn`;

/** "trong quý II năm 2022", "từ tháng 6 đến tháng 11 năm 2022". */
export const during = (window: WindowFacts): string =>
  window.precision === 'window' ? windowInWords(window) : `trong ${windowInWords(window)}`;

const sessionOf = ({ sessionAt, ...visit }: VisitFacts): string =>
  sessionAt ? sessionInWords(sessionAt, visit.sessionPlace) : windowOf(visit);

export const visitTexts = {
  closed: (visit: VisitFacts) =>
    visit.state === 'done'
      ? `Cuộc kiểm tra tại ${visit.unitName} đã được ghi nhận là kiểm tra xong; chưa có thay đổi nào.`
      : `Cuộc kiểm tra tại ${visit.unitName} đã được ghi nhận là không tiến hành; chưa có thay đổi nào.`,
  dayPast: 'Ngày kiểm tra đã qua; chưa có thay đổi nào. Đề nghị chọn thời gian khác.',
  none: 'Không có cuộc kiểm tra nào có thể thay đổi.',
  noneYet: (now: Date) => `Chưa có cuộc kiểm tra nào đến ngày (${dataMoment(now)}).`,
  which: (others: number, now: Date) =>
    `Cuộc kiểm tra nào? (${dataMoment(now)})${others === 0 ? '' : `\nCòn ${count(others)} cuộc kiểm tra khác: đề nghị nhắn tên đơn vị.`}`,
  offer: (visit: VisitFacts) =>
    `${visit.unitName} (${visit.sessionAt ? shortDay(dayOf(visit.sessionAt)) : windowOf(visit)})`,
  tooLong: (length: number) =>
    `Nội dung dài ${number(length)} ký tự, quá ${number(LONGEST_FREE_TEXT)} ký tự nên chưa được ghi nhận. Đề nghị nhắn ngắn gọn hơn.`,

  clash: {
    line: (visit: VisitFacts, shared: readonly Field[]) =>
      `Lưu ý: ${visit.unitName} đã có cuộc kiểm tra trong năm (${sessionOf(visit)}${visit.state === 'done' ? ', đã kiểm tra xong' : ', đã thông báo'}); nội dung trùng: ${fieldsInWords(shared)}.`,
    once: 'Mỗi nội dung chỉ kiểm tra một lần tại mỗi cơ quan, đơn vị trong năm.',
    leaveOut: 'Bỏ nội dung trùng',
    goOn: 'Vẫn thực hiện, nêu lý do',
    left: (fields: readonly Field[]) => `Nội dung kiểm tra còn lại: ${fieldsInWords(fields)}.`,
    askReason: 'Đề nghị nhắn lý do kiểm tra lại nội dung đã kiểm tra trong năm.',
    reason: (reason: string) => `Lý do kiểm tra lại: "${reason}"`,
  },

  add: {
    noPlan: 'Không có kế hoạch đã ban hành nào do cơ quan điều phối để bổ sung cuộc kiểm tra.',
    whichPlan: 'Bổ sung cuộc kiểm tra vào kế hoạch nào?',
    ask: (planTitle: string) =>
      `Bổ sung cuộc kiểm tra vào ${planTitle}.\nĐề nghị nhắn tên cơ quan, đơn vị, thời gian (ngày, tháng hoặc quý) và số, ngày của văn bản bổ sung; có thể kèm nội dung kiểm tra. Ví dụ: ${ADD_EXAMPLE}.`,
    unitMissing:
      'Cơ quan, đơn vị nào? Đề nghị nhắn tên trong danh mục của địa bàn; đơn vị chưa có trong danh mục cần được bổ sung vào tệp kế hoạch trước.',
    whichUnit: 'Tin có thể chỉ nhiều đơn vị, đề nghị chọn:',
    windowMissing: (unitName: string) =>
      `Kiểm tra tại ${unitName} vào thời gian nào? Ví dụ: tháng 9, quý III hoặc 8h ngày 15/9.`,
    paperMissing: 'Theo văn bản nào? Đề nghị nhắn số, ký hiệu và ngày, ví dụ 45/QĐ-UBND ngày 01/8.',
    paperDateMissing: (number: string) =>
      `Văn bản số ${number} ngày nào? Đề nghị nhắn lại cả số và ngày, ví dụ "${number} ngày 01/8".`,
    past: (window: WindowFacts) => `Thời gian ${windowInWords(window)} đã qua; chưa có thay đổi nào.`,
    unclearFields: 'Chưa rõ nội dung kiểm tra. Ví dụ: nội dung thủ tục hành chính, chính quyền số.',
    confirm: (facts: {
      planTitle: string;
      unitName: string;
      window: WindowFacts;
      session: { at: Date; place: string | null } | null;
      fields: readonly Field[];
      paper: { number: string; date: Day };
      wanted: readonly WantedFacts[];
    }) =>
      [
        `Bổ sung cuộc kiểm tra vào ${facts.planTitle}:`,
        `- Cơ quan, đơn vị: ${facts.unitName}`,
        `- Thời gian: ${facts.session ? sessionInWords(facts.session.at, facts.session.place) : windowInWords(facts.window)}`,
        `- Nội dung: ${fieldsInWords(facts.fields)}`,
        `- Theo văn bản số ${facts.paper.number} ngày ${shortDay(facts.paper.date)}`,
        ...wantedLines(facts.wanted),
        facts.session || facts.window.precision === 'day'
          ? 'Đơn vị được thông tin khi cuộc kiểm tra được thông báo (soạn THONGBAO).'
          : 'Đầu mối của đơn vị được thông tin thời gian này trong giờ hành chính gần nhất.',
      ].join('\n'),
    done: (visit: VisitFacts, owed: readonly DeadlineLine[], now: Date) =>
      [
        `Đã bổ sung lúc ${momentInWords(now)}: kiểm tra tại ${visit.unitName}, ${sessionOf(visit)}.`,
        ...owedLines(owed),
      ].join('\n'),
  },

  cancel: {
    ask: (visit: VisitFacts) =>
      `Không tiến hành cuộc kiểm tra tại ${visit.unitName} (${sessionOf(visit)}).\nĐề nghị nhắn lý do, hoặc số, ngày của văn bản. Ví dụ: theo 46/UBND-NC ngày 25/7.`,
    tooShort: 'Đề nghị nhắn rõ lý do, hoặc số, ngày của văn bản.',
    confirm: (visit: VisitFacts, why: string) =>
      [
        `Không tiến hành cuộc kiểm tra tại ${visit.unitName}:`,
        `- Lịch đang ghi nhận: ${sessionOf(visit)}`,
        `- Lý do: ${why}`,
      ].join('\n'),
    released: (title: string) => `- ${title}: không phải gửi nữa, các tin trước hạn được dừng`,
    kept: (title: string) =>
      `- ${title}: đã tiếp nhận trước đó; số liệu, văn bản và xác nhận tiếp nhận được giữ nguyên`,
    partly: (title: string) =>
      `- ${title}: đã nhận một phần; phần đã nhận được giữ nguyên, không đòi phần còn lại`,
    selfInspection:
      'Kế hoạch có phần tự kiểm tra của các đơn vị không được kiểm tra: đơn vị này có tự kiểm tra hay không do cơ quan thường trực quyết định bằng văn bản; chương trình không tự giao.',
    notTold: 'Cuộc kiểm tra chưa được thông báo nên không gửi tin đến đơn vị.',
    onlyTeam: 'Chỉ những người được phân công trong cuộc kiểm tra này được thông tin.',
    done: (visit: VisitFacts, told: ToldWords | null, now: Date) =>
      [
        `Đã ghi nhận lúc ${momentInWords(now)}: không tiến hành cuộc kiểm tra tại ${visit.unitName}.`,
        ...(told === null ? [] : [toldInWords(visit.unitName, told)]),
      ].join('\n'),
  },

  done: {
    ask: (visit: VisitFacts) =>
      `Ghi nhận đã kiểm tra xong tại ${visit.unitName}. Đề nghị nhắn ngày kiểm tra xong, ví dụ "ngày 05/9" hoặc "hôm nay".`,
    confirm: (visit: VisitFacts, on: Day) =>
      `Ghi nhận đã kiểm tra xong tại ${visit.unitName}, ${weekdayThenDay(on)}. Sau khi ghi nhận, lịch của cuộc kiểm tra này không thay đổi được nữa.`,
    tooEarly: (visit: VisitFacts) =>
      `Chưa ghi nhận được: ngày nêu ra chưa đến, hoặc trước ngày của cuộc kiểm tra tại ${visit.unitName} (${sessionOf(visit)}).`,
    done: (visit: VisitFacts, on: Day, now: Date) =>
      `Đã ghi nhận lúc ${momentInWords(now)}: đã kiểm tra xong tại ${visit.unitName}, ngày ${shortDay(on)}.`,
  },

  stage: {
    ask: (visit: VisitFacts, title: string) =>
      `${title} tại ${visit.unitName}. Đề nghị nhắn ngày dự kiến, ví dụ "ngày 30/8"; nếu đã xong: "đã xong ngày 30/8".`,
    dayMissing: 'Chưa đọc được ngày; chưa có thay đổi nào. Ví dụ: ngày 30/8, hoặc đã xong ngày 30/8.',
    tooEarly: (day: Day) => `Ngày ${shortDay(day)} chưa đến nên chưa thể ghi nhận là đã xong.`,
    planned: (visit: VisitFacts, title: string, day: Day, now: Date) =>
      `Đã ghi nhận lúc ${momentInWords(now)}: ${title} tại ${visit.unitName}, dự kiến ${weekdayThenDay(day)}.`,
    done: (visit: VisitFacts, title: string, day: Day, now: Date) =>
      `Đã ghi nhận lúc ${momentInWords(now)}: ${title} tại ${visit.unitName}, đã xong ngày ${shortDay(day)}.`,
    afterSession: (team: string, session: Date) =>
      `Lưu ý: theo Kế hoạch bước này làm trước khi ${team} làm việc (${sessionInWords(session, null)}).`,
    beforeReport: (title: string, due: DeadlineFacts) =>
      `Lưu ý: đến ngày này có thể chưa có ${title} (${deadlineInWords(due)}).`,
    dayOff: (day: Day) => `Lưu ý: ${dayWithWeekday(day)} là ngày nghỉ.`,
  },

  reports: {
    offer: 'Đề nghị đơn vị gửi báo cáo',
    confirm: (visit: VisitFacts, wanted: readonly WantedFacts[]) =>
      [`Đề nghị ${visit.unitName} gửi báo cáo phục vụ kiểm tra:`, ...wantedLines(wanted)].join('\n'),
    none: (visit: VisitFacts) =>
      `Kế hoạch không có báo cáo nào có thể đề nghị ${visit.unitName} gửi thêm cho cuộc kiểm tra này.`,
    done: (visit: VisitFacts, owed: readonly DeadlineLine[], told: ToldWords | null, now: Date) =>
      owed.length === 0
        ? `${visit.unitName} đã được đề nghị gửi báo cáo từ trước; chưa có thay đổi nào.`
        : [
            `Đã ghi nhận lúc ${momentInWords(now)}, đề nghị ${visit.unitName} gửi:`,
            ...owedLines(owed),
            ...(told === null ? [] : [toldInWords(visit.unitName, told)]),
          ].join('\n'),
  },

  offers: {
    add: 'Bổ sung cuộc kiểm tra',
    announce: 'Thông báo cuộc kiểm tra',
    session: 'Đặt, đổi buổi làm việc',
    cancel: 'Không tiến hành cuộc này',
    done: 'Đã kiểm tra xong',
    doneAt: (unitName: string) => `Đã kiểm tra xong: ${unitName}`,
    dateOf: (unitName: string) => `Đặt ngày: ${unitName}`,
    stage: (title: string) => `Ghi ngày: ${title}`,
    publish: 'Công bố',
  },

  news: {
    planned: (facts: {
      name: string;
      unitName: string;
      team: string;
      planTitle: string;
      window: string;
      reports: readonly string[];
    }) =>
      [
        `Thời gian kiểm tra tại ${facts.unitName}`,
        '',
        `Kính gửi đồng chí ${facts.name}. Theo ${facts.planTitle}, ${facts.team} làm việc tại ${facts.unitName} ${facts.window}; ngày, giờ cụ thể sẽ được thông báo sau.`,
        ...facts.reports,
        'Trân trọng.',
      ].join('\n'),
    reports: (facts: {
      name: string;
      unitName: string;
      team: string;
      session: string;
      reports: readonly string[];
    }) =>
      [
        `Đề nghị gửi báo cáo phục vụ kiểm tra tại ${facts.unitName}`,
        '',
        `Kính gửi đồng chí ${facts.name}. ${facts.team} làm việc tại ${facts.unitName} (${facts.session}) và đề nghị gửi:`,
        ...facts.reports,
        'Trân trọng.',
      ].join('\n'),
    cancelled: (facts: {
      name: string;
      unitName: string;
      team: string;
      session: string;
      why: string | null;
      kept: readonly string[];
      /** A visit added or surprising may have asked for no report of its own. */
      isOfPlan: boolean;
      /** The lead of the visit owes no report for it. */
      isOfUnit: boolean;
    }) =>
      [
        `Không tiến hành cuộc kiểm tra tại ${facts.unitName}`,
        '',
        `Kính gửi đồng chí ${facts.name}. ${facts.team} không tiến hành cuộc kiểm tra tại ${facts.unitName} (${facts.session})${facts.why === null ? '' : `. Lý do: ${facts.why}`}.`,
        ...(facts.isOfUnit ? keptLines(facts.kept, facts.isOfPlan) : []),
        'Trân trọng.',
      ].join('\n'),
    dates: (
      name: string,
      window: WindowFacts,
      { units, total, offered }: { units: readonly string[]; total: number; offered: number },
    ) =>
      [
        `Đề nghị đặt ngày kiểm tra ${windowInWords(window)}`,
        '',
        `Kính gửi đồng chí ${name}. ${count(total)} cuộc kiểm tra ${during(window)} chưa có ngày:`,
        ...bounded(
          units.map((unit) => `- ${unit}`),
          total,
        ),
        'Báo cáo tính theo lịch kiểm tra của các đơn vị này chỉ có thời hạn khi đã đặt ngày.',
        ...(total > offered ? ['Đơn vị chưa có trong các lựa chọn: soạn DATLICH và tên đơn vị.'] : []),
        'Trân trọng.',
      ].join('\n'),
  },
} as const;

const keptLines = (kept: readonly string[], isOfPlan: boolean): string[] =>
  kept.length === 0
    ? [
        isOfPlan
          ? 'Báo cáo phục vụ cuộc kiểm tra này không phải gửi nữa.'
          : 'Báo cáo đã đề nghị gửi riêng cho cuộc kiểm tra này, nếu có, không phải gửi nữa.',
      ]
    : kept.map((title) => `${title} đã gửi được giữ nguyên cùng xác nhận tiếp nhận.`);

interface DeadlineLine {
  report: DeadlineFacts & { title: string };
  passed: Day | null;
}

const wantedLines = (wanted: readonly WantedFacts[]): string[] =>
  wanted.map(({ title, columns, passed, isOwedAlready }) => {
    if (isOwedAlready)
      return `- ${title}: đơn vị đã được giao gửi theo cuộc kiểm tra khác, không đề nghị gửi thêm`;
    return passed === null || columns.lastDay === null
      ? `- ${title}: ${deadlineInWords(columns)}`
      : passedInWords({ title, passed, lastDay: columns.lastDay });
  });

const owedLines = (owed: readonly DeadlineLine[]): string[] =>
  owed.map(({ report, passed }) =>
    passed === null || report.lastDay === null
      ? `- ${report.title}: ${deadlineInWords(report)}`
      : passedInWords({ title: report.title, passed, lastDay: report.lastDay }),
  );
