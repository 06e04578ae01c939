import type { Day } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as grants from '../store/grants.ts';
import type * as people from '../store/people.ts';
import * as plans from '../store/plans.ts';
import * as visits from '../store/visits.ts';

/**
 * The bodies that coordinate what a person has to do with; of somebody without a part now, what they had to do with
 * before and the unit they are of; those of the plans in force only where there is neither.
 */
export async function overseersOf(db: Db, scope: Scope, person: people.PersonRow): Promise<number[]> {
  const own = [
    ...scope.coordinates,
    ...(await bodiesOf(db, scope.ownUnits, [...scope.leads, ...scope.sitsOn])),
  ];
  if (own.length > 0) return [...new Set(own)];
  const issued = await plans.listIssued(db, person.jurisdictionId);
  const all = [...new Set(issued.map(({ coordinatorUnitId }) => coordinatorUnitId))];
  const past = await grants.everScopeOf(db, person.id);
  const unitIds = [...past.ownUnits, ...(person.unitId === null ? [] : [person.unitId])];
  const before = await bodiesOf(db, unitIds, [...past.leads, ...past.sitsOn]);
  const theirs = new Set([...past.coordinates, ...before, ...all.filter((body) => unitIds.includes(body))]);
  return theirs.size > 0 ? [...theirs] : all;
}

/** Who coordinates for those bodies on `day`, but the person; each once. */
export async function coordinatorsOver(db: Db, person: people.PersonRow, day: Day): Promise<number[]> {
  const bodies = await overseersOf(db, await grants.scopeOf(db, person.id, day), person);
  const holders = await grants.holders(db, bodies, ['coordinator'], day);
  return [...new Set(holders.map(({ personId }) => personId))].filter((id) => id !== person.id);
}

/** The bodies that reports of these units, and these visits, belong to. */
async function bodiesOf(db: Db, unitIds: readonly number[], visitIds: readonly number[]): Promise<number[]> {
  const reports = await dueReports.listOfUnits(db, unitIds);
  const seen = await visits.listByIds(db, visitIds);
  return [...reports, ...seen].map(({ coordinatorUnitId }) => coordinatorUnitId);
}
