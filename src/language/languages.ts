import type { OfficeCalendar } from '../domain/calendar.ts';
import type { LexiconData } from './lexicon.ts';
import { createLanguage, type Language } from './understand.ts';
import type { UnitName } from './unit-name.ts';

/** Registries whose language is kept: one that learns from its examples takes half a second to build. */
const KEPT = 16;

/** The language for a registry of units. */
export type Languages = (units: readonly UnitName[]) => Language;

/** Builds a language once for units of the same names; those longest unused are forgotten. */
export function createLanguages(lexicon: LexiconData, calendar: OfficeCalendar): Languages {
  const kept = new Map<string, Language>();
  return (units) => {
    const names = units.map(({ name, aliases, level, parent }) => [name, aliases, level, parent ?? null]);
    const key = JSON.stringify(names);
    const language = kept.get(key) ?? createLanguage({ lexicon, units, calendar });
    kept.delete(key);
    kept.set(key, language);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return language;
  };
}
