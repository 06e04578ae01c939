import type { OfficeCalendar } from '../domain/calendar.ts';
import { parseDay, type Day } from '../domain/day.ts';
import { parseMoment } from '../domain/office-time.ts';
import { answerOf, findDates, type DateAnswer } from '../language/date.ts';
import { clean } from '../language/fold.ts';
import { tokenize } from '../language/tokens.ts';

/** A paper and a time as an official types them: "123/TB-ĐKT ngày 20/7/2023, 8h ngày 3/8/2023, tại trụ sở". */
export interface PaperWords {
  /** "123/TB-ĐKT"; null where none is typed. */
  number: string | null;
  /** The day that stands right behind the number. */
  issuedOn: Day | null;
  /** A day with an hour. */
  moment: Date | null;
  /** Days without an hour besides the paper's own, as last days ("đến hết ngày 05/8", "trước ngày 06/8"). */
  days: Day[];
  place: string | null;
  /** Words that name a time which does not exist or may mean several. */
  unclear: string | null;
}

/** A number, a slash, letters: dates have none behind the slash. */
const PAPER_NUMBER =
  /(?:số\s*:?\s*)?(\d{1,6}[a-zA-Z]?)\s*\/\s*((?:\d{4}\s*\/\s*)?[\p{L}][\p{L}\d]*(?:\s?-\s?[\p{L}][\p{L}\d]*)*)/u;
/** The paper's own day stands right behind its number. */
const PAPER_DAY = /^[\s,(]*(?:ngày|ngay)?\s*(\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)\)?/iu;
const PLACE = /(?:^|[\s,;])(?:tại|địa điểm\s*:?|ở)\s+(.+)$/iu;
const MOVED_TO = /\ssang\s+(.+)$/iu;
const LONGEST_PLACE = 200;

export function readPaperWords(text: string, today: Day, calendar: OfficeCalendar): PaperWords {
  const typed = clean(text);
  const found = PAPER_NUMBER.exec(typed);
  const number = found ? `${found[1] ?? ''}/${(found[2] ?? '').replace(/\s+/g, '')}`.toUpperCase() : null;
  const before = found ? typed.slice(0, found.index) : '';
  const behindNumber = found ? typed.slice(found.index + found[0].length) : typed;
  const ownDay = found ? PAPER_DAY.exec(behindNumber) : null;
  const rest = movedTo(ownDay ? behindNumber.slice(ownDay[0].length) : behindNumber, today, calendar);
  const { place, other } = takePlace(rest, today, calendar);
  const behind = datesIn(other, today, calendar);
  const ahead = datesIn(before, today, calendar);
  const [own] = ownDay ? datesIn(ownDay[1] ?? '', today, calendar) : [];
  const all = [...ahead, ...behind];
  const timed = all.find(({ value }) => value.includes('T'));
  const unclear = [...(own ? [own] : []), ...all].find(
    ({ type }) => type !== 'date' && type !== 'datetime' && type !== 'deadline',
  );
  return {
    number,
    issuedOn: own ? (parseDay(own.value) ?? null) : null,
    moment: timed ? (parseMoment(timed.value) ?? null) : null,
    days: all.filter((answer) => answer !== timed).flatMap(({ lastDay }) => lastDay ?? []),
    place,
    unclear: unclear ? (unclear.why ?? unclear.value) : null,
  };
}

/** Of "đổi lịch tại Sở Công Thương sang 14h ngày 7/8" what is behind "sang": the unit is no place, the old day no time. */
function movedTo(text: string, today: Day, calendar: OfficeCalendar): string {
  const behind = MOVED_TO.exec(text)?.[1];
  return behind !== undefined && datesIn(behind, today, calendar).length > 0 ? behind : text;
}

/** The words behind "tại": to the end, or to the next comma where a time follows. */
function takePlace(
  text: string,
  today: Day,
  calendar: OfficeCalendar,
): { place: string | null; other: string } {
  const match = PLACE.exec(text);
  if (!match?.[1]) return { place: null, other: text };
  const [, tail] = match;
  const end = datesIn(tail, today, calendar).length > 0 ? tail.search(/[,;]/) : -1;
  const place = (end < 0 ? tail : tail.slice(0, end)).trim().replace(/[.,;]+$/, '');
  return {
    place: place === '' || place.length > LONGEST_PLACE ? null : place,
    other: `${text.slice(0, match.index)}${end < 0 ? '' : `,${tail.slice(end)}`}`,
  };
}

/** Every time in the text, in order. Commas part them, except inside "8 giờ, thứ Năm, ngày 3/8". */
function datesIn(text: string, today: Day, calendar: OfficeCalendar): DateAnswer[] {
  const joined = text
    .replace(/(\d\s*(?:h|g|giờ)\s*(?:\d{1,2})?(?:\s*(?:phút|p))?)\s*,\s*(?=\p{L}|\d)/giu, '$1 ')
    .replace(/((?:thứ\s+\p{L}+|thứ\s*\d|chủ nhật))\s*,\s*(?=ngày|\d)/giu, '$1 ');
  return joined.split(/[,;]/).flatMap((part) => {
    const dates = findDates(tokenize(part, 400).tokens, { today, calendar });
    return dates.map(answerOf);
  });
}
