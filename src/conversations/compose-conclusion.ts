import type { Subject } from '../services/messages.ts';
import type { Offer } from './cursor.ts';
import type { Composition, Reader } from './reader.ts';
import { conclusionTexts as texts } from './texts-conclusions.ts';

type ConclusionSubject = Extract<Subject, { about: 'conclusion_sent' | 'conclusion_changed' }>;

/** Words a notice of conclusion, or what was put right in one, for the unit's officer. */
export async function conclusionNews(
  { services, person, calendar }: Reader,
  subject: ConclusionSubject,
): Promise<Composition> {
  const one = await services.conclusions.find(subject.conclusion);
  if (!one || one.sentAt === null) return { nothing: 'no such notice' };
  const [only, another] = one.findings;
  const remedied: Offer[] = only
    ? [
        {
          label: texts.offers.remedied,
          action: another
            ? { do: 'choose_remedied', conclusion: one.id }
            : { do: 'task_done', task: only.id },
        },
      ]
    : [];
  const offers: Offer[] = [
    { label: texts.offers.see, action: { do: 'conclusion', conclusion: one.id } },
    ...remedied,
    { label: texts.offers.difficulty, action: { do: 'ask_difficulty' } },
  ];
  if (subject.about === 'conclusion_sent')
    return { text: texts.news.sent(person.name, one, calendar), offers };
  const changed = one.findings.filter(({ no }) => subject.findings?.includes(no));
  return { text: texts.news.changed(person.name, one, changed, calendar), offers };
}
