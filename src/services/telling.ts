import type { Day } from '../domain/day.ts';
import type { Role } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import type { ReminderPolicy } from '../domain/reminder-policy.ts';
import type { Db } from '../store/connect.ts';
import * as grants from '../store/grants.ts';
import type { Environment } from './environment.ts';
import { createMessages, type Subject } from './messages.ts';

/** Whom a piece of news goes to, and whom it cannot reach, by name. */
export interface Told {
  reached: string[];
  /** Holders of the role without an account a message could go to. */
  unreached: string[];
}

export interface ToTell {
  unitId: number;
  role: Role;
  /** Without the person: `visit:3:announced:v2`. */
  key: string;
  subject: Subject;
  /** Somebody else it concerns: the lead of a moved visit. */
  also?: readonly (number | null)[];
  usefulUntil?: Date | null;
  /** The day of the visit it is about. */
  visitOn?: Day;
  policy: ReminderPolicy;
}

/** Tells the holders of a role of a unit. */
export function createTelling(db: Db, env: Environment) {
  const messages = createMessages(db, env);
  return async (news: ToTell, now: Date): Promise<Told> => {
    const holders = await grants.holders(db, [news.unitId], [news.role], dayOf(now));
    const names = new Map(holders.map(({ personId, name }) => [personId, name]));
    const others = (news.also ?? []).filter((id) => id !== null);
    const ids = [...new Set([...names.keys(), ...others])];
    const { unreached } = await messages.tell(
      ids.map((personId) => ({
        personId,
        key: `${news.key}:${personId}`,
        subject: news.subject,
        usefulUntil: news.usefulUntil ?? null,
        ...(news.visitOn && { visitOn: news.visitOn }),
      })),
      now,
      news.policy,
    );
    const isUnreached = new Set(unreached);
    const split = (wanted: boolean): string[] =>
      [...names].flatMap(([id, name]) => (isUnreached.has(id) === wanted ? [name] : []));
    return { reached: split(false), unreached: split(true) };
  };
}
