import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Field, SeatRole, Words } from '../domain/plan.ts';
import { isSecret } from '../domain/visits.ts';
import { hourInWords, weekdayThenDay, windowInWords as windowOf } from './format.ts';

export interface VisitFacts {
  unitName: string;
  startsOn: Day;
  endsOn: Day;
  precision: 'day' | 'month' | 'quarter' | 'window';
  state: 'planned' | 'announced' | 'done' | 'cancelled';
  sessionAt: Date | null;
  sessionPlace: string | null;
  sessionNote: string | null;
  noticeNumber: string | null;
  noticeDate: Day | null;
  surprise: boolean;
  origin: 'plan' | 'added';
  fields: readonly Field[];
  coordinatorName: string;
  planTitle: string;
  words: Pick<Words, 'team' | 'lead' | 'deputy' | 'member' | 'secretary' | 'support'>;
}

/** When a visit is, as exactly as it is known: "từ ngày 01/8/2023 đến hết ngày 08/8/2023", "quý III năm 2022". */
export const windowInWords = ({
  startsOn,
  endsOn,
  precision,
}: Pick<VisitFacts, 'startsOn' | 'endsOn' | 'precision'>): string =>
  windowOf({ from: startsOn, to: endsOn, precision });

/** " (đột xuất, chưa công bố)"; nothing for a visit of the plan. */
export const kindInWords = (
  visit: Pick<VisitFacts, 'surprise' | 'state' | 'noticeDate' | 'origin'>,
): string => {
  if (visit.surprise) return isSecret(visit) ? ' (đột xuất, chưa công bố)' : ' (đột xuất)';
  return visit.origin === 'added' ? ' (bổ sung trong năm)' : '';
};

/** A visit that had a month or a quarter keeps only the day set for it: that day is no window to compare with. */
export const isDaySet = ({
  startsOn,
  endsOn,
  sessionAt,
}: Pick<VisitFacts, 'startsOn' | 'endsOn' | 'sessionAt'>): boolean =>
  sessionAt !== null && startsOn === endsOn && startsOn === dayOf(sessionAt);

/** "Thời gian theo Kế hoạch"; a visit no document printed, or one whose day was set since, has a time of its own. */
export const timeLabel = (visit: Pick<VisitFacts, 'origin' | 'startsOn' | 'endsOn' | 'sessionAt'>): string =>
  visit.origin === 'plan' && !isDaySet(visit) ? 'Thời gian theo Kế hoạch' : 'Thời gian kiểm tra';

/** Why no session is told: known to the day it is still to be set, else the days themselves are awaited. */
export const sessionAwaited = (visit: Pick<VisitFacts, 'precision' | 'endsOn'>, now: Date): string => {
  if (isWindowPast(visit, now)) return 'đã qua thời gian theo Kế hoạch';
  return visit.precision === 'day' ? 'chưa ấn định buổi làm việc' : 'chờ lịch cụ thể';
};

/** Whether the last day the plan gives has gone by. */
export const isWindowPast = ({ endsOn }: Pick<VisitFacts, 'endsOn'>, now: Date): boolean =>
  endsOn < dayOf(now);

/** "08 giờ 00 phút, thứ Năm, ngày 03/8/2023, tại trụ sở Sở A". */
export const sessionInWords = (at: Date, place: string | null): string =>
  `${hourInWords(at)}, ${weekdayThenDay(dayOf(at))}${place === null ? '' : `, tại ${place}`}`;

export interface Member {
  name: string | null;
  honorific: string | null;
  title: string;
  unitName: string | null;
  role: SeatRole;
  isLead: boolean;
  isDeputy: boolean;
}

/** A seat without a name goes by its title, which may name the office itself. */
const seatOf = (title: string, unitName: string | null): string =>
  unitName === null || title.includes(unitName) ? title : [title, unitName].filter(Boolean).join(', ');

/** Members are many: their office says enough. */
export const shortMember = ({
  name,
  honorific,
  title,
  unitName,
}: Omit<Member, 'role' | 'isLead' | 'isDeputy'>): string =>
  name === null
    ? seatOf(title, unitName)
    : `${honorific === null ? '' : `${honorific} `}${name}${unitName === null ? '' : ` (${unitName})`}`;

export const memberInWords = ({ name, honorific, title, unitName }: Member): string => {
  const position = `${title}${unitName === null ? '' : `, ${unitName}`}`;
  return name === null
    ? seatOf(title, unitName)
    : `${honorific === null ? '' : `${honorific} `}${name} (${position})`;
};
