import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Scope } from '../domain/grants.ts';
import type { Services } from '../services/services.ts';
import type { Offer } from './cursor.ts';
import { reminderTexts } from './texts-reminders.ts';

/** Whom an unasked message is for, and what may be used to word it. */
export interface Reader {
  services: Services;
  calendar: OfficeCalendar;
  person: { id: number; name: string; title: string | null; scope: Scope };
  now: Date;
}

interface Composed {
  text: string;
  offers: readonly Offer[];
}

/** What was composed, or why nothing is left to say. */
export type Composition = Composed | { nothing: string };

/** Who speaks with the officer about a report: the team's support, or for a report that is not the team's the body that coordinates. */
export const callerOf = (report: {
  recipient: string;
  words: { team: string; support: string };
  coordinatorName: string;
}): string => (report.recipient.includes(report.words.team) ? report.words.support : report.coordinatorName);

/** What the officer of these reports may do about them; without a form there are no figures to enter. */
export function reportOffers(
  reports: readonly { id: number; unitName: string; title: string; formVersionId: number | null }[],
): Offer[] {
  const only = reports.length === 1 ? reports[0] : undefined;
  const hasForm = reports.some(({ formVersionId }) => formVersionId !== null);
  const figures: Offer = {
    label: reminderTexts.offers.goOn,
    action: only ? { do: 'open_report', report: only.id } : { do: 'choose_report', purpose: 'submit' },
  };
  return [
    ...(hasForm ? [figures] : []),
    {
      label: reminderTexts.offers.onPaper,
      action: only
        ? { do: 'register_document', report: only.id }
        : { do: 'choose_report', purpose: 'document' },
    },
    { label: reminderTexts.offers.difficulty, action: { do: 'ask_difficulty' } },
  ];
}
