import { compareForms } from '../domain/form-change.ts';
import type { Form, Row } from '../domain/form.ts';
import type { Db } from '../store/connect.ts';
import * as forms from '../store/forms.ts';
import { difference, isSame, type Loading, type PlanChange } from './plan-change.ts';

/** The newest version of each form, by key; a changed form becomes a new version. */
export async function loadForms(db: Db, { planId, plan, changes }: Loading): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const form of plan.forms) {
    const latest = await forms.latest(db, planId, form.key);
    if (latest && isSame(latest.definition, form)) {
      ids.set(form.key, latest.id);
      continue;
    }
    ids.set(form.key, await forms.insert(db, planId, (latest?.version ?? 0) + 1, form));
    changes.push({ what: 'form', name: form.key, change: latest ? 'changed' : 'added' });
    if (latest) changes.push(...rowChanges(latest.definition, form));
  }
  return ids;
}

/** What a changed form asks otherwise, row by row and column by column, under their keys. */
function rowChanges(before: Form, after: Form): PlanChange[] {
  const { rows, columns, tables, narratives } = compareForms(before, after);
  const named = (key: string): string => `${after.key}.${key}`;
  const entry = (key: string, name: string, change: 'added' | 'removed'): PlanChange => ({
    what: 'row',
    name: named(key),
    change,
    ...(change === 'added' ? { after: name } : { before: name }),
  });
  return [
    ...rows.added.map(({ key, name }) => entry(key, name, 'added')),
    ...rows.wording.map(({ before: was, after: row }): PlanChange => ({
      what: 'row',
      name: named(row.key),
      change: 'renamed',
      ...difference(wordsOf(was), wordsOf(row)),
    })),
    ...rows.meaning.map(({ before: was, after: row }): PlanChange => ({
      what: 'row',
      name: named(row.key),
      change: 'changed',
      ...difference(figureOf(was), figureOf(row)),
    })),
    ...rows.removed.map(({ key, name }) => entry(key, name, 'removed')),
    ...tables.added.map(({ key, title }) => entry(key, title, 'added')),
    ...tables.removed.map(({ key, title }) => entry(key, title, 'removed')),
    ...columns.added.map(({ table, key, name }) => entry(`${table}.${key}`, name, 'added')),
    ...columns.wording.map(({ before: was, after: column }): PlanChange => ({
      what: 'row',
      name: named(`${column.table}.${column.key}`),
      change: 'renamed',
      before: was.name,
      after: column.name,
    })),
    ...columns.meaning.map(({ before: was, after: column }): PlanChange => ({
      what: 'row',
      name: named(`${column.table}.${column.key}`),
      change: 'changed',
      ...difference(
        { kind: was.kind, computed: was.computed },
        { kind: column.kind, computed: column.computed },
      ),
    })),
    ...columns.removed.map(({ table, key, name }) => entry(`${table}.${key}`, name, 'removed')),
    ...narratives.added.map(({ key, title }) => entry(key, title, 'added')),
    ...narratives.removed.map(({ key, title }) => entry(key, title, 'removed')),
  ];
}

const wordsOf = ({ code, name, note, hint }: Row) => ({ code, name, note, hint });

const figureOf = ({ measure, kind, options, numerator, denominator }: Row) => ({
  measure,
  kind,
  options: options.map(({ value, label }) => `${value} = ${label}`),
  numerator,
  denominator,
});
