import { dayOf, toOfficeIso } from '../domain/office-time.ts';
import type { Context, Part } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { networkName } from './networks.ts';
import { rolesInWords } from './questions-self.ts';
import { personalDataTexts as texts } from './texts-personal-data.ts';
import { offerLabels as labels, questionTexts } from './texts-questions.ts';

/** A copy is made anew whenever it is asked for. */
const EXPORT_KEPT_MS = 86_400_000;

/** What a person may ask about what is kept of them. */
export type SelfAction =
  | { do: 'my_data' }
  | { do: 'export_my_data' }
  | { do: 'wish_erasure' }
  | { do: 'confirm_erasure_wish' }
  | { do: 'withdraw_erasure_wish' }
  | { do: 'withdraw_consent' }
  | { do: 'confirm_consent_withdrawal'; erasure: boolean };

export const selfPart: Part<SelfAction, never> = {
  places: {},
  actions: {
    my_data: myData,
    export_my_data: exportMyData,
    wish_erasure: wishErasure,
    confirm_erasure_wish: confirmWish,
    withdraw_erasure_wish: withdrawWish,
    withdraw_consent: withdrawConsent,
    confirm_consent_withdrawal: confirmWithdrawal,
  },
};

type Person = NonNullable<Awaited<ReturnType<Context['services']['people']['find']>>>;

/** DULIEU: everything kept about the person. */
async function myData(context: Context): Promise<Step> {
  const { services, speaker, now } = context;
  const person = await services.people.find(speaker.id);
  const accounts = await services.people.accounts(speaker.id);
  const isConnected = accounts.some(({ state }) => state !== 'cut');
  const wish = await services.erasure.ofPerson(speaker.id);
  const text = texts.data({
    name: speaker.name,
    title: person?.title ?? null,
    unitName: person?.unitId == null ? null : (context.unitName(person.unitId) ?? null),
    phone: person?.phone ?? null,
    roles: rolesInWords(speaker.scope, context.unitName),
    accounts: accounts.map(({ bot, linkedAt, state }) =>
      texts.account(networkName(bot), dayOf(linkedAt), state),
    ),
    consentedAt: person?.consentedAt ?? null,
    style: styleInWords(context),
    reminders: isConnected && person?.preferences.reminders !== 'off',
    address: speaker.address,
    ...(await services.personalData.count(speaker.id)),
    now,
  });
  const offers: Offer[] = [
    { label: labels.wrong, action: { do: 'wrong_details' } },
    { label: labels.settings, action: { do: 'settings' } },
    { label: texts.offers.export, action: { do: 'export_my_data' } },
    wish
      ? { label: texts.offers.withdraw, action: { do: 'withdraw_erasure_wish' } }
      : { label: texts.offers.wish, action: { do: 'wish_erasure' } },
    ...(person?.consentedAt != null || isConnected
      ? [{ label: texts.offers.withdrawConsent, action: { do: 'withdraw_consent' } } as const]
      : []),
  ];
  const declined = await services.erasure.lastDeclined(speaker.id);
  const last = wish
    ? [texts.asked(wish.askedAt, wish.answerBy)]
    : declined
      ? [texts.lastDeclined(declined.decidedAt, declined.reason)]
      : [];
  return { replies: [{ text: [text, ...last].join('\n'), offers }] };
}

const styleInWords = ({ speaker: { style } }: Context): string =>
  style === null ? questionTexts.settings.styleDefault : questionTexts.settings.style[style];

/** The same as a file. Of what was said to the person only when and what kind: the units may be theirs no more. */
async function exportMyData(context: Context): Promise<Step> {
  const { services, speaker, now } = context;
  const person = await services.people.find(speaker.id);
  if (!person) return { replies: [{ text: questionTexts.outOfScope(speaker.address) }] };
  const content = await exportOf(context, person);
  const keptUntil = new Date(now.getTime() + EXPORT_KEPT_MS);
  const file = await services.files.keep(
    {
      name: texts.fileName(dayOf(now)),
      mime: 'application/json',
      bytes: new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`),
      keptUntil,
    },
    now,
  );
  return { replies: [{ text: texts.exported(now, keptUntil), files: [file] }] };
}

async function exportOf(context: Context, person: Person): Promise<Record<string, unknown>> {
  const { services, speaker, now, unitName } = context;
  const { keys } = texts;
  const accounts = await services.people.accounts(speaker.id);
  const { written, told, submissions } = await services.personalData.export(speaker.id, now);
  return {
    [keys.at]: toOfficeIso(now),
    [keys.person]: {
      [keys.name]: person.name,
      [keys.honorific]: person.honorific,
      [keys.title]: person.title,
      [keys.unit]: person.unitId === null ? null : (unitName(person.unitId) ?? null),
      [keys.phone]: person.phone,
      [keys.roles]: rolesInWords(speaker.scope, unitName),
      [keys.consent]: person.consentedAt && toOfficeIso(person.consentedAt),
    },
    [keys.settings]: {
      [keys.style]: styleInWords(context),
      [keys.address]: speaker.address,
      [keys.reminders]: texts.reminders[person.preferences.reminders ?? 'on'],
    },
    [keys.accounts]: accounts.map(({ bot, linkedAt, state }) => ({
      [keys.network]: networkName(bot),
      [keys.linked]: toOfficeIso(linkedAt),
      [keys.state]: texts.states[state],
    })),
    [keys.submissions]: submissions.map((one) => ({
      [keys.unit]: one.unitName,
      [keys.report]: one.title,
      [keys.no]: one.no,
      [keys.receipt]: one.receiptCode,
      [keys.time]: toOfficeIso(one.receivedAt),
    })),
    [keys.written]: written.map(({ bot, sentAt, payload }) => ({
      [keys.network]: networkName(bot),
      [keys.time]: toOfficeIso(sentAt),
      [keys.words]: wordsOf(payload),
    })),
    [keys.told]: told.map(({ bot, kind, sentAt }) => ({
      [keys.network]: networkName(bot),
      [keys.time]: sentAt && toOfficeIso(sentAt),
      [keys.kind]: texts.kinds[kind],
    })),
  };
}

/** What was typed, or the name of a file; a button says nothing of its own. */
function wordsOf(payload: unknown): string | null {
  const { text, name } = (payload ?? {}) as { text?: unknown; name?: unknown };
  if (typeof text === 'string') return text;
  return typeof name === 'string' ? name : null;
}

/** Somebody else decides on it, so it is confirmed first. */
export async function wishErasure({ services, speaker }: Context): Promise<Step> {
  const wish = await services.erasure.ofPerson(speaker.id);
  if (wish) {
    const offers: Offer[] = [{ label: texts.offers.withdraw, action: { do: 'withdraw_erasure_wish' } }];
    return { replies: [{ text: texts.asked(wish.askedAt, wish.answerBy), offers }], place: { name: 'idle' } };
  }
  const offers: Offer[] = [
    {
      label: texts.offers.confirmWish,
      words: ['gửi', 'đồng ý', 'có', 'ok'],
      action: { do: 'confirm_erasure_wish' },
    },
    { label: texts.offers.keep, words: ['không', 'thôi', 'dừng', 'hủy'], action: { do: 'cancel' } },
  ];
  return { replies: [{ text: texts.wish, offers }], place: { name: 'idle' } };
}

async function confirmWish({ services, speaker, now }: Context): Promise<Step> {
  const before = await services.erasure.ofPerson(speaker.id);
  if (before) return conclude(texts.asked(before.askedAt, before.answerBy));
  const { answerBy, decider } = await services.erasure.ask(speaker.id, now);
  const isOwn = decider === 'nobody' && speaker.scope.coordinates.length > 0;
  return conclude(texts.wished(answerBy, isOwn ? 'own' : decider));
}

async function withdrawWish({ services, speaker, now }: Context): Promise<Step> {
  const isWithdrawn = await services.erasure.withdraw(speaker.id, now);
  return conclude(isWithdrawn ? texts.withdrawn : texts.nothingWished);
}

/** Consent is the person's own to take back: what follows is said first, and then done at once. */
async function withdrawConsent({ services, speaker, now }: Context): Promise<Step> {
  const wish = await services.erasure.ofPerson(speaker.id);
  const isHeard = await services.consent.isHeard(speaker.id, now);
  const offers: Offer[] = [
    {
      label: texts.offers.withdrawConsent,
      words: ['xác nhận', 'rút', 'rút lại', 'có', 'ok'],
      action: { do: 'confirm_consent_withdrawal', erasure: false },
    },
    ...(wish
      ? []
      : [
          {
            label: texts.offers.withdrawAndErase,
            action: { do: 'confirm_consent_withdrawal', erasure: true } as const,
          },
        ]),
    { label: texts.offers.keep, words: ['không', 'thôi', 'dừng', 'hủy'], action: { do: 'cancel' } },
  ];
  return { replies: [{ text: texts.withdrawConsent(isHeard), offers }], place: { name: 'idle' } };
}

/** The answer is the last word in every chat: none of them is the person's any more. */
async function confirmWithdrawal(
  { services, speaker, now }: Context,
  { erasure }: { erasure: boolean },
): Promise<Step> {
  const withdrawn = await services.consent.withdraw(speaker.id, now);
  if (!withdrawn) return conclude(texts.noConsent);
  const wish = erasure
    ? await services.erasure.ask(speaker.id, now)
    : await services.erasure.ofPerson(speaker.id);
  const text = texts.consentIsWithdrawn(withdrawn.told > 0, wish?.answerBy ?? null, now);
  if (withdrawn.chats.length === 0) return conclude(text);
  await services.messages.takeLeave(withdrawn.chats, text, now);
  return { replies: [], place: { name: 'idle' } };
}

const conclude = (text: string): Step => ({ replies: [{ text }], place: { name: 'idle' } });
