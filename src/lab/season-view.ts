import { randomBytes } from 'node:crypto';
import type { OfficeCalendar } from '../domain/calendar.ts';
import { hourOf } from '../domain/office-time.ts';
import type { Came } from './entry.ts';
import { forecast } from './forecast.ts';
import type { Html } from './page.ts';
import { planName } from './page-link.ts';
import { phone, phoneEntry } from './page-phone.ts';
import { seasonMain } from './page-season.ts';
import { forecastPanel, momentLine, sentPanel, sharePanel, stepsList } from './page-side.ts';
import { byOffice, personWords, type PersonWords } from './people-words.ts';
import { progressIn } from './prepared.ts';
import { shellCommand } from './recording.ts';
import type { OpenSeason } from './seasons.ts';
import { MOST_PHONES, readHolding, situationQuery, type Holding, type Situation } from './situation.ts';
import type { Entry } from './entry.ts';

/** Entries of one phone that a page begins with; a phone scrolls back no further. */
const ENTRIES_SHOWN = 150;

/** What one page of a season shows: the season, and whose phones stand on it. */
export interface View {
  one: OpenSeason;
  /** Whose phones, in order. */
  phones: readonly string[];
  /** `http://127.0.0.1:3000`. */
  origin: string;
}

export const baseOf = ({ id }: OpenSeason): string => `/phien/${id}`;

/** The phones a query asks for, of people who are there, or those the season began with. */
export function phonesIn({ season, situation }: OpenSeason, query: URLSearchParams): string[] {
  const asked = query
    .getAll('may')
    .map((text) => readHolding(text)?.who)
    .filter((who) => who !== undefined && season.member(who) !== undefined);
  const known = [...new Set(asked)].filter((who) => who !== undefined).slice(0, MOST_PHONES);
  return known.length > 0 ? known : situation.phones.map(({ who }) => who);
}

const holding = ({ season }: OpenSeason, phones: readonly string[]): Holding[] =>
  phones.map((who) => ({ who, network: season.networkOf(who) }));

/** The address of a season with these phones; it says all that is needed to begin again. */
export function hereOf({ one, phones }: Pick<View, 'one' | 'phones'>): string {
  const situation: Situation = { ...one.situation, phones: holding(one, phones) };
  return `${baseOf(one)}?${situationQuery(situation)}`;
}

/** Known by the server when it comes a second time. */
const mark = (): string => randomBytes(9).toString('base64url');

const wordsOf = ({ season, plan }: OpenSeason, who: string): PersonWords =>
  personWords(season.member(who) ?? { who, name: who }, plan.words);

const entriesOf = ({ season }: OpenSeason, who: string): Entry[] =>
  season.entries().filter((entry) => entry.who === who);

/** An entry as it is added to a phone that shows all before it. */
export function entryHtml(view: View, entry: Entry): Html {
  const before = entriesOf(view.one, entry.who).findLast(({ seq }) => seq < entry.seq);
  const index = view.phones.indexOf(entry.who);
  return phoneEntry(entry, baseOf(view.one), `${hereOf(view)}#may-${index}`, before);
}

/** The clock as a page shows it. */
export const clockOf = ({ season, clock }: OpenSeason) => ({
  hour: hourOf(season.now()),
  moment: momentLine(season.now()),
  speed: clock.speed(),
});

/** What changes beside the phones, part by part. */
export async function sideOf(
  view: View,
  calendar: OfficeCalendar,
): Promise<{ steps: Html | undefined; forecast: Html; sent: Html }> {
  const { one, phones } = view;
  const { season, plan, prepared } = one;
  const here = hereOf(view);
  const now = season.now();
  const expected = await season.transact((services) => forecast(services, { plan, calendar, now }));
  const came = season
    .entries()
    .filter((entry): entry is Came => entry.kind === 'came')
    .slice(-30)
    .toReversed();
  return {
    steps:
      prepared &&
      stepsList({
        base: baseOf(one),
        here,
        steps: prepared.steps,
        ...progressIn(prepared.steps, season.entries(), one.startedAfter),
        mark,
      }),
    forecast: forecastPanel(expected),
    sent: sentPanel(
      came.map((entry) => ({
        came: entry,
        person: wordsOf(one, entry.who),
        open: phones.includes(entry.who) ? undefined : withPhone(view, entry.who),
      })),
    ),
  };
}

/** The link that opens the season as it stands, but for what was said in it. */
export function linkOf({ one, phones, origin }: View): string {
  const { season, prepared, situation } = one;
  const query = situationQuery({
    ...situation,
    at: season.now(),
    from: prepared ? null : (situation.from ?? situation.at),
    phones: holding(one, phones),
  });
  return `${origin}/tinh-huong?${query}`;
}

/** The page with one phone more, in the place of the last where there is no room. */
const withPhone = ({ one, phones }: View, who: string): string =>
  hereOf({ one, phones: [...phones.slice(0, MOST_PHONES - 1), who] });

/** The page of a season, and the newest entry on it. */
export async function seasonPage(
  view: View,
  { calendar, notice }: { calendar: OfficeCalendar; notice: string | undefined },
): Promise<{ main: Html; seq: number }> {
  const { one, phones } = view;
  // First what takes time: from here on nothing happens between the number and the entries.
  const side = await sideOf(view, calendar);
  const { season, plan, prepared, clock } = one;
  const base = baseOf(one);
  const here = hereOf(view);
  const now = season.now();
  const main = seasonMain({
    base,
    here,
    title: prepared?.title ?? plan.jurisdiction.name,
    about: planName(plan),
    now,
    speed: clock.speed(),
    notice,
    ...side,
    share: sharePanel({
      link: linkOf(view),
      script: shellCommand(season.script()),
      download: `${base}/ban-ghi`,
    }),
    phones: phones.map((who, index) => {
      const person = wordsOf(one, who);
      const others = phones.filter((other) => other !== who);
      const html = phone({
        base,
        here,
        index,
        person,
        network: season.networkOf(who),
        now,
        entries: entriesOf(one, who).slice(-ENTRIES_SHOWN),
        without: others.length === 0 ? undefined : hereOf({ one, phones: others }),
        mark,
      });
      return { person, html };
    }),
    people: byOffice(season.cast, plan.words),
    mark,
  });
  return { main, seq: season.lastSeq() };
}
