import { addDays, type Day } from '../domain/day.ts';
import { dateAt, type Bound, type DateExpression } from './date-expressions.ts';
import type { DateContext } from './moment.ts';
import { recurring } from './recurring.ts';
import { isWord, type Token, tokenize, wordList } from './tokens.ts';

type DateType =
  'date' | 'datetime' | 'range' | 'deadline' | 'recurring' | 'ambiguous' | 'invalid' | 'needs_anchor';

export interface DateAnswer {
  type: DateType;
  /** ISO day, `…THH:MM`, `start/end`, an RRULE, `anchor=…;offset=…;unit=…`, or the type itself where there is none. */
  value: string;
  bound: Bound | null;
  /** Last day still in time. */
  lastDay: Day | null;
  /** Why it is invalid, or what it may mean. */
  why?: string;
}

const VAGUE =
  /\b(vai|may|it|dam|mot vai|mot hai|mot so|nhung) (hom|ngay|bua|tuan|thang)\b|\b(sap toi|thoi gian toi|mai mot|nay mai|hom nao|bua nao|dip toi|dot toi|ky toi|lat nua|chut nua|ti nua|som nhat|som som|cang som|dau do|gan day|sap|it lau|mot ngay gan|tuy|sau nay|lau lau|dao nay|bua truoc|hom truoc|hom no|khi khac|luc khac|mot thoi gian|thang thang|nay kia)\b/;
const ABOUT = wordList('khoảng tầm chừng độ cỡ quãng gần xấp ước');

/** Reads one expression of time, counted from `reference`. */
export function parseDate(text: string, reference: Day, options: Pick<DateContext, 'calendar'>): DateAnswer {
  const { tokens } = tokenize(text, 400);
  const context = { today: reference, calendar: options.calendar };
  const folded = tokens.map((token) => token.folded).join(' ');
  const repeated = recurring(tokens, context);
  if (repeated?.moment.at === 'recurring') {
    const bound = tokens.some((token) => isWord(token, 'trước'))
      ? 'before'
      : /\b(cham nhat|muon nhat|tre nhat|den het|han)\b/.test(folded)
        ? 'by'
        : 'on';
    return { type: 'recurring', value: repeated.moment.value, bound, lastDay: null };
  }
  const found = findDates(tokens, context);
  const [first, second] = found;
  if (!first) return withoutDate(folded);
  if (isAbout(tokens, first) || /\b(thang sau|nam nam)$/.test(plainTail(tokens)))
    return ambiguous('chưa rõ ngày nào');
  if (second && isWord(tokens[second.start - 1], 'hoặc', 'hay'))
    return ambiguous(tokens.map((token) => token.raw).join(' '));
  return answerOf(first);
}

/** All expressions of time in a row of tokens, none overlapping, none over `blocked` tokens. */
export function findDates(
  tokens: readonly Token[],
  context: DateContext,
  blocked: ReadonlySet<number> = NOWHERE,
): DateExpression[] {
  const found: DateExpression[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    const starts =
      token?.kind === 'figure' ||
      (token?.kind === 'word' && STARTERS.has(token.folded) && isTimeNear(tokens, at));
    const read = starts && !blocked.has(at) ? dateAt(tokens, at, context) : undefined;
    const date = read && isFree(read, blocked) ? read : undefined;
    if (date) found.push(date);
    at = date && date.end > at ? date.end : at + 1;
  }
  return found;
}

const NOWHERE: ReadonlySet<number> = new Set();

function isFree({ core, end }: DateExpression, blocked: ReadonlySet<number>): boolean {
  if (blocked.size === 0) return true;
  for (let at = core; at < end; at += 1) if (blocked.has(at)) return false;
  return true;
}

export function answerOf({ moment, bound, after }: DateExpression): DateAnswer {
  switch (moment.at) {
    case 'invalid':
      return { type: 'invalid', value: 'invalid', bound: null, lastDay: null, why: moment.why };
    case 'ambiguous':
      return ambiguous(moment.readings.join(' hay '));
    case 'anchor':
      return { type: 'needs_anchor', value: moment.value, bound: null, lastDay: null };
    case 'recurring':
      return { type: 'recurring', value: moment.value, bound: bound ?? 'on', lastDay: null };
    case 'range':
      return spanAnswer(moment.from, moment.to, bound, after);
    case 'end':
      return dayAnswer(moment.day, undefined, bound ?? 'by', after);
    case 'day':
      return dayAnswer(moment.day, moment.hour, bound ?? 'on', after);
  }
}

function dayAnswer(day: Day, hour: string | undefined, bound: Bound, after: boolean): DateAnswer {
  const value = hour === undefined ? day : `${day}T${hour}`;
  switch (bound) {
    case 'before':
      return { type: 'deadline', value, bound, lastDay: hour === undefined ? addDays(day, -1) : day };
    case 'by':
      return { type: 'deadline', value, bound, lastDay: day };
    case 'from':
      return {
        type: hour === undefined ? 'date' : 'datetime',
        value: after && hour === undefined ? addDays(day, 1) : value,
        bound,
        lastDay: null,
      };
    case 'on':
    case 'range':
      return { type: hour === undefined ? 'date' : 'datetime', value, bound: 'on', lastDay: day };
  }
}

function spanAnswer(from: Day, to: Day, bound: Bound | null, after: boolean): DateAnswer {
  if (bound === 'before') return dayAnswer(from, undefined, bound, false);
  if (bound === 'by') return dayAnswer(to, undefined, bound, false);
  if (bound === 'from') return dayAnswer(after ? to : from, undefined, bound, after);
  return { type: 'range', value: `${from}/${to}`, bound: 'range', lastDay: to };
}

function withoutDate(folded: string): DateAnswer {
  if (folded === '') return { ...NO_DATE, why: 'chưa có nội dung' };
  if (/^(ngay |thang |quy |thu |trong )?nam$/.test(folded)) return ambiguous('năm (số 5) hay năm (12 tháng)');
  if (VAGUE.test(folded)) return ambiguous('chưa rõ ngày nào');
  return NO_DATE;
}

const NO_DATE: DateAnswer = {
  type: 'invalid',
  value: 'invalid',
  bound: null,
  lastDay: null,
  why: 'không có ngày',
};
const ambiguous = (why: string): DateAnswer => ({
  type: 'ambiguous',
  value: 'ambiguous',
  bound: null,
  lastDay: null,
  why,
});

const isAbout = (tokens: readonly Token[], date: DateExpression): boolean =>
  tokens[date.start - 1]?.raw === '~' ||
  ABOUT.has(tokens[date.start - 1]) ||
  ABOUT.has(tokens[date.core - 1]) ||
  isWord(tokens[date.end], 'gì');

/** The last two words where they were typed without accents: only then can "thang sau" be June. */
const plainTail = (tokens: readonly Token[]): string => {
  const words = tokens.slice(-2);
  return words.every((token) => token.raw.toLowerCase() === token.folded)
    ? words.map((token) => token.folded).join(' ')
    : '';
};

/** Whether a word of time or a figure stands close enough to be what this word begins. */
function isTimeNear(tokens: readonly Token[], index: number): boolean {
  for (let at = index; at < Math.min(index + NEAR, tokens.length); at += 1) {
    const token = tokens[at];
    if (token?.kind === 'figure' || TIME_WORDS.has(token?.folded ?? '')) return true;
  }
  return false;
}

const NEAR = 8;
const TIME_WORDS = new Set(
  'hom hnay hqua bua ngay mai mot kia nay sang trua chieu toi tuan thang thu t cn chu quy qui q nam tet ram khanh noel to lan thu doan kiem ktra luan nhan hanh giang sinh'.split(
    ' ',
  ),
);

/** Words a time can begin with; the rest of a message is not looked at. */
const STARTERS = new Set(
  (
    'hom hnay hqua bua ngay mai mot kia nay sang trua chieu toi dem buoi luc vao hoi dau giua cuoi het thuong trung ha nua thu t cn chu th tuan thang quy qui q nam ram tet le quoc giang noel gio vu nghi mung mong ' +
    'hai ba bon tu lam sau bay tam chin muoi mot ham cham muon tre khong han thoi deadline den cho truoc noi tinh ke bat trong bat gio'
  ).split(' '),
);
