import { botOf, NETWORKS, TERMINAL_BOT } from '../channels/terminal.ts';
import type { Role } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Plan } from '../domain/plan.ts';
import { fold } from '../language/fold.ts';
import type { Services } from '../services/services.ts';

/** Someone a rehearsal can speak as. */
export interface CastMember {
  /** `focal@Sở Công Thương`, or the name where a role and unit do not tell people apart. Also the chat's id. */
  who: string;
  name: string;
}

/** Everybody in a rehearsal besides the team is invented and named by the office held. */
const INVENTED = {
  focal: (unit: string) => `đầu mối CCHC ${unit}`,
  unit_head: (unit: string) => `thủ trưởng ${unit}`,
  coordinator: (unit: string) => `chuyên viên thường trực ${unit}`,
} as const satisfies Partial<Record<Role, (unit: string) => string>>;

const ROLE_OF_SEAT = {
  head: 'team_lead',
  member: 'member',
  secretary: 'secretary',
  support: 'support',
} as const;

/** A focal officer and a head for every unit, an officer for every coordinating body, and the team as the document names it. */
export async function castRehearsal(
  services: Services,
  plan: Plan,
  now: Date,
  bot = TERMINAL_BOT,
): Promise<void> {
  const coordinating = new Set([
    plan.coordinator,
    ...plan.visits.map(({ coordinator }) => coordinator),
    ...plan.obligations.map(({ coordinator }) => coordinator),
  ]);
  const inPlan = new Set(plan.units.map(({ name }) => name));
  const validFrom = dayOf(now) < plan.effectiveFrom ? dayOf(now) : plan.effectiveFrom;
  for (const unit of await services.registry.units()) {
    if (!inPlan.has(unit.name)) continue;
    for (const role of ['focal', 'unit_head', 'coordinator'] as const) {
      if (role === 'coordinator' && !coordinating.has(unit.name)) continue;
      const name = INVENTED[role](unit.name);
      const { jurisdictionId, id: unitId } = unit;
      const personId = await services.people.add(
        { jurisdictionId, name, unitId, roles: [role], by: null, validFrom },
        now,
      );
      await services.people.linkAccount(bot, `${role}@${unit.name}`, personId, now);
    }
  }
  const seats = await services.registry.seats();
  for (const seat of seats) {
    if (seat.personId === null || seat.personName === null) continue;
    const alike = seats.filter(({ role, unitName }) => role === seat.role && unitName === seat.unitName);
    const who =
      alike.length === 1 && seat.unitName !== null
        ? `${ROLE_OF_SEAT[seat.role]}@${seat.unitName}`
        : seat.personName;
    await services.people.linkAccount(bot, who, seat.personId, now);
  }
}

/** Everybody a rehearsal can speak as. */
export async function listCast(services: Services): Promise<CastMember[]> {
  const cast = new Map<string, CastMember>();
  for (const network of NETWORKS)
    for (const { chatId, name } of await services.people.accountsOfBot(botOf(network)))
      cast.set(chatId, { who: chatId, name });
  return [...cast.values()];
}

/** The member meant by `ROLE@UNIT`, a role alone (the first of it) or a person's name; accents do not matter. */
export function castMember(cast: readonly CastMember[], wanted: string): CastMember | undefined {
  const key = fold(wanted).trim();
  return (
    cast.find(({ who }) => fold(who) === key) ??
    cast.find(({ name }) => fold(name) === key) ??
    cast.find(({ who }) => fold(who).startsWith(`${key}@`))
  );
}
