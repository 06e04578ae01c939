import type { Answers } from '../domain/answers.ts';
import { withComputed } from '../domain/answers.ts';
import { maySeeSensitive, type Scope } from '../domain/grants.ts';
import type { Goal } from '../domain/plan.ts';
import { goalOutcome, type GoalOutcome } from '../domain/task-goals.ts';
import type { Db } from '../store/connect.ts';
import { toAnswer } from '../store/drafts.ts';
import * as taskFigures from '../store/task-figures.ts';
import * as tasks from '../store/tasks.ts';

/** Leading units whose figures are told; the others are counted. */
const UNITS_TOLD = 10;

/** What one leading unit last reported for one goal. */
interface ReportedGoal {
  unitName: string;
  goal: Goal;
  rowName: string | null;
  measure: string | null;
  isPercent: boolean;
  /** The period of the report the figure stands in; null where there is none. */
  period: string | null;
  outcome: GoalOutcome;
}

export interface GoalsReported {
  reported: ReportedGoal[];
  /** Leading units not told. */
  others: number;
}

type Sent = Awaited<ReturnType<typeof taskFigures.listOfForms>>[number];

/** A task's goals beside the figures its leading units reported; sensitive rows only for those who may see them. */
export async function readGoals(db: Db, scope: Scope, task: tasks.TaskView): Promise<GoalsReported> {
  if (task.goals.length === 0) return { reported: [], others: 0 };
  const units = await tasks.listUnits(db, task.id, 'lead', UNITS_TOLD);
  const sent = await taskFigures.listOfForms(db, {
    planId: task.planId,
    unitIds: units.map(({ unitId }) => unitId),
    formKeys: task.goals.map(({ form }) => form),
  });
  const reported = units.flatMap(({ unitId, unitName }) =>
    task.goals.flatMap((goal) => {
      const own = sent.filter((one) => one.unitId === unitId);
      const found = own.map((one) => figureOf(one, goal, scope)).find((figure) => figure !== undefined);
      if (found === 'hidden') return [];
      return { unitName, goal, ...(found ?? NOTHING_REPORTED) };
    }),
  );
  return { reported, others: task.leadCount - units.length };
}

const NOTHING_REPORTED = {
  rowName: null,
  measure: null,
  isPercent: true,
  period: null,
  outcome: { kind: 'missing' },
} as const;

/** The figure of the goal's row in one submission; undefined where that row was not answered with one. */
function figureOf(
  { form, content, period, visitId, coordinatorUnitId, unitId }: Sent,
  goal: Goal,
  scope: Scope,
): Omit<ReportedGoal, 'unitName' | 'goal'> | 'hidden' | undefined {
  const row = form.rows.find(({ key }) => key === goal.row);
  if (form.key !== goal.form || !row) return undefined;
  if (row.sensitive && !maySeeSensitive(scope, { unitId, visitId, coordinatorUnitId }, row.field))
    return 'hidden';
  const typed: Answers = new Map(
    content.answers.map(({ key, kind, value, text }) => [key, toAnswer(kind, value, text)]),
  );
  const outcome = goalOutcome(goal, row, withComputed(form, typed));
  if (outcome.kind === 'missing') return undefined;
  return {
    rowName: row.name,
    measure: row.measure,
    isPercent: row.kind === 'percent',
    period,
    outcome,
  };
}
