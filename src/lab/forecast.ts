import { plannedInWords } from '../conversations/coordinator-sending.ts';
import { sendingTexts } from '../conversations/texts-coordinator-sending.ts';
import { listed } from '../conversations/lists.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import { addDays } from '../domain/day.ts';
import { dayOf, hourOf, momentOf } from '../domain/office-time.ts';
import type { Plan } from '../domain/plan.ts';
import type { Subject } from '../services/messages.ts';
import type { Services } from '../services/services.ts';
import { labTexts as texts } from './texts.ts';

/** Days looked ahead, and names told at most of those who get the same. */
const DAYS = 5;
const NAMES = 3;

/** Something the bot is going to send by itself, as things stand now. */
export interface Expected {
  at: Date;
  /** Where it is not one moment: "07:00 mỗi ngày làm việc". */
  when?: string;
  to: string;
  why: string;
}

/** What leaves in the next days, to whom and why; each is asked again just before it leaves. */
export async function forecast(
  services: Services,
  { plan, calendar, now }: { plan: Plan; calendar: OfficeCalendar; now: Date },
): Promise<Expected[]> {
  const end = momentOf(addDays(dayOf(now), DAYS + 1));
  const names = new Set([
    plan.coordinator,
    ...plan.visits.map(({ coordinator }) => coordinator),
    ...plan.obligations.map(({ coordinator }) => coordinator),
  ]);
  const bodies = (await services.registry.units()).filter(({ name }) => names.has(name)).map(({ id }) => id);
  const planned = await services.reminders.plannedOf(bodies, now, end);
  const groups = new Map<string, { at: Date; why: string; units: string[] }>();
  for (const one of planned) {
    if (one.settledAt) continue;
    const why = plannedInWords({ calendar }, one);
    const key = `${one.fireAt.getTime()} ${why}`;
    const group = groups.get(key) ?? { at: one.fireAt, why, units: [] };
    if (!group.units.includes(one.unitName)) group.units.push(one.unitName);
    groups.set(key, group);
  }
  const expected: Expected[] = [...groups.values()].map(({ at, why, units }) => ({
    at,
    why,
    to: texts.forecast.officers(listed(units, NAMES)),
  }));
  // Which mornings bring something new is not known before: one line for all of them.
  const morning = await services.digests.nextAt(now);
  if (morning < end)
    expected.push({
      at: morning,
      when: texts.forecast.eachWorkingDay(hourOf(morning)),
      to: texts.forecast.readers(plan.words.lead),
      why: texts.forecast.digest,
    });
  for (const { notBefore, personId, subject } of await services.messages.waiting()) {
    if (notBefore > end) continue;
    const person = personId === null ? undefined : await services.people.find(personId);
    expected.push({ at: notBefore, to: person?.name ?? '', why: newsInWords(subject as Subject | null) });
  }
  return expected.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function newsInWords(subject: Subject | null): string {
  const news: Partial<Record<Subject['about'], string>> = sendingTexts.tomorrow.news;
  return (subject && news[subject.about]) ?? texts.forecast.news;
}
