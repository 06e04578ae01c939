import { byUrgency, type ReminderKind } from '../domain/reminders.ts';
import type { Subject } from '../services/messages.ts';
import type { LiveReminder } from '../services/reminders.ts';
import type { Services } from '../services/services.ts';
import { news } from './compose-news.ts';
import { visitAnnounced, visitMoved } from './compose-visit.ts';
import { deadlineInWords } from './format.ts';
import { callerOf, reportOffers, type Composition, type Reader } from './reader.ts';
import { digestText } from './texts-digest.ts';
import { reminderTexts, type ReportItem, type VisitItem } from './texts-reminders.ts';

/** Words an unasked message from what is true now; a reason where nothing is left to say. */
export async function compose(reader: Reader, subject: Subject): Promise<Composition> {
  switch (subject.about) {
    case 'morning':
      return morning(reader, subject.reminders);
    case 'last_call':
      return lastCall(reader, subject.reminder);
    case 'digest':
      return digest(reader, new Date(subject.since));
    case 'visit_announced':
      return visitAnnounced(reader, subject);
    case 'visit_moved':
      return visitMoved(reader, subject);
    default:
      return news(reader, subject);
  }
}

type ReportReminder = LiveReminder & { kind: ReminderKind; report: NonNullable<LiveReminder['report']> };

async function morning(reader: Reader, ids: readonly number[]): Promise<Composition> {
  const { services, calendar, person, now } = reader;
  const live = (await services.reminders.holding(ids, now)).filter(
    (item): item is LiveReminder & { kind: ReminderKind } => item.kind !== 'last_call',
  );
  if (live.length === 0) return { nothing: 'received or no longer due' };
  live.sort(byUrgency);
  const reports = live.filter((item): item is ReportReminder => item.report !== null);
  const progress = await services.drafts.progress(reports.map(({ report }) => report.id));
  const items = live.flatMap((item): (ReportItem | VisitItem)[] => {
    if (item.visit) return [visitItem(item)];
    const { report } = item;
    if (!report || report.lastDay === null || item.kind === 'visit') return [];
    return [
      {
        kind: item.kind,
        title: report.title,
        unitName: report.unitName,
        recipient: report.recipient,
        deadline: { ...report, lastDay: report.lastDay },
        lastWorkingDay: calendar.onOrBefore(report.lastDay),
        workingDaysLeft: item.workingDaysLeft,
        progress: progress.get(report.id) ?? null,
        isVertical: report.unitLevel === 'vertical',
      },
    ];
  });
  const unitNames = [...new Set(items.map(({ unitName }) => unitName))];
  const lines = items.map((item) =>
    item.kind === 'visit' ? reminderTexts.visit(item) : reminderTexts.report(item, now),
  );
  const body = lines.length === 1 ? lines : lines.map((line, index) => `${index + 1}) ${line}`);
  const kinds = new Set(items.map(({ kind }) => kind));
  const callers = [
    ...new Set(reports.filter(({ kind }) => kind === 'overdue').map(({ report }) => callerOf(report))),
  ];
  const closing = [
    ...(kinds.has('last_day') ? [reminderTexts.partial] : []),
    ...(reports.length > 0 ? [reminderTexts.paperIsEnough] : []),
    ...(callers.length > 0 ? [reminderTexts.onlyForYou(callers.join(', '))] : []),
  ];
  const text = [
    reminderTexts.heading(items, unitNames, now),
    '',
    `${reminderTexts.greeting(person.name)}${lines.length === 1 ? '.' : ':'}`,
    ...body,
    ...(closing.length > 0 ? ['', ...closing] : []),
    reminderTexts.regards,
  ].join('\n');
  return { text, offers: reports.length === 0 ? [] : reportOffers(reports.map(({ report }) => report)) };
}

function visitItem({ visit, workingDaysLeft }: LiveReminder): VisitItem {
  if (!visit) throw new Error('a visit reminder is about a visit');
  return {
    kind: 'visit',
    unitName: visit.unitName,
    team: visit.words.team,
    sessionAt: visit.sessionAt,
    place: visit.sessionPlace,
    from: visit.startsOn,
    to: visit.endsOn,
    precision: visit.precision,
    workingDaysLeft,
  };
}

async function lastCall(reader: Reader, id: number): Promise<Composition> {
  const { services, person, now } = reader;
  const [live] = await services.reminders.holding([id], now);
  if (!live?.report) return { nothing: 'received or no longer due' };
  const { report } = live;
  if (!(await services.submissions.isCompleteUnsent(report.id)))
    return { nothing: 'no complete draft lies unsent' };
  return {
    text: reminderTexts.lastCall(person.name, report.title, report.unitName, deadlineInWords(report)),
    offers: [
      { label: reminderTexts.offers.send, action: { do: 'open_report', report: report.id } },
      { label: reminderTexts.offers.onPaper, action: { do: 'register_document', report: report.id } },
    ],
  };
}

async function digest(reader: Reader, since: Date): Promise<Composition> {
  const { services, person, now } = reader;
  const gathered = await services.digests.gather(person.scope, since, now);
  if (gathered.isEmpty) return { nothing: 'nothing changed and nothing comes in seven days' };
  const position =
    person.scope.leads.length > 0 ? (gathered.visits[0]?.words.lead ?? 'Trưởng đoàn') : person.name;
  return { text: digestText(digestWithDays(gathered), `đồng chí ${position}`, now), offers: [] };
}

const digestWithDays = (gathered: Awaited<ReturnType<Services['digests']['gather']>>) => ({
  ...gathered,
  visits: gathered.visits.map((visit) => ({ ...visit, from: visit.startsOn, to: visit.endsOn })),
});
