import type { Day } from '../domain/day.ts';
import type { Subject } from '../services/messages.ts';
import type { Offer } from './cursor.ts';
import { deadlineInWords, spanInWords, weekdayThenDay } from './format.ts';
import type { Composition, Reader } from './reader.ts';
import { noticeTexts, type NoticeFacts } from './texts-reminders.ts';

export async function visitAnnounced(
  reader: Reader,
  subject: Extract<Subject, { about: 'visit_announced' }>,
): Promise<Composition> {
  const facts = await noticeFacts(reader, subject);
  if ('nothing' in facts) return facts;
  return { text: noticeTexts.announced(facts), offers: noticeOffers(subject.visit, true) };
}

export async function visitMoved(
  reader: Reader,
  subject: Extract<Subject, { about: 'visit_moved' }>,
): Promise<Composition> {
  const facts = await noticeFacts(reader, subject);
  if ('nothing' in facts) return facts;
  const { was } = subject;
  const before =
    was.sessionAt === null
      ? spanInWords(was.from as Day, was.to as Day)
      : noticeTexts.wasSession(new Date(was.sessionAt));
  const reports = await reader.services.reports.ofVisit(subject.visit);
  const deadlines = reports
    .filter((report) => !report.settledAt)
    .map((report) => {
      const due = deadlineInWords(report);
      const follows = report.bound === 'days_before' || report.bound === 'working_days_before';
      return follows
        ? noticeTexts.deadlineMoved(report.title, due)
        : noticeTexts.deadlineKept(report.title, due);
    });
  // The notice of the visit is not the paper that moves it.
  const isNewPaper = was.notice !== undefined && was.notice !== facts.noticeNumber;
  const of = isNewPaper ? facts : { ...facts, noticeNumber: null, noticeDate: null };
  return { text: noticeTexts.moved(of, before, deadlines), offers: noticeOffers(subject.visit, false) };
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

async function noticeFacts(
  { services, calendar, person }: Reader,
  { visit: id, version }: { visit: number; version: number },
): Promise<NoticeFacts | { nothing: string }> {
  const visit = await services.visits.find(id);
  if (!visit || visit.state === 'cancelled') return { nothing: 'visit cancelled' };
  if (visit.version !== version) return { nothing: 'the visit has moved since' };
  const reports = (await services.reports.ofVisit(id)).filter((report) => !report.settledAt);
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
    reports: reports.map((report) =>
      report.lastDay === null
        ? noticeTexts.reportWaiting(report.title, deadlineInWords(report))
        : noticeTexts.reportDue(
            report.title,
            report.recipient,
            deadlineInWords(report),
            weekdayThenDay(calendar.onOrBefore(report.lastDay)),
          ),
    ),
  };
}
