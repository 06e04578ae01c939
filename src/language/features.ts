import { datesOf } from './message-dates.ts';
import type { DateExpression } from './date-expressions.ts';
import { pairsIn, type Pair } from './figures.ts';
import { codeAt } from './row-code.ts';
import { FIELD_PREFIX, type Lexicon } from './lexicon.ts';
import type { DateContext } from './moment.ts';
import { numberIn, type NumberAnswer } from './number.ts';
import { hourAt } from './hours.ts';
import { papersIn } from './papers.ts';
import { withoutTelex } from './telex.ts';
import { tasksIn, type TaskNumbers } from './tasks.ts';
import type { UnitMatcher, UnitMention } from './units.ts';
import { longestOf, phrasesIn, wordsOf, type ConceptMatch, type Word } from './words.ts';
import { isWord, type Token, tokenize, type Tokenized } from './tokens.ts';

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
/** Letters of a message that are looked at. */
const LONGEST_READ = 600;
/** Words a single answer may take. */
const LONGEST_ANSWER = 16;
const TOO_LONG: NumberAnswer = { kind: 'invalid', why: 'nội dung quá dài' };
const NOWHERE: ReadonlySet<number> = new Set();
const ENDS_QUESTION = new Set(['khong', 'chua', 'dau', 'sao', 'ha', 'nhi', 'vay', 'the', 'hay']);

export function readMessage(
  message: string,
  role: Role,
  matcher: UnitMatcher,
  lexicon: Lexicon,
  context: DateContext,
): Reading {
  const isKnown = (word: string): boolean =>
    lexicon.words.has(word) || lexicon.common.folded.has(word) || lexicon.shorthand.has(word);
  const typed = message.slice(0, LONGEST_READ * 2).replace(/[\r\n]+/g, ' ; ');
  const split = tokenize(withoutTelex(typed, isKnown), LONGEST_READ);
  const { tokens } = split;
  const words = wordsOf(tokens, lexicon);
  const phrases = phrasesIn(words, lexicon);
  const loose = longestOf(phrases, words, NOWHERE);
  const papers = papersIn(tokens);
  const tasks = tasksIn(tokens, papers);
  const units = matcher
    .find(tokens)
    .filter(
      (unit) =>
        !papers.has(unit.start) &&
        !(tasks && unit.start < tasks.end && tasks.start < unit.end) &&
        !isPartOfPhrase(unit, words, loose),
    );
  const taken = new Set(papers);
  for (const unit of units) addRange(taken, unit.start, unit.end);
  const blocked = new Set(taken);
  if (tasks) addRange(blocked, tasks.start, tasks.end);
  const dates = datesOf(tokens, blocked, context);
  for (const date of dates) {
    addRange(taken, date.core, date.end);
    addRange(blocked, date.core, date.end);
  }
  const concepts = taken.size === 0 ? loose : longestOf(phrases, words, taken);
  const pairs = pairsIn(split, blocked);
  // Long messages are no single answer.
  const whole: NumberAnswer = tokens.length > LONGEST_ANSWER ? TOO_LONG : numberIn(tokens);
  const { text } = split;
  const features = new Set<string>();
  const reading: Reading = { text, tokens, words, concepts, units, dates, pairs, tasks, whole, features };
  addFeatures(features, reading, role);
  return reading;
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

function addFeatures(features: Set<string>, reading: Reading, role: Role): void {
  const { tokens, words, concepts, units, dates, pairs, tasks, whole } = reading;
  for (const { concept } of concepts) features.add(concept.startsWith(FIELD_PREFIX) ? 'field' : concept);
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
  has('told', tasks !== null && isTold(tokens, tasks.end));
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
}

/** "nhiệm vụ 12: đã lấy ý kiến các phòng": something is told of the task. */
const isTold = (tokens: readonly Token[], end: number): boolean =>
  /^[:,-]$/.test(tokens[end]?.raw ?? '') && tokens.length - end > 3;

/** The share of the words that carry an idea, a name, a day or a figure, courtesy left out. */
export function coverage({ words, concepts, units, dates, pairs, tokens }: Reading): number {
  const covered = new Set<number>();
  for (const { from, to } of concepts) addRange(covered, from, to + 1);
  const named = new Set<number>();
  for (const { start, end } of [...units, ...pairs, ...dates]) addRange(named, start, end);
  let said = 0;
  let known = 0;
  words.forEach(({ folded, token }, i) => {
    if (POLITE.has(folded) || FILLERS.has(folded)) return;
    said += 1;
    if (covered.has(i) || named.has(token) || tokens[token]?.kind === 'figure') known += 1;
  });
  return said === 0 ? 1 : known / said;
}

/** What the second opinion looks at: words, pairs of words, ideas and signs; names, dates and figures only as such. */
export function cuesOf({ words, features, units, dates, tokens }: Reading): string[] {
  const hidden = new Set<number>();
  for (const { start, end } of units) addRange(hidden, start, end);
  for (const { core, end } of dates) addRange(hidden, core, end);
  const cues = [...features, 'w:<'];
  let before = '<';
  const add = (word: string): void => {
    cues.push(`w:${word}`, `p:${before} ${word}`);
    before = word;
  };
  for (const { folded, token } of words) {
    const word = hidden.has(token) ? '#' : tokens[token]?.kind === 'figure' ? '0' : folded;
    if (word !== before || (word !== '#' && word !== '0')) add(word);
  }
  add('>');
  return cues;
}

function addRange(set: Set<number>, from: number, to: number): void {
  for (let at = from; at < to; at += 1) set.add(at);
}
