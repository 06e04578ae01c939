import { dayOfParts, yearOf, type Day } from '../domain/day.ts';
import { monthAt } from './calendar-words.ts';
import { NO_SUCH_DAY, numericParts } from './day-expressions.ts';
import { nextLunar } from './lunar.ts';
import { dayFound, type Reader } from './moment.ts';
import { isWord } from './tokens.ts';

const SOLAR_FEASTS: readonly [readonly string[], number, number][] = [
  [['tết', 'dương', 'lịch'], 1, 1],
  [['tết', 'tây'], 1, 1],
  [['tết', 'dương'], 1, 1],
  [['quốc', 'khánh'], 9, 2],
  [['lễ', 'quốc', 'khánh'], 9, 2],
  [['giáng', 'sinh'], 12, 25],
  [['noel'], 12, 25],
  [['nhà', 'giáo'], 11, 20],
];
const LUNAR_FEASTS: readonly [readonly string[], number, number][] = [
  [['tết', 'trung', 'thu'], 8, 15],
  [['trung', 'thu'], 8, 15],
  [['giỗ', 'tổ'], 3, 10],
  [['vu', 'lan'], 7, 15],
  [['tết', 'đoan', 'ngọ'], 5, 5],
  [['tết', 'nguyên', 'đán'], 1, 1],
  [['tết', 'âm', 'lịch'], 1, 1],
  [['tết', 'ta'], 1, 1],
  [['tết'], 1, 1],
];

/** The next of a named feast; "rằm", "rằm tháng 8" and "lễ 2/9" too. */
export const feast: Reader = (tokens, index, context) => {
  if (isWord(tokens[index], 'rằm')) {
    const month = isWord(tokens[index + 1], 'tháng') ? monthAt(tokens, index + 2) : undefined;
    return dayFound(nextLunar(15, month?.value ?? null, context.today), month?.end ?? index + 1, NO_SUCH_DAY);
  }
  if (isWord(tokens[index], 'lễ', 'nghỉ')) {
    const parts = numericParts(tokens, index + 1);
    if (parts?.year === undefined && parts)
      return dayFound(nextSolar(parts.day, parts.month, context.today), parts.end, NO_SUCH_DAY);
  }
  const starts = (words: readonly string[]): boolean =>
    words.every((word, i) => isWord(tokens[index + i], word));
  const solar = SOLAR_FEASTS.find(([words]) => starts(words));
  if (solar)
    return dayFound(nextSolar(solar[2], solar[1], context.today), index + solar[0].length, NO_SUCH_DAY);
  const lunar = LUNAR_FEASTS.find(([words]) => starts(words));
  return (
    lunar && dayFound(nextLunar(lunar[2], lunar[1], context.today), index + lunar[0].length, NO_SUCH_DAY)
  );
};

function nextSolar(day: number, month: number, today: Day): Day | undefined {
  const thisYear = dayOfParts(yearOf(today), month, day);
  return thisYear !== undefined && thisYear >= today ? thisYear : dayOfParts(yearOf(today) + 1, month, day);
}
