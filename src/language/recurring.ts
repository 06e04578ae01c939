import { dayOfMonth, monthOf } from '../domain/day.ts';
import { quarterAt, smallNumberAt, weekdayAt } from './calendar-words.ts';
import { numericParts } from './day-expressions.ts';
import { hourAt } from './hours.ts';
import type { DateContext, Found } from './moment.ts';
import { moment } from './date-expressions.ts';
import { isWord, type Token } from './tokens.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Times that come back: "thứ 6 hàng tuần", "ngày 15 hàng tháng", "trước ngày 30/11 hàng năm"; values as in iCalendar's RRULE. */
export function recurring(tokens: readonly Token[], context: DateContext): Found | undefined {
  const every = tokens.findIndex(
    (token, i) => isWord(token, 'hàng', 'hằng', 'mỗi', 'các') && everyUnit(tokens, i + 1) !== undefined,
  );
  if (every < 0) return undefined;
  const unit = everyUnit(tokens, every + 1);
  if (isWord(tokens[every], 'các') && unit !== 'weekday') return undefined;
  const parts = rule(tokens, unit ?? 'day', context);
  return { moment: { at: 'recurring', value: parts.join(';') }, end: tokens.length };
}

type EveryUnit = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'weekday';

function everyUnit(tokens: readonly Token[], index: number): EveryUnit | undefined {
  const token = tokens[index];
  if (isWord(token, 'ngày')) return 'day';
  if (isWord(token, 'tuần')) return 'week';
  if (isWord(token, 'tháng')) return 'month';
  if (isWord(token, 'quý')) return 'quarter';
  if (isWord(token, 'năm')) return 'year';
  if (isWord(token, 'sáng', 'chiều', 'tối')) return weekdayAt(tokens, index + 1) ? 'weekday' : 'day';
  return weekdayAt(tokens, index) ? 'weekday' : undefined;
}

function rule(tokens: readonly Token[], unit: EveryUnit, context: DateContext): string[] {
  const hour = tokens.map((_, i) => hourAt(tokens, i)).find((found) => typeof found === 'object');
  const byHour = hour === undefined ? [] : [`BYHOUR=${Number(hour.hour.slice(0, 2))}`];
  const last = tokens.some((token) => isWord(token, 'cuối'));
  switch (unit) {
    case 'day':
      return ['FREQ=DAILY', ...byHour];
    case 'week':
    case 'weekday': {
      const days = tokens
        .flatMap((_, i) => weekdayAt(tokens, i)?.value ?? [])
        .filter((value) => value !== 'invalid');
      const first = tokens.some((token) => isWord(token, 'đầu')) ? ['MO'] : last ? ['FR'] : [];
      const named = days.length > 0 ? days.map((day) => WEEKDAYS[day - 1] ?? 'MO') : first;
      return ['FREQ=WEEKLY', ...(named.length > 0 ? [`BYDAY=${named.join(',')}`] : []), ...byHour];
    }
    case 'month':
      return ['FREQ=MONTHLY', ...monthDay(tokens, last), ...byHour];
    case 'quarter':
      return ['FREQ=MONTHLY', 'INTERVAL=3', ...monthDay(tokens, last), ...byHour];
    case 'year':
      return ['FREQ=YEARLY', ...yearDay(tokens, context), ...byHour];
  }
}

function monthDay(tokens: readonly Token[], last: boolean): string[] {
  const index = tokens.findIndex(
    (token, i) => isWord(token, 'ngày', 'mùng', 'mồng') && smallNumberAt(tokens, i + 1) !== undefined,
  );
  const day = index < 0 ? undefined : smallNumberAt(tokens, index + 1)?.value;
  if (day !== undefined) return [`BYMONTHDAY=${day}`];
  if (last) return ['BYMONTHDAY=-1'];
  return tokens.some((token) => isWord(token, 'đầu'))
    ? ['BYMONTHDAY=1']
    : tokens.some((token) => isWord(token, 'giữa'))
      ? ['BYMONTHDAY=15']
      : [];
}

function yearDay(tokens: readonly Token[], context: DateContext): string[] {
  for (let i = 0; i < tokens.length; i += 1) {
    const parts = numericParts(tokens, i);
    if (parts) return [`BYMONTH=${parts.month}`, `BYMONTHDAY=${parts.day}`];
    const found =
      quarterAt(tokens, i) && !isWord(tokens[i - 1], 'ngày') ? undefined : moment(tokens, i, context)?.moment;
    if (found?.at === 'day' || found?.at === 'end')
      return [`BYMONTH=${monthOf(found.day)}`, `BYMONTHDAY=${dayOfMonth(found.day)}`];
  }
  return [];
}
