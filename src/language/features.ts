import { findDates } from './date.ts';
import type { DateExpression } from './date-expressions.ts';
import { pairsIn, type Pair } from './figures.ts';
import { codeAt } from './row-code.ts';
import { FIELD_PREFIX, type Lexicon } from './lexicon.ts';
import type { DateContext } from './moment.ts';
import { isWord, measureAt } from './number-words.ts';
import { parseNumber, type NumberAnswer } from './number.ts';
import { numericParts } from './day-expressions.ts';
import { hourAt } from './hours.ts';
import { tasksIn, type TaskNumbers } from './tasks.ts';
import { tokenize, type Token, type Tokenized } from './tokens.ts';
import type { UnitMatcher, UnitMention } from './units.ts';
import { conceptsIn, wordsOf, type ConceptMatch, type Word } from './words.ts';

export const ROLES = ['focal', 'unit_head', 'member', 'secretary', 'team_lead', 'coordinator'] as const;
export type Role = (typeof ROLES)[number];

export const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

/** A message taken apart: what was named, when, how much, and which ideas its words carry. */
export interface Reading extends Tokenized {
  words: readonly Word[];
  concepts: readonly ConceptMatch[];
  units: readonly UnitMention[];
  dates: readonly DateExpression[];
  pairs: readonly Pair[];
  tasks: TaskNumbers | null;
  /** The whole message read as one answer for a figure. */
  whole: NumberAnswer;
  /** Conditions the rules of intents may name. */
  features: ReadonlySet<string>;
}

const POLITE = new Set(
  'da vang a em e anh chi nhe nha ak ah thoi oi sep dong chi oi oke roi ban bot tro ly cchc thua bac chu co ơi nhi'.split(
    ' ',
  ),
);

/** Words that say nothing of the matter by themselves. */
const FILLERS = new Set(
  'cho toi cua co la thi ma va voi o tren duoc nay do cac nhung mot da dang se con di ve ra vao len lai luon ngay nua cung chi moi hien tu den tai theo'.split(
    ' ',
  ),
);
const ENDS_QUESTION = new Set(['khong', 'chua', 'dau', 'sao', 'ha', 'nhi', 'vay', 'the', 'hay']);

export function readMessage(
  message: string,
  role: Role,
  matcher: UnitMatcher,
  lexicon: Lexicon,
  context: DateContext,
): Reading {
  const split = tokenize(message.replace(/[\r\n]+/g, ' ; '), 600);
  const { tokens } = split;
  const words = wordsOf(tokens, lexicon);
  const named = matcher.find(tokens);
  const loose = conceptsIn(words, lexicon, new Set());
  const units = named.filter((unit) => !isPartOfPhrase(unit, words, loose));
  const taken = new Set<number>();
  for (const unit of units) for (let at = unit.start; at < unit.end; at += 1) taken.add(at);
  const tasks = tasksIn(tokens, taken);
  const blocked = new Set([...taken, ...(tasks ? range(tasks.start, tasks.end) : [])]);
  const dates = datesOf(tokens, blocked, context);
  const dated = new Set(dates.flatMap((date) => range(date.core, date.end)));
  const concepts = conceptsIn(words, lexicon, new Set([...taken, ...dated]));
  const pairs = pairsIn(split, new Set([...blocked, ...dated]));
  // Long messages are no single answer.
  const whole: NumberAnswer =
    tokens.length > 16 ? { kind: 'invalid', why: 'nội dung quá dài' } : parseNumber(split.text);
  const partial = { ...split, words, concepts, units, dates, pairs, tasks, whole };
  return { ...partial, features: featuresOf(partial, role) };
}

/** "tài chính công" is a field, not a unit; a name inside a longer phrase is no name. */
function isPartOfPhrase(
  unit: UnitMention,
  words: readonly Word[],
  concepts: readonly ConceptMatch[],
): boolean {
  return concepts.some(({ from, to }) => {
    const [start, end] = [words[from]?.token ?? 0, (words[to]?.token ?? 0) + 1];
    return start <= unit.start && end >= unit.end && (end - start > unit.end - unit.start || unit.bare);
  });
}

function datesOf(
  tokens: readonly Token[],
  blocked: ReadonlySet<number>,
  context: DateContext,
): DateExpression[] {
  return findDates(tokens, context)
    .filter((date) => date.moment.at !== 'invalid' || tokens[date.core - 1]?.folded === 'ngay')
    .filter(
      (date) =>
        !range(date.core, date.end).some((at) => blocked.has(at)) &&
        !isFraction(tokens, date) &&
        !isFigure(tokens, date),
    )
    .map((date) => asMonth(tokens, date, context));
}

/** "6/10 nhiệm vụ" is a share of tasks. */
function isFraction(tokens: readonly Token[], { core, end }: DateExpression): boolean {
  const parts = numericParts(tokens, core);
  if (parts?.end !== end || parts.year !== undefined || tokens[core + 1]?.raw !== '/') return false;
  const before = tokens[core - 1];
  return (
    measureAt(tokens, end) !== undefined ||
    isWord(before, 'được', 'đạt', 'thành', 'xong', 'là', 'có', 'giải', 'quyết', 'dc', 'đc') ||
    before?.raw === ':'
  );
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

function featuresOf(reading: Omit<Reading, 'features'>, role: Role): Set<string> {
  const { tokens, words, concepts, units, dates, pairs, tasks, whole } = reading;
  const features = new Set(
    concepts.map(({ concept }) => (concept.startsWith(FIELD_PREFIX) ? 'field' : concept)),
  );
  const has = (feature: string, yes: boolean): void => {
    if (yes) features.add(feature);
  };
  features.add(role);
  has('officer', role === 'focal' || role === 'unit_head');
  has('leader', role !== 'focal' && role !== 'unit_head');
  has('unit', units.length > 0);
  has(
    'period',
    dates.some(({ moment }) => moment.at === 'range' && moment.period !== undefined),
  );
  has(
    'date',
    dates.some(
      ({ moment }) =>
        moment.at === 'day' || moment.at === 'end' || (moment.at === 'range' && moment.period === undefined),
    ),
  );
  has('task_no', tasks !== null);
  has(
    'code',
    tokens.some((_, i) => codeAt(tokens, i) !== undefined),
  );
  has('figure', pairs.length > 0);
  has(
    'pairs',
    pairs.some((pair) => pair.indicator !== null),
  );
  has(
    'duration',
    tokens.some(
      (token, i) => token.kind === 'figure' && isWord(tokens[i + 1], 'ngày', 'hôm', 'tuần', 'tháng', 'bữa'),
    ),
  );
  has(
    'hour',
    tokens.some((token, i) => token.kind === 'figure' && typeof hourAt(tokens, i) === 'object'),
  );
  const folded = words.map((word) => word.folded);
  const marked = tokens.some((token) => token.raw === '?');
  has('question_mark', marked);
  const meaning = folded.filter((word) => !POLITE.has(word));
  const asks = [
    'when',
    'how_many',
    'who',
    'which_units',
    'how',
    'where',
    'progress_q',
    'whether',
    'sent_q',
  ].some((one) => features.has(one));
  has(
    'question',
    marked ||
      asks ||
      meaning.includes('gi') ||
      meaning.includes('nao') ||
      (meaning.length > 1 && ENDS_QUESTION.has(meaning.at(-1) ?? '')),
  );
  has('short', meaning.length <= 4);
  has('rest', meaning.length >= 4);
  has('task_words', meaning.length >= 5);
  has('empty', words.length === 0 && !marked);
  has('only_question', words.length === 0 && marked);
  const isAnswer =
    whole.kind === 'value' ||
    (whole.kind === 'ambiguous' && tokens.some((token) => token.kind === 'figure') && dates.length === 0);
  const spokenAlone = !tokens.some((token) => token.kind === 'figure') && meaning.length <= 1;
  has(
    'bare',
    !features.has('correct') &&
      isAnswer &&
      (dates.length === 0 || pairs.length > 0) &&
      ((!spokenAlone && tasks === null && !features.has('share')) ||
        (tokens.some((token) => token.kind === 'figure') &&
          pairs.every((pair) => pair.indicator === null) &&
          pairs.length > 0)),
  );
  has(
    'blank_answer',
    (whole.kind === 'missing' && meaning.length >= 3 && meaning.length < 8) ||
      whole.kind === 'not_applicable' ||
      (whole.kind === 'value' && whole.nothing === true),
  );
  return features;
}

/** The share of the words that carry an idea, a name, a day or a figure, courtesy left out. */
export function coverage({ words, concepts, units, dates, pairs, tokens }: Reading): number {
  const covered = new Set(concepts.flatMap(({ from, to }) => range(from, to + 1)));
  const named = new Set([...units, ...pairs].flatMap(({ start, end }) => range(start, end)));
  for (const date of dates) for (const at of range(date.start, date.end)) named.add(at);
  const said = words.flatMap((word, i) => (POLITE.has(word.folded) || FILLERS.has(word.folded) ? [] : [i]));
  const known = said.filter(
    (i) =>
      covered.has(i) || named.has(words[i]?.token ?? -1) || tokens[words[i]?.token ?? -1]?.kind === 'figure',
  );
  return said.length === 0 ? 1 : known.length / said.length;
}

/** What the second opinion looks at: words, pairs of words, ideas and signs; names, dates and figures only as such. */
export function cuesOf({ words, features, units, dates, tokens }: Reading): string[] {
  const hidden = new Set([
    ...units.flatMap((unit) => range(unit.start, unit.end)),
    ...dates.flatMap((date) => range(date.core, date.end)),
  ]);
  const said = words.map(({ folded, token }) =>
    hidden.has(token) ? '#' : tokens[token]?.kind === 'figure' ? '0' : folded,
  );
  const row = ['<', ...said.filter((word, i) => word !== said[i - 1] || !/^[#0]$/.test(word)), '>'];
  return [
    ...features,
    ...row.map((word) => `w:${word}`),
    ...row.slice(1).map((word, i) => `p:${row[i] ?? ''} ${word}`),
  ];
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(to - from, 0) }, (_, i) => from + i);
