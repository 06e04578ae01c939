import { operandsOf } from './checks.ts';
import type { Form, Row } from './form.ts';

/**
 * A form cut down to some of its sections and tables, by their keys: what one colleague of several fills in. The texts
 * go with the whole form only; a check and a rate stay where every figure they speak of does.
 */
export function formParts(form: Form, parts: readonly string[]): Form {
  const all = form.rows.filter(({ section }) => parts.includes(section));
  const given = new Set(all.map(({ key }) => key));
  const rows = all.filter((row) => figuresOf(row).every((key) => given.has(key)));
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

/** What a rate is made of: from it and the one figure the other is known. */
const figuresOf = ({ numerator, denominator }: Row): string[] =>
  [numerator, denominator].filter((key) => key !== null);
