import { addDays, type Day } from '../domain/day.ts';
import { anchorAt, counted, fromToday } from './counted-days.ts';
import { isoDay, namedDay, numericDay, numericParts, relativeDay, weekDay } from './day-expressions.ts';
import { smallNumberAt } from './calendar-words.ts';
import { feast } from './feasts.ts';
import { fold } from './fold.ts';
import { hourAt } from './hours.ts';
import { invalidFound, type DateContext, type Found, type Moment, type Reader } from './moment.ts';
import { partOfSpan, partOfYear, wholeSpan } from './span-expressions.ts';
import { isWord, type Token } from './tokens.ts';

export type Bound = 'on' | 'before' | 'by' | 'from' | 'range';

/** A time with its bound, found between two tokens; `core` is where the time itself begins. */
export interface DateExpression {
  moment: Moment;
  bound: Bound | null;
  /** True for "sau": the day named is not included. */
  after: boolean;
  start: number;
  core: number;
  end: number;
}

/** Readers of one family each, with the folded words it can begin with; a figure is "0". Of equal length the first wins. */
const NUMBERS = '0 khong mot hai ba bon tu nam lam nham sau bay tam chin ham bam muoi';
const READERS: readonly [Reader, string][] = [
  [isoDay, '0'],
  [weekDay, 'cn chu chua t thu'],
  [partOfSpan, 'dau giua cuoi het'],
  [partOfYear, `nua thuong trung ha ${NUMBERS}`],
  [namedDay, `ngay hom mung mong ${NUMBERS}`],
  [numericDay, '0'],
  [relativeDay, 'hom hnay bua ngay hqua sang mai mot kia nay'],
  [feast, 'ram le nghi tet trung quoc giang noel nha gio vu'],
  [fromToday, `sau them nua ${NUMBERS}`],
  [wholeSpan, '0 tuan thang t th quy qui q nam'],
];
const READERS_BY_WORD = new Map<string, Reader[]>();
for (const [read, words] of READERS) {
  for (const word of words.split(' ')) {
    const list = READERS_BY_WORD.get(word);
    if (list) list.push(read);
    else READERS_BY_WORD.set(word, [read]);
  }
}

type BoundWord = 'by' | 'before' | 'from' | 'after' | 'in';
const BOUND_WORDS: Readonly<Record<BoundWord, string>> = {
  by: 'chậm nhất|muộn nhất|trễ nhất|trể nhất|không muộn hơn|không chậm hơn|không trễ hơn|không quá|hạn chót|hạn cuối cùng|hạn cuối|hạn nộp|hạn gửi|hạn|thời hạn|hết hạn|deadline|đến hết|cho đến|đến|tới|hết|trước và trong|trước hoặc trong|trước hết|nội trong|tính đến|chậm nhất là|muộn nhất là',
  before: 'trước',
  from: 'từ|kể từ|bắt đầu từ|bắt đầu',
  after: 'sau',
  in: 'trong',
};
const BOUNDS: readonly { words: readonly string[]; bound: BoundWord }[] = Object.entries(BOUND_WORDS)
  .flatMap(([bound, phrases]) =>
    phrases.split('|').map((phrase) => ({ words: phrase.split(' '), bound: bound as BoundWord })),
  )
  .sort((a, b) => b.words.length - a.words.length);

const BOUNDS_BY_WORD = new Map<string, (typeof BOUNDS)[number][]>();
for (const phrase of BOUNDS) {
  const first = fold(phrase.words[0] ?? '');
  BOUNDS_BY_WORD.set(first, [...(BOUNDS_BY_WORD.get(first) ?? []), phrase]);
}

/** The expression that starts at `index`, its bound included. */
export function dateAt(
  tokens: readonly Token[],
  index: number,
  context: DateContext,
): DateExpression | undefined {
  const span = spanned(tokens, index, context);
  if (span) return { ...span, bound: 'range', after: false, start: index, core: index };
  const ahead = isWord(tokens[index], 'sau') ? fromToday(tokens, index, context) : undefined;
  if (ahead) return { ...ahead, bound: null, after: false, start: index, core: index };
  let at = index;
  let bound: Bound | null = null;
  let after = false;
  for (let found = boundAt(tokens, at); found; found = boundAt(tokens, at)) {
    const relative = counted(tokens, at, context, moment);
    if (relative) return { ...relative, bound, after, start: index, core: at };
    if (found.bound === 'in') bound ??= isSpanAhead(tokens, found.end) ? null : 'by';
    else if (found.bound === 'after') [bound, after] = ['from', true];
    else bound = bound === 'before' ? 'before' : found.bound;
    at = found.end;
    while (at < found.end + 3 && isWord(tokens[at], 'là', 'vào', 'nộp', 'gửi', 'báo', 'cáo')) at += 1;
  }
  const inner = at > index ? spanned(tokens, at, context) : undefined;
  const found = inner ?? counted(tokens, at, context, moment) ?? moment(tokens, at, context);
  if (found) return { ...found, bound: inner ? 'range' : bound, after, start: index, core: at };
  const anchor = bound === 'before' || after ? anchorAt(tokens, at) : undefined;
  if (!anchor) return undefined;
  const value = `anchor=${anchor.anchor};offset=${after ? 1 : -1};unit=day`;
  return { moment: { at: 'anchor', value }, bound, after, start: index, core: at, end: anchor.end };
}

function boundAt(tokens: readonly Token[], index: number): { bound: BoundWord; end: number } | undefined {
  const phrases = BOUNDS_BY_WORD.get(tokens[index]?.folded ?? '');
  const found = phrases?.find(({ words }) => words.every((word, i) => isWord(tokens[index + i], word)));
  return found && { bound: found.bound, end: index + found.words.length };
}

const isSpanAhead = (tokens: readonly Token[], index: number): boolean =>
  isWord(tokens[index], 'tuần', 'tháng', 'quý', 'năm', 'nửa') || isWord(tokens[index + 1], 'tháng');

/** A day, with the hour before or after it, or a span. */
export const moment: Reader = (tokens, index, context) => {
  const first = hourAt(tokens, index);
  if (first === 'invalid') return invalidFound('không có giờ này', index + 2);
  if (first) {
    const next = /^,$/.test(tokens[first.end]?.raw ?? '') ? first.end + 1 : first.end;
    const spoken = isWord(tokens[next], 'nay')
      ? { moment: { at: 'day', day: context.today } as const, end: next + 1 }
      : longest(tokens, next, context);
    if (spoken?.moment.at === 'day')
      return { moment: { at: 'day', day: spoken.moment.day, hour: first.hour }, end: spoken.end };
    if (spoken && spoken.moment.at !== 'range' && spoken.moment.at !== 'end') return spoken;
    // A bare "sáng" says no day.
    if (tokens[index]?.kind === 'figure')
      return { moment: { at: 'day', day: context.today, hour: first.hour }, end: first.end };
  }
  const found = longest(tokens, index, context);
  if (found?.moment.at !== 'day') return found;
  const later = hourAt(tokens, /^,$/.test(tokens[found.end]?.raw ?? '') ? found.end + 1 : found.end);
  if (later === undefined || later === 'invalid') return found;
  return { moment: { at: 'day', day: found.moment.day, hour: later.hour }, end: later.end };
};

function longest(tokens: readonly Token[], index: number, context: DateContext): Found | undefined {
  let best: Found | undefined;
  const first = tokens[index];
  const readers = first && READERS_BY_WORD.get(first.kind === 'figure' ? '0' : first.folded);
  for (const read of readers ?? []) {
    const found = read(tokens, index, context);
    if (found && found.end > (best?.end ?? 0)) best = found;
  }
  return best;
}

/** "từ 15/8 đến 20/8", "15-20/8", "từ nay đến cuối tháng", "từ ngày 1 đến ngày 5/9". */
function spanned(tokens: readonly Token[], index: number, context: DateContext): Found | undefined {
  if (!isJoinNear(tokens, index + 1)) return undefined;
  const from =
    isWord(tokens[index], 'từ') || isWord(tokens[index], 'kể')
      ? index + (isWord(tokens[index], 'kể') ? 2 : 1)
      : index;
  const start = bareDay(tokens, from) ?? opening(tokens, from, context);
  if (!start) return undefined;
  const sign = tokens[start.end];
  const joined =
    isWord(sign, 'đến', 'tới') ||
    sign?.raw === '-' ||
    (isWord(sign, 'cho') && isWord(tokens[start.end + 1], 'đến', 'tới'));
  if (!joined || (from === index && isWord(sign, 'tới') && !start.bare)) return undefined;
  // "lùi báo cáo quý 3 đến 10/10": a whole span is no first day unless "từ" makes it one.
  const isWhole = from === index && start.whole === true;
  let at = start.end + (isWord(sign, 'cho') ? 2 : 1);
  if (isWord(tokens[at], 'hết')) at += 1;
  const close = closing(tokens, at, context, start);
  if (!close || (isWhole && close.whole !== true)) return undefined;
  const { day: last, end } = close;
  const first = start.bare === undefined ? start.day : sameMonth(start.bare, last);
  if (first === undefined || first > last) return invalidFound('ngày cuối trước ngày đầu', end);
  return { moment: { at: 'range', from: first, to: last }, end };
}

/** How far from its beginning a span may be joined to its end. */
const REACH = 11;

function isJoinNear(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < Math.min(from + REACH, tokens.length); at += 1) {
    const folded = tokens[at]?.folded;
    if (folded === '-' || folded === 'den' || folded === 'toi') return true;
  }
  return false;
}

interface Opening {
  day: Day | undefined;
  /** A day of the month whose month the end names. */
  bare?: number;
  /** True where a month, a quarter, a year was named. */
  whole?: boolean;
  end: number;
}

function bareDay(tokens: readonly Token[], index: number): Opening | undefined {
  const at = isWord(tokens[index], 'ngày', 'mùng', 'mồng') ? index + 1 : index;
  if (numericParts(tokens, at)?.end === at + 3 && tokens[at + 1]?.raw === '/') return undefined;
  const number = smallNumberAt(tokens, at);
  const sign = tokens[number?.end ?? -1];
  if (!number || !(sign?.raw === '-' || isWord(sign, 'đến', 'tới'))) return undefined;
  return { day: undefined, bare: number.value, end: number.end };
}

function opening(tokens: readonly Token[], index: number, context: DateContext): Opening | undefined {
  if (isWord(tokens[index], 'nay', 'giờ')) return { day: context.today, end: index + 1 };
  if (isWord(tokens[index], 'bây') && isWord(tokens[index + 1], 'giờ'))
    return { day: context.today, end: index + 2 };
  const found = moment(tokens, index, context);
  if (!found) return undefined;
  const { moment: said, end } = found;
  if (said.at === 'day' || said.at === 'end') return { day: said.day, end };
  return said.at === 'range' ? { day: said.from, whole: true, end } : undefined;
}

function closing(
  tokens: readonly Token[],
  index: number,
  context: DateContext,
  start: Opening,
): { day: Day; whole?: boolean; end: number } | undefined {
  const found = moment(tokens, index, context);
  if (!found) return undefined;
  const { moment: said, end } = found;
  // "từ thứ 2 đến thứ 4": the later one follows the earlier.
  if (said.at === 'day')
    return {
      day:
        start.day !== undefined &&
        said.day < start.day &&
        addDays(said.day, 7) > start.day &&
        isWord(tokens[index], 'thứ', 'chủ', 'cn', 't')
          ? addDays(said.day, 7)
          : said.day,
      end,
    };
  if (start.bare !== undefined) return undefined;
  if (said.at === 'end') return { day: said.day, end };
  return said.at === 'range' ? { day: said.to, whole: true, end } : undefined;
}

const sameMonth = (day: number, last: Day): Day | undefined => {
  const found = `${last.slice(0, 8)}${String(day).padStart(2, '0')}` as Day;
  return found <= last ? found : undefined;
};
