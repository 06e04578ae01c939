import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Db } from '../store/connect.ts';
import type { ReportView } from '../store/due-reports.ts';
import * as reminders from '../store/reminders.ts';
import * as visits from '../store/visits.ts';
import type { Environment } from './environment.ts';
import type { Told } from './telling.ts';
import { firstDay } from './visit-dates.ts';
import { isKnownToUnit, tellVisitCancelled } from './visit-news.ts';
import { releaseReports, sortReports } from './visit-reports.ts';
import { logVisit, takeVisit, type NotTaken, type ToChange } from './visit-taking.ts';

export type VisitCancelled =
  | {
      kind: 'done';
      visit: visits.VisitView;
      /** Reports asked for no more. */
      released: ReportView[];
      /** Reports that have come in, kept with their receipts. */
      kept: ReportView[];
      /** Null where the unit had not been told of the visit. */
      told: Told | null;
    }
  | NotTaken;

export type VisitDone =
  | { kind: 'done'; visit: visits.VisitView; on: Day }
  | NotTaken
  /** Not begun yet, or a day to come. */
  | { kind: 'too_early'; visit: visits.VisitView };

/** How a visit ends: it took place, or it does not take place. */
export function createVisitEnding(db: Db, env: Environment) {
  return {
    /** What would become of the reports of a visit that does not take place, and whether its unit would be told. */
    preview: async (visit: visits.VisitView) => ({
      ...(await sortReports(db, visit.id)),
      isKnown: await isKnownToUnit(db, visit),
    }),

    /** `why`: the reason, or the paper that calls it off, in words. What has come in for the visit stays. */
    async cancel(input: ToChange & { why: string }, now: Date): Promise<VisitCancelled> {
      const before = await takeVisit(db, input, {
        holds: ({ state, cancelledWhy }) => state === 'cancelled' && cancelledWhy === input.why,
        actions: ['visit.cancel'],
      });
      if ('kind' in before) return before;
      const wasKnown = await isKnownToUnit(db, before);
      await visits.update(db, before.id, {
        state: 'cancelled',
        cancelledWhy: input.why,
        version: before.version + 1,
      });
      await reminders.voidOf(db, { visitId: before.id }, 'visit called off');
      const { released, kept } = await releaseReports(db, before.id);
      const visit = (await visits.findById(db, before.id)) ?? before;
      const reports = (list: readonly ReportView[]): number[] => list.map(({ id }) => id);
      await logVisit(
        db,
        {
          action: 'visit.cancel',
          before,
          after: visit,
          by: input.by.id,
          more: { released: reports(released), kept: reports(kept) },
        },
        now,
      );
      const told = await tellVisitCancelled(db, env, { visit, wasAnnounced: wasKnown }, now);
      return { kind: 'done', visit, released, kept, told: told ?? null };
    },

    /** The visit took place; one known by its month or quarter only gets that day. */
    async markDone(input: ToChange & { on: Day }, now: Date): Promise<VisitDone> {
      const { on, by } = input;
      const before = await takeVisit(db, input, {
        holds: ({ state }) => state === 'done',
        actions: ['visit.done'],
        byLead: true,
      });
      if ('kind' in before) return before;
      if (on > dayOf(now) || on < (firstDay(before) ?? before.startsOn))
        return { kind: 'too_early', visit: before };
      await visits.update(db, before.id, {
        state: 'done',
        ...(firstDay(before) === undefined ? { startsOn: on, endsOn: on, precision: 'day' as const } : {}),
        version: before.version + 1,
      });
      await reminders.voidOf(db, { visitId: before.id }, 'visit done');
      const visit = (await visits.findById(db, before.id)) ?? before;
      await logVisit(db, { action: 'visit.done', before, after: visit, by: by.id, more: { on } }, now);
      return { kind: 'done', visit, on };
    },
  };
}
