import { isOnlyFiller, overseesOthers } from '../domain/grants.ts';
import { codeAmongWords, isCodeShaped, maybeCode } from '../domain/link-code.ts';
import type { Agreed, Linked, Proved } from '../services/linking.ts';
import type { Services } from '../services/services.ts';
import type { Part } from './context.ts';
import type { Action, Offer, Reply } from './cursor.ts';
import type { Content } from './message.ts';
import { networkName } from './networks.ts';
import { offerByNumber, offerByWords } from './offers.ts';
import { openWork } from './open-work.ts';
import { rolesInWords } from './questions-self.ts';
import { paperInWords } from './texts-task-detail.ts';
import { contactInWords } from './texts-questions.ts';
import { linkingTexts as texts } from './texts-linking.ts';

/** What a chat nobody is linked to is asked; the person is the one its code or telephone number named. */
export type LinkingAction =
  | { do: 'agree_to_link'; person: number }
  | { do: 'decline_to_link'; person: number }
  | { do: 'see_privacy_notice'; person: number };

/** What is known of a chat nobody is linked to. */
export interface Stranger {
  services: Services;
  bot: string;
  chatId: string;
  /** Whether the network has buttons, one for the own telephone number among them. */
  hasButtons: boolean;
  now: Date;
}

/** What a stranger says; a pressed button has been looked up. */
export type StrangerHeard =
  Exclude<Content, { kind: 'press' }> | { kind: 'pressed'; offer: Offer | undefined };

export interface Greeting {
  text: string;
  offers?: readonly Offer[];
  files?: NonNullable<Reply['files']>;
  asksContact?: boolean;
  /** The question it belongs to, of somebody whose chat it was. */
  revision?: number;
  /** Whose account the chat is now. */
  personId: number | null;
  /** A right code, or a known telephone number, was shown here: not just anybody asks. */
  isProved?: true;
  /** What is not kept of what was said: nothing, this update, or all the chat ever said as a stranger. */
  forget?: 'this' | 'all';
  /** Chats that were the person's until now, and the last word to them. */
  farewell?: { chats: Linked['replaced']; text: string };
}

/** Long after the question was answered its buttons still hang there. */
export const linkingPart: Part<LinkingAction, never> = {
  places: {},
  actions: {
    agree_to_link: () => Promise.resolve({ replies: [{ text: texts.alreadyLinked }] }),
    decline_to_link: () => Promise.resolve({ replies: [{ text: texts.alreadyLinked }] }),
    see_privacy_notice: async ({ services, speaker, bot, now }) => ({
      replies: [{ text: texts.notice((await officeOf(services, speaker.id, now)).office, networkName(bot)) }],
    }),
  },
};

/** What is said to a chat nobody is linked to: a code is asked for, then consent, and nothing else is stored. */
export async function greetStranger(stranger: Stranger, heard: StrangerHeard): Promise<Greeting> {
  const { services } = stranger;
  const awaited = await services.linking.awaited(stranger);
  if (heard.kind === 'contact')
    return answerProof(stranger, await services.linking.byPhone(stranger, heard.phone, stranger.now));
  const code = codeIn(heard, awaited !== undefined);
  if (code !== undefined)
    return answerProof(stranger, await services.linking.byCode(stranger, code, stranger.now));
  if (awaited === undefined) return askForCode(stranger);
  const action = answerIn(heard, awaited);
  if (action?.person !== awaited) return askConsent(stranger, awaited, texts.answerConsent);
  switch (action.do) {
    case 'agree_to_link':
      return answerConsent(stranger, await services.linking.agree(stranger, awaited, stranger.now));
    case 'decline_to_link': {
      const { cameBy } = await services.linking.decline(stranger, stranger.now);
      return { text: texts.declined(cameBy), personId: null, forget: 'all' };
    }
    case 'see_privacy_notice': {
      const { office } = await officeOf(services, awaited, stranger.now);
      return askConsent(stranger, awaited, texts.notice(office, networkName(stranger.bot)));
    }
  }
}

function codeIn(heard: StrangerHeard, isAsked: boolean): string | undefined {
  if (heard.kind === 'start') return heard.code === '' ? undefined : heard.code;
  if (heard.kind !== 'text') return undefined;
  const typed = heard.text.trim().replace(/^\/start\s+/i, '');
  return (isAsked ? isCodeShaped(typed) : maybeCode(typed)) ? typed : codeAmongWords(typed);
}

/** The answer to the question of consent: by button, number or word. */
function answerIn(heard: StrangerHeard, person: number): LinkingAction | undefined {
  const offers = consentOffers(person);
  const chosen =
    heard.kind === 'pressed'
      ? heard.offer
      : heard.kind === 'text'
        ? (offerByWords(offers, heard.text) ?? offerByNumber(offers, heard.text))
        : undefined;
  return chosen && isLinking(chosen.action) ? chosen.action : undefined;
}

const isLinking = (action: Action): action is LinkingAction => action.do in linkingPart.actions;

const consentOffers = (person: number): Offer[] => [
  {
    label: texts.offers.agree,
    words: ['tôi đồng ý', 'em đồng ý', 'vâng', 'có', 'được', 'ok', 'oke', 'okay', 'nhất trí'],
    action: { do: 'agree_to_link', person },
  },
  {
    label: texts.offers.decline,
    words: ['không', 'tôi không đồng ý', 'em không đồng ý', 'ko', 'ko đồng ý', 'từ chối', 'thôi'],
    action: { do: 'decline_to_link', person },
  },
  {
    label: texts.offers.notice,
    words: ['xem', 'xem thông báo', 'xem đầy đủ'],
    action: { do: 'see_privacy_notice', person },
  },
];

function askForCode({ hasButtons }: Stranger, text: string = texts.askForCode): Greeting {
  return { text: hasButtons ? `${text}\n\n${texts.orPhone}` : text, personId: null, asksContact: true };
}

async function askConsent(stranger: Stranger, person: number, text?: string): Promise<Greeting> {
  const { services, bot, now } = stranger;
  return {
    text: text ?? texts.consent(await officeOf(services, person, now), networkName(bot)),
    offers: consentOffers(person),
    personId: null,
    isProved: true,
  };
}

/** Nobody of the unit is named before they have agreed: only the bodies they report to, and what their papers print. */
async function officeOf(
  services: Services,
  person: number,
  now: Date,
): Promise<Parameters<typeof texts.consent>[0]> {
  const { unitIds, papers } = await services.linking.offices(person, now);
  const bodies = await services.people.units(unitIds);
  const contacts = papers.flatMap(({ contact }) => contact ?? []).map(contactInWords);
  return {
    office: bodies.length === 0 ? texts.someOffice : bodies.map(({ name }) => name).join(', '),
    papers: papers.map(paperInWords),
    contacts: [...new Set(contacts)],
  };
}

async function answerProof(stranger: Stranger, proved: Proved): Promise<Greeting> {
  const greeting = await worded();
  return { ...greeting, forget: 'this' };

  function worded(): Promise<Greeting> | Greeting {
    switch (proved.kind) {
      case 'asks_consent':
        return askConsent(stranger, proved.personId);
      case 'wrong_code':
        return { text: texts.wrongCode(proved.triesLeft), personId: null, asksContact: true };
      case 'unknown_phone':
        return { text: texts.unknownPhone(proved.triesLeft), personId: null };
      default:
        return answerConsent(stranger, proved);
    }
  }
}

async function answerConsent(stranger: Stranger, agreed: Agreed): Promise<Greeting> {
  switch (agreed.kind) {
    case 'linked':
      return welcome(stranger, agreed);
    case 'expired':
      return { text: texts.codeExpired, personId: null };
    case 'used':
      return { text: texts.codeUsed, personId: null };
    case 'locked':
      return { text: texts.locked(agreed.until), personId: null };
    case 'not_asked':
      return askForCode(stranger);
  }
}

/** Who they are now, what waits for them, and how to ask for it. */
async function welcome({ services, bot, now }: Stranger, linked: Linked): Promise<Greeting> {
  const { personId, others, replaced } = linked;
  const person = await services.people.find(personId);
  const scope = await services.people.scope(personId, now);
  const ids = [...scope.ownUnits, ...scope.coordinates, ...(person?.unitId == null ? [] : [person.unitId])];
  const names = new Map((await services.people.units(ids)).map(({ id, name }) => [id, name]));
  const unitName = person?.unitId == null ? undefined : names.get(person.unitId);
  const text = texts.linked({
    name: person?.name ?? '',
    position: [person?.title, unitName].filter((part) => part != null && part !== '').join(', '),
    roles: rolesInWords(scope, (id) => names.get(id)),
    open: await openWork(services, scope, person?.jurisdictionId ?? 0, now),
    others: [...new Set(others.map(networkName))].filter((name) => name !== networkName(bot)),
    hasReplaced: replaced.length > 0,
    network: networkName(bot),
    commands: overseesOthers(scope) ? 'overseer' : isOnlyFiller(scope) ? 'filler' : 'officer',
  });
  return {
    text,
    personId,
    asksContact: false,
    ...(replaced.length > 0 && { farewell: { chats: replaced, text: texts.replaced } }),
  };
}
