import { and, inArray, or, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/grants.ts';
import { message, visit } from './schema.ts';

/** The same rule as `isSecret` of the domain, for rows of `visit`. */
export const madeKnown: SQL = sql`(not ${visit.surprise} or ${visit.state} = 'done' or ${visit.noticeDate} is not null)`;

/** Visits the person is named in: led, or sat on. Undefined where there are none. */
export function namedIn(scope: Pick<Scope, 'leads' | 'sitsOn'>): SQL | undefined {
  const named = [...scope.leads, ...scope.sitsOn];
  return named.length === 0 ? undefined : inArray(visit.id, named);
}

/** Visits these bodies coordinate and may know of. */
export const coordinatedVisits = (bodies: readonly number[]): SQL | undefined =>
  bodies.length === 0 ? undefined : and(inArray(visit.coordinatorUnitId, [...bodies]), madeKnown);

/** Visits the scope oversees: coordinated, led or sat on. Undefined where there are none. */
export const overseenVisits = (scope: Scope): SQL | undefined =>
  or(coordinatedVisits(scope.coordinates), namedIn(scope));

/** Messages that may be listed and counted: the news of a surprise visit is its readers' alone. */
export const isOpenNews: SQL = sql`not exists (select 1 from ${visit}
  where ${visit.id} = (${message.subject}->>'visit')::int and not ${madeKnown})`;
