import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createTransact } from '../../src/services/services.ts';
import { grants, person } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const now = at('2023-07-11');

test('a list confirmed twice at once adds everybody once', async () => {
  const season = await openSeason();
  const unitId = await season.unitId('Sở Công Thương');
  const [{ jurisdictionId } = { jurisdictionId: 0 }] = await season.db.select().from(person);
  const listed = Array.from({ length: 20 }, (_, index) => ({
    name: `Nguyễn Văn ${String.fromCharCode(65 + index)}`,
    title: null,
    phone: null,
    unitId,
    role: 'focal' as const,
  }));
  const transact = createTransact(season.db, season.env);
  const both = await Promise.all(
    [1, 2].map((by) => transact(({ peopleLoading }) => peopleLoading.write(jurisdictionId, listed, by, now))),
  );
  const added = (await season.db.select().from(person).where(eq(person.unitId, unitId))).filter(({ name }) =>
    listed.some((one) => one.name === name),
  );
  expect(added).toHaveLength(20);
  expect(
    both.map(({ changes }) => changes.filter((one) => one.changes.includes('new')).length).sort(),
  ).toEqual([0, 20]);
  const roles = await season.db.select().from(grants).where(eq(grants.unitId, unitId));
  expect(roles.filter(({ personId }) => added.some(({ id }) => id === personId))).toHaveLength(20);
});
