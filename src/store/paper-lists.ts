import { and, desc, eq, gt, gte, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { reportsInScope } from './due-reports.ts';
import { dueReport, message, obligation, person, plan, unit } from './schema.ts';
import { isOpenNews } from './visit-secrecy.ts';

/** Reports in scope that came late, have not come though their day is past, or are to come by `horizon`. */
export const listUnsettled = (db: Db, scope: Scope, horizon: Day, planId?: number) =>
  db
    .select({
      planTitle: plan.title,
      unitId: unit.id,
      unitName: unit.name,
      title: obligation.title,
      period: dueReport.period,
      state: dueReport.state,
      bound: dueReport.bound,
      printedDay: dueReport.printedDay,
      lastDay: dueReport.lastDay,
      figuresAt: dueReport.figuresAt,
      documentAt: dueReport.documentAt,
      settledAt: dueReport.settledAt,
      onTime: dueReport.onTime,
      followedFrom: plan.firstLoadedOn,
    })
    .from(dueReport)
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .innerJoin(unit, eq(unit.id, dueReport.unitId))
    .where(
      and(
        reportsInScope(scope) ?? sql`false`,
        sql`${dueReport.state} <> 'retired'`,
        sql`${plan.state} <> 'closed'`,
        lte(dueReport.lastDay, horizon),
        or(isNull(dueReport.settledAt), eq(dueReport.onTime, false)),
        planId === undefined ? undefined : eq(dueReport.planId, planId),
      ),
    )
    .orderBy(dueReport.lastDay, dueReport.id);

/** How many reports in scope have not come and are not to come by `horizon`, by why; what is owed on request only is left out. */
export async function countLater(
  db: Db,
  scope: Scope,
  horizon: Day,
  { planId, unitId }: { planId: number | undefined; unitId: number | undefined },
): Promise<{ waiting: number; dated: number; undated: number }> {
  const count = (where: SQL) => sql<number>`count(*) filter (where ${where})::int`;
  const [row] = await db
    .select({
      waiting: count(sql`${dueReport.state} = 'waiting_for_visit'`),
      dated: count(sql`${dueReport.lastDay} is not null`),
      undated: count(sql`${dueReport.lastDay} is null and ${dueReport.state} <> 'waiting_for_visit'`),
    })
    .from(dueReport)
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .where(
      and(
        reportsInScope(scope) ?? sql`false`,
        sql`${dueReport.state} not in ('retired', 'on_request')`,
        sql`${plan.state} <> 'closed'`,
        isNull(dueReport.settledAt),
        or(isNull(dueReport.lastDay), gt(dueReport.lastDay, horizon)),
        planId === undefined ? undefined : eq(dueReport.planId, planId),
        unitId === undefined ? undefined : eq(dueReport.unitId, unitId),
      ),
    );
  return row ?? { waiting: 0, dated: 0, undated: 0 };
}

/** What left or was to leave for people of these units since `from`, newest first; their own questions' answers are nobody else's. */
export const listLedger = (db: Db, unitIds: readonly number[], from: Date, limit: number) =>
  unitIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          kind: message.kind,
          state: message.state,
          bot: message.bot,
          why: message.why,
          createdAt: message.createdAt,
          sentAt: message.sentAt,
          name: person.name,
          unitName: unit.name,
          /** The first line, which bears no figure and no secret; null where it was not composed yet. */
          line: sql<string | null>`split_part(${message.body}->>'text', chr(10), 1)`,
        })
        .from(person)
        .innerJoin(message, eq(message.personId, person.id))
        .innerJoin(unit, eq(unit.id, person.unitId))
        .where(
          and(
            inArray(person.unitId, [...unitIds]),
            isNull(person.erasedAt),
            inArray(message.kind, ['news', 'morning', 'last_call', 'digest', 'receipt']),
            gte(message.createdAt, from),
            isOpenNews,
          ),
        )
        .orderBy(desc(message.createdAt), desc(message.id))
        .limit(limit);
