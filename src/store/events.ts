import { and, eq, gt, inArray, lte, or, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { changeLog, dueReport, submission, unit, visit } from './schema.ts';
import { overseenVisits } from './visit-secrecy.ts';

/** Reports that came in between two moments, within the scope. */
export const received = (db: Db, scope: Scope, after: Date, until: Date) => {
  const overseen = overseenReports(scope);
  return overseen === undefined
    ? Promise.resolve([])
    : db
        .select({ reportId: dueReport.id, unitName: unit.name, onTime: dueReport.onTime })
        .from(dueReport)
        .innerJoin(unit, eq(unit.id, dueReport.unitId))
        .where(and(overseen, gt(dueReport.settledAt, after), lte(dueReport.settledAt, until)))
        .orderBy(dueReport.settledAt, dueReport.id);
};

/** Submissions and registered documents between two moments, first ones and corrections alike. */
export const sentIn = (db: Db, scope: Scope, after: Date, until: Date) => {
  const overseen = overseenReports(scope);
  return overseen === undefined
    ? Promise.resolve([])
    : db
        .select({ unitName: unit.name, no: submission.no })
        .from(submission)
        .innerJoin(dueReport, eq(dueReport.id, submission.dueReportId))
        .innerJoin(unit, eq(unit.id, dueReport.unitId))
        .where(and(overseen, gt(submission.receivedAt, after), lte(submission.receivedAt, until)))
        .orderBy(submission.receivedAt, dueReport.id);
};

/** Visits announced or moved between two moments, within the scope. */
export const visitsChanged = (db: Db, scope: Scope, after: Date, until: Date) => {
  const overseen = overseenVisits(scope);
  return overseen === undefined
    ? Promise.resolve([])
    : db
        .selectDistinct({ visitId: visit.id, unitName: unit.name, action: changeLog.action })
        .from(changeLog)
        .innerJoin(visit, eq(visit.id, changeLog.subjectId))
        .innerJoin(unit, eq(unit.id, visit.unitId))
        .where(
          and(eq(changeLog.subject, 'visit'), overseen, gt(changeLog.at, after), lte(changeLog.at, until)),
        );
};

/** Reports of other units the scope oversees: coordinated, or of a visit led or sat on; undefined where there are none. */
export function overseenReports(scope: Scope): SQL | undefined {
  const visits = [...scope.leads, ...scope.sitsOn];
  return or(
    scope.coordinates.length === 0 ? undefined : inArray(dueReport.coordinatorUnitId, [...scope.coordinates]),
    visits.length === 0 ? undefined : inArray(dueReport.visitId, visits),
  );
}
