import { addDays, dayOfParts, lastDayOfMonth, monthOf, yearOf, type Day } from '../domain/day.ts';
import { monthAt, smallNumberAt } from './calendar-words.ts';
import type { DateContext, Found, Reader } from './moment.ts';
import { isWord, type Token } from './tokens.ts';

type CountUnit = 'day' | 'workday' | 'week' | 'month';
interface Count {
  value: number;
  unit: CountUnit;
  end: number;
}

/** "3 ngày làm việc", "hai tuần", "05 hôm", "10 ngày". */
export function countAt(tokens: readonly Token[], index: number): Count | undefined {
  if (isWord(tokens[index], 'nửa') && isWord(tokens[index + 1], 'tháng'))
    return { value: 15, unit: 'day', end: index + 2 };
  const number = smallNumberAt(tokens, index);
  if (!number) return undefined;
  const word = tokens[number.end];
  if (isWord(word, 'ngày', 'hôm', 'bữa')) {
    const after = number.end + 1;
    if (isWord(tokens[after], 'làm') && isWord(tokens[after + 1], 'việc'))
      return { value: number.value, unit: 'workday', end: after + 2 };
    return {
      value: number.value,
      unit: isWord(tokens[after], 'công') ? 'workday' : 'day',
      end: isWord(tokens[after], 'công') ? after + 1 : after,
    };
  }
  if (isWord(word, 'nglv')) return { value: number.value, unit: 'workday', end: number.end + 1 };
  if (isWord(word, 'tuần')) return { value: number.value, unit: 'week', end: number.end + 1 };
  // "5 tháng 9" is a day.
  if (isWord(word, 'tháng') && !monthAt(tokens, number.end + 1))
    return { value: number.value, unit: 'month', end: number.end + 1 };
  return undefined;
}

/** The day `count` from `day`, back where `sign` is −1. Working days count from the day after or before. */
function moved(day: Day, count: Count, sign: 1 | -1, { calendar }: DateContext): Day {
  const by = count.value * sign;
  switch (count.unit) {
    case 'day':
      return addDays(day, by);
    case 'workday':
      return calendar.shift(day, by);
    case 'week':
      return addDays(day, by * 7);
    case 'month': {
      const months = yearOf(day) * 12 + monthOf(day) - 1 + by;
      const year = Math.floor(months / 12);
      const month = (months % 12) + 1;
      return dayOfParts(year, month, Number(day.slice(8))) ?? lastDayOfMonth(year, month);
    }
  }
}

const ANCHORS: readonly [readonly string[], string][] = [
  [['kết', 'thúc', 'kiểm', 'tra'], 'visit_end'],
  [['kết', 'thúc', 'đợt', 'kiểm', 'tra'], 'visit_end'],
  [['kết', 'thúc', 'cuộc', 'kiểm', 'tra'], 'visit_end'],
  [['kiểm', 'tra', 'xong'], 'visit_end'],
  [['kết', 'luận'], 'conclusion'],
  [['có', 'kết', 'luận'], 'conclusion'],
  [['có', 'thông', 'báo', 'kết', 'luận'], 'conclusion'],
  [['thông', 'báo', 'kết', 'luận'], 'conclusion'],
  [['nhận'], 'received'],
  [['tiếp', 'nhận'], 'received'],
  [['ban', 'hành'], 'issued'],
  [['ký', 'ban', 'hành'], 'issued'],
  [['ký'], 'issued'],
  [['kiểm', 'tra'], 'visit_start'],
  [['ktra'], 'visit_start'],
  [['bắt', 'đầu', 'kiểm', 'tra'], 'visit_start'],
  [['tiến', 'hành', 'kiểm', 'tra'], 'visit_start'],
  [['đoàn', 'kiểm', 'tra'], 'visit_start'],
  [['đoàn', 'ktra'], 'visit_start'],
  [['đoàn', 'đến'], 'visit_start'],
  [['đoàn', 'về'], 'visit_start'],
  [['đoàn', 'xuống'], 'visit_start'],
  [['đoàn', 'vào'], 'visit_start'],
  [['đoàn', 'làm', 'việc'], 'visit_start'],
  [['buổi', 'làm', 'việc'], 'visit_start'],
  [['đợt', 'kiểm', 'tra'], 'visit_start'],
  [['cuộc', 'kiểm', 'tra'], 'visit_start'],
  [['lịch', 'kiểm', 'tra'], 'visit_start'],
];

/** A day only the plan knows: "ngày kiểm tra", "khi đoàn đến", "khi nhận được thông báo". */
export function anchorAt(
  tokens: readonly Token[],
  index: number,
): { anchor: string; end: number } | undefined {
  let start = index;
  while (
    start - index < 3 &&
    isWord(tokens[start], 'ngày', 'khi', 'lúc', 'thời', 'điểm', 'buổi', 'đợt', 'cuộc', 'có') &&
    !isWord(tokens[start + 1], 'luận')
  ) {
    const direct = matchAnchor(tokens, start);
    if (direct) return direct;
    start += 1;
  }
  return matchAnchor(tokens, start);
}

function matchAnchor(tokens: readonly Token[], start: number): { anchor: string; end: number } | undefined {
  const found = ANCHORS.filter(([words]) => words.every((word, i) => isWord(tokens[start + i], word))).sort(
    (a, b) => b[0].length - a[0].length,
  )[0];
  return found && { anchor: found[1], end: start + found[0].length };
}

const anchored = (anchor: string, offset: number, unit: CountUnit, end: number): Found => {
  const days = unit === 'week' ? offset * 7 : offset;
  return {
    moment: { at: 'anchor', value: `anchor=${anchor};offset=${days};unit=${unit === 'week' ? 'day' : unit}` },
    end,
  };
};

/** Days counted from today: "3 ngày nữa", "sau 5 ngày làm việc", "2 tuần tới", "10 ngày trước". */
export const fromToday: Reader = (tokens, index, context) => {
  const after = isWord(tokens[index], 'sau', 'thêm') ? index + 1 : index;
  const count = countAt(tokens, after);
  if (!count) return undefined;
  const day = moved(context.today, count, 1, context);
  const tail = tokens[count.end];
  if (isWord(tail, 'nữa') || (isWord(tail, 'sau') && after === index))
    return { moment: { at: 'day', day }, end: count.end + 1 };
  if (isWord(tail, 'tới') || (isWord(tail, 'sắp') && isWord(tokens[count.end + 1], 'tới'))) {
    return {
      moment: { at: 'range', from: context.today, to: day },
      end: count.end + (isWord(tail, 'sắp') ? 2 : 1),
    };
  }
  if (isWord(tail, 'trước', 'qua') && after === index)
    return { moment: { at: 'day', day: moved(context.today, count, -1, context) }, end: count.end + 1 };
  if (
    isWord(tokens[index], 'sau') &&
    !isWord(tail, 'kể', 'khi', 'từ', 'tính') &&
    !anchorAt(tokens, count.end)
  )
    return { moment: { at: 'day', day }, end: count.end };
  return undefined;
};

/**
 * Days counted from a named day or an anchor, before or after it: "trước ngày kiểm tra 3 ngày làm việc",
 * "trước 05 ngày so với ngày 01/11/2023", "3 ngày làm việc trước 16/10", "trong 10 ngày kể từ ngày nhận được văn bản".
 */
export function counted(
  tokens: readonly Token[],
  index: number,
  context: DateContext,
  base: Reader,
): Found | undefined {
  const within = isWord(tokens[index], 'trong')
    ? index + 1 + (isWord(tokens[index + 1], 'vòng') ? 1 : 0)
    : undefined;
  const lead = isWord(tokens[index], 'trước') ? -1 : isWord(tokens[index], 'sau') ? 1 : undefined;
  if (within !== undefined) {
    const count = countAt(tokens, within);
    if (!count) return undefined;
    const from = afterWords(tokens, count.end);
    const named = from === count.end ? undefined : baseAt(tokens, from, context, base);
    if (!named)
      return {
        moment: { at: 'end', day: moved(context.today, count, 1, context) },
        end: skip(tokens, count.end, 'tới', 'nữa'),
      };
    return place(named, count, 1, context, 'end');
  }
  if (lead !== undefined) {
    const count = countAt(tokens, skip(tokens, index + 1, 'ít', 'nhất', 'đúng', 'tối', 'thiểu'));
    if (count) {
      const from = skip(tokens, count.end, 'so', 'với', 'kể', 'từ', 'tính', 'theo', '(', 'khi');
      const named = from === count.end ? undefined : baseAt(tokens, from, context, base);
      if (named) return place(named, count, lead, context, 'end');
      return lead === -1 ? anchored('visit_start', -count.value, count.unit, count.end) : undefined;
    }
    const named = baseAt(tokens, index + 1, context, base);
    if (!named) return undefined;
    const start = skip(tokens, named.end, 'ít', 'nhất', ',', 'là', 'đúng', 'tối', 'thiểu', 'khoảng');
    const after = countAt(tokens, start);
    if (after) return place({ ...named, end: after.end }, after, lead, context, 'end');
    return 'anchor' in named ? anchored(named.anchor, lead, 'day', named.end) : undefined;
  }
  const count = countAt(tokens, index);
  if (!count) return undefined;
  const sign = isWord(tokens[count.end], 'trước')
    ? -1
    : isWord(tokens[count.end], 'sau', 'kể', 'tính')
      ? 1
      : undefined;
  if (sign === undefined) return undefined;
  const named =
    baseAt(tokens, skip(tokens, count.end + 1, 'từ', 'khi', 'ngày'), context, base) ??
    baseAt(tokens, count.end + 1, context, base);
  return named && place(named, count, sign, context, isWord(tokens[count.end], 'sau') ? 'day' : 'end');
}

type Base = { day: Day; end: number } | { anchor: string; end: number };

function baseAt(
  tokens: readonly Token[],
  index: number,
  context: DateContext,
  base: Reader,
): Base | undefined {
  const anchor = anchorAt(tokens, index);
  if (anchor) return anchor;
  const found = base(tokens, index, context);
  if (!found) return undefined;
  const { moment, end } = found;
  if (moment.at === 'day' || moment.at === 'end') return { day: moment.day, end };
  return moment.at === 'range' ? { day: moment.from, end } : undefined;
}

function place(named: Base, count: Count, sign: 1 | -1, context: DateContext, at: 'day' | 'end'): Found {
  const end = Math.max(named.end, count.end);
  if ('anchor' in named) return anchored(named.anchor, sign * count.value, count.unit, end);
  return { moment: { at, day: moved(named.day, count, sign, context) }, end };
}

/** Past "kể từ", "tính từ", "sau khi", "từ". */
const afterWords = (tokens: readonly Token[], index: number): number =>
  skip(tokens, index, 'kể', 'tính', 'từ', 'sau', 'khi', 'so', 'với');

function skip(tokens: readonly Token[], index: number, ...words: readonly string[]): number {
  let at = index;
  while (
    at - index < 5 &&
    tokens[at] !== undefined &&
    (isWord(tokens[at], ...words) || words.includes(tokens[at]?.raw ?? ''))
  )
    at += 1;
  return at;
}
