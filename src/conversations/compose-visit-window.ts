import type { Subject } from '../services/messages.ts';
import { deadlineInWords } from './format.ts';
import type { Composition, Reader } from './reader.ts';
import { noticeTexts } from './texts-reminders.ts';
import { during, visitTexts as texts } from './texts-visits.ts';

/** Visits offered under the question for their days. */
const OFFERED = 8;

/** The unit's month, quarter or window, as long as no day has been set. */
export async function visitPlanned(
  { services, person }: Reader,
  { visit: id, version }: Extract<Subject, { about: 'visit_planned' }>,
): Promise<Composition> {
  const visit = await services.visits.find(id);
  if (visit?.state !== 'planned' || visit.precision === 'day' || visit.version !== version)
    return { nothing: 'the visit has a day, or does not take place' };
  const reports = (await services.reports.ofVisit(id)).filter(({ settledAt }) => !settledAt);
  return {
    text: texts.news.planned({
      name: person.name,
      unitName: visit.unitName,
      team: visit.words.team,
      planTitle: visit.planTitle,
      window: during({ from: visit.startsOn, to: visit.endsOn, precision: visit.precision }),
      reports: reports.map((report) => noticeTexts.reportWaiting(report.title, deadlineInWords(report))),
    }),
    offers: [{ label: noticeTexts.offers.difficulty, action: { do: 'ask_difficulty' } }],
  };
}

/** The body that coordinates is asked for days: of those visits that still have none. */
export async function visitDates(
  { services, person, now }: Reader,
  subject: Extract<Subject, { about: 'visit_dates' }>,
): Promise<Composition> {
  const visits = await services.visitWindows.stillUndated(subject, now);
  if (visits.length === 0) return { nothing: 'every visit has its day' };
  const { from, to, precision } = subject;
  return {
    text: texts.news.dates(
      person.name,
      { from, to, precision },
      { units: visits.map(({ unitName }) => unitName), total: visits.length, offered: OFFERED },
    ),
    offers: visits.slice(0, OFFERED).map(({ id, unitName }) => ({
      label: texts.offers.dateOf(unitName),
      action: { do: 'set_session', visit: id },
    })),
  };
}
