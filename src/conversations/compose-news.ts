import { dayOf } from '../domain/office-time.ts';
import type { Subject } from '../services/messages.ts';
import type { Services } from '../services/services.ts';
import { adviceOf } from './coordinator-delivery.ts';
import type { Offer } from './cursor.ts';
import { deadlineInWords, hourInWords, momentInWords, weekdayThenDay, windowInWords } from './format.ts';
import { formChanged } from './compose-form-change.ts';
import { callerOf, reportOffers, type Composition, type Reader } from './reader.ts';
import { deliveryTexts } from './texts-coordinator-delivery.ts';
import { newsTexts, reminderTexts } from './texts-reminders.ts';

/** Words what has happened for those it concerns, unless it no longer holds. */
export async function news(
  { services, person, now }: Reader,
  subject: Exclude<
    Subject,
    {
      about:
        | 'morning'
        | 'last_call'
        | 'digest'
        | 'visit_announced'
        | 'visit_moved'
        | 'visit_planned'
        | 'visit_cancelled'
        | 'visit_joined'
        | 'visit_reports'
        | 'visit_dates'
        | 'conclusion_sent'
        | 'conclusion_changed'
        | 'task_completion_decided'
        | 'task_extension_declined'
        | 'task_day_moved'
        | 'task_arisen'
        | 'handed_over'
        | 'parts_given'
        | 'parts_ended'
        | 'reminders_set'
        | 'consent_withdrawn'
        | 'erasure_asked'
        | 'erasure_declined';
    }
  >,
): Promise<Composition> {
  const nameOf = async (id: number | null): Promise<string> =>
    id === null ? '' : ((await services.people.find(id))?.name ?? '');
  switch (subject.about) {
    case 'supplement_asked': {
      const request = await services.supplements.find(subject.request);
      const report = request && (await services.reports.find(request.dueReportId));
      if (!report || request.answeredAt) return { nothing: 'answered' };
      const text = newsTexts.supplement(
        person.name,
        report.title,
        report.unitName,
        await nameOf(request.askedBy),
        request.text,
        request.dueOn,
      );
      return {
        text,
        offers: [
          { label: reminderTexts.offers.goOn, action: { do: 'open_report', report: report.id } },
          difficultyOffer,
        ],
      };
    }
    case 'difficulty_asked': {
      const one = await services.difficulties.find(subject.difficulty);
      if (!one || one.answeredAt) return { nothing: 'answered' };
      return {
        text: newsTexts.difficultyAsked(one.unitName, await nameOf(one.askedBy), one.text),
        offers: [{ label: 'Trả lời', action: { do: 'answer_difficulty', difficulty: one.id } }],
      };
    }
    case 'difficulty_answered': {
      const one = await services.difficulties.find(subject.difficulty);
      if (!one || one.answer === null) return { nothing: 'no answer' };
      return {
        text: newsTexts.difficultyAnswered(person.name, one.text, one.answer, await nameOf(one.answeredBy)),
        offers: [],
      };
    }
    case 'budget': {
      const month = (await services.delivery.months(now)).find(({ bot }) => bot === subject.bot);
      if (!month || month.state === 'plenty') return { nothing: 'the month is no longer short' };
      const { bot, used, perMonth, expected } = month;
      const { alarm } = deliveryTexts.budget;
      return {
        text: `${alarm(bot, month.month, used, perMonth, expected)}\n${adviceOf(month)}\nTrân trọng.`,
        offers: [],
      };
    }
    case 'urged': {
      const report = await services.reports.find(subject.report);
      if (!report || report.settledAt) return { nothing: 'received' };
      const due = deadlineInWords(report);
      const { unitName, title, recipient, unitLevel } = report;
      return {
        text: newsTexts.urged(person.name, unitName, title, due, recipient, unitLevel === 'vertical'),
        offers: reportOffers([report]),
      };
    }
    case 'head_notice': {
      const approval = await services.approvals.find(subject.approval);
      const report = approval && (await services.reports.find(approval.dueReportId));
      if (!report || approval.state !== 'approved') return { nothing: 'not approved' };
      if (report.settledAt) return { nothing: 'received' };
      const isOverdue = report.lastDay !== null && dayOf(now) > report.lastDay;
      if (approval.version !== report.version || !isOverdue) return { nothing: 'the deadline has moved' };
      const visit = report.visitId === null ? undefined : await services.visits.find(report.visitId);
      return {
        text: newsTexts.headNotice({
          name: person.name,
          position: person.title ?? '',
          support: callerOf(report),
          team: report.recipient,
          title: report.title,
          unitName: report.unitName,
          due: deadlineInWords(report),
          clock: momentInWords(now),
          session: visit ? sessionInWords(visit) : null,
          approver: await nameOf(approval.decidedBy),
        }),
        offers: [
          { label: reminderTexts.offers.onPaper, action: { do: 'register_document', report: report.id } },
        ],
      };
    }
    case 'extension_recorded': {
      const extension = await services.extensions.find(subject.extension);
      const report = extension && (await services.reports.find(extension.dueReportId));
      if (!report) return { nothing: 'no such extension' };
      const { fromDay, toDay, paperNumber: number, paperDate: date } = extension;
      return {
        text: newsTexts.extended(person.name, report.title, report.unitName, fromDay, toDay, {
          number,
          date,
        }),
        offers: [],
      };
    }
    case 'report_received': {
      const report = await services.reports.find(subject.report);
      if (!report) return { nothing: 'no such report' };
      return { text: newsTexts.received(report.unitName, report.title), offers: [] };
    }
    case 'form_changed':
      return formChanged({ services, person }, subject.moves);
  }
}

const difficultyOffer: Offer = { label: reminderTexts.offers.difficulty, action: { do: 'ask_difficulty' } };

type VisitView = NonNullable<Awaited<ReturnType<Services['visits']['find']>>>;

const sessionInWords = (visit: VisitView): string =>
  visit.sessionAt
    ? `lúc ${hourInWords(visit.sessionAt)}, ${weekdayThenDay(dayOf(visit.sessionAt))}`
    : windowInWords({ from: visit.startsOn, to: visit.endsOn, precision: visit.precision });
