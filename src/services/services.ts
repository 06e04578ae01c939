import type { Db } from '../store/connect.ts';
import type { Environment } from './environment.ts';
import { createDigests } from './digests.ts';
import { createDocuments } from './documents.ts';
import { createDrafts } from './drafts.ts';
import { createInbox } from './inbox.ts';
import { createMessages } from './messages.ts';
import { createOutbox } from './outbox.ts';
import { createPeople } from './people.ts';
import { createRegistry } from './registry.ts';
import { createReminders } from './reminders.ts';
import { createSubmissions } from './submissions.ts';
import { createTasks } from './tasks.ts';
import { createTime } from './time.ts';
import { createApprovals } from './approvals.ts';
import { createDifficulties } from './difficulties.ts';
import { createExtensions } from './extensions.ts';
import { createReports } from './reports.ts';
import { createSupplements } from './supplements.ts';
import { createUrging } from './urging.ts';
import { createVisits } from './visits.ts';

/** Every verb of the program, bound to one transaction. */
export function createServices(db: Db, env: Environment) {
  return {
    messages: createMessages(db, env),
    people: createPeople(db, env),
    digests: createDigests(db, env),
    documents: createDocuments(db),
    drafts: createDrafts(db),
    inbox: createInbox(db),
    outbox: createOutbox(db, env),
    registry: createRegistry(db, env),
    reminders: createReminders(db, env),
    submissions: createSubmissions(db, env),
    tasks: createTasks(db),
    time: createTime(db),
    approvals: createApprovals(db, env),
    difficulties: createDifficulties(db, env),
    extensions: createExtensions(db, env),
    reports: createReports(db),
    supplements: createSupplements(db, env),
    urging: createUrging(db, env),
    visits: createVisits(db, env),
  };
}

export type Services = ReturnType<typeof createServices>;

/** Runs work in one transaction: all of its effects or none. */
export type Transact = <T>(work: (services: Services) => Promise<T>) => Promise<T>;

export const createTransact =
  (db: Db, env: Environment): Transact =>
  (work) =>
    db.transaction((tx) => work(createServices(tx, env)));
