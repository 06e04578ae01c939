import type { LabelledCues } from './classifier.ts';
import { coverage, type Reading } from './features.ts';
import { ORDINALS } from './figures.ts';
import type { Intent } from './intents.ts';
import { codeAt } from './row-code.ts';
import type { Slots } from './slots.ts';
import { isWord, tokenize, wordList } from './tokens.ts';

/** What speaks for the best reading of a message. */
interface Evidence {
  intent: Intent;
  points: number;
  /** Points ahead of the second. */
  lead: number;
  /** Whether a rule names it, and not the examples alone. */
  ruled: boolean;
  /** Odds the examples give it, and whether they favour it above all others. */
  odds: number;
  favoured: boolean;
}

/** Whether a reading may be acted on without asking. */
export type Sureness = (evidence: Evidence, reading: Reading, slots: Slots) => boolean;

const LEAST = 6.5;
const LEAD = 2;
/** Odds a reading needs, more where something is written; and what makes up for a sign of doubt. */
const LIKELY = 0.4;
const LIKELY_WRITE = 0.5;
const PROBABLE = 0.7;
const CERTAIN = 0.8;
/** Share of the words that must be read. */
const COVERED = 0.5;
/** An idea heard less often in the examples says nothing by its absence. */
const OFTEN = 10;

const WRITES = new Set<Intent>([
  'set_value',
  'correct_value',
  'report_task_done',
  'remind_unit',
  'stop_notifications',
  'request_extension',
]);
/** Answers to these only show something; they are asked for as a question, an order or in a few words. */
const SHOWS = new Set<Intent>([
  'help',
  'my_deadlines',
  'unit_deadlines',
  'inspection_schedule',
  'who_is_late',
  'completion_summary',
  'task_status',
  'overdue_tasks',
  'view_submission',
  'contact_of_unit',
  'export',
]);
const ASKING =
  'question question_mark only_question short when how_many who which_units how how_to where progress_q whether sent_q view list share ranking schedule export file print help ask_for conclusion'.split(
    ' ',
  );
/** Intents whose messages hold words of the person's own: names of tasks and figures. */
const OPEN = new Set<Intent>([
  'set_value',
  'correct_value',
  'task_status',
  'report_task_done',
  'remind_unit',
  'request_extension',
]);
/** Features that are of the person or of the shape of the message, and courtesy: they fit any intent. */
const SHAPE = new Set(
  'focal unit_head member secretary team_lead coordinator officer leader short rest task_words pairs question question_mark ask_for'.split(
    ' ',
  ),
);

/**
 * Learns from the examples which words are known and which ideas go with which intent. A reading is sure when it leads,
 * rules and examples agree on it, and nothing in the message is left unexplained.
 */
export function learnSureness(
  examples: readonly LabelledCues[],
  isInLexicon: (word: string) => boolean,
): Sureness {
  const vocabulary = new Set<string>();
  const heard = new Map<string, number>();
  const heardWith = new Set<string>();
  for (const { cues, intent } of examples) {
    for (const cue of new Set(cues)) {
      if (cue.startsWith('w:')) vocabulary.add(cue.slice(2));
      heard.set(cue, (heard.get(cue) ?? 0) + 1);
      heardWith.add(`${intent} ${cue}`);
    }
  }
  const isKnown = (word: string): boolean => vocabulary.has(word) || isInLexicon(word);
  const isStrange = (intent: Intent, { features }: Reading): boolean => {
    for (const idea of features)
      if (!SHAPE.has(idea) && (heard.get(idea) ?? 0) >= OFTEN && !heardWith.has(`${intent} ${idea}`))
        return true;
    return false;
  };

  return (evidence, reading, slots) => {
    const { intent, odds } = evidence;
    if (evidence.points < LEAST || evidence.lead < LEAD) return false;
    if (intent === 'none') return saysNothing(odds, reading, isKnown);
    if (reading.features.has('off_topic') || !evidence.favoured) return false;
    if (odds < (WRITES.has(intent) ? LIKELY_WRITE : LIKELY)) return false;
    if (odds < PROBABLE) {
      if (!evidence.ruled || isStrange(intent, reading)) return false;
      if (!OPEN.has(intent) && hasUnknownWord(reading, isKnown)) return false;
    }
    if (odds < CERTAIN) {
      if (!OPEN.has(intent) && coverage(reading) < COVERED) return false;
      if (SHOWS.has(intent) && !ASKING.some((one) => reading.features.has(one))) return false;
    }
    return isNamedClearly(reading) && isWhole(intent, reading, slots);
  };
}

/** Chatter is told by its words; a lone word nobody knows may be a command. */
function saysNothing(odds: number, reading: Reading, isKnown: (word: string) => boolean): boolean {
  const { features, concepts, pairs } = reading;
  if (features.has('off_topic') || features.has('empty')) return true;
  if (features.has('chat')) return odds >= LIKELY_WRITE;
  return odds >= PROBABLE && concepts.length + pairs.length === 0 && !hasUnknownWord(reading, isKnown);
}

/** A word outside every name, day and phrase that neither lexicon nor examples hold. */
function hasUnknownWord(
  { words, tokens, concepts, units, dates, tasks }: Reading,
  isKnown: (word: string) => boolean,
): boolean {
  const spans = [...units, ...dates, ...(tasks ? [tasks] : [])];
  return words.some(
    ({ folded, token }, i) =>
      tokens[token]?.kind === 'word' &&
      folded.length > 1 &&
      !isKnown(folded) &&
      !concepts.some(({ from, to }) => i >= from && i <= to) &&
      !spans.some(({ start, end }) => token >= start && token < end),
  );
}

/** A corrected or everyday name, one that fits two units, and an odd day are asked about. */
const isNamedClearly = ({ units, dates }: Reading): boolean =>
  units.every((unit) => unit.certain && unit.names.length === 1) &&
  dates.every(({ moment }) => moment.at !== 'ambiguous' && moment.at !== 'invalid');

/** Words of a sentence, not of a name: "nhập xong phần thể chế nhưng mà số văn bản" names no figure. */
const SENTENCE = wordList('nhưng rồi chưa xong nữa nghen');
const LONGEST_NAME = 12;

function isName(text: string | undefined): boolean {
  if (text === undefined) return true;
  const { tokens } = tokenize(text, LONGEST_NAME * 12);
  return tokens.length <= LONGEST_NAME && !tokens.some((token) => SENTENCE.has(token));
}

/** Whether nothing that was said is missing from the slots, and what stands in them looks like what it should be. */
function isWhole(intent: Intent, reading: Reading, slots: Slots): boolean {
  const { tokens, features } = reading;
  if (intent === 'change_language_or_settings') return slots.setting !== undefined;
  if (intent === 'set_value' || intent === 'correct_value') return isFigureWhole(intent, reading, slots);
  const saysField = tokens.some((token, i) => isWord(token, 'lĩnh') && isWord(tokens[i + 1], 'vực'));
  if (saysField && !OPEN.has(intent) && slots.field === undefined && !features.has('by_field')) return false;
  if (typeof slots.task === 'string' && !isName(slots.task)) return false;
  return !SHOWS.has(intent) || !hasFigureLeft(reading);
}

/** A figure that is of no day, task, row, hour or name. */
function hasFigureLeft({ tokens, units, dates, tasks }: Reading): boolean {
  const spans = [...units, ...dates, ...(tasks ? [tasks] : [])];
  return tokens.some(
    (token, i) =>
      token.kind === 'figure' &&
      !token.glued &&
      !ORDINALS.has(tokens[i - 1]) &&
      codeAt(tokens, i) === undefined &&
      !spans.some(({ start, end }) => i >= start && i < end),
  );
}

function isFigureWhole(intent: Intent, { pairs, whole, features }: Reading, slots: Slots): boolean {
  if (![slots, ...(slots.items ?? [])].every(({ indicator }) => isName(indicator))) return false;
  // "3.4: 0" is two figures only to who does not know the first for a code.
  if (whole.kind === 'ambiguous' && pairs.length < 2 && pairs[0]?.isCode !== true) return false;
  const isCounted = features.has('duration') || pairs.length > (slots.items?.length ?? 1);
  if (intent === 'set_value' && isCounted) return false;
  return pairs.every(
    (pair) => pair.value !== null || pair.numerator !== undefined || pair.words !== undefined,
  );
}
