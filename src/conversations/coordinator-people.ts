import { clean, fold } from '../language/fold.ts';
import type { Context } from './context.ts';
import { reachLines } from './coordinator-delivery.ts';
import {
  GIVEN_ROLES,
  isAsking,
  isName,
  isTitle,
  partsOf,
  roleMeant,
  withoutCommas,
  type GivenRole,
} from './coordinator-person-words.ts';
import {
  ask,
  askOpen,
  conclude,
  concludeSecretly,
  confirm,
  ifCoordinator,
  mayGive,
  nameOf,
  stopOffer,
} from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { peopleTexts as texts } from './texts-coordinator-people.ts';
import { bounded, LONGEST_LIST } from './lists.ts';

const OFFERED = 8;
const LONGEST_FIELD = 120;

/** What is known of a person being added; asked for part by part. */
export interface NewPerson {
  name?: string;
  title?: string;
  unit?: number;
  role?: GivenRole;
}

export type PeopleAction =
  | { do: 'add_person' }
  | { do: 'complete_person'; person: NewPerson }
  | { do: 'confirm_person'; person: Required<NewPerson> }
  | { do: 'issue_code'; person?: number }
  | { do: 'confirm_code'; person: number }
  | { do: 'unlinked' };

export type PeoplePlace = { name: 'coordinator.person'; person: NewPerson } | { name: 'coordinator.code' };

export const addPerson = (context: Context): Promise<Step> =>
  ifCoordinator(context, () =>
    Promise.resolve(askOpen(texts.ask, { name: 'coordinator.person', person: {} })),
  );

/** "Nguyễn Văn A; Chuyên viên; Sở Công Thương; đầu mối", at once or part by part; questions are left to be answered. */
export async function hearPerson(
  context: Context,
  { person }: { person: NewPerson },
  typed: string,
): Promise<Step | undefined> {
  const parts = partsOf(typed);
  if (parts.some(isAsking)) return undefined;
  const isFirst = person.name === undefined;
  let known = person;
  for (const part of parts.flatMap((one) =>
    isFirst && parts.length > 1 ? withoutCommas(one, context.findUnits) : [one],
  )) {
    const step = await take(context, known, part);
    if ('replies' in step) return step;
    known = step;
  }
  return completePerson(context, { person: known });
}

/** Puts one part where the first gap is; a step where it does not fit. */
async function take(context: Context, person: NewPerson, part: string): Promise<NewPerson | Step> {
  const place = { name: 'coordinator.person', person } as const;
  if (person.name === undefined)
    return isName(part) ? { ...person, name: part } : askOpen(texts.nameNotRead, place);
  const stated = person.role === undefined ? roleMeant(part, true) : undefined;
  if (stated !== undefined) return { ...person, role: stated };
  const isUnit =
    person.unit === undefined && context.findUnits(part).some(({ name }) => fold(name) === fold(part));
  if (person.title === undefined && !isUnit)
    return isTitle(part) ? { ...person, title: part } : askOpen(texts.titleNotRead, place);
  if (person.unit === undefined) {
    const found = context.findUnits(part);
    const [only, another] = found;
    if (!only) return askOpen(texts.unitNotFound(part.slice(0, LONGEST_FIELD)), place);
    if (another) {
      const offers = found.slice(0, OFFERED).map(({ id, name }): Offer => ({
        label: name,
        action: { do: 'complete_person', person: { ...person, unit: id } },
      }));
      return ask(texts.whichUnit, [...offers, stopOffer], place);
    }
    if (!(await context.services.reports.coordinatesUnit(context.speaker.scope, only.id))) {
      return askOpen(texts.unitOutside(only.name), place);
    }
    return { ...person, unit: only.id };
  }
  const role = roleMeant(part);
  return role === undefined ? askRole(context, person) : { ...person, role };
}

/** Asks for what is still missing, or for the confirmation. */
export const completePerson = (context: Context, { person }: { person: NewPerson }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { name, title, unit, role } = person;
    const place = { name: 'coordinator.person', person } as const;
    if (name === undefined) return askOpen(texts.askName, place);
    if (title === undefined) return askOpen(texts.askTitle(name), place);
    if (unit === undefined) return askOpen(texts.askUnit(name), place);
    if (!(await context.services.reports.coordinatesUnit(context.speaker.scope, unit))) {
      return conclude(texts.unitOutside(nameOf(context, unit)));
    }
    if (role === undefined) return askRole(context, person);
    if (!mayGive(context, role, unit))
      return askRole(context, person, [texts.bodyOutside(nameOf(context, unit))]);
    const same = await context.services.people.findByName(context.speaker.jurisdictionId, name);
    return confirm(
      texts.confirm({ name, title, unitName: nameOf(context, unit), role }, same.length),
      { do: 'confirm_person', person: { name, title, unit, role } },
      { do: 'add_person' },
    );
  });

const askRole = (context: Context, person: NewPerson, before: string[] = []): Step =>
  ask(
    [...before, texts.askRole(person.name ?? '')].join('\n'),
    [
      ...GIVEN_ROLES.filter((role) => mayGive(context, role, person.unit)).map((role): Offer => ({
        label: texts.role(role),
        action: { do: 'complete_person', person: { ...person, role } },
      })),
      stopOffer,
    ],
    { name: 'coordinator.person', person },
  );

/** Adds the person and shows the one-time code, once. A second press finds the person there and adds nobody. */
export const confirmPerson = (context: Context, { person }: { person: Required<NewPerson> }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const { name, title, unit, role } = person;
    if (!(await services.reports.coordinatesUnit(speaker.scope, unit)))
      return conclude(texts.unitOutside(nameOf(context, unit)));
    if (!mayGive(context, role, unit)) return conclude(texts.bodyOutside(nameOf(context, unit)));
    const id = await services.people.add(
      { jurisdictionId: speaker.jurisdictionId, name, title, unitId: unit, roles: [role], by: speaker.id },
      now,
    );
    const { code, lastDay } = await services.people.issueCode(id, speaker.id, now);
    return concludeSecretly(texts.added(name, texts.code(name, code, lastDay)));
  });

/** A fresh code for somebody already known. */
export const issueCode = (context: Context, { person: id }: { person?: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    if (id === undefined) return askOpen(texts.askWhom, { name: 'coordinator.code' });
    const person = await followed(context, id);
    if (!person) return conclude(texts.nobody('', context.speaker.address));
    if (!(await mayIssue(context, id))) return conclude(texts.heldElsewhere(person.name));
    const accounts = await context.services.people.accounts(id);
    const unitName = person.unitId === null ? null : nameOf(context, person.unitId);
    const isLinked = accounts.some(({ state }) => state === 'active');
    return confirm(
      texts.confirmCode(person.name, unitName, isLinked),
      { do: 'confirm_code', person: id },
      null,
    );
  });

export async function hearWhom(context: Context, typed: string): Promise<Step | undefined> {
  if (isAsking(clean(typed))) return undefined;
  const { services, speaker } = context;
  const words = clean(typed).slice(0, LONGEST_FIELD);
  const found = await services.people.search(speaker.jurisdictionId, words, LONGEST_LIST);
  const allowed = (await Promise.all(found.map(({ id }) => followed(context, id)))).filter(
    (one) => one !== undefined,
  );
  const [only, another] = allowed;
  if (!only) return askOpen(texts.nobody(words, speaker.address), { name: 'coordinator.code' });
  if (!another) return issueCode(context, { person: only.id });
  const offers = allowed.slice(0, OFFERED).map(({ id, name, title, unitId }): Offer => ({
    label: texts.personOffer(name, title, unitId === null ? null : nameOf(context, unitId)),
    action: { do: 'issue_code', person: id },
  }));
  return ask(texts.whom, [...offers, stopOffer], { name: 'coordinator.code' });
}

export const confirmCode = (context: Context, { person: id }: { person: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const person = await followed(context, id);
    if (!person) return conclude(texts.nobody('', speaker.address));
    if (!(await mayIssue(context, id))) return conclude(texts.heldElsewhere(person.name));
    const { code, lastDay } = await services.people.issueCode(id, speaker.id, now);
    return concludeSecretly(texts.code(person.name, code, lastDay));
  });

/** Who cannot be reached, and which units nobody speaks for. */
export const unlinked = (context: Context): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const units = await services.reports.coordinatedUnits(speaker.scope);
    const ids = units.map(({ id }) => id);
    const people = await services.people.unlinkedHolders(ids, GIVEN_ROLES, now);
    const officers = await services.people.holders(ids, ['focal'], now);
    const focal = new Set(officers.map(({ unitId }) => unitId));
    const bodies = new Set(speaker.scope.coordinates);
    const without = units.filter(({ id }) => !focal.has(id) && !bodies.has(id)).map(({ name }) => name);
    const last = without.length === 0 ? [] : [texts.withoutFocal(without)];
    const reach = await reachLines(context, ids);
    const quiet = officers
      .filter(({ preferences }) => preferences.reminders === 'off')
      .map(({ name, unitId }) => `${name} (${nameOf(context, unitId)})`);
    const after = [...reach, ...(quiet.length === 0 ? [] : [texts.withoutReminders(quiet)]), ...last];
    if (people.length === 0) return conclude([texts.allLinked(now), ...after].join('\n'));
    const text = [
      texts.unlinked(people.length, now),
      ...bounded(people.map(({ name, unitName }) => texts.unlinkedLine(name, unitName))),
      ...after,
    ].join('\n');
    const mine = await services.people.issuable(
      speaker.scope,
      people.map(({ personId }) => personId),
      now,
    );
    const open = people.filter(({ personId }) => mine.has(personId));
    const offers = open.slice(0, OFFERED).map(({ personId, name, unitName }): Offer => ({
      label: texts.codeOffer(name, unitName),
      action: { do: 'issue_code', person: personId },
    }));
    return conclude(text, offers);
  });

const mayIssue = async ({ services, speaker, now }: Context, id: number): Promise<boolean> =>
  (await services.people.issuable(speaker.scope, [id], now)).has(id);

/** People of units the coordinator follows, and of the teams of its visits. */
async function followed({ services, speaker, now }: Context, id: number) {
  const person = await services.people.find(id);
  if (!person || person.erasedAt || person.jurisdictionId !== speaker.jurisdictionId) return undefined;
  if (person.unitId !== null && (await services.reports.coordinatesUnit(speaker.scope, person.unitId)))
    return person;
  const { leads, sitsOn } = await services.people.scope(id, now);
  const visits = await services.visits.inView(speaker.scope, speaker.jurisdictionId, {
    onlyOwn: true,
    limit: 1_000,
  });
  const seats = new Set([...leads, ...sitsOn]);
  return visits.visits.some((visit) => seats.has(visit.id)) ? person : undefined;
}
