import { NETWORKS, type NetworkLike } from '../channels/terminal.ts';
import { parseMoment, toOfficeIso } from '../domain/office-time.ts';

/** Who holds a phone on the page, and of which network it is. */
export interface Holding {
  who: string;
  network: NetworkLike;
}

/** What a visitor starts from: a plan, a moment of it, who holds the phones. */
export interface Situation {
  plan: string;
  at: Date;
  /** When time began, if before `at`: what happened by itself in between is on the phones too. */
  from: Date | null;
  /** Key of a situation prepared by a script; null: the plan as it is at that moment, nothing done yet. */
  prepared: string | null;
  phones: readonly Holding[];
}

/** As many as stand side by side. */
export const MOST_PHONES = 4;
const LONGEST_WHO = 200;

/** The query of a link that opens this situation again; people read it, so moments stay without seconds where they can. */
export function situationQuery({ plan, at, from, prepared, phones }: Situation): string {
  const query = new URLSearchParams({ 'ke-hoach': plan, luc: shortMoment(at) });
  if (from !== null) query.set('tu', shortMoment(from));
  if (prepared !== null) query.set('tinh-huong', prepared);
  for (const { who, network } of phones) query.append('may', `${network}:${who}`);
  return query.toString();
}

/** What a link says; undefined where it is none of ours. Whether plan and people exist is not asked here. */
export function readSituation(query: URLSearchParams): Situation | undefined {
  const plan = query.get('ke-hoach') ?? '';
  const at = parseMoment(query.get('luc') ?? '');
  const given = query.get('tu');
  const from = given === null ? null : parseMoment(given);
  const prepared = query.get('tinh-huong');
  const phones = query.getAll('may').map(readHolding);
  const isSound = isKey(plan) && (prepared === null || isKey(prepared)) && phones.length <= MOST_PHONES;
  if (!isSound || !at || from === undefined || phones.includes(undefined)) return undefined;
  return {
    plan,
    at,
    from: from && from < at ? from : null,
    prepared,
    phones: phones.filter((one) => one !== undefined),
  };
}

export function readHolding(text: string): Holding | undefined {
  const split = text.indexOf(':');
  const network = NETWORKS.find((one) => one === text.slice(0, Math.max(0, split)));
  const who = text.slice(split + 1);
  return network && who !== '' && who.length <= LONGEST_WHO ? { who, network } : undefined;
}

const shortMoment = (at: Date): string => toOfficeIso(at).replace(/(:00)?\+07:00$/, '');

const isKey = (text: string): boolean => /^[a-z0-9-]{1,60}$/.test(text);
