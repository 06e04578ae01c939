import type { Db } from '../store/connect.ts';
import type { Environment } from './environment.ts';
import { createConclusions } from './conclusions.ts';
import { createConsent } from './consent.ts';
import { createContributions } from './contributions.ts';
import { createDelivery } from './delivery.ts';
import { createDigests } from './digests.ts';
import { createDocuments } from './documents.ts';
import { createDrafts } from './drafts.ts';
import { createFiles } from './files.ts';
import { createFileLinkKey } from './file-link-key.ts';
import { createHandOver } from './hand-over.ts';
import { createGroups } from './groups.ts';
import { createHealth } from './health.ts';
import { createInbox } from './inbox.ts';
import { createLinking } from './linking.ts';
import { createMessages } from './messages.ts';
import { createOutbox } from './outbox.ts';
import { createPaperLists } from './paper-lists.ts';
import { createPersonalData } from './personal-data.ts';
import { createPeople } from './people.ts';
import { createPeopleLoading } from './people-loading.ts';
import { createProvinceTables } from './province-tables.ts';
import { createRegistry } from './registry.ts';
import { createReminders } from './reminders.ts';
import { createSubmissions } from './submissions.ts';
import { createTaskExtensions } from './task-extensions.ts';
import { createTaskClosing } from './task-closing.ts';
import { createTaskReports } from './task-reports.ts';
import { createTasks } from './tasks.ts';
import { createTime } from './time.ts';
import { createApprovals } from './approvals.ts';
import { createDifficulties } from './difficulties.ts';
import { createErasure } from './erasure.ts';
import { createExtensions } from './extensions.ts';
import { createSectionShares } from './section-shares.ts';
import { createReports } from './reports.ts';
import { createSupplements } from './supplements.ts';
import { createUrging } from './urging.ts';
import { createSurpriseVisits } from './surprise-visits.ts';
import { createVisitAdding } from './visit-adding.ts';
import { createVisitEnding } from './visit-ending.ts';
import { createVisitStages } from './visit-stages.ts';
import { createVisitWindows } from './visit-windows.ts';
import { createVisits } from './visits.ts';
import { createWorkbooks } from './workbooks.ts';

/** Every verb of the program, bound to one transaction. */
export function createServices(db: Db, env: Environment) {
  return {
    messages: createMessages(db, env),
    people: createPeople(db, env),
    peopleLoading: createPeopleLoading(db, env),
    contributions: createContributions(db),
    delivery: createDelivery(db, env),
    digests: createDigests(db, env),
    documents: createDocuments(db),
    drafts: createDrafts(db),
    files: createFiles(db, env),
    fileLinks: createFileLinkKey(db, env),
    erasure: createErasure(db, env),
    handOver: createHandOver(db, env),
    groups: createGroups(db, env),
    health: createHealth(db),
    inbox: createInbox(db, env),
    linking: createLinking(db, env),
    outbox: createOutbox(db, env),
    paperLists: createPaperLists(db),
    provinceTables: createProvinceTables(db),
    personalData: createPersonalData(db, env),
    registry: createRegistry(db, env),
    reminders: createReminders(db, env),
    submissions: createSubmissions(db, env),
    tasks: createTasks(db),
    taskClosing: createTaskClosing(db),
    taskReports: createTaskReports(db, env),
    taskExtensions: createTaskExtensions(db, env),
    time: createTime(db),
    approvals: createApprovals(db, env),
    conclusions: createConclusions(db, env),
    consent: createConsent(db, env),
    difficulties: createDifficulties(db, env),
    extensions: createExtensions(db, env),
    reports: createReports(db),
    sectionShares: createSectionShares(db, env),
    supplements: createSupplements(db, env),
    urging: createUrging(db, env),
    surpriseVisits: createSurpriseVisits(db, env),
    visitAdding: createVisitAdding(db, env),
    visitEnding: createVisitEnding(db, env),
    visitStages: createVisitStages(db),
    visitWindows: createVisitWindows(db, env),
    visits: createVisits(db, env),
    workbooks: createWorkbooks(db, env),
  };
}

export type Services = ReturnType<typeof createServices>;

/** Runs work in one transaction: all of its effects or none. */
export type Transact = <T>(work: (services: Services) => Promise<T>) => Promise<T>;

export const createTransact =
  (db: Db, env: Environment): Transact =>
  (work) =>
    db.transaction((tx) => work(createServices(tx, env)));
