import { carryOver } from '../domain/form-change.ts';
import type { Form } from '../domain/form.ts';
import type { Level } from '../domain/plan.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as contributions from '../store/contributions.ts';
import * as drafts from '../store/drafts.ts';
import * as dueReports from '../store/due-reports.ts';
import * as submissions from '../store/submissions.ts';
import * as tableLines from '../store/table-lines.ts';
import { TEXT_REPORT } from './drafts.ts';
import type { Environment } from './environment.ts';
import type { Loading } from './plan-change.ts';
import { createTelling } from './telling.ts';

/** A draft that is on another version of its form now. */
export interface MovedDraft {
  reportId: number;
  unitId: number;
  unitName: string;
  from: number | null;
  to: number | null;
}

/**
 * Moves a draft somebody has begun to the form as it is now: what still means the same stays, what does not is to be
 * confirmed again, what has no place any more leaves and is kept in the log. Undefined where something was sent: what
 * was sent, and what corrects it, stays on the form it was asked on.
 */
export async function moveDraft(
  db: Db,
  reportId: number,
  to: number | null,
  now: Date,
): Promise<MovedDraft | undefined> {
  await dueReports.lock(db, reportId);
  const report = await dueReports.findById(db, reportId);
  if (!report || report.formVersionId === to || (await submissions.latest(db, reportId))) return undefined;
  const { formVersionId: from, unitId, unitName, unitLevel, revision } = report;
  const forms = await drafts.findForms(
    db,
    [from, to].filter((id) => id !== null),
  );
  const formOf = (id: number | null): Form => (id === null ? undefined : forms.get(id)) ?? TEXT_REPORT;
  const { before, after } = await carry(db, reportId, {
    forms: { before: formOf(from), after: formOf(to) },
    unit: { name: unitName, level: unitLevel },
  });
  await dueReports.update(db, reportId, { formVersionId: to, revision: revision + 1 });
  await changeLog.append(db, {
    at: now,
    personId: null,
    action: 'draft.change_form',
    subject: 'due_report',
    subjectId: reportId,
    before: { formVersionId: from, ...before },
    after: { formVersionId: to, ...after },
  });
  return { reportId, unitId, unitName, from, to };
}

/** Writes what of the draft goes over; what leaves it, and what is to be confirmed again. */
async function carry(
  db: Db,
  reportId: number,
  { forms, unit }: { forms: { before: Form; after: Form }; unit: { name: string; level: Level } },
) {
  const answers = new Map([
    ...(await drafts.listAnswers(db, reportId)),
    ...(await drafts.listToConfirm(db, reportId)),
  ]);
  const lines = await tableLines.listOfReport(db, reportId);
  const over = carryOver(forms, unit, answers, lines);
  await drafts.deleteAnswers(db, reportId, over.gone);
  await drafts.markRecheck(db, reportId, over.recheck);
  // What communes gave to a row that is gone or means something else now cannot be added to.
  await contributions.removeRows(db, reportId, [...over.gone, ...over.recheck]);
  for (const [table, left] of over.lines) await tableLines.replace(db, reportId, table, left);
  return {
    before: {
      answers: Object.fromEntries(over.gone.map((key) => [key, answers.get(key)])),
      lines: Object.fromEntries([...over.lines.keys()].map((table) => [table, lines.get(table)])),
    },
    after: { recheck: over.recheck },
  };
}

/** One message to the officers of each unit whose drafts are on another form now. */
export async function tellMovedDrafts(
  db: Db,
  env: Environment,
  { plan }: Pick<Loading, 'plan'>,
  moved: readonly MovedDraft[],
  now: Date,
): Promise<void> {
  const tell = createTelling(db, env);
  for (const unitId of new Set(moved.map((one) => one.unitId))) {
    const own = moved.filter((one) => one.unitId === unitId);
    const moves = own.map(({ reportId: report, from, to }) => ({ report, from, to }));
    await tell(
      {
        unitId,
        role: 'focal',
        key: `form_changed:${unitId}:${moves.map(({ report, to }) => `${report}v${to ?? 0}`).join()}`,
        subject: { about: 'form_changed', moves },
        policy: plan.policy,
      },
      now,
    );
  }
}
