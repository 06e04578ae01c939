import { sql, type SQL } from 'drizzle-orm';

/** The one row a statement with `returning` gives back. */
export function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`one row expected, ${rows.length} came`);
  return row;
}

/** `any(…)` of ids, written as a literal: the driver is not asked for the types of arrays. */
export const anyOf = (ids: readonly number[]): SQL => sql`any(${`{${ids.join(',')}}`}::int[])`;
