import type { Context } from './context.ts';
import { questionTexts as texts } from './texts-questions.ts';

/** Whom the documents name for difficulties, under which these units owe something that the body follows. */
export async function printedContacts(
  { services, speaker }: Pick<Context, 'services' | 'speaker'>,
  { units, body }: { units: readonly number[]; body: number },
): Promise<string[]> {
  const owed = await services.reports.ofUnits(speaker.scope, units);
  const planIds = owed
    .filter(({ coordinatorUnitId }) => coordinatorUnitId === body)
    .map(({ planId }) => planId);
  const contacts = await services.registry.contacts([...new Set(planIds)]);
  return contacts.map((contact) => texts.contact.printed(contact));
}
