import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { person } from './schema.ts';

export type PersonRow = typeof person.$inferSelect;

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

/** Notes that the person agrees no more. */
export async function takeConsent(db: Db, id: number): Promise<void> {
  await db.update(person).set({ consentedAt: null }).where(eq(person.id, id));
}

export async function setPreferences(
  db: Db,
  id: number,
  preferences: PersonRow['preferences'],
): Promise<void> {
  await db.update(person).set({ preferences }).where(eq(person.id, id));
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
