import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as grants from '../store/grants.ts';
import * as sectionShares from '../store/section-shares.ts';
import type { Environment } from './environment.ts';
import { createMessages } from './messages.ts';

/**
 * A person fills in no parts of reports any more, of one unit's or at all; the caller holds the person. What was entered
 * stays. The officers of these units are told, unless it is `silent`: the person speaks, or spoke, for the unit whole.
 */
export async function endShares(
  db: Db,
  env: Environment,
  {
    personId,
    unitId,
    by,
    silent = false,
  }: { personId: number; unitId?: number; by: number | null; silent?: boolean },
  now: Date,
): Promise<void> {
  for (const { report: reportId, parts } of await sectionShares.listOfPerson(db, personId)) {
    const report = await dueReports.findById(db, reportId);
    if (!report || (unitId !== undefined && report.unitId !== unitId)) continue;
    const ended = await sectionShares.end(db, { dueReportId: reportId, personId, parts }, now);
    const change = await changeLog.appendOne(db, {
      at: now,
      personId: by,
      action: 'part.end',
      subject: 'due_report',
      subjectId: reportId,
      before: { personId, parts: ended },
    });
    if (silent) continue;
    const officers = await grants.holders(db, [report.unitId], ['focal'], dayOf(now));
    await createMessages(db, env).tell(
      officers
        .filter((officer) => officer.personId !== personId)
        .map((officer) => ({
          personId: officer.personId,
          key: `parts_ended:${change}:${officer.personId}`,
          subject: { about: 'parts_ended', report: reportId, parts: ended, person: personId },
        })),
      now,
    );
  }
}
