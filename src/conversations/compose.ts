import type { Subject } from '../services/messages.ts';
import type { Services } from '../services/services.ts';
import { morning } from './compose-morning.ts';
import { news } from './compose-news.ts';
import { peopleNews } from './compose-people.ts';
import { taskNews } from './compose-task.ts';
import { conclusionNews } from './compose-conclusion.ts';
import { reportsAsked, visitAnnounced, visitCancelled, visitJoined, visitMoved } from './compose-visit.ts';
import { visitDates, visitPlanned } from './compose-visit-window.ts';
import { deadlineInWords } from './format.ts';
import type { Composition, Reader } from './reader.ts';
import { digestText } from './texts-digest.ts';
import { visitTexts } from './texts-visits.ts';
import { reminderTexts } from './texts-reminders.ts';

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
    case 'visit_planned':
      return visitPlanned(reader, subject);
    case 'visit_cancelled':
      return visitCancelled(reader, subject);
    case 'visit_reports':
      return reportsAsked(reader, subject);
    case 'visit_joined':
      return visitJoined(reader, subject);
    case 'visit_dates':
      return visitDates(reader, subject);
    case 'conclusion_sent':
    case 'conclusion_changed':
      return conclusionNews(reader, subject);
    case 'task_completion_decided':
    case 'task_extension_declined':
    case 'task_day_moved':
    case 'task_arisen':
      return taskNews(reader, subject);
    case 'handed_over':
    case 'parts_given':
    case 'parts_ended':
    case 'reminders_set':
    case 'consent_withdrawn':
    case 'erasure_asked':
    case 'erasure_declined':
      return peopleNews(reader, subject);
    default:
      return news(reader, subject);
  }
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
  const [led] = person.scope.leads;
  const position =
    led === undefined ? person.name : ((await services.visits.find(led))?.words.lead ?? person.name);
  const offers = gathered.passed.slice(0, OFFERED).map(({ id, unitName }) => ({
    label: visitTexts.offers.doneAt(unitName),
    action: { do: 'visit_done' as const, visit: id },
  }));
  return { text: digestText(digestWithDays(gathered), `đồng chí ${position}`, now), offers };
}

/** Choices under a summary. */
const OFFERED = 5;

const digestWithDays = (gathered: Awaited<ReturnType<Services['digests']['gather']>>) => ({
  ...gathered,
  visits: gathered.visits.map((visit) => ({ ...visit, from: visit.startsOn, to: visit.endsOn })),
});
