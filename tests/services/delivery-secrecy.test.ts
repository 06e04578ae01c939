import { expect, test } from 'vitest';
import { createServices } from '../../src/services/services.ts';
import { at } from '../support/plans.ts';
import { openSeason, SEASON_START } from '../support/season.ts';

test('what waits for those named in a surprise visit is not among the messages a coordinator is told wait', async () => {
  const { db, env, services, author, unitId } = await openSeason();
  const { delivery } = createServices(db, { ...env, messagesAMonth: { terminal: 1000 } });
  const waiting = async () => (await delivery.months(SEASON_START))[0]!.waiting;
  const before = await waiting();
  const [plan] = await services.registry.plans();
  const named = await author('member@Sở Tư pháp');
  const seats = await services.surpriseVisits.seatsOf(plan!.id);
  const made = await services.surpriseVisits.create(
    {
      plan: plan!.id,
      unit: await unitId('Sở Xây dựng'),
      on: '2023-08-03',
      session: { at: at('2023-08-03'), place: null },
      place: null,
      seats: seats.filter(({ personId }) => personId === named.id).map(({ id }) => id),
      fields: [],
      by: await author('team_lead@Sở Nội vụ'),
    },
    SEASON_START,
  );
  expect(made).toMatchObject({ kind: 'done', told: { reached: [expect.any(String)] } });
  expect(await waiting()).toBe(before);
});
