import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/domain/plan.ts';
import { dueReport, message, reminder } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason, SEASON_START } from '../support/season.ts';

const LEAD = 'team_lead@Sở Nội vụ';
const DISTRICT = 'UBND huyện Bù Đăng';
const COMMUNE = 'UBND xã Đức Liễu';
/** The morning of the draw, within the visit to the district. */
const DRAWN = at('2023-10-03', '07:45');

/** Bình Phước with a commune in its registry: the registry names every commune, the draw one of them. */
const withCommune = (plan: Plan): Plan => ({
  ...plan,
  units: [
    ...plan.units,
    {
      name: COMMUNE,
      level: 'commune',
      aliases: [],
      parent: DISTRICT,
      printed: false,
      validTo: null,
      successor: null,
    },
  ],
});

/** The head of the team names the commune it means to look into while it is at the district. */
async function drawn() {
  const season = await openSeason(withCommune);
  const by = await season.author(LEAD);
  const [plan] = await season.services.registry.plans();
  const made = await season.services.surpriseVisits.create(
    {
      plan: plan!.id,
      unit: await season.unitId(COMMUNE),
      on: '2023-10-03',
      session: { at: at('2023-10-03', '14:00'), place: null },
      place: null,
      seats: [],
      fields: [],
      by,
    },
    SEASON_START,
  );
  if (made.kind !== 'done') throw new Error(made.kind);
  const seenBy = async (who: string) => {
    const { scope } = await season.author(who);
    return season.services.visits.findInView(scope, plan!.jurisdictionId, made.visit.id);
  };
  const messagesTo = (who: string) => season.db.select().from(message).where(eq(message.chatId, who));
  const owed = async () =>
    season.db
      .select()
      .from(dueReport)
      .where(eq(dueReport.unitId, await season.unitId(COMMUNE)));
  // Who made it leads it, from now on.
  return { ...season, visit: made.visit, by: await season.author(LEAD), seenBy, messagesTo, owed };
}

test('a commune not drawn owes nothing, whatever its district owes', async () => {
  const { services, db, unitId } = await openSeason(withCommune);
  const [plan] = await services.registry.plans();
  const ofCommune = and(eq(dueReport.unitId, await unitId(COMMUNE)), eq(dueReport.planId, plan!.id));
  expect(await db.select().from(dueReport).where(ofCommune)).toEqual([]);
});

test('a drawn commune shows itself to nobody but the team before the draw', async () => {
  const { seenBy, messagesTo, owed, visit, db } = await drawn();
  for (const who of [`focal@${COMMUNE}`, `focal@${DISTRICT}`, 'coordinator@Sở Nội vụ']) {
    expect(await seenBy(who)).toBeUndefined();
    expect(await messagesTo(who)).toEqual([]);
  }
  expect(await seenBy(LEAD)).toBeDefined();
  expect(await owed()).toEqual([]);
  expect(await db.select().from(reminder).where(eq(reminder.visitId, visit.id))).toEqual([]);
});

test('it learns of it at the draw, on the morning itself, and has no deadline of its own', async () => {
  const { services, seenBy, messagesTo, owed, visit, by } = await drawn();
  const notice = { number: null, date: '2023-10-03' as const };
  const done = await services.visits.announce({ visit: visit.id, version: 1, notice, by }, DRAWN);
  expect(done).toMatchObject({ kind: 'done', told: { reached: [`đầu mối CCHC ${COMMUNE}`] } });
  const [told] = await messagesTo(`focal@${COMMUNE}`);
  expect(told?.notBefore).toEqual(DRAWN);
  expect(await seenBy(`focal@${COMMUNE}`)).toMatchObject({ state: 'announced' });
  expect(await owed()).toEqual([]);
});
