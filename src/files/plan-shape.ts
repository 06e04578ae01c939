import { z } from 'zod';
import { didYouMean } from './plan-faults.ts';
import type { Path, PlanSource } from './plan-source.ts';

type Issue = z.core.$ZodIssue;

/**
 * The part of a file at `path` as `schema` has it, or undefined where it is otherwise; every difference is a fault.
 * An unknown key is a fault and then ignored, so that the faults behind it are found in the same run.
 */
export function shape<T>(schema: z.ZodType<T>, source: PlanSource, path: Path): T | undefined {
  // A file that could not be parsed has said so already.
  if (source.value === undefined) return undefined;
  const value = valueAt(source.value, path);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  for (const issue of issues) report(issue, schema, value, source, path);
  if (!issues.every(({ code }) => code === 'unrecognized_keys')) return undefined;
  return schema.safeParse(withoutKeys(value, issues)).data;
}

/** The elements of the list at `path`, each shaped on its own: one bad element does not hide the rest. */
export function shapeList<T>(
  schema: z.ZodType<T>,
  source: PlanSource,
  path: Path,
): { path: Path; value: T }[] {
  const list = valueAt(source.value, path);
  if (list === undefined || list === '') return [];
  if (!Array.isArray(list)) {
    source.fault(path, `"${String(path.at(-1))}" must be a list`);
    return [];
  }
  return list.flatMap((_, index) => {
    const each = [...path, index];
    const value = shape(schema, source, each);
    return value === undefined ? [] : [{ path: each, value }];
  });
}

/** What stands at `path` in a parsed file; undefined where nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

const asStep = (step: PropertyKey): string | number => (typeof step === 'symbol' ? String(step) : step);

function report(issue: Issue, schema: z.ZodType, value: unknown, source: PlanSource, base: Path): void {
  const inside = issue.path.map(asStep);
  const path = [...base, ...inside];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, inside);
    for (const key of issue.keys) {
      source.faultAtKey([...path, key], `unknown field "${key}"${didYouMean(key, known)}`);
    }
    return;
  }
  source.fault(path, sentence(issue, String(path.at(-1) ?? 'file'), valueAt(value, inside)));
}

function sentence(issue: Issue, name: string, found: unknown): string {
  if (found === undefined) return `"${name}" is missing`;
  if (found === '') return `"${name}" is blank`;
  switch (issue.code) {
    case 'invalid_type':
      return `"${name}" must be ${article(issue.expected)}, not ${quote(found)}`;
    case 'invalid_value':
      return `${quote(found)} is not a value of "${name}": ${issue.values.map(String).join(', ')}`;
    default:
      return `"${name}": ${quote(found)}: ${issue.message}`;
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a group of fields',
};
const article = (expected: string): string => NAMES[expected] ?? `a ${expected}`;

const quote = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a group of fields';
  const text = String(value);
  return `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`;
};

/** The keys `schema` allows at `path`, as far as it can be told without a value. */
function knownKeys(schema: unknown, path: Path): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return knownKeys(schema.unwrap(), path);
  if (schema instanceof z.ZodPipe) return knownKeys(schema.out, path);
  if (!(schema instanceof z.ZodObject)) return [];
  const parts = schema.shape as Record<string, unknown>;
  const [step, ...rest] = path;
  return step === undefined ? Object.keys(parts) : knownKeys(parts[step], rest);
}

function withoutKeys(value: unknown, issues: readonly Issue[]): unknown {
  const copy: unknown = structuredClone(value);
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const holder = valueAt(copy, issue.path.map(asStep));
    if (typeof holder !== 'object' || holder === null) continue;
    for (const key of issue.keys) Reflect.deleteProperty(holder, key);
  }
  return copy;
}
