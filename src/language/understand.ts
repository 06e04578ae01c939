import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import { trainClassifier } from './classifier.ts';
import { coverage, cuesOf, isRole, readMessage, type Reading, type Role } from './features.ts';
import { INTENTS, type Intent } from './intents.ts';
import { compileLexicon, type LexiconData } from './lexicon.ts';
import type { DateContext } from './moment.ts';
import { slotsOf, type Slots } from './slots.ts';
import { createUnitMatcher, type UnitMatcher } from './units.ts';
import type { UnitName } from './unit-name.ts';

export interface Understanding {
  intent: Intent;
  slots: Slots;
  /** False where another reading is nearly as good: then the alternatives are offered instead of acting. */
  sure: boolean;
  alternatives: { intent: Intent; slots: Slots }[];
}

export interface Language {
  understand: (message: string, asked: { role: Role; today: Day }) => Understanding;
  units: UnitMatcher;
}

/** Longer messages are texts, not messages. */
const LONGEST = 2_000;
/** How far the best reading must lead, and how strong it must be, to be acted on. */
const MARGIN = 3.2;
/** Points a certain second opinion adds, and those of an intent that no rule names. */
const WEIGHT = 4;
const UNRULED = 5.5;
/** Odds that bring in an intent no rule names. */
const HINT = 0.2;
const LEAST = 6.5;
/** Odds of the second opinion that need no support, and the share of words that must be known without them. */
const CERTAIN = 0.9;
const COVERED = 0.5;
/** Intents whose messages hold words of the person's own: names of tasks and figures. */
const OPEN = new Set<Intent>([
  'set_value',
  'correct_value',
  'task_status',
  'report_task_done',
  'remind_unit',
  'request_extension',
]);
const NOTHING: Understanding = { intent: 'none', slots: {}, sure: true, alternatives: [] };

/** Builds the reader of messages once for a vocabulary and a registry of units. Deterministic; reads no clock. */
export function createLanguage(parts: {
  lexicon: LexiconData;
  units: readonly UnitName[];
  calendar: OfficeCalendar;
}): Language {
  const lexicon = compileLexicon(parts.lexicon);
  const units = createUnitMatcher(parts.units, { ...lexicon.units, everyday: lexicon.common });
  const read = (message: string, role: Role, context: DateContext): Reading =>
    readMessage(message, role, units, lexicon, context);
  // Only whether a day was named counts here, not which.
  const anyDay: DateContext = { today: '2023-08-10', calendar: parts.calendar };
  const secondOpinion = trainClassifier(
    parts.lexicon.examples.map(({ role, message, intent }) => ({
      cues: cuesOf(read(message, isRole(role) ? role : 'focal', anyDay)),
      intent,
    })),
  );

  const understand = (message: string, { role, today }: { role: Role; today: Day }): Understanding => {
    if (message.length > LONGEST) return { ...NOTHING, sure: false };
    const context: DateContext = { today, calendar: parts.calendar };
    const reading = read(message, role, context);
    const odds = secondOpinion(cuesOf(reading));
    const ranked = weigh(lexicon.rules(reading.features), odds);
    const [best, second] = ranked;
    if (!best) return NOTHING;
    const slots = slotsOf(best.intent, reading, context);
    const doubtful = reading.units.filter((unit) => unit.names.length > 1);
    const clear = best.points >= LEAST && best.points - (second?.points ?? 0) >= MARGIN;
    if (clear && doubtful.length === 0 && isSound(best.intent, reading, best.odds))
      return { intent: best.intent, slots, sure: true, alternatives: [] };
    const alternatives = [
      ...doubtful.flatMap((unit) =>
        unit.names.slice(0, 3).map((name) => ({ intent: best.intent, slots: { ...slots, unit: name } })),
      ),
      ...ranked.slice(1, 3).map(({ intent }) => ({ intent, slots: slotsOf(intent, reading, context) })),
    ].slice(0, 3);
    return { intent: best.intent, slots, sure: false, alternatives };
  };
  return { understand, units };
}

interface Weighed {
  intent: Intent;
  points: number;
  odds: number;
}

/** Rules and examples together, best first: what both favour leads clearly, what only one favours does not. */
function weigh(ruledPoints: readonly (number | undefined)[], odds: Float64Array): Weighed[] {
  const weighed: Weighed[] = [];
  INTENTS.forEach((intent, i) => {
    const ruled = ruledPoints[i];
    const odd = odds[i] ?? 0;
    if (ruled !== undefined || odd >= HINT)
      weighed.push({ intent, points: (ruled ?? UNRULED) + WEIGHT * odd, odds: odd });
  });
  return weighed.sort((a, b) => b.points - a.points);
}

/** Whether what was named is as clear as the intent: a corrected or everyday name and an odd figure are asked about. */
function isSound(intent: Intent, reading: Reading, odds: number): boolean {
  const { units, pairs, whole, dates, features } = reading;
  if (intent === 'none')
    return features.has('off_topic') || features.has('chat') || features.has('empty') || odds >= CERTAIN;
  if (features.has('off_topic')) return false;
  if (!OPEN.has(intent) && coverage(reading) < COVERED && odds < CERTAIN) return false;
  if (units.some((unit) => !unit.certain)) return false;
  if (dates.some(({ moment }) => moment.at === 'ambiguous' || moment.at === 'invalid')) return false;
  if (intent === 'set_value' || intent === 'correct_value') {
    // "3.4: 0" is two figures only to who does not know the first for a code.
    if (whole.kind === 'ambiguous' && pairs.length < 2 && pairs[0]?.isCode !== true) return false;
    return pairs.every(
      (pair) => pair.value !== null || pair.numerator !== undefined || pair.words !== undefined,
    );
  }
  return true;
}
