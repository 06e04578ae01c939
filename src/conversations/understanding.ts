import type { Services } from '../services/services.ts';
import type { Languages } from '../language/languages.ts';
import type { Language } from '../language/understand.ts';

export interface Known {
  language: Language;
  findUnits: (text: string) => readonly { id: number; name: string }[];
  unitName: (id: number) => string | undefined;
}

/** The language with a jurisdiction's units, built once and again when plans have been loaded. */
export interface Understanding {
  of(services: Services, jurisdictionId: number): Promise<Known>;
  /** Builds it for every jurisdiction, so that nobody's first message waits for that. */
  prepare(services: Services): Promise<void>;
}

export function createUnderstanding(languages: Languages): Understanding {
  let stamp = '';
  let known = new Map<number, Known>();

  /** What is still true of what was built. */
  async function refresh(services: Services): Promise<Map<number, Known>> {
    const current = await services.registry.stamp();
    if (current !== stamp) {
      known = new Map();
      stamp = current;
    }
    return known;
  }

  function build(units: readonly Unit[]): Known {
    const language = languages(units);
    const idOf = new Map(units.map((unit) => [unit.name, unit.id]));
    const nameOf = new Map(units.map((unit) => [unit.id, unit.name]));
    return {
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
  }

  return {
    async of(services, jurisdictionId) {
      const upToDate = await refresh(services);
      const found = upToDate.get(jurisdictionId);
      if (found) return found;
      const units = await services.registry.units();
      const built = build(units.filter((unit) => unit.jurisdictionId === jurisdictionId));
      upToDate.set(jurisdictionId, built);
      return built;
    },

    async prepare(services) {
      const upToDate = await refresh(services);
      const units = await services.registry.units();
      for (const jurisdictionId of new Set(units.map((unit) => unit.jurisdictionId)))
        if (!upToDate.has(jurisdictionId))
          upToDate.set(jurisdictionId, build(units.filter((unit) => unit.jurisdictionId === jurisdictionId)));
    },
  };
}

type Unit = Awaited<ReturnType<Services['registry']['units']>>[number];
