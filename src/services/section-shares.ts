import type { Author } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as grants from '../store/grants.ts';
import * as people from '../store/people.ts';
import * as sectionShares from '../store/section-shares.ts';
import type { Environment } from './environment.ts';
import { mayFillIn } from './drafts.ts';
import { createMessages } from './messages.ts';
import { createPeople } from './people.ts';

/** Somebody of the unit already known, or a new person. */
export type Colleague = { person: number } | { name: string; title: string | null; phone: string };

export interface GivingParts {
  reportId: number;
  /** Keys of sections and tables of its form. */
  parts: readonly string[];
  to: Colleague;
  by: Author;
}

export type GivenParts =
  | {
      kind: 'given';
      personId: number;
      /** They have an account the news went to. */
      isReached: boolean;
      /** Without an account and without any other role, held or to come: a code may be issued to them by who gives. */
      mayGetCode: boolean;
    }
  | { kind: 'had_already'; personId: number }
  /** They fill in the whole report as it is. */
  | { kind: 'speaks_for_unit'; personId: number }
  /** They are not, or no longer, of the unit. */
  | { kind: 'not_of_unit' }
  | { kind: 'not_found' };

/** Parts of a unit's report filled in by colleagues of its officer, each with an account of their own. */
export function createSectionShares(db: Db, env: Environment) {
  const everyone = createPeople(db, env);

  /** The report, held, where the author speaks for its unit and it may still be filled in. */
  async function own(reportId: number, { scope }: Author): Promise<dueReports.ReportView | undefined> {
    await dueReports.lock(db, reportId);
    const report = await dueReports.findById(db, reportId);
    return report && mayFillIn(scope, report) ? report : undefined;
  }

  async function personOf(
    to: Colleague,
    report: dueReports.ReportView,
    by: number,
    now: Date,
  ): Promise<people.PersonRow | undefined> {
    const { unitId } = report;
    if ('person' in to) {
      const known = await people.findById(db, to.person);
      return known?.unitId === unitId && known.erasedAt === null ? known : undefined;
    }
    const officer = await people.findById(db, by);
    if (!officer) return undefined;
    const { jurisdictionId } = officer;
    return people.findById(db, await everyone.add({ jurisdictionId, ...to, unitId, roles: [], by }, now));
  }

  return {
    /** Who fills in what of a report. */
    ofReport: (reportId: number) => sectionShares.listOfReport(db, reportId),

    async give({ reportId, parts, to, by }: GivingParts, now: Date): Promise<GivenParts> {
      // The person first, then the report: whoever fills it in holds themselves before they write to it.
      if ('person' in to) await people.lock(db, to.person);
      const report = await own(reportId, by);
      if (!report || parts.length === 0) return { kind: 'not_found' };
      const person = await personOf(to, report, by.id, now);
      if (!person) return { kind: 'not_of_unit' };
      const personId = person.id;
      const scope = await grants.scopeOf(db, personId, dayOf(now));
      if (scope.ownUnits.includes(report.unitId)) return { kind: 'speaks_for_unit', personId };
      const given = await sectionShares.insert(
        db,
        parts.map((part) => ({ dueReportId: reportId, part, personId, givenBy: by.id, givenAt: now })),
      );
      if (given.length === 0) return { kind: 'had_already', personId };
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'part.give',
        subject: 'due_report',
        subjectId: reportId,
        after: { personId, parts: given },
      });
      const key = `parts_given:${reportId}:${personId}:${now.toISOString()}`;
      const subject = { about: 'parts_given', report: reportId, parts: given, by: by.id } as const;
      const { unreached } = await createMessages(db, env).tell([{ personId, key, subject }], now);
      const isReached = unreached.length === 0;
      // What begins tomorrow counts too: a code outlives today.
      const held = await grants.listHeld(db, [personId], dayOf(now));
      return { kind: 'given', personId, isReached, mayGetCode: !isReached && held.length === 0 };
    },

    /** Takes parts back; what was entered stays, and what is being entered is waited for. The parts that had been given. */
    async takeBack(
      input: { reportId: number; personId: number; parts: readonly string[]; by: Author },
      now: Date,
    ): Promise<string[]> {
      const { reportId, personId, parts, by } = input;
      await people.lock(db, personId);
      if (!(await own(reportId, by))) return [];
      const ended = await sectionShares.end(db, { dueReportId: reportId, personId, parts }, now);
      if (ended.length > 0)
        await changeLog.append(db, {
          at: now,
          personId: by.id,
          action: 'part.take_back',
          subject: 'due_report',
          subjectId: reportId,
          before: { personId, parts: ended },
        });
      return ended;
    },
  };
}
