import { hourOf } from '../domain/office-time.ts';
import type { Linking } from '../services/people.ts';
import type { Services } from '../services/services.ts';
import type { Content } from './message.ts';
import { texts } from './texts.ts';

/** Letters and digits people may put between the parts of a code, and how long a code is at most with them. */
const MAYBE_CODE = /^[0-9A-Za-z][0-9A-Za-z -]{6,14}$/;

/** What is said to a chat nobody is linked to: the code is asked for, and nothing else is stored. */
export async function greetStranger(
  services: Services,
  chat: { bot: string; chatId: string },
  content: Content,
  now: Date,
): Promise<{ text: string; personId: number | null }> {
  const code = codeIn(content);
  if (code === undefined) return { text: texts.askForCode, personId: null };
  const linking = await services.people.link({ ...chat, code }, now);
  if (linking.kind !== 'linked') return { text: refusalText(linking), personId: null };
  const person = await services.people.find(linking.personId);
  const [unit] = person?.unitId == null ? [] : await services.people.units([person.unitId]);
  const position = [person?.title, unit?.name].filter((part) => part != null && part !== '').join(', ');
  return { text: texts.linked(person?.name ?? '', position), personId: linking.personId };
}

function codeIn(content: Content): string | undefined {
  if (content.kind === 'start') return content.code === '' ? undefined : content.code;
  if (content.kind !== 'text') return undefined;
  const typed = content.text.trim().replace(/^\/start\s+/i, '');
  return MAYBE_CODE.test(typed) && /\d/.test(typed) ? typed : undefined;
}

function refusalText(linking: Exclude<Linking, { kind: 'linked' }>): string {
  switch (linking.kind) {
    case 'wrong_code':
      return texts.wrongCode(linking.triesLeft);
    case 'expired':
      return texts.codeExpired;
    case 'used':
      return texts.codeUsed;
    case 'locked':
      return texts.codeLocked(hourOf(linking.until));
  }
}
