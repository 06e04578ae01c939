import { operandsOf } from '../domain/checks.ts';
import { isComputed, type AppliesTo, type Check, type Form, type Row, type Table } from '../domain/form.ts';
import { unitsOwing, type Plan, type Task, type Visit } from '../domain/plan.ts';

/** A plan as `plan show --json` prints it: snake_case, and null for whatever does not apply. */
export function planToJson(plan: Plan, forms: readonly Form[]): object {
  const { number, date, issuer, title } = plan.document;
  return {
    plan: plan.key,
    document: { number, date, issuer, title },
    units: plan.units.map(({ name, level, aliases }) => ({ name, level, aliases })),
    visits: plan.visits.map((visit) => visitToJson(plan, visit)),
    obligations: plan.obligations.map((obligation) => ({
      key: obligation.key,
      title: obligation.title,
      units: unitsOwing(plan, obligation),
      rule: obligation.rule,
    })),
    forms: forms.map(formToJson),
    tasks: plan.tasks.map(taskToJson),
  };
}

function visitToJson(plan: Plan, { unit, from, to, precision, lead, deputy, coordinator }: Visit): object {
  const person = (key: string | null): string | null => {
    const seat = plan.seats.find((each) => each.key === key);
    return seat ? (seat.name ?? seat.title) : null;
  };
  return { unit, from, to, precision, lead: person(lead), deputy: person(deputy), coordinator };
}

function formToJson(form: Form): object {
  const { key, title, rows, tables, checks, narratives } = form;
  const lineChecks = tables.flatMap((table) =>
    table.checks.map((check) => checkToJson(check, `${table.key}.`)),
  );
  return {
    key,
    title,
    applies_to: appliesToJson(form.appliesTo),
    rows: rows.map(rowToJson),
    tables: tables.map(tableToJson),
    checks: [...checks.map((check) => checkToJson(check, '')), ...lineChecks],
    narratives: narratives.map(({ key: name, code, title: heading, hint, appliesTo }) => ({
      key: name,
      code: code === '' ? null : code,
      title: heading,
      hint,
      applies_to: appliesToJson(appliesTo),
    })),
  };
}

function rowToJson(row: Row): object {
  return {
    key: row.key,
    code: row.code === '' ? null : row.code,
    name: row.name,
    measure: row.measure === '' ? null : row.measure,
    kind: row.kind,
    computed: isComputed(row),
    numerator: row.numerator,
    denominator: row.denominator,
    options: row.options.length === 0 ? null : row.options,
    applies_to: appliesToJson(row.appliesTo),
  };
}

function tableToJson({ key, title, columns, appliesTo }: Table): object {
  return { key, title, columns, applies_to: appliesToJson(appliesTo) };
}

/** Checks that hold on each line of a table name its columns as `table.column`. */
function checkToJson(check: Check, prefix: string): object {
  const { kind, severity } = check;
  const rows = operandsOf(check).map((name) => `${prefix}${name}`);
  return kind === 'range'
    ? { kind, rows, severity, min: check.min, max: check.max }
    : { kind, rows, severity };
}

function taskToJson({ no, field, text, products, lead, coordinating, target, due }: Task): object {
  // No day and no rule to find one by: "theo kỳ báo cáo" is a state, not a date.
  const dated = due.kind === 'no_deadline' || due.kind === 'by_period' ? null : due;
  return { no, field, text, products, lead, coordinating, target, due: dated };
}

const appliesToJson = (to: AppliesTo): object | null =>
  to === null ? null : { levels: to.levels, units: to.units };
