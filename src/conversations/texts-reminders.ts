import type { Day } from '../domain/day.ts';
import type { Field, Precision } from '../domain/plan.ts';
import { fieldsInWords } from './field-words.ts';
import {
  capital,
  count,
  deadlineInWords,
  hourInWords,
  shortDay,
  weekdayThenDay,
  windowInWords,
  type DeadlineFacts,
} from './format.ts';
import { dayOf } from '../domain/office-time.ts';
import type { OwedPart } from './parts-owed.ts';
import { stageLines, type StageFacts } from './stage-words.ts';

export interface ReportItem {
  kind: 'before_due' | 'last_day' | 'overdue';
  title: string;
  unitName: string;
  recipient: string;
  deadline: DeadlineFacts & { lastDay: Day };
  lastWorkingDay: Day;
  workingDaysLeft: number;
  progress: { answered: number; total: number } | null;
  /** What colleagues have been given and not filled in yet. */
  owed: readonly OwedPart[];
  /** Vertical bodies are asked to cooperate, not told. */
  isVertical: boolean;
}

export interface VisitItem {
  kind: 'visit';
  unitName: string;
  team: string;
  sessionAt: Date | null;
  place: string | null;
  from: Day;
  to: Day;
  precision: Precision;
  workingDaysLeft: number;
}

export interface TaskItem {
  about: 'task';
  kind: 'before_due' | 'last_day' | 'overdue';
  /** "nhiệm vụ số 12", "nội dung khắc phục số 1 của Thông báo kết luận số …". */
  name: string;
  /** Null where the name says what it belongs to. */
  planTitle: string | null;
  unitName: string;
  /** The deadline in words. */
  due: string;
  coordinator: string;
  lastWorkingDay: Day;
  workingDaysLeft: number;
}

export type MorningItem = ReportItem | VisitItem | TaskItem;

const ask = (isVertical: boolean): string => (isVertical ? 'đề nghị phối hợp gửi' : 'kính đề nghị gửi');

const progressOf = ({ progress, owed }: ReportItem): string =>
  progress === null || progress.total === 0
    ? ''
    : ` Số liệu đã có ${progress.answered}/${progress.total}.${owedWords(owed)}`;

function owedWords(owed: readonly OwedPart[]): string {
  if (owed.length === 0) return '';
  const shown = owed.slice(0, OWED_TOLD).map(({ code, name, progress }) => {
    return `${code} (${name}, ${progress === null ? 'chưa có dòng nào' : `${progress.answered}/${progress.total}`})`;
  });
  const rest = owed.length - shown.length;
  return ` Phần đã giao chưa đủ: ${shown.join('; ')}${rest > 0 ? ` và ${count(rest)} phần khác` : ''}.`;
}

/** Parts named at most; CHIABIEU shows them all. */
const OWED_TOLD = 5;

const daysLeft = (days: number): string => `còn ${count(days)} ngày làm việc`;

export const reminderTexts = {
  heading: (items: readonly MorningItem[], unitNames: readonly string[], now: Date): string => {
    if (items.some((item) => item.kind === 'last_day' && !('about' in item))) {
      return 'Hôm nay là ngày làm việc cuối cùng trước hạn gửi báo cáo';
    }
    if (items.some((item) => item.kind === 'last_day')) {
      return 'Hôm nay là ngày làm việc cuối cùng trước hạn hoàn thành nhiệm vụ';
    }
    const [first] = items;
    if (items.length === 1 && first?.kind === 'overdue')
      return `${'about' in first ? capital(first.name) : first.title} của ${first.unitName}`;
    if (items.length === 1 && first?.kind === 'visit') return `Chuẩn bị buổi làm việc với ${first.team}`;
    return `Các việc sắp đến hạn của ${unitNames.join(', ')} (${hourInWords(now)}, ${weekdayThenDay(dayOf(now))})`;
  },

  greeting: (name: string) => `Kính gửi đồng chí ${name}`,

  report: (item: ReportItem, now: Date): string => {
    const { title, unitName, recipient, deadline, lastWorkingDay, isVertical } = item;
    const due = deadlineInWords(deadline);
    switch (item.kind) {
      case 'before_due':
        return `${title} của ${unitName}: ${due}; ${ask(isVertical)} trong ngày làm việc ${weekdayThenDay(lastWorkingDay)} (${daysLeft(item.workingDaysLeft)}).${progressOf(item)}`;
      case 'last_day': {
        const stillOpen =
          deadline.lastDay === lastWorkingDay
            ? `hệ thống tiếp nhận đến 24 giờ 00 phút hôm nay`
            : `hệ thống vẫn tiếp nhận đến 24 giờ 00 phút, ${weekdayThenDay(deadline.lastDay)}`;
        return `${title} của ${unitName} có thời hạn ${due}; hôm nay, ${weekdayThenDay(lastWorkingDay)}, là ngày làm việc cuối cùng (${stillOpen}).${progressOf(item)}`;
      }
      case 'overdue':
        return `Đến ${hourInWords(now)}, ${weekdayThenDay(dayOf(now))}, ${recipient} chưa nhận được ${title} của ${unitName}. Thời hạn: ${due}. Có thể báo cáo đã được gửi nhưng chưa được cập nhật; mong đồng chí cho biết.${progressOf(item)}`;
    }
  },

  task: (item: TaskItem, now: Date): string => {
    const { kind, name, planTitle, unitName, due, coordinator, lastWorkingDay, workingDaysLeft } = item;
    const whole = `${name}${planTitle === null ? '' : `, ${planTitle},`} của ${unitName}`;
    switch (kind) {
      case 'before_due':
        return `${capital(whole)}: ${due}; kính đề nghị báo cáo kết quả trong ngày làm việc ${weekdayThenDay(lastWorkingDay)} (${daysLeft(workingDaysLeft)}).`;
      case 'last_day':
        return `${capital(whole)} có thời hạn ${due}; hôm nay, ${weekdayThenDay(lastWorkingDay)}, là ngày làm việc cuối cùng.`;
      case 'overdue':
        return `Đến ${hourInWords(now)}, ${weekdayThenDay(dayOf(now))}, ${coordinator} chưa nhận được báo cáo hoàn thành ${whole}. Thời hạn: ${due}. Có thể đã hoàn thành nhưng chưa được cập nhật; mong đồng chí cho biết.`;
    }
  },

  visit: ({ unitName, team, sessionAt, place, from, to, precision, workingDaysLeft }: VisitItem): string => {
    const left = daysLeft(workingDaysLeft);
    const when = sessionAt
      ? `${hourInWords(sessionAt)}, ${weekdayThenDay(dayOf(sessionAt))}${place === null ? '' : `, tại ${place}`} (${left})`
      : `${windowInWords({ from, to, precision })} theo Kế hoạch (${left}; chờ thông báo giờ làm việc cụ thể)`;
    return `Chuẩn bị buổi làm việc của ${team} tại ${unitName}: ${when}.`;
  },

  partial: 'Trường hợp chưa đủ, đề nghị gửi phần đã có trong hôm nay và ghi rõ nội dung bổ sung sau.',
  paperIsEnough:
    'Nếu báo cáo đã gửi qua Hệ thống quản lý văn bản, đồng chí chỉ cần nhắn số, ký hiệu và ngày văn bản để cập nhật và dừng thông báo.',
  /** `caller`: who speaks with the officer first, the team's support or the body that coordinates. */
  onlyForYou: (caller: string) =>
    `Tin này chỉ gửi riêng đồng chí. ${capital(caller)} sẽ trao đổi với đồng chí trước khi báo cáo lãnh đạo.`,
  regards: 'Trân trọng.',

  lastCall: (name: string, title: string, unitName: string, due: string) =>
    `Số liệu ${title} của ${unitName} đã nhập đủ nhưng chưa gửi\n\nKính gửi đồng chí ${name}. Thời hạn gửi: ${due}; hôm nay là ngày làm việc cuối cùng. Đề nghị đồng chí xem lại và bấm gửi.\nTrân trọng.`,

  offers: {
    goOn: 'Nhập số liệu',
    send: 'Xem lại và gửi',
    onPaper: 'Đã gửi bằng văn bản (nhắn số, ký hiệu)',
    difficulty: 'Có vướng mắc',
    tasks: 'Các nhiệm vụ',
  },
} as const;

export interface NoticeFacts {
  name: string;
  unitName: string;
  team: string;
  leadWord: string;
  deputyWord: string;
  noticeNumber: string | null;
  noticeDate: Day | null;
  sessionAt: Date | null;
  place: string | null;
  note: string | null;
  from: Day;
  to: Day;
  precision: Precision;
  lead: string | null;
  deputy: string | null;
  /** Whether the plan's document prints the visit. */
  isOfPlan: boolean;
  isSurprise: boolean;
  fields: readonly Field[];
  stages: readonly StageFacts[];
  reports: readonly string[];
}

const underNotice = ({
  noticeNumber,
  noticeDate,
}: Pick<NoticeFacts, 'noticeNumber' | 'noticeDate'>): string =>
  noticeNumber === null
    ? ''
    : `Theo Thông báo số ${noticeNumber}${noticeDate === null ? '' : ` ngày ${shortDay(noticeDate)}`}, `;

const sessionOf = ({
  sessionAt,
  place,
  from,
  to,
  precision,
  isOfPlan,
}: Pick<NoticeFacts, 'sessionAt' | 'place' | 'from' | 'to' | 'precision' | 'isOfPlan'>): string =>
  sessionAt
    ? `${hourInWords(sessionAt)}, ${weekdayThenDay(dayOf(sessionAt))}${place === null ? '' : `, tại ${place}`}${isOfPlan ? ` (thời gian theo Kế hoạch: ${windowInWords({ from, to, precision })})` : ''}`
    : `${windowInWords({ from, to, precision })}; giờ làm việc cụ thể sẽ được thông báo`;

export const noticeTexts = {
  announced: (facts: NoticeFacts): string =>
    [
      `Lịch làm việc của ${facts.team} tại ${facts.unitName}`,
      '',
      `Kính gửi đồng chí ${facts.name}. ${underNotice(facts)}${facts.team} ${facts.isSurprise ? 'kiểm tra đột xuất' : 'làm việc'} tại ${facts.unitName}:`,
      `- Buổi làm việc: ${sessionOf(facts)}`,
      ...(facts.lead === null ? [] : [`- ${facts.leadWord}: ${facts.lead}`]),
      ...(facts.deputy === null ? [] : [`- ${facts.deputyWord}: ${facts.deputy}`]),
      `- Nội dung: ${fieldsInWords(facts.fields)}`,
      ...stageLines(facts.stages),
      ...(facts.note === null ? [] : [`- Lưu ý: ${facts.note}`]),
      ...(facts.reports.length === 0 ? [] : ['', ...facts.reports]),
      `${facts.noticeNumber === null ? '' : 'Văn bản chính thức được gửi qua Hệ thống quản lý văn bản; tin này để đồng chí tiện theo dõi. '}Kính đề nghị đồng chí thông tin đến thành phần tham dự và chuẩn bị địa điểm làm việc.`,
      'Trân trọng.',
    ].join('\n'),

  moved: (facts: NoticeFacts, was: string, deadlines: readonly string[]): string =>
    [
      `Thay đổi lịch làm việc của ${facts.team} tại ${facts.unitName}`,
      '',
      `Kính gửi đồng chí ${facts.name}. ${capital(`${underNotice(facts)}buổi làm việc được điều chỉnh:`)}`,
      `- Lịch cũ: ${was} (không còn áp dụng)`,
      `- Lịch mới: ${sessionOf(facts)}`,
      ...(deadlines.length === 0 ? [] : ['', ...deadlines]),
      'Kính đề nghị đồng chí thông tin đến thành phần tham dự của cơ quan.',
      'Trân trọng.',
    ].join('\n'),

  deadlineKept: (title: string, due: string) => `Thời hạn gửi ${title} không thay đổi: ${due}.`,
  deadlineMoved: (title: string, due: string) => `Thời hạn gửi ${title} tính lại theo lịch mới: ${due}.`,
  reportDue: (title: string, recipient: string, due: string, workday: string) =>
    `- ${title} (gửi ${recipient}): ${due}; kính đề nghị gửi trong ngày làm việc ${workday}.`,
  reportWaiting: (title: string, due: string) => `- ${title}: ${due}.`,
  wasSession: (sessionAt: Date) => `${hourInWords(sessionAt)}, ${weekdayThenDay(dayOf(sessionAt))}`,

  offers: {
    received: 'Đã nhận được văn bản',
    missing: 'Chưa nhận được văn bản',
    noted: 'Đã nắm',
    difficulty: 'Có vướng mắc',
  },
  thanks: 'Đã ghi nhận. Trân trọng cảm ơn đồng chí.',
  willBeTold: (coordinator: string) =>
    `Đã ghi nhận và chuyển ${coordinator} để gửi lại văn bản. Trân trọng cảm ơn đồng chí.`,
} as const;

export const newsTexts = {
  supplement: (name: string, title: string, unitName: string, asker: string, text: string, due: Day | null) =>
    [
      `Đề nghị bổ sung ${title} của ${unitName}`,
      '',
      `Kính gửi đồng chí ${name}. Đồng chí ${asker} đề nghị làm rõ:`,
      text,
      '',
      `${due === null ? 'Mong sớm nhận được bổ sung.' : `Mong nhận được bổ sung chậm nhất hết ${weekdayThenDay(due)}.`} Lần gửi trước vẫn được ghi nhận; các số liệu khác giữ nguyên, không phải nhập lại.`,
      'Trân trọng.',
    ].join('\n'),
  difficultyAsked: (unitName: string, asker: string, text: string) =>
    `Vướng mắc của ${unitName}\n\nĐồng chí ${asker} nêu: "${text}"\nTrân trọng.`,
  difficultyAnswered: (name: string, question: string, answer: string, answerer: string) =>
    `Trả lời vướng mắc\n\nKính gửi đồng chí ${name}. Về nội dung: "${question}"\nĐồng chí ${answerer} trả lời: ${answer}\nTrân trọng.`,
  urged: (
    name: string,
    unitName: string,
    title: string,
    due: string,
    recipient: string,
    isVertical: boolean,
  ) =>
    `${title} của ${unitName}\n\nKính gửi đồng chí ${name}. ${capital(recipient)} chưa nhận được ${title} của ${unitName}. Thời hạn: ${due}. ${isVertical ? 'Đề nghị đồng chí phối hợp' : 'Kính đề nghị đồng chí quan tâm'} gửi báo cáo; nếu đã gửi bằng văn bản, đề nghị nhắn số, ký hiệu để cập nhật.\nTrân trọng.`,
  headNotice: (facts: {
    name: string;
    position: string;
    support: string;
    team: string;
    title: string;
    unitName: string;
    due: string;
    clock: string;
    session: string | null;
    approver: string;
  }) =>
    [
      `Kính gửi đồng chí ${facts.name}${facts.position === '' ? '' : `, ${facts.position}`}.`,
      '',
      `${capital(facts.support)} kính thông tin: đến ${facts.clock}, ${facts.team} chưa nhận được ${facts.title} của ${facts.unitName}. Thời hạn theo Kế hoạch: ${facts.due}.${facts.session === null ? '' : ` ${facts.team} làm việc tại đơn vị ${facts.session}.`}`,
      '',
      `Kính đề nghị đồng chí quan tâm, cho ý kiến để ${facts.team} có tài liệu nghiên cứu trước. Nếu báo cáo đã gửi bằng văn bản, kính mong đồng chí cho số, ký hiệu để cập nhật.`,
      '',
      `Người duyệt gửi: đồng chí ${facts.approver}. Trân trọng cảm ơn đồng chí./.`,
    ].join('\n'),
  extended: (
    name: string,
    title: string,
    unitName: string,
    from: Day | null,
    to: Day,
    paper: { number: string; date: Day | null },
  ) =>
    `Gia hạn ${title} của ${unitName}\n\nKính gửi đồng chí ${name}. Theo văn bản số ${paper.number}${paper.date === null ? '' : ` ngày ${shortDay(paper.date)}`}, thời hạn gửi báo cáo được điều chỉnh${from === null ? '' : ` từ hết ngày ${shortDay(from)}`} sang hết ${weekdayThenDay(to)}.\nTrân trọng.`,
  received: (unitName: string, title: string) => `${unitName} đã gửi ${title}.`,
} as const;
