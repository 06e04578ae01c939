import type { Scope } from '../domain/grants.ts';
import { fold } from '../language/fold.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { offerLabels as labels, questionTexts as texts } from './texts-questions.ts';

/** Every hat a person wears. */
export function rolesInWords(scope: Scope, unitName: (id: number) => string | undefined): string[] {
  const { ownUnits, coordinates, leads, sitsOn, fills, isAdmin } = scope;
  const named = (ids: readonly number[], word: (name: string) => string): string[] =>
    [...new Set(ids)].flatMap((id) => {
      const name = unitName(id);
      return name === undefined ? [] : [word(name)];
    });
  return [
    ...named(ownUnits, texts.roles.own),
    ...named(coordinates, texts.roles.coordinator),
    ...(leads.length > 0 ? [texts.roles.leads(leads.length)] : []),
    ...(sitsOn.length > 0 ? [texts.roles.sits(sitsOn.length)] : []),
    ...(fills.length > 0 ? [texts.roles.fills(fills.length)] : []),
    ...(isAdmin ? [texts.roles.admin] : []),
  ];
}

const ADDRESSES = ['đồng chí', 'ông', 'bà', 'anh', 'chị'] as const;
export type Address = (typeof ADDRESSES)[number];

/** What may be changed; words that name one thing lead straight to it. */
export async function settings(
  context: Context,
  { setting = '', value }: { setting?: string; value?: string | number },
): Promise<Step> {
  const meant = fold(`${setting} ${value ?? ''}`);
  const address = ADDRESSES.find((one) => /xung ho|goi|address/.test(meant) && meant.includes(fold(one)));
  if (address) return setAddress(context, address);
  if (/unit|don vi|co quan/.test(meant)) {
    return {
      replies: [
        { text: texts.settings.unit, offers: [{ label: labels.wrong, action: { do: 'wrong_details' } }] },
      ],
    };
  }
  if (/one_by_one|tung cau/.test(meant)) return setStyle(context, 'one_by_one');
  if (/batch|nhieu cau|nam cau/.test(meant)) return setStyle(context, 'batch');
  const heading = /hour|gio|time|summary/.test(meant)
    ? texts.settings.hours
    : /language|ngon ngu|tieng/.test(meant)
      ? texts.settings.language
      : texts.settings.heading;
  const person = await context.services.people.find(context.speaker.id);
  const isOff = person?.preferences.reminders === 'off';
  const offers: Offer[] = [
    { label: labels.oneByOne, action: { do: 'set_style', style: 'one_by_one' } },
    { label: labels.batch, action: { do: 'set_style', style: 'batch' } },
    isOff
      ? { label: labels.resume, action: { do: 'resume_reminders' } }
      : { label: labels.stop, action: { do: 'stop_reminders' } },
    ...ADDRESSES.filter((one) => one !== context.speaker.address).map((one) => ({
      label: `Xưng hô "${one}"`,
      action: { do: 'set_address' as const, address: one },
    })),
  ];
  return { replies: [{ text: heading, offers }] };
}

export async function setStyle({ services, speaker }: Context, style: 'one_by_one' | 'batch'): Promise<Step> {
  await services.people.setPreferences(speaker.id, { style });
  return turned(texts.settings.styleSet(style));
}

export async function setAddress({ services, speaker }: Context, address: Address): Promise<Step> {
  await services.people.setPreferences(speaker.id, { address });
  return turned(texts.settings.addressSet(address));
}

/** Those who coordinate the units hear of it; access is as before. */
export async function setReminders(
  { services, speaker, now }: Context,
  reminders: 'on' | 'off',
): Promise<Step> {
  const person = await services.people.find(speaker.id);
  const isOff = person?.preferences.reminders === 'off';
  if (isOff === (reminders === 'off'))
    return turned(isOff ? texts.settings.alreadyStopped : texts.settings.alreadyOn);
  const isTold = await services.personalData.setReminders(speaker.id, reminders, now);
  return turned(reminders === 'off' ? texts.settings.stopped(isTold) : texts.settings.resumed);
}

/** A setting is told in the place of the choices. */
const turned = (text: string): Step => ({ replies: [{ text, edits: true }] });
