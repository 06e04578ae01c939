import { capital } from '../conversations/format.ts';
import type { Words } from '../domain/plan.ts';
import type { CastMember } from './cast.ts';

/** How a page names somebody: the office held, and where. */
export interface PersonWords {
  who: string;
  /** `Cán bộ đầu mối`, `Trưởng đoàn`. */
  office: string;
  /** The unit, or the name where offices do not tell people apart. */
  place: string;
  name: string;
}

const OFFICES: Record<string, (words: Words) => string> = {
  focal: () => 'Cán bộ đầu mối',
  unit_head: () => 'Thủ trưởng đơn vị',
  coordinator: () => 'Cơ quan thường trực',
  team_lead: ({ lead }) => lead,
  member: ({ member }) => capital(member),
  secretary: ({ secretary }) => capital(secretary),
  support: ({ support }) => capital(support),
};

export function personWords({ who, name }: CastMember, words: Words): PersonWords {
  const split = who.indexOf('@');
  const office = split < 0 ? undefined : OFFICES[who.slice(0, split)];
  if (!office) return { who, office: capital(words.team), place: name, name };
  return { who, office: office(words), place: who.slice(split + 1), name };
}

/** People under their offices, in the order of the cast. */
export function byOffice(
  cast: readonly CastMember[],
  words: Words,
): { office: string; people: PersonWords[] }[] {
  const groups = new Map<string, PersonWords[]>();
  for (const member of cast) {
    const person = personWords(member, words);
    groups.set(person.office, [...(groups.get(person.office) ?? []), person]);
  }
  return [...groups].map(([office, people]) => ({ office, people }));
}
