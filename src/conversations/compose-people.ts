import { dayOf } from '../domain/office-time.ts';
import type { Subject } from '../services/messages.ts';
import { capital } from './format.ts';
import { openWork } from './open-work.ts';
import { whoIs } from './person-in-words.ts';
import type { Composition, Reader } from './reader.ts';
import { shareable } from './parts-shared.ts';
import { handOverTexts } from './texts-hand-over.ts';
import { partTexts } from './texts-parts.ts';
import { personalDataTexts as texts } from './texts-personal-data.ts';

type AboutPeople = Extract<
  Subject,
  {
    about:
      | 'handed_over'
      | 'parts_given'
      | 'parts_ended'
      | 'reminders_set'
      | 'consent_withdrawn'
      | 'erasure_asked'
      | 'erasure_declined';
  }
>;

/** Words what has changed about people: who speaks for a unit, who wants fewer messages, who wishes to be erased. */
export async function peopleNews(reader: Reader, subject: AboutPeople): Promise<Composition> {
  const { services, person, now } = reader;
  switch (subject.about) {
    case 'handed_over': {
      const [unit] = await services.people.units([subject.unit]);
      if (!unit) return { nothing: 'no such unit' };
      const open = await openWork(services, person.scope, unit.jurisdictionId, now, [unit.id]);
      return { text: handOverTexts.news(person.name, unit.name, open), offers: [] };
    }
    case 'parts_given': {
      const draft = await services.drafts.openFor(person.scope, subject.report);
      if (!draft) return { nothing: 'taken back' };
      const { report } = draft;
      const by = (await services.people.find(subject.by))?.name ?? '';
      const parts = shareable(draft).filter(({ key }) => subject.parts.includes(key));
      return {
        text: partTexts.news(person.name, report, parts, by),
        offers: [
          { label: partTexts.offers.goOn, action: { do: 'open_report', report: report.id } },
          { label: partTexts.offers.workbook, action: { do: 'workbook.get', report: report.id } },
        ],
      };
    }
    case 'parts_ended': {
      const draft = await services.drafts.openFor(person.scope, subject.report);
      if (!draft) return { nothing: 'no report of the reader’s' };
      const given = await services.sectionShares.ofReport(subject.report);
      const free = subject.parts.filter((part) => given.every((share) => share.part !== part));
      const parts = shareable(draft).filter(({ key }) => free.includes(key));
      if (parts.length === 0) return { nothing: 'given anew' };
      const one = await services.people.find(subject.person);
      const who = one && !one.erasedAt ? partTexts.known(one.name, one.title) : null;
      return {
        text: partTexts.ended(person.name, draft.report, parts, who),
        offers: [
          { label: partTexts.offers.goOn, action: { do: 'open_report', report: subject.report } },
          { label: partTexts.offers.giveAnew, action: { do: 'workbook.share', report: subject.report } },
        ],
      };
    }
    case 'reminders_set': {
      const one = await services.people.find(subject.person);
      if (!one || one.id === person.id) return { nothing: 'nobody else' };
      if ((one.preferences.reminders ?? 'on') !== subject.reminders) return { nothing: 'changed again' };
      const who = capital(await whoIs(services, one));
      return { text: texts.remindersSet(who, subject.reminders), offers: [] };
    }
    case 'consent_withdrawn': {
      const one = await services.people.find(subject.person);
      if (!one || one.id === person.id || one.erasedAt) return { nothing: 'nobody else' };
      if (one.consentedAt !== null) return { nothing: 'agreed anew' };
      const unreached = await unreachedUnits(reader, one.id);
      return { text: texts.consentWithdrawn(capital(await whoIs(services, one)), unreached), offers: [] };
    }
    case 'erasure_asked': {
      const wish = await services.erasure.find(subject.request);
      const one = wish && (await services.people.find(wish.personId));
      if (!one || wish.state !== 'pending') return { nothing: 'decided or withdrawn' };
      return {
        text: texts.asks(capital(await whoIs(services, one)), wish.answerBy, dayOf(now)),
        offers: [
          { label: texts.offers.grant, action: { do: 'grant_erasure', request: wish.id } },
          { label: texts.offers.decline, action: { do: 'decline_erasure', request: wish.id } },
        ],
      };
    }
    case 'erasure_declined': {
      const wish = await services.erasure.find(subject.request);
      if (wish?.personId !== person.id || wish.reason === null) return { nothing: 'not declined' };
      return { text: texts.toldDeclined(person.name, wish.reason), offers: [] };
    }
  }
}

/** Units a person speaks for where no focal officer has an account a message could go to. */
async function unreachedUnits({ services, now }: Reader, personId: number): Promise<string[]> {
  const { ownUnits } = await services.people.scope(personId, now);
  const focals = await services.people.holders(ownUnits, ['focal'], now);
  const unlinked = await services.people.unlinkedHolders(ownUnits, ['focal'], now);
  const isUnlinked = new Set(unlinked.map((one) => one.personId));
  const ids = focals.filter((one) => one.personId === personId).map(({ unitId }) => unitId);
  const unreached = ids.filter((id) =>
    focals.every((one) => one.unitId !== id || isUnlinked.has(one.personId)),
  );
  return (await services.people.units([...new Set(unreached)])).map(({ name }) => name);
}
