import {
  addDays,
  dayOfMonth,
  dayOfParts,
  mondayOf,
  monthOf,
  weekday,
  yearOf,
  type Day,
} from '../domain/day.ts';
import { monthAt, shiftAt, smallNumberAt, weekdayAt, yearAt } from './calendar-words.ts';
import { fromLunar, nextLunar } from './lunar.ts';
import { dayFound, invalidFound, type DateContext, type Found, type Reader } from './moment.ts';
import { isWord, type Token } from './tokens.ts';

export const NO_SUCH_DAY = 'không có ngày này trong lịch';

/** "2023-08-15". */
export const isoDay: Reader = (tokens, index) => {
  const [year, dash, month, again, day] = tokens.slice(index, index + 5);
  if (!/^\d{4}$/.test(year?.raw ?? '') || dash?.raw !== '-' || again?.raw !== '-' || !day || !month)
    return undefined;
  return dayFound(dayOfParts(Number(year?.raw), Number(month.raw), Number(day.raw)), index + 5, NO_SUCH_DAY);
};

interface NumericDay {
  day: number;
  month: number;
  year?: number;
  end: number;
}

/** "05/9/2023", "5.9.2023", "05-9-2023", "20/1". */
export function numericParts(tokens: readonly Token[], index: number): NumericDay | undefined {
  const first = tokens[index];
  if (first?.kind !== 'figure') return undefined;
  const dotted = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?$/.exec(first.raw);
  if (dotted)
    return {
      day: Number(dotted[1]),
      month: Number(dotted[2]),
      end: index + 1,
      ...(dotted[3] === undefined ? {} : { year: fullYear(dotted[3]) }),
    };
  const sign = tokens[index + 1];
  const second = tokens[index + 2];
  if (
    !/^\d{1,2}$/.test(first.raw) ||
    !sign ||
    !/^[/-]$/.test(sign.raw) ||
    !/^\d{1,2}$/.test(second?.raw ?? '')
  )
    return undefined;
  if (sign.raw === '-' && !(sign.glued && second?.glued === true)) return undefined;
  const parts = { day: Number(first.raw), month: Number(second?.raw), end: index + 3 };
  const year = tokens[index + 4];
  if (tokens[index + 3]?.raw !== sign.raw || !/^(\d{4}|\d{2})$/.test(year?.raw ?? '')) return parts;
  // "01/8-08/8": what follows a dash is the end of a span, not a year.
  if (sign.raw === '-' && tokens[index + 5]?.raw === '/') return parts;
  return { ...parts, year: fullYear(year?.raw ?? ''), end: index + 5 };
}

export const numericDay: Reader = (tokens, index, context) => {
  const parts = numericParts(tokens, index);
  if (!parts) return undefined;
  const lunar = lunarMark(tokens, parts.end);
  if (lunar !== undefined) return lunarFound(parts.day, parts.month, parts.year ?? null, lunar, context);
  // "năm 2023" may still follow.
  const year = parts.year === undefined ? wordYear(tokens, parts.end, context) : undefined;
  return dayFound(
    dayOfParts(parts.year ?? year?.value ?? yearOf(context.today), parts.month, parts.day),
    year?.end ?? parts.end,
    NO_SUCH_DAY,
  );
};

/** "ngày 15", "mùng 5 tháng 9 âm lịch", "hai mươi tám tháng năm", "15 tháng sau". */
export const namedDay: Reader = (tokens, index, context) => {
  const marked = isWord(tokens[index], 'ngày', 'hôm', 'mùng', 'mồng', 'ngay');
  const start = marked ? index + 1 + (isWord(tokens[index + 1], 'mùng', 'mồng') ? 1 : 0) : index;
  const numeric = marked ? numericDay(tokens, start, context) : undefined;
  if (numeric) return numeric;
  const day = smallNumberAt(tokens, start);
  if (!day) return undefined;
  const relative = isWord(tokens[day.end], 'tháng') ? shiftAt(tokens, day.end + 1) : undefined;
  const month = isWord(tokens[day.end], 'tháng') ? monthAt(tokens, day.end + 1) : undefined;
  if (month && !(relative && month.end < relative.end)) return inMonth(tokens, day.value, month, context);
  if (relative)
    return dayFound(inShiftedMonth(day.value, relative.value, context.today), relative.end, NO_SUCH_DAY);
  const festive = isWord(tokens[day.end], 'tết');
  if (festive) return tetDay(day.value, isWord(tokens[index], 'mùng', 'mồng'), day.end + 1, context);
  if (!marked || isUnitAfter(tokens, day.end)) return undefined;
  const lunar = lunarMark(tokens, day.end);
  if (lunar !== undefined) return dayFound(nextLunar(day.value, null, context.today), lunar, NO_SUCH_DAY);
  return dayFound(nextDayOfMonth(day.value, context.today), day.end, NO_SUCH_DAY);
};

function inMonth(
  tokens: readonly Token[],
  day: number,
  month: { value: number; end: number; lunar: boolean },
  context: DateContext,
): Found {
  const year = wordYear(tokens, month.end, context);
  const end = year?.end ?? month.end;
  const lunar = lunarMark(tokens, end) ?? (month.lunar ? end : undefined);
  if (lunar !== undefined) return lunarFound(day, month.value, year?.value ?? null, lunar, context);
  return dayFound(dayOfParts(year?.value ?? yearOf(context.today), month.value, day), end, NO_SUCH_DAY);
}

/** "/2023", "năm 2023", "năm nay", "năm sau". */
export function wordYear(
  tokens: readonly Token[],
  index: number,
  context: DateContext,
): { value: number; end: number } | undefined {
  const token = tokens[index];
  if (token?.raw === '/' || token?.raw === '.' || token?.raw === '-')
    return token.glued ? yearAt(tokens, index + 1) : undefined;
  if (!isWord(token, 'năm')) return /^20\d{2}$/.test(token?.raw ?? '') ? yearAt(tokens, index) : undefined;
  const relative = shiftAt(tokens, index + 1);
  if (relative) return { value: yearOf(context.today) + relative.value, end: relative.end };
  return yearAt(tokens, index + 1);
}

/** "thứ 6", "t2 tuần sau", "thứ sáu ngày 18/8". */
export const weekDay: Reader = (tokens, index, context) => {
  const found = weekdayAt(tokens, index);
  if (!found) return undefined;
  if (found.value === 'invalid') return invalidFound('không có thứ này trong tuần', found.end);
  const { value } = found;
  const signs = /^[,(]$/.test(tokens[found.end]?.raw ?? '') ? found.end + 1 : found.end;
  const dated = namedDay(tokens, signs, context) ?? numericDay(tokens, signs, context);
  if (dated?.moment.at === 'day') {
    const end = tokens[dated.end]?.raw === ')' ? dated.end + 1 : dated.end;
    if (weekday(dated.moment.day) === value) return { ...dated, end };
    return { moment: { at: 'ambiguous', readings: [`${dated.moment.day} không phải ngày thứ này`] }, end };
  }
  const today = weekday(context.today);
  const next = addDays(context.today, ((value - today + 6) % 7) + 1);
  if (isWord(tokens[found.end], 'tuần')) {
    const relative = shiftAt(tokens, found.end + 1);
    if (relative)
      return dayFound(
        addDays(mondayOf(context.today), relative.value * 7 + value - 1),
        relative.end,
        NO_SUCH_DAY,
      );
  }
  const relative = shiftAt(tokens, found.end);
  if (relative?.value === 0)
    return dayFound(addDays(mondayOf(context.today), value - 1), relative.end, NO_SUCH_DAY);
  if (relative?.value === 1 && isWord(tokens[found.end], 'tới'))
    return dayFound(next, relative.end, NO_SUCH_DAY);
  if (relative?.value === 1)
    return dayFound(addDays(mondayOf(context.today), 6 + value), relative.end, NO_SUCH_DAY);
  if (relative?.value === -1)
    return dayFound(addDays(context.today, -((today - value + 6) % 7) - 1), relative.end, NO_SUCH_DAY);
  if (value !== today) return dayFound(next, found.end, NO_SUCH_DAY);
  return { moment: { at: 'ambiguous', readings: [context.today, next] }, end: found.end };
};

const RELATIVE: readonly [readonly string[], number][] = [
  [['hôm', 'nay'], 0],
  [['hnay'], 0],
  [['bữa', 'nay'], 0],
  [['ngày', 'nay'], 0],
  [['hôm', 'kia'], -2],
  [['hôm', 'kìa'], -3],
  [['hôm', 'qua'], -1],
  [['hqua'], -1],
  [['ngày', 'hôm', 'nay'], 0],
  [['ngày', 'hôm', 'qua'], -1],
  [['ngày', 'mai'], 1],
  [['sáng', 'ngày', 'mai'], 1],
  [['ngày', 'mốt'], 2],
  [['ngày', 'kia'], 2],
  [['ngày', 'kìa'], 3],
  [['bữa', 'kia'], 2],
  [['mai'], 1],
  [['mốt'], 2],
  [['kia'], 2],
];

/** "hôm nay", "ngày mai", "mốt". */
export const relativeDay: Reader = (tokens, index, context) => {
  // "mai mốt" and "nay mai" promise no day.
  if (isWord(tokens[index], 'mai', 'nay') && isWord(tokens[index + 1], 'mốt', 'mai', 'kia')) {
    return { moment: { at: 'ambiguous', readings: ['chưa rõ ngày nào'] }, end: index + 2 };
  }
  const found = RELATIVE.find(([words]) => words.every((word, i) => isWord(tokens[index + i], word)));
  return found && dayFound(addDays(context.today, found[1]), index + found[0].length, NO_SUCH_DAY);
};

/** "mùng 3 Tết" is in the first month, "28 Tết" at the end of the twelfth. */
function tetDay(day: number, first: boolean, end: number, { today }: DateContext): Found {
  return dayFound(nextLunar(day, first || day < 15 ? 1 : 12, today), end, NO_SUCH_DAY);
}

function lunarFound(
  day: number,
  month: number,
  year: number | null,
  end: number,
  { today }: DateContext,
): Found {
  return dayFound(fromLunar(day, month, year ?? yearOf(today)), end, NO_SUCH_DAY);
}

/** The index after "âm lịch", "âm", "AL". */
function lunarMark(tokens: readonly Token[], index: number): number | undefined {
  const inside = tokens[index]?.raw === '(' ? index + 1 : index;
  if (isWord(tokens[inside], 'âm')) {
    const end = isWord(tokens[inside + 1], 'lịch') ? inside + 2 : inside + 1;
    return tokens[end]?.raw === ')' ? end + 1 : end;
  }
  return isWord(tokens[inside], 'al') ? inside + 1 : undefined;
}

function nextDayOfMonth(day: number, today: Day): Day | undefined {
  for (let ahead = day >= dayOfMonth(today) ? 0 : 1; ahead < 4; ahead += 1) {
    const found = inShiftedMonth(day, ahead, today);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inShiftedMonth(day: number, months: number, today: Day): Day | undefined {
  const count = yearOf(today) * 12 + monthOf(today) - 1 + months;
  return dayOfParts(Math.floor(count / 12), (count % 12) + 1, day);
}

/** "ngày 15" is a date; "15 ngày", "5 tháng" count. */
const isUnitAfter = (tokens: readonly Token[], index: number): boolean =>
  isWord(tokens[index], 'nữa', 'phút');

const fullYear = (raw: string): number => (raw.length === 4 ? Number(raw) : 2000 + Number(raw));
