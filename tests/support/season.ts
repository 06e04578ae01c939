import { eq } from 'drizzle-orm';
import { castRehearsal } from '../../src/lab/cast.ts';
import type { Author } from '../../src/domain/grants.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { createServices } from '../../src/services/services.ts';
import { account, changeLog, dueReport, message, reminder, unit, visit } from '../../src/store/schema.ts';
import { preparedDatabase, type TestDatabase } from './database.ts';
import { at, planNamed, testEnvironment } from './plans.ts';

export const SEASON_START = at('2023-07-10');

const binhPhuoc = planNamed('binh-phuoc-2023');

/** A plan issued at 08:00 on 10/7/2023, with an invented officer for every role. */
export const issuedPlan = (plan: Plan): Promise<TestDatabase> =>
  preparedDatabase(JSON.stringify(plan), async ({ db }) => {
    const services = createServices(db, testEnvironment());
    await services.registry.load(plan, SEASON_START);
    await castRehearsal(services, plan, SEASON_START);
    const [row] = await services.registry.plans();
    await services.registry.issue(
      { planId: row!.id, number: '1200/QĐ-UBND', issuedOn: '2023-07-05', personId: null },
      SEASON_START,
    );
  });

/** Bình Phước issued at 08:00 on 10/7/2023, with an invented officer for every role; looked up by names. */
export async function openSeason(change: (plan: Plan) => Plan = (plan) => plan) {
  const { db, connectAgain } = await issuedPlan(change(binhPhuoc));
  const env = testEnvironment();
  const services = createServices(db, env);
  const unitId = async (name: string): Promise<number> =>
    (await db.select().from(unit).where(eq(unit.name, name)))[0]!.id;
  return {
    db,
    env,
    connectAgain,
    services,
    unitId,
    /** Somebody of the cast as the author of a change: `coordinator@Sở Nội vụ`. */
    author: async (who: string): Promise<Author> => {
      const [held] = await db.select().from(account).where(eq(account.chatId, who));
      return { id: held!.personId, scope: await services.people.scope(held!.personId, SEASON_START) };
    },
    visitOf: async (name: string) =>
      (
        await db
          .select()
          .from(visit)
          .where(eq(visit.unitId, await unitId(name)))
      )[0]!,
    reportOf: async (name: string) =>
      (
        await db
          .select()
          .from(dueReport)
          .where(eq(dueReport.unitId, await unitId(name)))
      )[0]!,
    /** Unasked messages queued, oldest first. */
    news: () => db.select().from(message).orderBy(message.id),
    remindersOf: (about: { visit: number } | { report: number }) =>
      db
        .select()
        .from(reminder)
        .where('visit' in about ? eq(reminder.visitId, about.visit) : eq(reminder.dueReportId, about.report))
        .orderBy(reminder.fireAt, reminder.id),
    logged: async (action: string) => db.select().from(changeLog).where(eq(changeLog.action, action)),
  };
}
