import { z } from 'zod';
import { ROW_KINDS } from '../domain/form.ts';
import { blankable, field, figure, flag, key, list, text, whole } from './plan-schema.ts';

// The shape of one form-*.yaml.

const severity = z.enum(['error', 'warning']);

/** Levels ("district") and names of units; left out: everybody. */
const appliesTo = blankable(z.array(text).min(1));

export const checkEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('part_of'), part: text, whole: text, severity }),
  z.strictObject({ kind: z.literal('sum_equals'), parts: z.array(text).min(1), whole: text, severity }),
  z.strictObject({ kind: z.literal('sum_at_most'), parts: z.array(text).min(1), whole: text, severity }),
  z.strictObject({ kind: z.literal('at_most'), row: text, limit: text, severity }),
  z.strictObject({ kind: z.literal('equals'), row: text, other: text, severity }),
  z.strictObject({
    kind: z.literal('range'),
    row: text,
    min: blankable(figure),
    max: blankable(figure),
    severity,
  }),
]);

export const formFile = z.strictObject({
  key,
  title: text,
  applies_to: appliesTo,
  figures_from: blankable(key),
  sections: z.unknown().optional(),
  checks: z.unknown().optional(),
  tables: z.unknown().optional(),
  narratives: z.unknown().optional(),
});

export const sectionEntry = z.strictObject({
  key,
  code: z.string().default(''),
  name: text,
  field: blankable(field),
  applies_to: appliesTo,
  note: blankable(text),
  rows: z.unknown().optional(),
});

export const rowEntry = z.strictObject({
  key,
  code: z.string().default(''),
  name: text,
  measure: z.string().default(''),
  kind: z.enum(ROW_KINDS),
  numerator: blankable(key),
  denominator: blankable(key),
  options: blankable(z.record(whole, text)),
  applies_to: appliesTo,
  note: blankable(text),
  hint: blankable(text),
  field: blankable(field),
  sensitive: flag.default(false),
  if_any: flag.default(false),
  gathers: blankable(z.literal('sum')),
});
export type RowEntry = z.output<typeof rowEntry>;

export const columnEntry = z.strictObject({
  key,
  name: text,
  kind: z.enum(['count', 'decimal', 'text']).default('count'),
  sum_of: blankable(z.array(key).min(1)),
  numerator: blankable(key),
  denominator: blankable(key),
});
export type ColumnEntry = z.output<typeof columnEntry>;

export const tableEntry = z.strictObject({
  key,
  code: z.string().default(''),
  title: text,
  line: text,
  blocks: list(z.strictObject({ key, title: text, line: text.optional() })),
  columns: z.unknown().optional(),
  checks: z.unknown().optional(),
  explain: list(key),
  applies_to: appliesTo,
  note: blankable(text),
});

export const narrativeEntry = z.strictObject({
  key,
  code: z.string().default(''),
  title: text,
  hint: blankable(text),
  applies_to: appliesTo,
});
