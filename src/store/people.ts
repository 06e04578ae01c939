import { and, eq, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { addDays, type Day } from '../domain/day.ts';
import type { Role, Scope } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import * as sectionShares from './section-shares.ts';
import { account, grants, person, seat, unit, visit, visitMember } from './schema.ts';

export type PersonRow = typeof person.$inferSelect;
export type AccountRow = typeof account.$inferSelect;

export async function insert(db: Db, values: typeof person.$inferInsert): Promise<number> {
  const { id } = only(await db.insert(person).values(values).returning({ id: person.id }));
  return id;
}

export async function findById(db: Db, id: number): Promise<PersonRow | undefined> {
  const [row] = await db.select().from(person).where(eq(person.id, id));
  return row;
}

/** Takes the person's row for the rest of the transaction: one update of a person at a time. */
export async function lock(db: Db, id: number): Promise<void> {
  await db.select({ id: person.id }).from(person).where(eq(person.id, id)).for('no key update');
}

export const findByName = (db: Db, jurisdictionId: number, name: string): Promise<PersonRow[]> =>
  db
    .select()
    .from(person)
    .where(and(eq(person.jurisdictionId, jurisdictionId), eq(person.name, name), isNull(person.erasedAt)));

/** People whose name contains `text`, whatever the case. */
export const searchByName = (
  db: Db,
  jurisdictionId: number,
  text: string,
  limit: number,
): Promise<PersonRow[]> =>
  db
    .select()
    .from(person)
    .where(
      and(
        eq(person.jurisdictionId, jurisdictionId),
        isNull(person.erasedAt),
        sql`position(lower(${text}) in lower(${person.name})) > 0`,
      ),
    )
    .orderBy(person.name, person.id)
    .limit(limit);

/** People who carry one of these spellings of a telephone number. */
export const listByPhone = (db: Db, spellings: readonly string[]): Promise<PersonRow[]> =>
  db
    .select()
    .from(person)
    .where(and(inArray(person.phone, [...spellings]), isNull(person.erasedAt)))
    .limit(2);

/** Notes that the person agreed to what is stored; the first word counts. */
export async function noteConsent(db: Db, id: number, consentedAt: Date): Promise<void> {
  await db
    .update(person)
    .set({ consentedAt })
    .where(and(eq(person.id, id), isNull(person.consentedAt)));
}

export async function setPreferences(
  db: Db,
  id: number,
  preferences: PersonRow['preferences'],
): Promise<void> {
  await db.update(person).set({ preferences }).where(eq(person.id, id));
}

export async function addGrant(db: Db, values: typeof grants.$inferInsert): Promise<void> {
  await db.insert(grants).values(values).onConflictDoNothing();
}

/** Whoever holds a place of a team holds it through `day`. */
export async function endSeat(db: Db, seatId: number, day: Day): Promise<void> {
  await db
    .update(grants)
    .set({ validTo: day })
    .where(and(eq(grants.seatId, seatId), isNull(grants.validTo)));
}

/** Ends grants in force on `day` at once, of one role on one unit or all: the day before was their last. */
export async function endGrants(
  db: Db,
  personId: number,
  day: Day,
  only?: { role: Role; unitId: number },
): Promise<number> {
  const rows = await db
    .update(grants)
    .set({ validTo: addDays(day, -1) })
    .where(
      and(
        eq(grants.personId, personId),
        inForce(day),
        only && and(eq(grants.role, only.role), eq(grants.unitId, only.unitId)),
      ),
    )
    .returning({ id: grants.id });
  return rows.length;
}

/** Grants in force on `day`. */
export const listGrants = (db: Db, personId: number, day: Day): Promise<(typeof grants.$inferSelect)[]> =>
  db
    .select()
    .from(grants)
    .where(and(eq(grants.personId, personId), inForce(day)));

export async function scopeOf(db: Db, personId: number, day: Day): Promise<Scope> {
  const held = await scopeBy(db, await listGrants(db, personId, day));
  return { ...held, fills: await sectionShares.listOfPerson(db, personId) };
}

/** All the person ever had a part in, whenever it ended. */
export async function everScopeOf(db: Db, personId: number): Promise<Scope> {
  return scopeBy(db, await db.select().from(grants).where(eq(grants.personId, personId)));
}

async function scopeBy(db: Db, held: readonly (typeof grants.$inferSelect)[]): Promise<Scope> {
  const units = (roles: readonly Role[]): number[] =>
    held.flatMap((grant) => (roles.includes(grant.role) && grant.unitId !== null ? [grant.unitId] : []));
  const seatIds = held.flatMap((grant) => grant.seatId ?? []);
  const seats = seatIds.length === 0 ? [] : await db.select().from(seat).where(inArray(seat.id, seatIds));
  const led = await visitsWhere(db, seatIds, visit.leadSeatId);
  const deputized = await visitsWhere(db, seatIds, visit.deputySeatId);
  const joined =
    seatIds.length === 0
      ? []
      : await db
          .select({ id: visitMember.visitId })
          .from(visitMember)
          .where(inArray(visitMember.seatId, seatIds));
  return {
    ownUnits: units(['focal', 'unit_head']),
    coordinates: units(['coordinator']),
    leads: led,
    sitsOn: [...new Set([...deputized, ...joined.map((row) => row.id)])],
    fields: [...new Set(seats.flatMap((row) => row.fields))],
    fills: [],
    isAdmin: held.some((grant) => grant.role === 'admin'),
  };
}

export interface Holder {
  personId: number;
  name: string;
  honorific: string | null;
  title: string | null;
  phone: string | null;
  role: Role;
  unitId: number;
  preferences: PersonRow['preferences'];
}

/** Who holds a role on these units on `day`; nobody speaks for a unit after its last day. */
export const holders = (
  db: Db,
  unitIds: readonly number[],
  roles: readonly Role[],
  day: Day,
): Promise<Holder[]> =>
  unitIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          personId: person.id,
          name: person.name,
          honorific: person.honorific,
          title: person.title,
          phone: person.phone,
          role: grants.role,
          unitId: sql<number>`${grants.unitId}`,
          preferences: person.preferences,
        })
        .from(grants)
        .innerJoin(person, eq(person.id, grants.personId))
        .innerJoin(unit, eq(unit.id, grants.unitId))
        .where(
          and(
            inArray(grants.unitId, [...unitIds]),
            inArray(grants.role, [...roles]),
            inForce(day),
            or(isNull(unit.validTo), sql`${unit.validTo} >= ${day}`),
            isNull(person.erasedAt),
          ),
        )
        .orderBy(grants.unitId, person.id);

/** Units these people speak for. */
export async function focalUnits(db: Db, personIds: readonly number[]): Promise<number[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectDistinct({ unitId: grants.unitId })
    .from(grants)
    .where(and(inArray(grants.personId, [...personIds]), eq(grants.role, 'focal')));
  return rows.flatMap(({ unitId }) => unitId ?? []);
}

/** The account unasked messages go to: the preferred active one, else any active one. */
export async function reachableAccount(db: Db, personId: number): Promise<AccountRow | undefined> {
  const [row] = await db
    .select()
    .from(account)
    .where(and(eq(account.personId, personId), eq(account.state, 'active')))
    .orderBy(sql`${account.preferred} desc`, account.id)
    .limit(1);
  return row;
}

export const listAccounts = (db: Db, personId: number): Promise<AccountRow[]> =>
  db.select().from(account).where(eq(account.personId, personId)).orderBy(account.id);

export const listAccountsOfBot = (db: Db, bot: string) =>
  db
    .select({ chatId: account.chatId, personId: person.id, name: person.name })
    .from(account)
    .innerJoin(person, eq(person.id, account.personId))
    .where(eq(account.bot, bot))
    .orderBy(account.id);

export async function findAccount(db: Db, bot: string, chatId: string): Promise<AccountRow | undefined> {
  const [row] = await db
    .select()
    .from(account)
    .where(and(eq(account.bot, bot), eq(account.chatId, chatId)));
  return row;
}

/** Links a chat; a preferred one is from now on the only preferred one of its person. */
export async function linkAccount(db: Db, values: typeof account.$inferInsert): Promise<void> {
  const { personId, state, preferred, linkedAt } = values;
  if (preferred) {
    // Two chats linked at once would each not see the other.
    await lock(db, personId);
    await db.update(account).set({ preferred: false }).where(eq(account.personId, personId));
  }
  await db
    .insert(account)
    .values(values)
    .onConflictDoUpdate({
      target: [account.bot, account.chatId],
      set: { personId, state, preferred, linkedAt },
    });
}

/** What has been cut stays cut, until the chat is linked anew. */
export async function setAccountState(
  db: Db,
  bot: string,
  chatId: string,
  state: AccountRow['state'],
): Promise<void> {
  await db
    .update(account)
    .set({ state })
    .where(and(eq(account.bot, bot), eq(account.chatId, chatId), ne(account.state, 'cut')));
}

/** Cuts accounts of a person, all or those of one bot; the chats that could be written to until now. */
export async function cutAccounts(
  db: Db,
  personId: number,
  only: { bot?: string } = {},
): Promise<{ bot: string; chatId: string }[]> {
  const held = and(
    eq(account.personId, personId),
    ne(account.state, 'cut'),
    only.bot === undefined ? undefined : eq(account.bot, only.bot),
  );
  const before = await db.select().from(account).where(held).orderBy(account.id).for('no key update');
  await db.update(account).set({ state: 'cut', preferred: false }).where(held);
  return before.filter(({ state }) => state === 'active').map(({ bot, chatId }) => ({ bot, chatId }));
}

/** Holders of these roles who have no account a message could go to. */
export const unlinkedHolders = (
  db: Db,
  unitIds: readonly number[],
  roles: readonly Role[],
  day: Day,
): Promise<{ personId: number; name: string; unitName: string }[]> =>
  unitIds.length === 0
    ? Promise.resolve([])
    : db
        .select({ personId: person.id, name: person.name, unitName: unit.name })
        .from(grants)
        .innerJoin(person, eq(person.id, grants.personId))
        .innerJoin(unit, eq(unit.id, grants.unitId))
        .where(
          and(
            inArray(grants.unitId, [...unitIds]),
            inArray(grants.role, [...roles]),
            inForce(day),
            isNull(person.erasedAt),
            sql`not exists (select 1 from account a where a.person_id = ${person.id} and a.state = 'active')`,
          ),
        )
        .orderBy(unit.id, person.id);

function inForce(day: Day) {
  return and(lte(grants.validFrom, day), or(isNull(grants.validTo), sql`${grants.validTo} >= ${day}`));
}

async function visitsWhere(
  db: Db,
  seatIds: readonly number[],
  column: typeof visit.leadSeatId | typeof visit.deputySeatId,
): Promise<number[]> {
  if (seatIds.length === 0) return [];
  const rows = await db
    .select({ id: visit.id })
    .from(visit)
    .where(inArray(column, [...seatIds]));
  return rows.map((row) => row.id);
}

/** People of these very names; erased ones are nobody. */
export const listByNames = (
  db: Db,
  jurisdictionId: number,
  names: readonly string[],
): Promise<Pick<PersonRow, 'id' | 'name' | 'title' | 'phone' | 'unitId'>[]> =>
  names.length === 0
    ? Promise.resolve([])
    : db
        .select({
          id: person.id,
          name: person.name,
          title: person.title,
          phone: person.phone,
          unitId: person.unitId,
        })
        .from(person)
        .where(
          and(
            eq(person.jurisdictionId, jurisdictionId),
            inArray(person.name, [...new Set(names)]),
            isNull(person.erasedAt),
          ),
        )
        .orderBy(person.id);

export async function setDetails(
  db: Db,
  id: number,
  details: Partial<Pick<PersonRow, 'title' | 'phone'>>,
): Promise<void> {
  await db.update(person).set(details).where(eq(person.id, id));
}

/** Of these people those without an active account, each with one role held on `day`. */
export const listUnlinked = (db: Db, personIds: readonly number[], day: Day) =>
  personIds.length === 0
    ? Promise.resolve([])
    : db
        .selectDistinctOn([unit.id, person.id], {
          personId: person.id,
          name: person.name,
          title: person.title,
          unitId: unit.id,
          role: grants.role,
        })
        .from(person)
        .innerJoin(grants, eq(grants.personId, person.id))
        .innerJoin(unit, eq(unit.id, grants.unitId))
        .where(
          and(
            inArray(person.id, [...personIds]),
            isNull(person.erasedAt),
            inForce(day),
            sql`not exists (select 1 from account a where a.person_id = ${person.id} and a.state = 'active')`,
          ),
        )
        .orderBy(unit.id, person.id, grants.id);
