import type { OfficeCalendar } from '../domain/calendar.ts';
import {
  addDays,
  dayOfParts,
  lastDayOfMonth,
  mondayOf,
  monthOf,
  weekday,
  yearOf,
  type Day,
} from '../domain/day.ts';
import { monthAt, quarterAt, shiftAt, smallNumberAt, yearAt } from './calendar-words.ts';
import { wordYear } from './day-expressions.ts';
import { invalidFound, type DateContext, type Found, type Moment, type Reader } from './moment.ts';
import { isWord, type Token } from './tokens.ts';

type Unit = 'week' | 'month' | 'quarter' | 'year';
interface Span {
  unit: Unit;
  from: Day;
  to: Day;
  period: string;
}
type SpanFound = { span: Span; end: number } | { why: string; end: number };

/** A whole week, month, quarter or year: "tuần sau", "tháng 9/2023", "quý III", "q3", "năm nay". */
function spanAt(tokens: readonly Token[], index: number, context: DateContext): SpanFound | undefined {
  const token = tokens[index];
  const today = context.today;
  if (isWord(token, 'tuần')) {
    const relative = shiftAt(tokens, index + 1);
    return relative && { span: weekOf(addDays(today, relative.value * 7)), end: relative.end };
  }
  if (isWord(token, 'tháng')) return monthSpan(tokens, index, context);
  if (isWord(token, 't', 'th') && tokens[index + 1]?.glued === true && tokens[index + 1]?.kind === 'figure')
    return monthSpan(tokens, index, context);
  if (isWord(token, 'quý', 'quí', 'qúy') || (isWord(token, 'q') && tokens[index + 1]?.kind === 'figure'))
    return quarterSpan(tokens, index, context);
  if (isWord(token, 'năm')) {
    const relative = shiftAt(tokens, index + 1);
    if (relative) return { span: yearSpan(yearOf(today) + relative.value), end: relative.end };
    const year = yearAt(tokens, index + 1);
    return year && { span: yearSpan(year.value), end: year.end };
  }
  // "9/2023".
  const slash = tokens[index + 1];
  const year = tokens[index + 2];
  if (
    token?.kind === 'figure' &&
    slash &&
    /^[/-]$/.test(slash.raw) &&
    /^20\d{2}$/.test(year?.raw ?? '') &&
    /^\d{1,2}$/.test(token.raw)
  ) {
    return monthOrFault(Number(year?.raw), Number(token.raw), index + 3);
  }
  const dotted = /^(\d{1,2})\.(20\d{2})$/.exec(token?.raw ?? '');
  return dotted ? monthOrFault(Number(dotted[2]), Number(dotted[1]), index + 1) : undefined;
}

function monthSpan(tokens: readonly Token[], index: number, context: DateContext): SpanFound | undefined {
  const relative = shiftAt(tokens, index + 1);
  const month = monthAt(tokens, index + 1);
  if (month && !month.lunar && month.end >= (relative?.end ?? 0)) return withYear(tokens, month, context);
  return relative && { span: shiftedMonth(context.today, relative.value), end: relative.end };
}

function withYear(
  tokens: readonly Token[],
  month: { value: number; end: number },
  context: DateContext,
): SpanFound {
  const year = wordYear(tokens, month.end, context);
  return monthOrFault(year?.value ?? yearOf(context.today), month.value, year?.end ?? month.end);
}

function monthOrFault(year: number, month: number, end: number): SpanFound {
  return month >= 1 && month <= 12
    ? { span: monthSpanOf(year, month), end }
    : { why: `không có tháng ${month}`, end };
}

function quarterSpan(tokens: readonly Token[], index: number, context: DateContext): SpanFound | undefined {
  const relative = shiftAt(tokens, index + 1);
  if (relative) return { span: shiftedQuarter(context.today, relative.value), end: relative.end };
  const quarter = quarterAt(tokens, index + 1);
  if (!quarter) return undefined;
  const year = wordYear(tokens, quarter.end, context);
  const end = year?.end ?? quarter.end;
  if (quarter.value < 1 || quarter.value > 4) return { why: `không có quý ${quarter.value}`, end };
  return { span: quarterOf(year?.value ?? yearOf(context.today), quarter.value), end };
}

export const wholeSpan: Reader = (tokens, index, context) => {
  const found = spanAt(tokens, index, context);
  if (!found) return undefined;
  if ('why' in found) return invalidFound(found.why, found.end);
  const { from, to, period } = found.span;
  return { moment: { at: 'range', from, to, period }, end: found.end };
};

/** "6 tháng đầu năm", "6th", "9 tháng", "nửa đầu tháng 9", "trung tuần tháng 8". */
export const partOfYear: Reader = (tokens, index, context) => {
  const half = isWord(tokens[index], 'nửa') ? index + 1 : undefined;
  const first = isWord(tokens[half ?? -1], 'đầu');
  if (half !== undefined && (first || isWord(tokens[half], 'cuối', 'sau'))) {
    const span = bareSpan(tokens, half + 1, context);
    if (!span) return undefined;
    if (span.unit === 'year') return months(yearOf(span.from), first ? 1 : 7, 6, span.end);
    if (span.unit !== 'month') return undefined;
    const middle = addDays(span.from, 14);
    return {
      moment: first
        ? { at: 'range', from: span.from, to: middle }
        : { at: 'range', from: addDays(middle, 1), to: span.to },
      end: span.end,
    };
  }
  const decade = ['thượng', 'trung', 'hạ'].findIndex((word) => isWord(tokens[index], word));
  if (decade >= 0 && isWord(tokens[index + 1], 'tuần')) {
    const span = bareSpan(tokens, index + 2, context) ?? {
      ...shiftedMonth(context.today, 0),
      end: index + 2,
    };
    if (span.unit !== 'month') return undefined;
    const to = decade === 2 ? span.to : addDays(span.from, decade * 10 + 9);
    return { moment: { at: 'range', from: addDays(span.from, decade * 10), to }, end: span.end };
  }
  const count = smallNumberAt(tokens, index);
  if (!count || ![3, 6, 9].includes(count.value) || !isWord(tokens[count.end], 'tháng', 'th', 't'))
    return undefined;
  let end = count.end + 1;
  const last = isWord(tokens[end], 'cuối');
  if (isWord(tokens[end], 'nữa', 'tới', 'qua', 'trước', 'sau')) return undefined;
  if (last || isWord(tokens[end], 'đầu')) end += isWord(tokens[end + 1], 'năm') ? 2 : 1;
  const named = isWord(tokens[end - 1], 'năm') ? wordYear(tokens, end - 1, context) : undefined;
  const year = named ?? wordYear(tokens, end, context);
  return months(
    year?.value ?? yearOf(context.today),
    last ? 13 - count.value : 1,
    count.value,
    year?.end ?? end,
  );
};

function months(year: number, first: number, count: number, end: number): Found {
  const from = dayOfParts(year, first, 1);
  if (from === undefined) return invalidFound('không có năm này', end);
  const last = first + count - 1;
  const name =
    count === 6
      ? first === 1
        ? 'H1'
        : 'H2'
      : count === 9 && first === 1
        ? '9M'
        : count === 3 && first % 3 === 1
          ? `Q${(first + 2) / 3}`
          : undefined;
  const moment: Moment = {
    at: 'range',
    from,
    to: lastDayOfMonth(year, last),
    ...(name === undefined ? {} : { period: `${year}-${name}` }),
  };
  return { moment, end };
}

/** "đầu tháng 9", "giữa tuần sau", "cuối quý III", "cuối tháng". */
export const partOfSpan: Reader = (tokens, index, context) => {
  const part = ['đầu', 'giữa', 'cuối', 'hết'].find((word) => isWord(tokens[index], word));
  if (part === undefined || (part === 'hết' && !isWord(tokens[index + 1], 'tuần', 'tháng', 'quý', 'năm')))
    return undefined;
  const span = bareSpan(tokens, index + 1, context, part === 'đầu');
  if (!span) return undefined;
  const { end } = span;
  if (part === 'hết') return { moment: { at: 'end', day: span.to }, end };
  if (span.unit === 'week') return partOfWeek(part, span.from, end, context.calendar);
  if (part === 'đầu') return { moment: { at: 'day', day: span.from }, end };
  if (part === 'cuối') return { moment: { at: 'end', day: span.to }, end };
  const middle = span.unit === 'month' ? 0 : span.unit === 'quarter' ? 1 : 5;
  const month = dayOfParts(yearOf(span.from), monthOf(span.from) + middle, 15) ?? span.from;
  return { moment: { at: 'day', day: month }, end };
};

function partOfWeek(part: string, monday: Day, end: number, calendar: OfficeCalendar): Found {
  if (part === 'cuối')
    return { moment: { at: 'range', from: addDays(monday, 5), to: addDays(monday, 6) }, end };
  return {
    moment: { at: 'day', day: part === 'đầu' ? calendar.onOrAfter(monday) : addDays(monday, 2) },
    end,
  };
}

/** A span with or without words of which: "tháng" alone is this month; a beginning already past, the next one. */
function bareSpan(
  tokens: readonly Token[],
  index: number,
  context: DateContext,
  start = false,
): (Span & { end: number }) | undefined {
  const found = spanAt(tokens, index, context);
  if (found) return 'span' in found ? { ...found.span, end: found.end } : undefined;
  const token = tokens[index];
  const { today } = context;
  const end = index + 1;
  if (isWord(token, 'tuần'))
    return { ...weekOf(start && weekday(today) > 1 ? addDays(today, 7) : today), end };
  if (isWord(token, 'tháng')) return { ...shiftedMonth(today, start && !today.endsWith('-01') ? 1 : 0), end };
  if (isWord(token, 'quý')) return { ...shiftedQuarter(today, 0), end };
  if (isWord(token, 'năm')) return { ...yearSpan(yearOf(today)), end };
  return undefined;
}

function weekOf(day: Day): Span {
  const from = mondayOf(day);
  const thursday = addDays(from, 3);
  const firstThursday = dayOfParts(yearOf(thursday), 1, 4) ?? thursday;
  const number = Math.round((Date.parse(from) - Date.parse(mondayOf(firstThursday))) / 604_800_000) + 1;
  return {
    unit: 'week',
    from,
    to: addDays(from, 6),
    period: `${yearOf(thursday)}-W${String(number).padStart(2, '0')}`,
  };
}

function monthSpanOf(year: number, month: number): Span {
  const from = dayOfParts(year, month, 1);
  if (from === undefined) throw new RangeError(`no such month: ${month}/${year}`);
  return { unit: 'month', from, to: lastDayOfMonth(year, month), period: from.slice(0, 7) };
}

function shiftedMonth(today: Day, months: number): Span {
  const count = yearOf(today) * 12 + monthOf(today) - 1 + months;
  return monthSpanOf(Math.floor(count / 12), (count % 12) + 1);
}

function quarterOf(year: number, quarter: number): Span {
  const first = monthSpanOf(year, quarter * 3 - 2);
  return {
    unit: 'quarter',
    from: first.from,
    to: lastDayOfMonth(year, quarter * 3),
    period: `${year}-Q${quarter}`,
  };
}

function shiftedQuarter(today: Day, quarters: number): Span {
  const count = yearOf(today) * 4 + Math.ceil(monthOf(today) / 3) - 1 + quarters;
  return quarterOf(Math.floor(count / 4), (count % 4) + 1);
}

function yearSpan(year: number): Span {
  return {
    unit: 'year',
    from: monthSpanOf(year, 1).from,
    to: lastDayOfMonth(year, 12),
    period: String(year),
  };
}
