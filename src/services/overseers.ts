import type { Scope } from '../domain/grants.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as plans from '../store/plans.ts';
import * as visits from '../store/visits.ts';

/** The bodies that coordinate what a person has to do with; those of the plans in force for somebody with no part yet. */
export async function overseersOf(db: Db, scope: Scope, jurisdictionId: number): Promise<number[]> {
  const reports = await dueReports.listOfUnits(db, scope.ownUnits);
  const seen = await visits.listByIds(db, [...scope.leads, ...scope.sitsOn]);
  const bodies = [...reports, ...seen].map(({ coordinatorUnitId }) => coordinatorUnitId);
  const own = [...new Set([...scope.coordinates, ...bodies])];
  if (own.length > 0) return own;
  const issued = await plans.listIssued(db, jurisdictionId);
  return [...new Set(issued.map(({ coordinatorUnitId }) => coordinatorUnitId))];
}
