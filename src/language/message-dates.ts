import type { Day } from '../domain/day.ts';
import { findDates } from './date.ts';
import type { DateExpression } from './date-expressions.ts';
import { numericParts } from './day-expressions.ts';
import type { DateContext } from './moment.ts';
import { measureAt } from './number-words.ts';
import { isWord, type Token } from './tokens.ts';

/** The times in a message: what only looks like one, a share or a row code, is left out; none touches `blocked` tokens. */
export function datesOf(
  tokens: readonly Token[],
  blocked: ReadonlySet<number>,
  context: DateContext,
): DateExpression[] {
  return findDates(tokens, context, blocked)
    .filter((date) => date.moment.at !== 'invalid' || tokens[date.core - 1]?.folded === 'ngay')
    .filter((date) => !isFraction(tokens, date) && !isFigure(tokens, date))
    .filter((date) => !isShareDone(tokens, date, context.today))
    .map((date) => asMonth(tokens, date, context));
}

/** "6/10 nhiệm vụ" is a share of tasks. */
function isFraction(tokens: readonly Token[], { core, end }: DateExpression): boolean {
  const parts = numericParts(tokens, core);
  if (parts?.end !== end || parts.year !== undefined || tokens[core + 1]?.raw !== '/') return false;
  const before = tokens[core - 1];
  return (
    measureAt(tokens, end) !== undefined ||
    isWord(before, 'được', 'đạt', 'thành', 'xong', 'là', 'có', 'giải', 'quyết', 'phục', 'dc', 'đc') ||
    before?.raw === ':'
  );
}

/** "đơn vị đã kiểm tra 4/12": what is done already is not of a day to come. */
function isShareDone(tokens: readonly Token[], { core, end, moment }: DateExpression, today: Day): boolean {
  const parts = numericParts(tokens, core);
  if (parts?.end !== end || parts.year !== undefined || tokens[core + 1]?.raw !== '/') return false;
  const isAhead = moment.at === 'day' && moment.day > today;
  const done = tokens.findIndex((token) => isWord(token, 'đã'));
  const announced = isWord(
    tokens[core - 1],
    'ngày',
    'hạn',
    'hôm',
    'đến',
    'tới',
    'sang',
    'vào',
    'trước',
    'từ',
    'lịch',
  );
  return isAhead && done >= 0 && done < core && !announced;
}

/** "2.1", "3-5" and spoken words are dates only where something says so. */
function isFigure(tokens: readonly Token[], { start, core, end, moment }: DateExpression): boolean {
  const first = tokens[core];
  if (moment.at === 'anchor' || moment.at === 'ambiguous') return false;
  if (first?.kind !== 'figure') return false;
  const dotted = /[.,]/.test(first.raw) && end === core + 1;
  const dashed =
    tokens[core + 1]?.raw === '-' &&
    tokens[core + 3]?.raw !== '-' &&
    !tokens.slice(core, end).some((token) => token.raw === '/');
  return (dotted || dashed) && start === core && !isWord(tokens[core - 1], 'ngày', 'hạn', 'hôm', 'lịch');
}

/** "bc t7" is July, not Saturday. */
function asMonth(tokens: readonly Token[], date: DateExpression, context: DateContext): DateExpression {
  const [letter, figure] = [tokens[date.core], tokens[date.core + 1]];
  const about = isWord(
    tokens[date.core - 1],
    'bc',
    'cáo',
    'liệu',
    'sl',
    'bcáo',
    'bcao',
    'độ',
    'kỳ',
    'của',
    'quả',
    'biểu',
  );
  if (letter?.folded !== 't' || figure?.glued !== true || date.end !== date.core + 2 || !about) return date;
  const [month] = findDates(
    [
      { ...letter, folded: 'thang', raw: 'thang' },
      { ...figure, glued: false },
    ],
    context,
  );
  return month ? { ...date, moment: month.moment } : date;
}
