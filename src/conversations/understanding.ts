import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Services } from '../services/services.ts';
import type { LexiconData } from '../language/lexicon.ts';
import { createLanguage, type Language } from '../language/understand.ts';

export interface Known {
  language: Language;
  findUnits: (text: string) => readonly { id: number; name: string }[];
  unitName: (id: number) => string | undefined;
}

/** The language with a jurisdiction's units, built once and again when plans have been loaded. */
export interface Understanding {
  of(services: Services, jurisdictionId: number): Promise<Known>;
}

export function createUnderstanding(lexicon: LexiconData, calendar: OfficeCalendar): Understanding {
  let stamp = '';
  let known = new Map<number, Known>();
  return {
    async of(services, jurisdictionId) {
      const current = await services.registry.stamp();
      if (current !== stamp) {
        known = new Map();
        stamp = current;
      }
      const found = known.get(jurisdictionId);
      if (found) return found;
      const units = (await services.registry.units()).filter(
        (unit) => unit.jurisdictionId === jurisdictionId,
      );
      const language = createLanguage({ lexicon, units, calendar });
      const idOf = new Map(units.map((unit) => [unit.name, unit.id]));
      const nameOf = new Map(units.map((unit) => [unit.id, unit.name]));
      const built: Known = {
        language,
        findUnits: (text) => {
          const { units: named, ambiguous } = language.units.match(text);
          return [...named, ...ambiguous.flat()].flatMap((name) => {
            const id = idOf.get(name);
            return id === undefined ? [] : [{ id, name }];
          });
        },
        unitName: (id) => nameOf.get(id),
      };
      known.set(jurisdictionId, built);
      return built;
    },
  };
}
