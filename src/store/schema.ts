import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Day } from '../domain/day.ts';
import type { Bound, DueRule } from '../domain/deadline.ts';
import type { Form } from '../domain/form.ts';
import type { Role } from '../domain/grants.ts';
import type { Field, Goal, Level, Owing, Plan, Precision, Proof, SeatRole, Words } from '../domain/plan.ts';
import type { ReminderKind } from '../domain/reminders.ts';
import type { ReminderPolicy } from '../domain/reminder-policy.ts';

// No column has a clock's default: business moments come from the office clock of one world, as arguments.

const id = () => integer().primaryKey().generatedAlwaysAsIdentity();
const longId = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();
const moment = () => timestamp({ withTimezone: true, mode: 'date' });
const day = () => date({ mode: 'string' }).$type<Day>();

export const jurisdiction = pgTable('jurisdiction', {
  id: id(),
  key: text().notNull().unique(),
  name: text().notNull(),
});

export const unit = pgTable(
  'unit',
  {
    id: id(),
    jurisdictionId: integer()
      .notNull()
      .references(() => jurisdiction.id),
    name: text().notNull(),
    level: text().$type<Level>().notNull(),
    aliases: text().array().notNull(),
    parentName: text(),
    printed: boolean().notNull(),
    validFrom: day(),
    validTo: day(),
    successorId: integer(),
  },
  (t) => [unique().on(t.jurisdictionId, t.name), index().on(t.jurisdictionId, t.parentName)],
);

/** The one table of personal data: everything else holds person ids. */
export const person = pgTable(
  'person',
  {
    id: id(),
    jurisdictionId: integer()
      .notNull()
      .references(() => jurisdiction.id),
    unitId: integer().references(() => unit.id),
    name: text().notNull(),
    honorific: text(),
    title: text(),
    phone: text(),
    preferences: jsonb()
      .$type<{ style?: 'one_by_one' | 'batch'; reminders?: 'on' | 'off'; address?: string }>()
      .notNull(),
    /** When the person agreed, at first contact, to what is stored. */
    consentedAt: moment(),
    erasedAt: moment(),
  },
  (t) => [index().on(t.unitId), index().on(t.jurisdictionId, t.name), index().on(t.phone)],
);

export const account = pgTable(
  'account',
  {
    id: id(),
    bot: text().notNull(),
    chatId: text().notNull(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    state: text({ enum: ['active', 'unreachable', 'cut'] }).notNull(),
    preferred: boolean().notNull(),
    linkedAt: moment().notNull(),
  },
  (t) => [unique().on(t.bot, t.chatId), index().on(t.personId)],
);

export const linkCode = pgTable(
  'link_code',
  {
    id: id(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    codeHash: text().notNull().unique(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
  },
  (t) => [index().on(t.personId)],
);

/** What is known of a chat nobody is linked to: wrong codes, and whom it would belong to once they agree. */
export const chatGuard = pgTable(
  'chat_guard',
  {
    bot: text().notNull(),
    chatId: text().notNull(),
    wrongCodes: integer().notNull(),
    lockedUntil: moment(),
    /** A right code was typed here, or a known phone shared: the person is asked for consent. */
    awaitsPersonId: integer().references(() => person.id),
    awaitsCodeId: integer().references(() => linkCode.id),
    /** How often the chat has been left unanswered for a while because it sent too much: another bot, most likely. */
    floods: integer().notNull().default(0),
    silentUntil: moment(),
    /** Answers given to a chat nobody is linked to, on the day of the last: a month's messages are not a stranger's to spend. */
    answers: integer().notNull().default(0),
    touchedAt: moment(),
  },
  (t) => [
    primaryKey({ columns: [t.bot, t.chatId] }),
    index('chat_guard_awaits_person')
      .on(t.awaitsPersonId)
      .where(sql`awaits_person_id is not null`),
    index('chat_guard_awaits_code')
      .on(t.awaitsCodeId)
      .where(sql`awaits_code_id is not null`),
  ],
);

export const plan = pgTable(
  'plan',
  {
    id: id(),
    jurisdictionId: integer()
      .notNull()
      .references(() => jurisdiction.id),
    key: text().notNull(),
    title: text().notNull(),
    issuer: text().notNull(),
    number: text(),
    issuedOn: day(),
    effectiveFrom: day().notNull(),
    year: integer().notNull(),
    state: text({ enum: ['draft', 'issued', 'closed'] }).notNull(),
    coordinatorUnitId: integer()
      .notNull()
      .references(() => unit.id),
    words: jsonb().$type<Words>().notNull(),
    policy: jsonb().$type<ReminderPolicy>().notNull(),
    /** The file as last loaded: what the three-way merge compares with. */
    source: jsonb().$type<Plan>().notNull(),
    firstLoadedOn: day().notNull(),
    loadedAt: moment().notNull(),
  },
  (t) => [unique().on(t.jurisdictionId, t.key)],
);

export const seat = pgTable(
  'seat',
  {
    id: id(),
    planId: integer()
      .notNull()
      .references(() => plan.id),
    key: text().notNull(),
    role: text().$type<SeatRole>().notNull(),
    title: text().notNull(),
    unitId: integer().references(() => unit.id),
    fields: text().array().$type<Field[]>().notNull(),
    personId: integer().references(() => person.id),
  },
  (t) => [unique().on(t.planId, t.key), index().on(t.personId)],
);

export const visit = pgTable(
  'visit',
  {
    id: id(),
    planId: integer()
      .notNull()
      .references(() => plan.id),
    /** The plan's own number; null for visits that joined it during the year. */
    no: integer(),
    origin: text({ enum: ['plan', 'added'] })
      .notNull()
      .default('plan'),
    unitId: integer()
      .notNull()
      .references(() => unit.id),
    /** What is inspected; empty: everything the plan names. */
    fields: text().array().$type<Field[]>().notNull().default([]),
    startsOn: day().notNull(),
    endsOn: day().notNull(),
    precision: text().$type<Precision>().notNull(),
    leadSeatId: integer().references(() => seat.id),
    deputySeatId: integer().references(() => seat.id),
    coordinatorUnitId: integer()
      .notNull()
      .references(() => unit.id),
    state: text({ enum: ['planned', 'announced', 'done', 'cancelled'] }).notNull(),
    /** Exists only for the persons named in it until it is announced (Law 7). */
    surprise: boolean().notNull(),
    createdBy: integer().references(() => person.id),
    /** The words with which a visit was called off. */
    cancelledWhy: text(),
    sessionAt: moment(),
    sessionPlace: text(),
    sessionNote: text(),
    noticeNumber: text(),
    noticeDate: day(),
    /** Raised whenever a date changes; reminders planned from an older version are void. */
    version: integer().notNull(),
  },
  (t) => [
    unique().on(t.planId, t.no),
    index().on(t.unitId),
    index().on(t.startsOn),
    index().on(t.leadSeatId),
    index().on(t.deputySeatId),
  ],
);

export const visitMember = pgTable(
  'visit_member',
  {
    visitId: integer()
      .notNull()
      .references(() => visit.id),
    seatId: integer()
      .notNull()
      .references(() => seat.id),
  },
  (t) => [primaryKey({ columns: [t.visitId, t.seatId] }), index().on(t.seatId)],
);

/** A step of a visit the plan names ("Tổ giúp việc kiểm tra hồ sơ"): when it is, and when it was over. */
export const visitStage = pgTable(
  'visit_stage',
  {
    visitId: integer()
      .notNull()
      .references(() => visit.id),
    stageKey: text().notNull(),
    plannedOn: day(),
    doneOn: day(),
    note: text(),
    recordedBy: integer()
      .notNull()
      .references(() => person.id),
    recordedAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.visitId, t.stageKey] })],
);

/** A role of a person: on a unit (focal, unit_head, coordinator) or through a seat of a team. */
export const grants = pgTable(
  'grants',
  {
    id: id(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    role: text().$type<Role>().notNull(),
    unitId: integer().references(() => unit.id),
    seatId: integer().references(() => seat.id),
    validFrom: day().notNull(),
    validTo: day(),
  },
  (t) => [
    index().on(t.personId),
    index().on(t.unitId, t.role),
    index().on(t.seatId),
    uniqueIndex()
      .on(t.personId, t.role, t.unitId)
      .where(sql`valid_to is null and seat_id is null`),
  ],
);

export const obligation = pgTable(
  'obligation',
  {
    id: id(),
    planId: integer()
      .notNull()
      .references(() => plan.id),
    key: text().notNull(),
    title: text().notNull(),
    printed: text().notNull(),
    rule: jsonb().$type<DueRule>().notNull(),
    owing: jsonb().$type<Owing>().notNull(),
    recipient: text().notNull(),
    coordinatorUnitId: integer()
      .notNull()
      .references(() => unit.id),
    proof: text().$type<Proof>().notNull(),
    formKey: text(),
    period: text(),
    forVisit: boolean().notNull(),
  },
  (t) => [unique().on(t.planId, t.key)],
);

/** Forms as they were on each loading; a version in use never changes. */
export const formVersion = pgTable(
  'form_version',
  {
    id: id(),
    planId: integer()
      .notNull()
      .references(() => plan.id),
    key: text().notNull(),
    version: integer().notNull(),
    definition: jsonb().$type<Form>().notNull(),
  },
  (t) => [unique().on(t.planId, t.key, t.version)],
);

export const dueReport = pgTable(
  'due_report',
  {
    id: id(),
    planId: integer()
      .notNull()
      .references(() => plan.id),
    obligationId: integer()
      .notNull()
      .references(() => obligation.id),
    unitId: integer()
      .notNull()
      .references(() => unit.id),
    period: text().notNull(),
    visitId: integer().references(() => visit.id),
    formVersionId: integer().references(() => formVersion.id),
    coordinatorUnitId: integer()
      .notNull()
      .references(() => unit.id),
    state: text({
      enum: ['dated', 'waiting_for_visit', 'by_period', 'no_deadline', 'on_request', 'retired'],
    }).notNull(),
    bound: text().$type<Bound>(),
    printedDay: day(),
    lastDay: day(),
    /** Raised whenever the deadline moves. */
    version: integer().notNull(),
    /** Raised by every change of the draft; the confirm button carries it. */
    revision: integer().notNull(),
    figuresAt: moment(),
    documentAt: moment(),
    /** The day up to which a workbook says its figures go; the newest word of any. */
    asOf: day(),
    /** When, by the plan's word on proof, the report was first in; decided once. */
    settledAt: moment(),
    onTime: boolean(),
  },
  (t) => [
    unique().on(t.obligationId, t.unitId, t.period),
    index().on(t.unitId),
    index().on(t.visitId),
    index().on(t.coordinatorUnitId, t.lastDay),
    index().on(t.lastDay),
  ],
);

export const ANSWER_KINDS = ['value', 'nothing', 'missing', 'out_of_scope', 'text'] as const;

/** The draft: one row per figure or narrative, last word only; earlier words stand in the change log. */
export const answer = pgTable(
  'answer',
  {
    dueReportId: integer()
      .notNull()
      .references(() => dueReport.id),
    rowKey: text().notNull(),
    kind: text({ enum: ANSWER_KINDS }).notNull(),
    value: numeric(),
    text: text(),
    authorId: integer()
      .notNull()
      .references(() => person.id),
    revision: integer().notNull(),
    answeredAt: moment().notNull(),
    /** The form changed this row's meaning after it was answered: to be confirmed again. */
    recheck: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.dueReportId, t.rowKey] }),
    check('answer_value', sql`(kind = 'value') = (value is not null)`),
  ],
);

/**
 * Sections and tables of one report that the unit's officer has given a colleague to fill in, with an account of their
 * own. No grant: a role is on a whole unit, this is on a part of one report, and ends when it is taken back.
 */
export const sectionShare = pgTable(
  'section_share',
  {
    id: id(),
    dueReportId: integer()
      .notNull()
      .references(() => dueReport.id),
    /** Key of a section or table of the form. */
    part: text().notNull(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    givenBy: integer()
      .notNull()
      .references(() => person.id),
    givenAt: moment().notNull(),
    endedAt: moment(),
  },
  (t) => [
    uniqueIndex()
      .on(t.dueReportId, t.part, t.personId)
      .where(sql`ended_at is null`),
    index().on(t.personId),
  ],
);

/** What one commune gave to a row that is the sum over all of them: the newest word of each. */
export const contribution = pgTable(
  'contribution',
  {
    dueReportId: integer()
      .notNull()
      .references(() => dueReport.id),
    rowKey: text().notNull(),
    /** As the commune is called. */
    source: text().notNull(),
    /** Null: "không phát sinh". */
    value: numeric(),
    authorId: integer()
      .notNull()
      .references(() => person.id),
    givenAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.dueReportId, t.rowKey, t.source] })],
);

export const tableLine = pgTable(
  'table_line',
  {
    id: id(),
    dueReportId: integer()
      .notNull()
      .references(() => dueReport.id),
    tableKey: text().notNull(),
    blockKey: text().notNull(),
    position: integer().notNull(),
    label: text().notNull(),
    cells: jsonb().$type<Record<string, number | string>>().notNull(),
    explanation: text(),
    authorId: integer()
      .notNull()
      .references(() => person.id),
    revision: integer().notNull(),
  },
  (t) => [unique().on(t.dueReportId, t.tableKey, t.blockKey, t.label)],
);

/** Why a warning (from T0 on, even an error) was passed; shown to the team. */
export const passedCheck = pgTable(
  'passed_check',
  {
    dueReportId: integer()
      .notNull()
      .references(() => dueReport.id),
    checkKey: text().notNull(),
    reason: text().notNull(),
    authorId: integer()
      .notNull()
      .references(() => person.id),
    at: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.dueReportId, t.checkKey] })],
);

export const submission = pgTable(
  'submission',
  {
    id: id(),
    dueReportId: integer()
      .notNull()
      .references(() => dueReport.id),
    /** Lần gửi: 1, 2, … */
    no: integer().notNull(),
    complete: boolean().notNull(),
    formVersionId: integer().references(() => formVersion.id),
    content: jsonb().$type<SubmittedContent>().notNull(),
    digest: text().notNull(),
    asOf: day().notNull(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    receivedAt: moment().notNull(),
    receiptCode: text().notNull().unique(),
  },
  (t) => [unique().on(t.dueReportId, t.no)],
);

export interface SubmittedContent {
  answers: { key: string; kind: (typeof ANSWER_KINDS)[number]; value: number | null; text: string | null }[];
  lines: {
    table: string;
    block: string;
    label: string;
    cells: Record<string, number | string>;
    explanation: string | null;
  }[];
  passed: { check: string; reason: string }[];
}

export const registeredDocument = pgTable(
  'registered_document',
  {
    id: id(),
    dueReportId: integer()
      .notNull()
      .references(() => dueReport.id),
    number: text(),
    issuedOn: day(),
    registeredBy: integer()
      .notNull()
      .references(() => person.id),
    registeredAt: moment().notNull(),
    /** The day it arrived, where the receiver says so ("đã nhận bằng văn bản"). */
    receivedOn: day(),
    byReceiver: boolean().notNull(),
  },
  (t) => [index().on(t.dueReportId)],
);

export const extension = pgTable(
  'extension',
  {
    id: id(),
    dueReportId: integer()
      .notNull()
      .references(() => dueReport.id),
    fromDay: day(),
    toDay: day().notNull(),
    paperNumber: text().notNull(),
    paperDate: day(),
    recordedBy: integer()
      .notNull()
      .references(() => person.id),
    recordedAt: moment().notNull(),
  },
  (t) => [index().on(t.dueReportId)],
);

export const supplementRequest = pgTable(
  'supplement_request',
  {
    id: id(),
    dueReportId: integer()
      .notNull()
      .references(() => dueReport.id),
    askedBy: integer()
      .notNull()
      .references(() => person.id),
    text: text().notNull(),
    dueOn: day(),
    askedAt: moment().notNull(),
    answeredAt: moment(),
  },
  (t) => [index().on(t.dueReportId)],
);

/** Vướng mắc: a unit's question to the coordinator, and the answer. */
export const difficulty = pgTable(
  'difficulty',
  {
    id: id(),
    unitId: integer()
      .notNull()
      .references(() => unit.id),
    coordinatorUnitId: integer()
      .notNull()
      .references(() => unit.id),
    askedBy: integer()
      .notNull()
      .references(() => person.id),
    text: text().notNull(),
    /** Says what is wrong about the person who asks: not kept longer than they are. */
    isCorrection: boolean().notNull().default(false),
    askedAt: moment().notNull(),
    answeredBy: integer().references(() => person.id),
    answer: text(),
    answeredAt: moment(),
  },
  (t) => [index().on(t.coordinatorUnitId, t.answeredAt), index().on(t.unitId)],
);

/** A message to a unit head that waits for a person's word (Law 16). */
export const approval = pgTable(
  'approval',
  {
    id: id(),
    dueReportId: integer()
      .notNull()
      .references(() => dueReport.id),
    version: integer().notNull(),
    coordinatorUnitId: integer()
      .notNull()
      .references(() => unit.id),
    state: text({ enum: ['pending', 'approved', 'declined', 'void'] }).notNull(),
    createdAt: moment().notNull(),
    decidedBy: integer().references(() => person.id),
    decidedAt: moment(),
  },
  (t) => [unique().on(t.dueReportId, t.version), index().on(t.coordinatorUnitId, t.state)],
);

/** Thông báo kết luận: the signed notice of what an inspection found in one unit. */
export const conclusion = pgTable(
  'conclusion',
  {
    id: id(),
    planId: integer()
      .notNull()
      .references(() => plan.id),
    unitId: integer()
      .notNull()
      .references(() => unit.id),
    /** Null for what an earlier year's inspection found. */
    visitId: integer().references(() => visit.id),
    coordinatorUnitId: integer()
      .notNull()
      .references(() => unit.id),
    number: text().notNull(),
    issuedOn: day().notNull(),
    signer: text(),
    recordedBy: integer()
      .notNull()
      .references(() => person.id),
    recordedAt: moment().notNull(),
    /** When the unit was told; before that it sees nothing of it. */
    sentAt: moment(),
  },
  (t) => [unique().on(t.planId, t.unitId, t.number, t.issuedOn), index().on(t.unitId), index().on(t.visitId)],
);

/** A thing to be done and followed to its end: a nhiệm vụ of the plan, or the remedy of what an inspection found. */
export const task = pgTable(
  'task',
  {
    id: id(),
    planId: integer()
      .notNull()
      .references(() => plan.id),
    origin: text({ enum: ['plan', 'conclusion'] })
      .notNull()
      .default('plan'),
    conclusionId: integer().references(() => conclusion.id),
    /** What the inspection found ("tồn tại, hạn chế"); `text` is then the remedy. */
    finding: text(),
    /** As printed; of a remedy "1", "2", … within its conclusion. */
    no: text().notNull(),
    field: text().$type<Field>(),
    text: text().notNull(),
    products: text().array().notNull(),
    target: text(),
    goals: jsonb().$type<Goal[]>().notNull().default([]),
    rule: jsonb().$type<DueRule>().notNull(),
    conditional: boolean().notNull(),
    lastDay: day(),
    arisen: boolean().notNull(),
    /** The day it was done, once every leading unit's part was accepted. */
    doneOn: day(),
    /** Raised whenever the deadline moves; reminders planned from an older one are void. */
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex()
      .on(t.planId, t.no)
      .where(sql`conclusion_id is null`),
    uniqueIndex()
      .on(t.conclusionId, t.no)
      .where(sql`conclusion_id is not null`),
  ],
);

export const taskUnit = pgTable(
  'task_unit',
  {
    taskId: integer()
      .notNull()
      .references(() => task.id),
    unitId: integer()
      .notNull()
      .references(() => unit.id),
    part: text({ enum: ['lead', 'coordinating'] }).notNull(),
    /** The day this leading unit's part was done, once accepted. */
    doneOn: day(),
  },
  (t) => [primaryKey({ columns: [t.taskId, t.unitId] }), index().on(t.unitId)],
);

/** What a leading unit said of a task: how far it is, or that it is done; the latter waits for the coordinator. */
export const taskReport = pgTable(
  'task_report',
  {
    id: id(),
    taskId: integer()
      .notNull()
      .references(() => task.id),
    unitId: integer()
      .notNull()
      .references(() => unit.id),
    kind: text({ enum: ['progress', 'done'] }).notNull(),
    text: text().notNull(),
    doneOn: day(),
    /** The product: a document's number and day, or a link. */
    productNumber: text(),
    productDate: day(),
    productLink: text(),
    reportedBy: integer()
      .notNull()
      .references(() => person.id),
    /** The network's own time of sending. */
    reportedAt: moment().notNull(),
    state: text({ enum: ['noted', 'pending', 'accepted', 'returned'] }).notNull(),
    decidedBy: integer().references(() => person.id),
    decidedAt: moment(),
    /** Why it was returned. */
    reason: text(),
  },
  (t) => [
    index().on(t.taskId),
    index('task_report_pending')
      .on(t.taskId)
      .where(sql`state = 'pending'`),
  ],
);

const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (data) => Buffer.from(data),
});

/** A file the program made or took, with its bytes: what one process keeps any other can send, and a dump holds it. */
export const storedFile = pgTable(
  'stored_file',
  {
    id: id(),
    name: text().notNull(),
    mime: text().notNull(),
    /** Bytes. */
    size: integer().notNull(),
    /** SHA-256, in hexadecimal. */
    digest: text().notNull(),
    bytes: bytes().notNull(),
    createdAt: moment().notNull(),
    /** Deleted afterwards; null: archive. */
    keptUntil: moment(),
  },
  (t) => [
    index('stored_file_passing')
      .on(t.keptUntil)
      .where(sql`kept_until is not null`),
  ],
);

/** A file sent as evidence, as its network knows it. */
export const evidence = pgTable(
  'evidence',
  {
    id: id(),
    taskReportId: integer()
      .notNull()
      .references(() => taskReport.id),
    bot: text().notNull(),
    /** The network's own name of the file. */
    ref: text().notNull(),
    name: text().notNull(),
    mime: text(),
    /** Bytes. */
    size: integer().notNull(),
    sentAt: moment().notNull(),
    /** Null where it could not be had from the network. */
    fileId: integer().references(() => storedFile.id),
  },
  (t) => [
    index().on(t.taskReportId),
    index()
      .on(t.fileId)
      .where(sql`file_id is not null`),
  ],
);

/** More time for a task: asked for with a reason, decided by the coordinator; both dates are kept. */
export const taskExtension = pgTable(
  'task_extension',
  {
    id: id(),
    taskId: integer()
      .notNull()
      .references(() => task.id),
    /** The unit that asked; null where the coordinator acted on a paper alone. */
    unitId: integer().references(() => unit.id),
    askedBy: integer().references(() => person.id),
    askedAt: moment().notNull(),
    reason: text().notNull(),
    wantedDay: day(),
    state: text({ enum: ['pending', 'granted', 'declined'] }).notNull(),
    fromDay: day(),
    toDay: day(),
    /** Needed where a decision fixed the date (Law 16). */
    paperNumber: text(),
    paperDate: day(),
    decidedBy: integer().references(() => person.id),
    decidedAt: moment(),
    /** What the coordinator answered. */
    answer: text(),
  },
  (t) => [
    index().on(t.taskId),
    index('task_extension_pending')
      .on(t.taskId)
      .where(sql`state = 'pending'`),
  ],
);

/** A group the coordinator put to a plan: it is told counts and names of units, nothing else. */
export const groupChat = pgTable(
  'group_chat',
  {
    bot: text().notNull(),
    chatId: text().notNull(),
    planId: integer()
      .notNull()
      .references(() => plan.id),
    addedBy: integer()
      .notNull()
      .references(() => person.id),
    addedAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.bot, t.chatId] })],
);

/** A person's wish that account and personal data be erased; figures received are archive. */
export const erasureRequest = pgTable(
  'erasure_request',
  {
    id: id(),
    personId: integer()
      .notNull()
      .references(() => person.id),
    askedAt: moment().notNull(),
    state: text({ enum: ['pending', 'granted', 'declined', 'withdrawn'] }).notNull(),
    decidedBy: integer().references(() => person.id),
    decidedAt: moment(),
    /** Why it was declined. */
    reason: text(),
  },
  (t) => [
    uniqueIndex('erasure_request_pending')
      .on(t.personId)
      .where(sql`state = 'pending'`),
    index().on(t.personId),
  ],
);

/** A planned thing to say to the holders of a role of a unit. */
export const reminder = pgTable(
  'reminder',
  {
    id: longId(),
    /** What, about what, which version: planning twice inserts once. */
    key: text().notNull().unique(),
    kind: text().$type<ReminderKind | 'last_call'>().notNull(),
    planId: integer()
      .notNull()
      .references(() => plan.id),
    unitId: integer()
      .notNull()
      .references(() => unit.id),
    dueReportId: integer().references(() => dueReport.id),
    visitId: integer().references(() => visit.id),
    taskId: integer().references(() => task.id),
    /** Set where only this person is meant; otherwise every focal officer of the unit at that hour. */
    personId: integer().references(() => person.id),
    fireAt: moment().notNull(),
    state: text({ enum: ['planned', 'bundled', 'void', 'folded', 'nobody'] }).notNull(),
    why: text(),
  },
  (t) => [
    index()
      .on(t.fireAt)
      .where(sql`state = 'planned'`),
    index().on(t.dueReportId),
    index().on(t.visitId),
    index().on(t.taskId),
    index().on(t.unitId),
  ],
);

export const MESSAGE_KINDS = ['reply', 'receipt', 'news', 'morning', 'last_call', 'digest'] as const;

/** Everything that leaves: a row before it is a request. */
export const message = pgTable(
  'message',
  {
    id: longId(),
    bot: text().notNull(),
    chatId: text().notNull(),
    personId: integer().references(() => person.id),
    kind: text({ enum: MESSAGE_KINDS }).notNull(),
    /** 0 reply, 1 receipt, 2 news, 3 bulk: lower leaves first. */
    priority: smallint().notNull(),
    /** What, whom, about what, which version; null for replies, which follow an update handled once. */
    key: text().unique(),
    /** What an unasked message is about; it is composed when it is claimed. */
    subject: jsonb().$type<unknown>(),
    body: jsonb().$type<unknown>(),
    createdAt: moment().notNull(),
    notBefore: moment().notNull(),
    /** A day off on which it leaves all the same: the visit it is about is on the next working day. */
    leavesOn: day(),
    usefulUntil: moment(),
    state: text({ enum: ['ready', 'sending', 'sent', 'void', 'dead'] }).notNull(),
    /** Why it was not said, or what the network answered. */
    why: text(),
    attempts: integer().notNull(),
    /** On the real clock: a claim older than its lease belongs to a process that died. */
    claimedUntil: moment(),
    /** The sender's fencing number under which it was claimed. */
    fence: bigint({ mode: 'number' }).notNull().default(0),
    /** On the real clock: not tried again before. */
    retryAt: moment(),
    /** How many of the network's messages it took. */
    cost: smallint().notNull().default(1),
    /** The earlier message it takes the place of, where the network can edit. */
    edits: bigint({ mode: 'number' }),
    sentAt: moment(),
    externalId: text(),
  },
  (t) => [
    index('message_open')
      .on(t.bot, t.priority, t.id)
      .where(sql`state in ('ready', 'sending')`),
    index('message_of_chat')
      .on(t.bot, t.chatId, t.id)
      .where(sql`state in ('ready', 'sending')`),
    index('message_of_person').on(t.personId, t.kind, t.createdAt),
    index('message_with_words')
      .on(t.createdAt)
      .where(sql`body is not null and state in ('sent', 'void', 'dead')`),
    index('message_of_nobody')
      .on(t.createdAt)
      .where(sql`person_id is null`),
    index('message_laid_aside')
      .on(t.notBefore)
      .where(sql`state = 'dead'`),
    index('message_sent')
      .on(t.bot, t.sentAt, t.cost)
      .where(sql`state = 'sent'`),
  ],
);

/** The one process that sends for a bot. Its moments are the database's clock. */
export const sender = pgTable('sender', {
  bot: text().primaryKey(),
  holder: text().notNull(),
  /** Raised whenever another process takes over: what an older one claimed is no longer its own. */
  fence: bigint({ mode: 'number' }).notNull(),
  heldUntil: moment().notNull(),
  /** The network asked for silence until then. */
  silentUntil: moment(),
});

/** Every update as it came. */
export const incoming = pgTable(
  'incoming',
  {
    id: longId(),
    bot: text().notNull(),
    externalId: text().notNull(),
    chatId: text().notNull(),
    payload: jsonb().$type<unknown>().notNull(),
    /** The network's own time of sending. */
    sentAt: moment().notNull(),
    receivedAt: moment().notNull(),
    /** `to_fetch`: its file is to be had from the network before it is handled. */
    state: text({ enum: ['to_fetch', 'stored', 'handled', 'set_aside'] }).notNull(),
    attempts: integer().notNull(),
    error: text(),
    /** On the real clock: its file is not fetched, or not tried again, before. */
    fetchAt: moment(),
    /** Whose words they were when they were handled; the chat may be another's by now. */
    personId: integer(),
    /** From a chat nobody was linked to: forgotten after a day. */
    ofStranger: boolean().notNull().default(false),
  },
  (t) => [
    unique().on(t.bot, t.externalId),
    index('incoming_of_chat').on(t.bot, t.chatId, t.receivedAt),
    index('incoming_set_aside')
      .on(t.receivedAt)
      .where(sql`state = 'set_aside'`),
    index()
      .on(t.bot, t.id)
      .where(sql`state = 'stored'`),
    index('incoming_to_fetch')
      .on(t.bot, t.id)
      .where(sql`state = 'to_fetch'`),
    index('incoming_of_person')
      .on(t.personId, t.receivedAt)
      .where(sql`person_id is not null`),
    index('incoming_with_words')
      .on(t.receivedAt)
      .where(sql`payload <> '{"kind": "other"}'::jsonb`),
    index('incoming_of_stranger')
      .on(t.receivedAt)
      .where(sql`of_stranger`),
  ],
);

/** Where a person stands in the conversation. */
export const dialogue = pgTable('dialogue', {
  personId: integer()
    .primaryKey()
    .references(() => person.id),
  cursor: jsonb().$type<unknown>().notNull(),
  updatedAt: moment().notNull(),
});

/** Who changed what, when, from what to what. Append-only; person ids only. */
export const changeLog = pgTable(
  'change_log',
  {
    id: longId(),
    at: moment().notNull(),
    personId: integer(),
    action: text().notNull(),
    subject: text().notNull(),
    subjectId: integer(),
    before: jsonb().$type<unknown>(),
    after: jsonb().$type<unknown>(),
  },
  (t) => [index().on(t.subject, t.subjectId), index().on(t.at)],
);

/** How far time has been handled. */
export const clockwork = pgTable('clockwork', {
  name: text().primaryKey(),
  handledUntil: moment().notNull(),
});

/** Settings people change while the program runs. */
export const setting = pgTable('setting', {
  key: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
  changedAt: moment().notNull(),
});
