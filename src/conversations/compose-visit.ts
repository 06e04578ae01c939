import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import { isSecret } from '../domain/visits.ts';
import type { PassedDeadline, Subject } from '../services/messages.ts';
import type { Offer } from './cursor.ts';
import { deadlineInWords, spanInWords, weekdayThenDay } from './format.ts';
import { reportOffers, type Composition, type Reader } from './reader.ts';
import { noticeTexts, type NoticeFacts } from './texts-reminders.ts';
import { surpriseTexts } from './texts-surprise.ts';
import { passedInWords, visitTexts } from './texts-visits.ts';
import { isDaySet, sessionInWords, windowInWords } from './visit-words.ts';

export async function visitAnnounced(
  reader: Reader,
  subject: Extract<Subject, { about: 'visit_announced' }>,
): Promise<Composition> {
  const facts = await noticeFacts(reader, subject);
  if ('nothing' in facts) return facts;
  const passed = await passedLines(reader, subject.passed);
  const reports = [
    ...facts.reports.filter(({ report }) => !passed.has(report)).map(({ text }) => text),
    ...passed.values(),
  ];
  return {
    text: noticeTexts.announced({ ...facts, reports }),
    offers: noticeOffers(subject.visit, facts.noticeNumber !== null),
  };
}

export async function visitMoved(
  reader: Reader,
  subject: Extract<Subject, { about: 'visit_moved' }>,
): Promise<Composition> {
  const facts = await noticeFacts(reader, subject);
  if ('nothing' in facts) return facts;
  const { was } = subject;
  const passed = await passedLines(reader, subject.passed);
  const before =
    was.sessionAt === null
      ? spanInWords(was.from as Day, was.to as Day)
      : noticeTexts.wasSession(new Date(was.sessionAt));
  const reports = await reader.services.reports.ofVisit(subject.visit);
  const deadlines = reports
    .filter((report) => !report.settledAt)
    .map((report) => {
      const left = passed.get(report.id);
      if (left !== undefined) return left;
      const due = deadlineInWords(report);
      const follows = report.bound === 'days_before' || report.bound === 'working_days_before';
      return follows
        ? noticeTexts.deadlineMoved(report.title, due)
        : noticeTexts.deadlineKept(report.title, due);
    });
  // The notice of the visit is not the paper that moves it.
  const isNewPaper = was.notice !== undefined && was.notice !== facts.noticeNumber;
  const of = isNewPaper ? facts : { ...facts, noticeNumber: null, noticeDate: null };
  return {
    text: noticeTexts.moved({ ...of, reports: [] }, before, deadlines),
    offers: noticeOffers(subject.visit, false),
  };
}

const noticeOffers = (visit: number, isFirst: boolean): Offer[] => [
  {
    label: isFirst ? noticeTexts.offers.received : noticeTexts.offers.noted,
    action: { do: 'notice_received', visit },
  },
  ...(isFirst
    ? [{ label: noticeTexts.offers.missing, action: { do: 'notice_missing' as const, visit } }]
    : []),
  { label: noticeTexts.offers.difficulty, action: { do: 'ask_difficulty' } },
];

/** Deadlines the move left behind, by report: what the rule gives, and what holds; none for what has come in since. */
async function passedLines(
  { services }: Reader,
  passed: readonly PassedDeadline[] = [],
): Promise<Map<number, string>> {
  const lines = new Map<number, string>();
  for (const { report: id, day } of passed) {
    const report = await services.reports.find(id);
    if (!report || report.settledAt || report.lastDay === null) continue;
    lines.set(id, `${passedInWords({ title: report.title, passed: day, lastDay: report.lastDay })}.`);
  }
  return lines;
}

/** The facts of a notice, its reports still with their ids. */
type Facts = Omit<NoticeFacts, 'reports'> & { reports: { report: number; text: string }[] };

async function noticeFacts(
  { services, calendar, person }: Reader,
  { visit: id, version }: { visit: number; version: number },
): Promise<Facts | { nothing: string }> {
  const visit = await services.visits.find(id);
  if (!visit || visit.state === 'cancelled' || isSecret(visit)) return { nothing: 'visit cancelled' };
  if (visit.version !== version) return { nothing: 'the visit has moved since' };
  const reports = (await services.reports.ofVisit(id)).filter((report) => !report.settledAt);
  const stages = await services.visitStages.ofVisit(visit);
  const who = (honorific: string | null, name: string | null, title: string | null): string | null =>
    name === null
      ? title
      : `${honorific === null ? '' : `${honorific} `}${name}${title === null ? '' : `, ${title}`}`;
  return {
    name: person.name,
    unitName: visit.unitName,
    team: visit.words.team,
    leadWord: visit.words.lead,
    deputyWord: visit.words.deputy,
    noticeNumber: visit.noticeNumber,
    noticeDate: visit.noticeDate,
    sessionAt: visit.sessionAt,
    place: visit.sessionPlace,
    note: visit.sessionNote,
    from: visit.startsOn,
    to: visit.endsOn,
    precision: visit.precision,
    lead: who(visit.leadHonorific, visit.leadName, visit.leadTitle),
    deputy: who(visit.deputyHonorific, visit.deputyName, visit.deputyTitle),
    isOfPlan: visit.origin === 'plan' && !isDaySet(visit),
    fields: visit.fields,
    stages,
    isSurprise: visit.surprise,
    reports: reports.map((report) => ({ report: report.id, text: reportLine(report, calendar) })),
  };
}

/** The visit does not take place; said whatever happened to it since. */
export async function visitCancelled(
  { services, person }: Reader,
  { visit: id, version }: Extract<Subject, { about: 'visit_cancelled' }>,
): Promise<Composition> {
  const visit = await services.visits.find(id);
  if (visit?.state !== 'cancelled' || visit.version !== version) return { nothing: 'the visit is on again' };
  const kept = (await services.reports.ofVisit(id)).map(({ title }) => title);
  const { unitName, words, sessionAt, sessionPlace, cancelledWhy } = visit;
  return {
    text: visitTexts.news.cancelled({
      name: person.name,
      unitName,
      team: words.team,
      session: sessionAt ? sessionInWords(sessionAt, sessionPlace) : windowInWords(visit),
      why: cancelledWhy,
      kept,
      isOfPlan: visit.origin === 'plan',
      isOfUnit: person.scope.ownUnits.includes(visit.unitId) && !isSecret(visit),
    }),
    offers: [],
  };
}

/** For somebody named in a surprise visit; nothing is left to say once it has been made known or called off. */
export async function visitJoined(
  { services, person }: Reader,
  { visit: id, version }: Extract<Subject, { about: 'visit_joined' }>,
): Promise<Composition> {
  const visit = await services.visits.find(id);
  const { leads, sitsOn } = person.scope;
  if (visit?.state !== 'planned' || !(leads.includes(id) || sitsOn.includes(id)))
    return { nothing: 'the visit is no longer planned' };
  if (visit.version !== version) return { nothing: 'the visit has moved since' };
  const lead = visit.leadName ?? visit.leadTitle;
  const isFirst = version === 1;
  return {
    text: surpriseTexts.joined({ name: person.name, visit, team: visit.words.team, lead, isFirst }),
    offers: [],
  };
}

/** The reports a unit is asked for after a surprise visit has been made known. */
export async function reportsAsked(
  reader: Reader,
  subject: Extract<Subject, { about: 'visit_reports' }>,
): Promise<Composition> {
  const { services, person, calendar } = reader;
  const visit = await services.visits.find(subject.visit);
  const open = (await services.reports.ofVisit(subject.visit)).filter(
    ({ id, settledAt }) => subject.reports.includes(id) && !settledAt,
  );
  if (visit?.state !== 'announced' || open.length === 0) return { nothing: 'nothing is asked for any more' };
  const passed = await passedLines(reader, subject.passed);
  const { unitName, words, sessionAt, sessionPlace } = visit;
  return {
    text: visitTexts.news.reports({
      name: person.name,
      unitName,
      team: words.team,
      session: sessionAt ? sessionInWords(sessionAt, sessionPlace) : windowInWords(visit),
      reports: open.map((report) => passed.get(report.id) ?? reportLine(report, calendar)),
    }),
    offers: reportOffers(open),
  };
}

type Report = Awaited<ReturnType<Reader['services']['reports']['ofVisit']>>[number];

const reportLine = (report: Report, calendar: OfficeCalendar): string =>
  report.lastDay === null
    ? noticeTexts.reportWaiting(report.title, deadlineInWords(report))
    : noticeTexts.reportDue(
        report.title,
        report.recipient,
        deadlineInWords(report),
        weekdayThenDay(calendar.onOrBefore(report.lastDay)),
      );
