import { operandsOf } from './checks.ts';
import type { Form } from './form.ts';

/**
 * A form cut down to some of its sections and tables, by their keys: what one colleague of several fills in. The texts
 * go with the whole form only; a check stays where every figure it speaks of does.
 */
export function formParts(form: Form, parts: readonly string[]): Form {
  const rows = form.rows.filter(({ section }) => parts.includes(section));
  const tables = form.tables.filter(({ key }) => parts.includes(key));
  const keys = new Set([...rows, ...tables].map(({ key }) => key));
  const isHere = (operand: string): boolean => keys.has(operand.split('.')[0] ?? '');
  return {
    ...form,
    rows,
    tables,
    checks: form.checks.filter((check) => operandsOf(check).every(isHere)),
    narratives: [],
  };
}
