import type { Form } from '../domain/form.ts';
import type { Goal, Task } from '../domain/plan.ts';
import { readDue } from './plan-dates.ts';
import { didYouMean } from './plan-faults.ts';
import { taskEntry, tasksFile, type GoalEntry } from './plan-schema.ts';
import { shape, shapeList } from './plan-shape.ts';
import type { Path, PlanSource } from './plan-source.ts';
import type { UnitBook } from './plan-units.ts';

/**
 * Reads tasks.yaml. Words that are no unit and no group ("Các đơn vị có liên quan") are kept as printed.
 * Forms are null where a form file is faulty: then no figure is called unknown.
 */
export function readTasks(source: PlanSource, book: UnitBook, forms: readonly Form[] | null): Task[] {
  shape(tasksFile, source, []);
  const seen = new Set<string>();
  return shapeList(taskEntry, source, ['tasks']).flatMap(({ path, value }) => {
    if (seen.has(value.no)) source.fault([...path, 'no'], `two tasks have the number "${value.no}"`);
    seen.add(value.no);
    const due = readDue(source, [...path, 'due'], value.due);
    const named = (names: readonly string[]): string[] =>
      names.map((name) => book.find(name) ?? book.group(name)?.name ?? name);
    const goals = readGoals(source, [...path, 'goals'], value.goals, forms);
    return due
      ? [{ ...value, due, goals, lead: named(value.lead), coordinating: named(value.coordinating) }]
      : [];
  });
}

/** A goal names one figure of one form. */
function readGoals(
  source: PlanSource,
  path: Path,
  goals: readonly GoalEntry[],
  forms: readonly Form[] | null,
): Goal[] {
  if (forms === null) return [];
  return goals.flatMap(({ row, at_least: atLeast, at_most: atMost }, index) => {
    const asking = forms.find((form) => figuresOf(form).includes(row));
    if (asking) return [{ form: asking.key, row, atLeast, atMost }];
    const near = didYouMean(row, forms.flatMap(figuresOf));
    source.fault([...path, index, 'row'], `no form asks for the figure "${row}"${near}`);
    return [];
  });
}

const figuresOf = (form: Form): string[] =>
  form.rows.filter(({ kind }) => kind !== 'group' && kind !== 'text').map(({ key }) => key);
