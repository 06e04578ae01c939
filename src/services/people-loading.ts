import type { Day } from '../domain/day.ts';
import type { Role, Scope } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as grants from '../store/grants.ts';
import * as people from '../store/people.ts';
import * as units from '../store/units.ts';
import type { Environment } from './environment.ts';
import { createPeople } from './people.ts';

/** A person of a list, read and placed. */
export interface ListedPerson {
  name: string;
  title: string | null;
  phone: string | null;
  unitId: number;
  role: Role;
}

/** What a list changes about one person. */
export interface PersonChange {
  listed: ListedPerson;
  /** Null for somebody new. */
  personId: number | null;
  /** What is written: empty where everything is as listed. */
  changes: readonly ('new' | 'title' | 'phone' | 'role')[];
  /** Somebody else of that name is known in another unit. */
  hasNamesake: boolean;
  /** They hold something of another body, which speaks of them and gives them codes: nothing is changed. */
  isHeldElsewhere: boolean;
}

export interface IssuedCode {
  personId: number;
  name: string;
  title: string | null;
  unitId: number;
  role: Role;
  code: string;
  lastDay: Day;
}

const keyOf = ({ unitId, name }: ListedPerson): string => `${unitId}/${name}`;

/** Title and telephone of each person: the last line that says one counts. */
function detailsOf(listed: readonly ListedPerson[]) {
  const said = new Map<string, Pick<ListedPerson, 'title' | 'phone'>>();
  for (const one of listed) {
    const before = said.get(keyOf(one));
    said.set(keyOf(one), {
      title: one.title ?? before?.title ?? null,
      phone: one.phone ?? before?.phone ?? null,
    });
  }
  return (one: ListedPerson) => said.get(keyOf(one)) ?? one;
}

/** Takes a list of people: adds who is new, changes what is listed otherwise, and nobody else. */
export function createPeopleLoading(db: Db, env: Environment) {
  const work = createPeople(db, env);

  async function compare(
    jurisdictionId: number,
    listed: readonly ListedPerson[],
    now: Date,
    within?: Scope,
  ): Promise<PersonChange[]> {
    const today = dayOf(now);
    const unitIds = [...new Set(listed.map(({ unitId }) => unitId))];
    const known = await people.listByNames(
      db,
      jurisdictionId,
      listed.map(({ name }) => name),
    );
    const ids = known.map(({ id }) => id);
    const open = within ? await work.issuable(within, ids, now) : new Set(ids);
    const roles = [...new Set(listed.map(({ role }) => role))];
    const held = await grants.holders(db, unitIds, roles, today);
    const detailsFor = detailsOf(listed);
    const seen = new Set<string>();
    return listed.map((one) => {
      const alike = known.filter(({ name }) => name === one.name);
      const person = alike.find(({ unitId }) => unitId === one.unitId);
      const hasNamesake = alike.some(({ unitId }) => unitId !== one.unitId);
      const isFurther = seen.has(keyOf(one));
      seen.add(keyOf(one));
      if (!person) {
        // The second line of somebody new gives one more role.
        const changes = isFurther ? (['role'] as const) : (['new'] as const);
        return { listed: one, personId: null, changes, hasNamesake, isHeldElsewhere: false };
      }
      if (!open.has(person.id))
        return { listed: one, personId: person.id, changes: [], hasNamesake, isHeldElsewhere: true };
      const { title, phone } = detailsFor(one);
      const holds = held.some(
        ({ personId, unitId, role }) => personId === person.id && unitId === one.unitId && role === one.role,
      );
      return {
        listed: one,
        personId: person.id,
        changes: [
          ...(!isFurther && title !== null && title !== person.title ? (['title'] as const) : []),
          ...(!isFurther && phone !== null && phone !== person.phone ? (['phone'] as const) : []),
          ...(holds ? [] : (['role'] as const)),
        ],
        hasNamesake,
        isHeldElsewhere: false,
      };
    });
  }

  return {
    /** What a list would change; nothing is written. `within`: whose list it is, where that is no administrator. */
    compare,

    /** Writes what differs, all or nothing; who was written about or listed, each once. */
    async write(
      jurisdictionId: number,
      listed: readonly ListedPerson[],
      by: number | null,
      now: Date,
      within?: Scope,
    ): Promise<{ changes: PersonChange[]; personIds: number[] }> {
      // The same list confirmed twice at once: the second finds everybody there.
      await units.lockJurisdiction(db, jurisdictionId);
      const all = await compare(jurisdictionId, listed, now, within);
      const changes = all.filter(({ isHeldElsewhere }) => !isHeldElsewhere);
      const detailsFor = detailsOf(listed);
      const added = new Map<string, number>();
      const ids = new Set<number>();
      for (const { listed: one, personId, changes: what } of changes) {
        const id = personId ?? added.get(keyOf(one));
        const { title, phone } = detailsFor(one);
        if (id === undefined) {
          const { name, unitId, role } = one;
          const created = await work.add(
            { jurisdictionId, name, title, phone, unitId, roles: [role], by },
            now,
          );
          added.set(keyOf(one), created);
          ids.add(created);
          continue;
        }
        ids.add(id);
        if (what.includes('role')) await work.grant(id, one.role, one.unitId, by, now);
        const details = {
          ...(what.includes('title') && { title }),
          ...(what.includes('phone') && { phone }),
        };
        if (Object.keys(details).length === 0) continue;
        await people.setDetails(db, id, details);
        // The log holds no personal data: which parts changed, not to what.
        await changeLog.append(db, {
          at: now,
          personId: by,
          action: 'person.change',
          subject: 'person',
          subjectId: id,
          after: { parts: Object.keys(details) },
        });
      }
      return { changes, personIds: [...ids] };
    },

    /** A fresh code for each of these people who has no account yet. */
    async issueCodes(personIds: readonly number[], by: number | null, now: Date): Promise<IssuedCode[]> {
      const issued: IssuedCode[] = [];
      for (const person of await grants.listUnlinked(db, personIds, dayOf(now))) {
        const { code, lastDay } = await work.issueCode(person.personId, by, now);
        issued.push({ ...person, code, lastDay });
      }
      return issued;
    },
  };
}
