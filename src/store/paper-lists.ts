import { and, desc, eq, gte, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { reportsInScope } from './due-reports.ts';
import { anyOf } from './rows.ts';
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

/** The id a subject names. */
const named = (key: string): SQL => sql`(${message.subject}->>${key})::bigint`;
const ofReport = (from: SQL, bodies: SQL): SQL =>
  sql`exists (select 1 from due_report d ${from} and d.coordinator_unit_id = ${bodies})`;

/** Reminders of a morning, each with the body it is of. */
const REMINDED = sql`(select coalesce(d.coordinator_unit_id, v.coordinator_unit_id, c.coordinator_unit_id, p.coordinator_unit_id) as body
  from jsonb_array_elements_text(case when ${message.subject}->>'about' = 'morning' then ${message.subject}->'reminders' else '[]'::jsonb end) as named(id)
  join reminder r on r.id = named.id::bigint join plan p on p.id = r.plan_id
  left join due_report d on d.id = r.due_report_id left join visit v on v.id = r.visit_id
  left join task t on t.id = r.task_id left join conclusion c on c.id = t.conclusion_id)`;

/** Messages about reports, visits and conclusions these bodies coordinate; what is about none of them is the unit's. */
const isAboutBodies = (bodies: SQL): SQL => sql`case ${message.subject}->>'about'
  when 'morning' then exists (select 1 from ${REMINDED} one where one.body = ${bodies})
  when 'last_call' then ${ofReport(sql`join reminder r on r.due_report_id = d.id where r.id = ${named('reminder')}`, bodies)}
  when 'urged' then ${ofReport(sql`where d.id = ${named('report')}`, bodies)}
  when 'report_received' then ${ofReport(sql`where d.id = ${named('report')}`, bodies)}
  when 'parts_given' then ${ofReport(sql`where d.id = ${named('report')}`, bodies)}
  when 'parts_ended' then ${ofReport(sql`where d.id = ${named('report')}`, bodies)}
  when 'supplement_asked' then ${ofReport(sql`join supplement_request s on s.due_report_id = d.id where s.id = ${named('request')}`, bodies)}
  when 'extension_recorded' then ${ofReport(sql`join extension e on e.due_report_id = d.id where e.id = ${named('extension')}`, bodies)}
  when 'head_notice' then ${ofReport(sql`join approval a on a.due_report_id = d.id where a.id = ${named('approval')}`, bodies)}
  else (${message.subject}->>'visit' is null or exists (select 1 from visit v where v.id = ${named('visit')} and v.coordinator_unit_id = ${bodies}))
    and (${message.subject}->>'difficulty' is null or exists (select 1 from difficulty f where f.id = ${named('difficulty')} and f.coordinator_unit_id = ${bodies}))
    and (${message.subject}->>'conclusion' is null or exists (select 1 from conclusion c where c.id = ${named('conclusion')} and c.coordinator_unit_id = ${bodies}))
  end`;

/**
 * What left or was to leave for people of these units about what these bodies coordinate, since `from`, newest first;
 * their own questions' answers are nobody else's.
 */
export const listLedger = (
  db: Db,
  { unitIds, bodies }: { unitIds: readonly number[]; bodies: readonly number[] },
  from: Date,
  limit: number,
) =>
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
          /** The first line, which bears no figure and no secret; null where it was not composed yet, or names another body's matter. */
          line: sql<
            string | null
          >`case when not exists (select 1 from ${REMINDED} one where not one.body = ${anyOf(bodies)}) then split_part(${message.body}->>'text', chr(10), 1) end`,
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
            or(isNull(message.subject), isAboutBodies(anyOf(bodies))),
          ),
        )
        .orderBy(desc(message.createdAt), desc(message.id))
        .limit(limit);
