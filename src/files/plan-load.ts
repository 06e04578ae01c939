import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Plan } from '../domain/plan.ts';
import { DEFAULT_POLICY, type ReminderPolicy } from '../domain/reminder-policy.ts';
import { readDay } from './plan-dates.ts';
import { sortFaults, type PlanFault } from './plan-faults.ts';
import { readForm } from './plan-form.ts';
import { shareFigures } from './plan-form-figures.ts';
import { readObligations } from './plan-obligations.ts';
import { planFile, type RemindersText } from './plan-schema.ts';
import { shape, valueAt } from './plan-shape.ts';
import { readSource, type PlanSource } from './plan-source.ts';
import { readTasks } from './plan-tasks.ts';
import { readUnits, type UnitBook } from './plan-units.ts';
import { readSeats, readStages, readVisits } from './plan-visits.ts';
import { warnAbout } from './plan-warnings.ts';

export interface LoadedPlan {
  /** Null where there are faults: half a plan is no plan. */
  plan: Plan | null;
  faults: PlanFault[];
  warnings: PlanFault[];
}

/**
 * Reads the folder of one plan: plan.yaml, units.yaml, every form-*.yaml and, if there, tasks.yaml.
 * All faults are reported at once. With a calendar, days off and years not entered are warned about.
 */
export function loadPlan(folder: string, calendar?: OfficeCalendar): LoadedPlan {
  const listed = listFiles(folder);
  const read = (name: string): PlanSource => readSource(shown(join(folder, name)));
  const [planSource, unitsSource] = [read('plan.yaml'), read('units.yaml')];
  const formSources = listed.filter((name) => /^form-.+\.yaml$/.test(name)).map(read);
  const tasksSource = listed.includes('tasks.yaml') ? read('tasks.yaml') : undefined;
  for (const name of listed.filter((each) => !isPlanFile(each))) {
    planSource.fault([], `"${name}" is no file of a plan: plan.yaml, units.yaml, tasks.yaml, form-….yaml`);
  }

  const book = readUnits(unitsSource);
  const forms = shareFigures(
    formSources.flatMap((source) => {
      const form = readForm(source, book);
      return form ? [{ form, source }] : [];
    }),
  );
  for (const [index, { form, source }] of forms.entries()) {
    const first = forms.findIndex((each) => each.form.key === form.key);
    if (first < index) source.fault(['key'], `two forms have the key "${form.key}"`);
  }
  const soundForms = formSources.some((source) => source.faults.length > 0)
    ? null
    : forms.map(({ form }) => form);
  const tasks = tasksSource ? readTasks(tasksSource, book, soundForms) : [];
  const plan = readPlan(planSource, book, {
    forms: forms.map(({ form }) => form),
    formKeys: writtenKeys(formSources),
    tasks,
  });
  const sources = [planSource, unitsSource, ...formSources, ...(tasksSource ? [tasksSource] : [])];
  const faults = sortFaults(sources.flatMap((source) => source.faults));
  if (!plan || faults.length > 0) return { plan: null, faults, warnings: [] };
  warnAbout(plan, { plan: planSource, units: unitsSource }, calendar);
  return { plan, faults, warnings: sortFaults(sources.flatMap((source) => source.warnings)) };
}

const isPlanFile = (name: string): boolean => /^(plan|units|tasks|form-.+)\.yaml$/.test(name);

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort();
  } catch {
    // No such folder: plan.yaml will be reported missing, with its path.
    return [];
  }
}

/** Paths are shown as a person at the prompt would type them, where that is shorter. */
function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

/** Keys of the forms as written, so that a form faulty in other ways is not called unknown too. */
function writtenKeys(sources: readonly PlanSource[]): string[] | null {
  if (sources.some(({ value }) => value === undefined)) return null;
  return sources.map(({ value }) => valueAt(value, ['key'])).filter((key) => typeof key === 'string');
}

function readPlan(
  source: PlanSource,
  book: UnitBook,
  { forms, formKeys, tasks }: Pick<Plan, 'forms' | 'tasks'> & { formKeys: readonly string[] | null },
): Plan | undefined {
  const head = shape(planFile, source, []);
  if (source.value === undefined) return undefined;
  const standing = head && (book.reference(source, ['coordinator'], head.coordinator) ?? head.coordinator);
  const coordinator = standing ?? '';
  const seats = readSeats(source, book);
  const visits = readVisits(source, book, seats, coordinator);
  const obligations = readObligations(source, { book, formKeys, coordinator });
  if (!head) return undefined;
  const effectiveFrom = readDay(source, ['effective_from'], head.effective_from);
  const date = head.document.date === null ? null : readDay(source, ['document', 'date'], head.document.date);
  if (effectiveFrom === undefined || date === undefined) return undefined;
  return {
    key: head.key,
    jurisdiction: head.jurisdiction,
    document: { ...head.document, date },
    replaces: head.replaces,
    effectiveFrom,
    year: head.year,
    coordinator,
    contact: head.contact,
    words: head.words,
    policy: readPolicy(head.reminders),
    units: book.units,
    groups: book.groups,
    seats,
    stages: readStages(source),
    visits,
    obligations,
    forms,
    tasks,
  };
}

function readPolicy(given: RemindersText): ReminderPolicy {
  const d = DEFAULT_POLICY;
  return {
    morningAt: given.morning_at ?? d.morningAt,
    lastCallAt: given.last_call_at ?? d.lastCallAt,
    digestAt: given.digest_at ?? d.digestAt,
    beforeDue: given.before_due ?? d.beforeDue,
    beforeVisit: given.before_visit ?? d.beforeVisit,
    overdueEvery: given.overdue_every ?? d.overdueEvery,
    overdueAtMost: given.overdue_at_most ?? d.overdueAtMost,
    morningsAWeek: given.mornings_a_week ?? d.morningsAWeek,
    officeHours: given.office_hours ?? d.officeHours,
    nextWorkingDayCounts: given.next_working_day_counts ?? d.nextWorkingDayCounts,
    digestLooksAhead: given.digest_looks_ahead ?? d.digestLooksAhead,
  };
}
