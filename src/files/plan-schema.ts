import { z } from 'zod';
import type { Hour } from '../domain/office-time.ts';
import { FIELDS, LEVELS, PROOFS } from '../domain/plan.ts';

// The shape of plan.yaml, units.yaml and tasks.yaml. Every scalar arrives as text; dates, units and other
// references are read afterwards, where they can be judged against the rest of the plan.

export const text = z.string().trim().min(1, 'must not be blank');
const isBlank = (value: unknown): boolean =>
  value === undefined || value === '' || value === 'null' || value === '~';
/** A field that may be left out, left blank or be `null`: the document says nothing here. */
export const blankable = <T>(schema: z.ZodType<T>): z.ZodType<T | null> =>
  z.preprocess((value) => (isBlank(value) ? null : value), schema.nullable()).default(null);
export const whole = z
  .string()
  .regex(/^-?\d{1,9}$/, 'must be a whole number')
  .transform(Number);
const natural = z
  .string()
  .regex(/^\d{1,4}$/, 'must be a whole number of at most four digits')
  .transform(Number);
const positive = natural.refine((value) => value > 0, 'must be at least 1');
export const figure = z
  .string()
  .regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'must be a number')
  .transform(Number);
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
export const list = <T>(schema: z.ZodType<T>): z.ZodType<T[]> => z.array(schema).default([]);
export const key = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,79}$/, 'a key is lower-case letters without accents, digits and _');
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters without accents, digits and hyphens');
const level = z.enum(LEVELS);
export const field = z.enum(FIELDS);

const hour = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be an hour like 08:00')
  .transform((value) => value as Hour);

const year = natural.refine((value) => value >= 2000 && value < 2100, 'must be a year from 2000 to 2099');

/** What may be adjusted of the reminder policy; the rest stays as it is by default. */
const reminders = z.strictObject({
  morning_at: hour.optional(),
  last_call_at: hour.optional(),
  digest_at: hour.optional(),
  before_due: z.array(natural).optional(),
  before_visit: z.array(natural).optional(),
  overdue_every: positive.optional(),
  overdue_at_most: natural.optional(),
  mornings_a_week: natural.optional(),
  office_hours: z
    .array(
      z
        .strictObject({ from: hour, to: hour })
        .refine(({ from, to }) => from < to, 'must end after it starts'),
    )
    .min(1)
    .optional(),
  next_working_day_counts: flag.optional(),
  digest_looks_ahead: natural.optional(),
});
export type RemindersText = z.output<typeof reminders>;

/** "phản ánh về Sở Nội vụ (qua Phòng CCHC), điện thoại …": what the document prints of it. */
const contact = z
  .strictObject({
    unit: blankable(text),
    division: blankable(text),
    person: blankable(text),
    phone: blankable(text),
    email: blankable(text),
  })
  .refine((value) => Object.values(value).some((part) => part !== null), 'names nobody');

/** plan.yaml without its lists, which are shaped element by element. */
export const planFile = z.strictObject({
  key: slug,
  jurisdiction: z.strictObject({ key: slug, name: text }),
  year,
  document: z.strictObject({
    number: blankable(text),
    date: blankable(text),
    issuer: text,
    title: text,
  }),
  replaces: list(text),
  effective_from: text,
  coordinator: text,
  contact: blankable(contact),
  words: z.strictObject({
    team: text,
    lead: text,
    deputy: text,
    member: text,
    secretary: text,
    support: text,
  }),
  reminders: reminders.default({}),
  team: z.unknown().optional(),
  stages: z.unknown().optional(),
  visits: z.unknown().optional(),
  obligations: z.unknown().optional(),
});

export const seatEntry = z.strictObject({
  key,
  role: z.enum(['head', 'member', 'secretary', 'support']),
  honorific: blankable(z.enum(['ông', 'bà'])),
  name: blankable(text),
  title: text,
  unit: blankable(text),
  fields: list(field),
});

export const stageEntry = z.strictObject({
  key,
  title: text,
  by: z.enum(['team', 'support']),
  printed: text,
});

export const visitEntry = z.strictObject({
  no: positive,
  unit: text,
  from: text.optional(),
  to: text.optional(),
  month: text.optional(),
  quarter: text.optional(),
  lead: blankable(key),
  deputy: blankable(key),
  members: z.array(key).optional(),
  coordinator: text.optional(),
});
export type VisitEntry = z.output<typeof visitEntry>;

/** `by_period` alone is short for `{ by_period: }`. */
const asRule = (value: unknown): unknown => (typeof value === 'string' ? { [value]: '' } : value);
const dueEntry = z.preprocess(
  asRule,
  z.strictObject({
    before: text.optional(),
    by: text.optional(),
    in_month: text.optional(),
    in_quarter: text.optional(),
    every_month: year.optional(),
    every_quarter: year.optional(),
    every_year: z
      .preprocess(
        asRule,
        z.strictObject({
          before: text.optional(),
          by: text.optional(),
          in_month: text.optional(),
          no_deadline: z.literal('').optional(),
        }),
      )
      .optional(),
    days_before_visit: positive.optional(),
    working_days_before_visit: positive.optional(),
    months_after_event: z.strictObject({ months: positive, event: text }).optional(),
    by_period: z.literal('').optional(),
    no_deadline: z.literal('').optional(),
    on_request: z.literal('').optional(),
  }),
);
export type DueEntry = z.output<typeof dueEntry>;

/** A list of units (a level stands for all its units), or everybody of some levels who is not visited. */
const asOwing = (value: unknown): unknown => (Array.isArray(value) ? { units: value } : value);
const owedBy = z.preprocess(
  asOwing,
  z.strictObject({ units: z.array(text).min(1).optional(), not_visited: z.array(level).min(1).optional() }),
);

export const obligationEntry = z.strictObject({
  key,
  title: text,
  owed_by: owedBy,
  due: dueEntry,
  printed: text,
  recipient: text,
  coordinator: text.optional(),
  proof: z.enum(PROOFS).default('either'),
  form: blankable(key),
  period: blankable(text),
  for_visit: flag.default(false),
});
export type ObligationEntry = z.output<typeof obligationEntry>;

export const unitEntry = z.strictObject({
  name: text,
  level,
  aliases: list(text),
  parent: blankable(text),
  printed: flag.default(true),
  valid_to: blankable(text),
  successor: blankable(text),
});

/** Members are units, and levels that stand for all their units. */
export const groupEntry = z.strictObject({
  name: text,
  aliases: list(text),
  members: z.array(text).min(1),
});

export const unitsFile = z.strictObject({ units: z.unknown().optional(), groups: z.unknown().optional() });
export const tasksFile = z.strictObject({ tasks: z.unknown().optional() });

const goal = z
  .strictObject({ row: key, at_least: blankable(figure), at_most: blankable(figure) })
  .refine(({ at_least, at_most }) => at_least !== null || at_most !== null, 'needs at_least or at_most');

export type GoalEntry = z.output<typeof goal>;

export const taskEntry = z.strictObject({
  no: text,
  field: blankable(field),
  text,
  products: list(text),
  lead: list(text),
  coordinating: list(text),
  target: blankable(text),
  goals: list(goal),
  due: dueEntry,
  conditional: flag.default(false),
});
