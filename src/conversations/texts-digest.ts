import { dayOf } from '../domain/office-time.ts';
import type { DeadlineGroup, Digest, Failures } from '../services/digests.ts';
import {
  count,
  dayAndMonth,
  hourInWords,
  shortDay,
  weekdayName,
  weekdayThenDay,
  windowInWords,
} from './format.ts';
import { yearOf, type Day } from '../domain/day.ts';
import type { Precision } from '../domain/plan.ts';

/** Names on one line of the summary; the rest are counted. */
const NAMES = 6;

const named = (names: readonly string[]): string => {
  const shown = names.slice(0, NAMES).join(', ');
  return names.length > NAMES ? `${shown} và ${count(names.length - NAMES)} đơn vị khác` : shown;
};

const counted = (what: string, names: readonly string[]): string =>
  names.length === 0 ? `${what}: không có` : `${what} ${count(names.length)} (${named(names)})`;

/** Without its year only within this year: what was due last year stays until it comes. */
const dayWithin = (day: Day, now: Date): string =>
  yearOf(day) === yearOf(dayOf(now)) ? dayAndMonth(day) : shortDay(day);

function group(
  { title, printedDay, lastDay, onTime, late, overdue, open }: DeadlineGroup,
  now: Date,
): string {
  const due =
    printedDay === null || printedDay === lastDay
      ? `đến hết ${dayWithin(lastDay, now)}`
      : `trước ngày ${dayWithin(printedDay, now)}`;
  const total = onTime.length + late.length + overdue.length + open.length;
  const notYet = [...overdue, ...open];
  const waiting =
    overdue.length > 0 ? counted('đã quá hạn, chưa nhận được', overdue) : counted('chưa gửi', notYet);
  return `${title} (${due}): ${count(total)} đơn vị; ${counted('gửi đúng hạn', onTime)}; ${counted('gửi quá hạn', late)}; ${waiting}.`;
}

/** What did not go through: a line each, none where all is well. */
const failureLines = ({ unsent, unhandled, unheard }: Failures): string[] => [
  ...(unsent > 0 ? [`Chưa gửi được: ${count(unsent)} tin.`] : []),
  ...(unhandled > 0 ? [`Chưa xử lý được: ${count(unhandled)} tin đến (đã lưu).`] : []),
  ...(unheard.length > 0
    ? [`Chưa có người nhận: ${count(unheard.length)} tin của ${named([...new Set(unheard)])}.`]
    : []),
];

/** "Nhiệm vụ: 02 báo hoàn thành, 01 đề nghị lùi thời hạn chờ xác nhận; 03 quá hạn chưa hoàn thành."; none where nothing is. */
function taskLines({ tasks, remedies }: Pick<Digest, 'tasks' | 'remedies'>): string[] {
  const late = tasks.overdue > 0 ? [`${count(tasks.overdue)} quá hạn chưa hoàn thành`] : [];
  const ofTasks = [...waiting(tasks), ...late];
  const ofRemedies = waiting(remedies);
  return [
    ...(ofTasks.length > 0 ? [`Nhiệm vụ: ${ofTasks.join('; ')}.`] : []),
    ...(ofRemedies.length > 0 ? [`Khắc phục sau kiểm tra: ${ofRemedies.join('; ')}.`] : []),
  ];
}

function waiting({ completions, requests }: Digest['remedies']): string[] {
  const parts = [
    ...(completions > 0 ? [`${count(completions)} báo hoàn thành`] : []),
    ...(requests > 0 ? [`${count(requests)} đề nghị lùi thời hạn`] : []),
  ];
  return parts.length === 0 ? [] : [`${parts.join(', ')} chờ xác nhận (soạn CHOXACNHAN)`];
}

export interface DigestVisit {
  unitName: string;
  sessionAt: Date | null;
  from: Day;
  to: Day;
  precision: Precision;
}

const visitLine = ({ unitName, sessionAt, ...window }: DigestVisit): string => {
  if (!sessionAt) return `- ${unitName}: ${windowInWords(window)} (chưa đặt buổi làm việc)`;
  const day = dayOf(sessionAt);
  return `- ${weekdayName(day)} ${dayAndMonth(day)}, ${hourInWords(sessionAt)}, ${unitName}`;
};

/** "06 cuộc của quý II năm 2022 chưa có ngày". */
const undatedLine = ({ units, ...window }: Digest['undated'][number]): string =>
  `${count(units.length)} cuộc ${window.precision === 'window' ? 'kiểm tra' : 'của'} ${windowInWords(window)} chưa có ngày (soạn DATLICH).`;

const passedLine = (visits: readonly { unitName: string }[]): string =>
  `Đã qua ngày kiểm tra, chưa ghi nhận đã xong: ${named(visits.map(({ unitName }) => unitName))} (soạn DAKIEMTRA).`;

/** The leader's morning summary: decisions first, one screen. */
export function digestText(
  digest: Omit<Digest, 'visits'> & { visits: readonly DigestVisit[] },
  addressee: string,
  now: Date,
): string {
  const news = [
    ...(digest.received.length > 0
      ? [`nhận báo cáo của ${named(digest.received.map(({ unitName }) => unitName))}`]
      : []),
    ...(digest.corrections.length > 0
      ? [`nhận bổ sung của ${named(digest.corrections.map(({ unitName, no }) => `${unitName} (lần ${no})`))}`]
      : []),
    ...(digest.newlyOverdue.length > 0
      ? [`hết hạn, chưa nhận được báo cáo của ${named(digest.newlyOverdue)}`]
      : []),
    ...(digest.newOfTasks > 0
      ? [`nhận ${count(digest.newOfTasks)} báo cáo, đề nghị về nhiệm vụ, khắc phục`]
      : []),
    ...(digest.visitsChanged.length > 0
      ? [`cập nhật lịch làm việc tại ${named([...new Set(digest.visitsChanged)])}`]
      : []),
  ];
  const decisions = [
    ...(digest.approvals > 0
      ? [`${count(digest.approvals)} tin gửi thủ trưởng đơn vị chờ duyệt (soạn DUYET)`]
      : []),
    ...(digest.difficulties > 0 ? [`${count(digest.difficulties)} vướng mắc chờ trả lời (soạn CAUHOI)`] : []),
  ];
  return [
    `Kính báo cáo ${addressee}`,
    `${weekdayThenDay(dayOf(now)).replace(/^t/, 'T')} (số liệu đến ${hourInWords(now)})`,
    '',
    `Xin ý kiến: ${decisions.length === 0 ? 'không có.' : `${decisions.join('; ')}.`}`,
    ...digest.groups.map((one) => group(one, now)),
    ...(digest.overdueRemedies > 0
      ? [`Kết luận kiểm tra: ${count(digest.overdueRemedies)} nội dung quá hạn khắc phục (soạn KETLUAN).`]
      : []),
    ...taskLines(digest),
    ...digest.undated.map(undatedLine),
    ...(digest.passed.length === 0 ? [] : [passedLine(digest.passed)]),
    digest.visits.length === 0 ? 'Lịch 07 ngày tới: không có buổi làm việc.' : 'Lịch 07 ngày tới:',
    ...digest.visits.map(visitLine),
    `Mới từ lần tổng hợp trước: ${news.length === 0 ? 'không có thay đổi.' : `${news.join('; ')}.`}`,
    ...failureLines(digest.failures),
    '',
    'Soạn TINHHINH để xem chi tiết, hoặc nhắn tên đơn vị.',
    'Trân trọng.',
  ].join('\n');
}
