import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import { trainClassifier } from './classifier.ts';
import { cuesOf, isRole, readMessage, type Reading, type Role } from './features.ts';
import { INTENTS, type Intent } from './intents.ts';
import { compileLexicon, type LexiconData } from './lexicon.ts';
import type { DateContext } from './moment.ts';
import { slotsOf, type Slots } from './slots.ts';
import { learnSureness } from './sureness.ts';
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
/** Points a certain second opinion adds, and those of an intent that no rule names. */
const WEIGHT = 4;
const UNRULED = 5.5;
/** Odds that bring in an intent no rule names. */
const HINT = 0.2;
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
  const examples = parts.lexicon.examples.map(({ role, message, intent }) => ({
    cues: cuesOf(read(message, isRole(role) ? role : 'focal', anyDay)),
    intent,
  }));
  const secondOpinion = trainClassifier(examples);
  const isSure = learnSureness(examples, (word) => lexicon.words.has(word));

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
    const lead = best.points - (second?.points ?? 0);
    const favoured = odds.every((odd) => odd <= best.odds);
    if (isSure({ ...best, lead, favoured }, reading, slots))
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
  ruled: boolean;
}

/** Rules and examples together, best first: what both favour leads clearly, what only one favours does not. */
function weigh(ruledPoints: readonly (number | undefined)[], odds: Float64Array): Weighed[] {
  const weighed: Weighed[] = [];
  INTENTS.forEach((intent, i) => {
    const ruled = ruledPoints[i];
    const odd = odds[i] ?? 0;
    if (ruled !== undefined || odd >= HINT)
      weighed.push({
        intent,
        points: (ruled ?? UNRULED) + WEIGHT * odd,
        odds: odd,
        ruled: ruled !== undefined,
      });
  });
  return weighed.sort((a, b) => b.points - a.points);
}
