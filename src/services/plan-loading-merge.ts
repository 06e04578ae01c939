import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { lastDayAfterMove } from '../domain/visits.ts';
import type { Db } from '../store/connect.ts';
import * as extensions from '../store/extensions.ts';
import * as planReports from '../store/plan-reports.ts';
import type { VisitRow } from '../store/plans.ts';
import * as reminders from '../store/reminders.ts';
import { isSame, type Loading } from './plan-change.ts';
import { moveDraft, type MovedDraft } from './plan-loading-drafts.ts';
import type { deadlineColumns } from './plan-loading-reports.ts';

export type StoredReport = Awaited<ReturnType<typeof planReports.listOfPlan>>[number];
type DeadlineColumns = ReturnType<typeof deadlineColumns>;

/** A report as the file has it now. */
export interface Wanted {
  deadline: DeadlineColumns;
  visitId: number | null;
  coordinatorUnitId: number;
  formVersionId: number | null;
}

interface Merge {
  wanted: Wanted;
  /** The deadline by the file as it was loaded last. */
  was: DeadlineColumns | undefined;
  visit: VisitRow | undefined;
}

type Values = Parameters<typeof planReports.update>[2];

/** Merges stored reports with the file, and writes all that changed together: a file may move the date of every commune. */
export async function openMerging(db: Db, { planId, changes, now, today }: Loading) {
  const extended = await extensions.latestOfPlan(db, planId);
  const writes = new Map<string, { ids: number[]; values: Values; moved: boolean }>();
  const forms = new Map<number | null, number[]>();
  const begun: { id: number; to: number | null }[] = [];
  const voided: number[] = [];

  function update(id: number, values: Values, moved: boolean): void {
    const key = JSON.stringify([moved, values]);
    const write = writes.get(key) ?? { ids: [], values, moved };
    write.ids.push(id);
    writes.set(key, write);
  }

  /** Nobody has begun: the newest form. Begun and not sent: the draft moves to it. Sent: the form it was sent on. */
  function changeForm({ id, revision, figuresAt }: StoredReport, to: number | null): void {
    if (figuresAt) return;
    if (revision > 0) begun.push({ id, to });
    else forms.set(to, [...(forms.get(to) ?? []), id]);
  }

  return {
    merge(row: StoredReport, { wanted, was, visit }: Merge): void {
      const { deadline, formVersionId, ...around } = wanted;
      const isBack = row.state === 'retired';
      const fileMoved = isBack || (was !== undefined && !isSame(was, deadline));
      const { id, state, bound, printedDay, lastDay, visitId, coordinatorUnitId } = row;
      const held = fileMoved
        ? withExtension(inTime(deadline, { lastDay, visit, today }), extended.get(id))
        : deadline;
      const moved = fileMoved && !isSame({ state, bound, printedDay, lastDay }, held);
      if (moved || !isSame({ visitId, coordinatorUnitId }, around))
        update(id, { ...around, ...(moved ? held : {}) }, moved);
      if (row.formVersionId !== formVersionId) changeForm(row, formVersionId);
      if (!moved) return;
      voided.push(id);
      const name = `${row.title}: ${row.unitName}`;
      if (isBack) changes.push({ what: 'due_report', name, change: 'added' });
      else
        changes.push({
          what: 'due_report',
          name,
          change: 'changed',
          before: lastDay ?? state,
          after: held.lastDay ?? held.state,
        });
    },

    /** The reports whose deadline is another now, and the drafts that are on a newer form. */
    async write(): Promise<{ moved: number[]; drafts: MovedDraft[] }> {
      for (const { ids, values, moved } of writes.values())
        await planReports.update(db, ids, values, { moved });
      await reminders.voidOfReports(db, voided, 'deadline moved by plan file');
      for (const [to, ids] of forms) await planReports.switchForm(db, ids, to);
      const drafts: MovedDraft[] = [];
      for (const { id, to } of begun) {
        const moved = await moveDraft(db, id, to, now);
        if (moved) drafts.push(moved);
      }
      return { moved: voided, drafts };
    },
  };
}

/** Nobody becomes late by a visit that the file moved: a day it gives that has gone by is the day before the visit. */
function inTime(
  deadline: DeadlineColumns,
  { lastDay: was, visit, today }: { lastDay: Day | null; visit: VisitRow | undefined; today: Day },
): DeadlineColumns {
  const { bound, lastDay: computed } = deadline;
  const follows = bound === 'days_before' || bound === 'working_days_before';
  if (!follows || computed === null || visit?.precision !== 'day') return deadline;
  const visitDay = visit.sessionAt ? dayOf(visit.sessionAt) : visit.startsOn;
  return { ...deadline, lastDay: lastDayAfterMove({ computed, was, visitDay, today, toldOn: today }) };
}

/** A paper allowed the later date: a file that names an earlier one does not take it back. */
function withExtension(deadline: DeadlineColumns, toDay: Day | undefined): DeadlineColumns {
  if (deadline.lastDay === null || toDay === undefined || toDay <= deadline.lastDay) return deadline;
  return { state: 'dated', bound: 'by', printedDay: toDay, lastDay: toDay };
}
