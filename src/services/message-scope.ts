import { maySee, type Scope, type Subject as Concern } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import { isSecret } from '../domain/visits.ts';
import * as approvals from '../store/approvals.ts';
import * as conclusions from '../store/conclusions.ts';
import type { Db } from '../store/connect.ts';
import * as difficulties from '../store/difficulties.ts';
import * as dueReports from '../store/due-reports.ts';
import * as erasureRequests from '../store/erasure-requests.ts';
import * as extensions from '../store/extensions.ts';
import * as grants from '../store/grants.ts';
import * as people from '../store/people.ts';
import * as reminders from '../store/reminders.ts';
import * as supplements from '../store/supplements.ts';
import * as taskExtensions from '../store/task-extensions.ts';
import * as taskReports from '../store/task-reports.ts';
import * as tasks from '../store/tasks.ts';
import * as visits from '../store/visits.ts';
import type { Subject } from './messages.ts';
import { overseersOf } from './overseers.ts';

/**
 * What of a waiting message is still the reader's to know (Law 7): a role may have ended, or passed to somebody else,
 * since it was written. Undefined: nothing.
 */
export async function withinScope(
  db: Db,
  scope: Scope,
  subject: Subject,
  now: Date,
): Promise<Subject | undefined> {
  switch (subject.about) {
    // Gathered from the scope itself.
    case 'digest':
      return subject;
    case 'budget':
      return scope.coordinates.length > 0 ? subject : undefined;
    case 'visit_dates':
      return scope.coordinates.includes(subject.body) ? subject : undefined;
    case 'morning': {
      const own = await ownReminders(db, scope, subject.reminders);
      return own.length === 0 ? undefined : { ...subject, reminders: own };
    }
    case 'last_call':
      return (await ownReminders(db, scope, [subject.reminder])).length > 0 ? subject : undefined;
    case 'form_changed': {
      const moves: typeof subject.moves = [];
      for (const move of subject.moves) {
        const report = await dueReports.findById(db, move.report);
        if (report && maySee(scope, report)) moves.push(move);
      }
      return moves.length === 0 ? undefined : { ...subject, moves };
    }
    case 'visit_announced':
    case 'visit_moved':
    case 'visit_planned':
    case 'visit_cancelled':
    case 'visit_joined':
    case 'visit_reports':
      return (await mayHearOfVisit(db, scope, subject.visit)) ? subject : undefined;
    case 'task_completion_decided':
      return (await mayHearOfTask(db, scope, (await taskReports.findById(db, subject.report))?.taskId))
        ? subject
        : undefined;
    case 'task_extension_declined':
    case 'task_day_moved':
      return (await mayHearOfTask(db, scope, (await taskExtensions.findById(db, subject.extension))?.taskId))
        ? subject
        : undefined;
    case 'task_arisen':
      return (await mayHearOfTask(db, scope, subject.task)) ? subject : undefined;
    case 'handed_over':
      return scope.ownUnits.includes(subject.unit) ? subject : undefined;
    case 'parts_given': {
      const held = scope.fills.find(({ report }) => report === subject.report)?.parts ?? [];
      const parts = subject.parts.filter((part) => held.includes(part));
      return parts.length === 0 ? undefined : { ...subject, parts };
    }
    case 'parts_ended': {
      const report = await dueReports.findById(db, subject.report);
      return report && scope.ownUnits.includes(report.unitId) ? subject : undefined;
    }
    case 'reminders_set':
    case 'consent_withdrawn':
      return (await overseesPerson(db, scope, subject.person, now)) ? subject : undefined;
    case 'erasure_asked': {
      const personId = (await erasureRequests.findById(db, subject.request))?.personId;
      return personId !== undefined && (await overseesPerson(db, scope, personId, now)) ? subject : undefined;
    }
    // Goes to the person who asked, whatever they still see.
    case 'erasure_declined':
      return subject;
    default: {
      const concern = await concernOf(db, subject);
      return concern && maySee(scope, concern) ? subject : undefined;
    }
  }
}

type OfOneUnit = Extract<
  Subject,
  {
    about:
      | 'supplement_asked'
      | 'difficulty_asked'
      | 'difficulty_answered'
      | 'urged'
      | 'head_notice'
      | 'extension_recorded'
      | 'report_received'
      | 'conclusion_sent'
      | 'conclusion_changed';
  }
>;

/** The unit, visit and body of news that is about one unit. */
async function concernOf(db: Db, subject: OfOneUnit): Promise<Concern | undefined> {
  const ofReport = (id: number | undefined): Promise<Concern | undefined> =>
    id === undefined ? Promise.resolve(undefined) : dueReports.findById(db, id);
  switch (subject.about) {
    case 'supplement_asked':
      return ofReport((await supplements.findById(db, subject.request))?.dueReportId);
    case 'head_notice':
      return ofReport((await approvals.findById(db, subject.approval))?.dueReportId);
    case 'extension_recorded':
      return ofReport((await extensions.findById(db, subject.extension))?.dueReportId);
    case 'urged':
    case 'report_received':
      return ofReport(subject.report);
    case 'difficulty_asked':
    case 'difficulty_answered': {
      const one = await difficulties.findById(db, subject.difficulty);
      return one && { ...one, visitId: null };
    }
    case 'conclusion_sent':
    case 'conclusion_changed':
      return conclusions.findById(db, subject.conclusion);
  }
}

/** Whether the scope coordinates what a person has to do with. */
async function overseesPerson(db: Db, scope: Scope, personId: number, now: Date): Promise<boolean> {
  const person = await people.findById(db, personId);
  if (!person || person.erasedAt) return false;
  const bodies = await overseersOf(db, await grants.scopeOf(db, personId, dayOf(now)), person);
  return bodies.some((body) => scope.coordinates.includes(body));
}

async function ownReminders(db: Db, scope: Scope, ids: readonly number[]): Promise<number[]> {
  const rows = await reminders.listByIds(db, ids);
  return rows.filter(({ unitId }) => scope.ownUnits.includes(unitId)).map(({ id }) => id);
}

/** Of a surprise visit nobody has been told of only those named in it hear. */
async function mayHearOfVisit(db: Db, scope: Scope, id: number): Promise<boolean> {
  if (scope.leads.includes(id) || scope.sitsOn.includes(id)) return true;
  const visit = await visits.findById(db, id);
  return visit !== undefined && !isSecret(visit) && maySee(scope, { ...visit, visitId: id });
}

/** Of a task, or a remedy, the units that have a part in it hear, and the body that coordinates it. */
async function mayHearOfTask(db: Db, scope: Scope, id: number | undefined): Promise<boolean> {
  const task = id === undefined ? undefined : await tasks.findById(db, id);
  if (!task) return false;
  return (
    scope.coordinates.includes(task.coordinatorUnitId) ||
    (await tasks.listParts(db, [task.id], scope.ownUnits)).length > 0
  );
}
