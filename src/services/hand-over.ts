import type { Author } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as linkCodes from '../store/link-codes.ts';
import * as accounts from '../store/accounts.ts';
import * as grants from '../store/grants.ts';
import * as people from '../store/people.ts';
import * as reminders from '../store/reminders.ts';
import * as units from '../store/units.ts';
import * as messages from '../store/waiting-messages.ts';
import type { Environment } from './environment.ts';
import { withinScope } from './message-scope.ts';
import { createMessages, type Subject } from './messages.ts';
import { createPeople } from './people.ts';
import { endShares } from './shares-ending.ts';

export interface HandingOver {
  unitId: number;
  /** Who speaks for the unit until now. */
  from: number;
  /** Somebody known, or a new person. */
  to: { person: number } | { name: string; title: string };
  by: Author;
}

export type HandedOver =
  | {
      kind: 'done';
      personId: number;
      /** The predecessor holds no other role: their accounts are cut. */
      isCutOff: boolean;
      /** Where the predecessor may be given a last word. */
      chats: { bot: string; chatId: string }[];
      /** The successor has an account a message could go to. */
      isReached: boolean;
      /** Messages that wait until the successor has an account. */
      waiting: number;
    }
  /** Somebody else has handed over already, or the successor is no longer there. */
  | { kind: 'changed_meanwhile' }
  | { kind: 'same_person' }
  | { kind: 'not_found' };

/** Bàn giao: the focal officer's part passes to another person, at once and whole. */
export function createHandOver(db: Db, env: Environment) {
  const everyone = createPeople(db, env);
  return {
    async do(input: HandingOver, now: Date): Promise<HandedOver> {
      const { unitId, from, to, by } = input;
      const today = dayOf(now);
      if (!(await isCoordinated(by, unitId))) return { kind: 'not_found' };
      if ('person' in to && to.person === from) return { kind: 'same_person' };
      await units.lock(db, unitId);
      const ids = 'person' in to ? [from, to.person] : [from];
      for (const id of ids.sort((a, b) => a - b)) await people.lock(db, id);
      const holders = await grants.holders(db, [unitId], ['focal'], today);
      const before = await people.findById(db, from);
      if (!before || !holders.some(({ personId }) => personId === from)) return { kind: 'changed_meanwhile' };

      const personId = await successor(to, before.jurisdictionId, input, now);
      if (personId === undefined) return { kind: 'changed_meanwhile' };
      const wasFocal = holders.some((one) => one.personId === personId);
      await grants.end(db, from, today, { role: 'focal', unitId });
      // Both fill in the whole, or did: a part of it means nothing beside that.
      for (const id of [from, personId])
        await endShares(db, env, { personId: id, unitId, by: by.id, silent: true }, now);
      const isCutOff = (await grants.list(db, from, today)).length === 0;
      const chats = (await accounts.listOfPerson(db, from))
        .filter(({ state }) => state === 'active')
        .map(({ bot, chatId }) => ({ bot, chatId }));
      await reminders.handOn(db, unitId, from, personId);
      const account = await accounts.findReachable(db, personId);
      // Who has been told as an officer of the unit all along would hear it twice.
      const passing = wasFocal ? [] : await passingOn(from, isCutOff, personId, now);
      const handedOn = await messages.handOn(db, passing, { personId, account });
      const waiting = account ? 0 : handedOn;
      if (isCutOff) {
        await endShares(db, env, { personId: from, by: by.id }, now);
        await messages.voidOfPerson(db, from, 'handed over');
        await accounts.cut(db, from);
        await linkCodes.retire(db, from, now);
        await linkCodes.forgetAwaited(db, from);
      }
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'unit.hand_over',
        subject: 'unit',
        subjectId: unitId,
        before: { personId: from },
        after: { personId, isCutOff },
      });
      const key = `handed_over:${unitId}:${from}:${personId}:${now.toISOString()}`;
      const news = { personId, key, subject: { about: 'handed_over', unit: unitId } as const };
      const { unreached } = await createMessages(db, env).tell([news], now);
      return { kind: 'done', personId, isCutOff, chats, isReached: unreached.length === 0, waiting };
    },
  };

  async function isCoordinated({ scope }: Author, unitId: number): Promise<boolean> {
    if (scope.coordinates.length === 0) return false;
    return (await dueReports.listCoordinatedUnits(db, scope.coordinates, [unitId])).length > 0;
  }

  /** What waits to be said to the predecessor: all where they are cut off, else what only the successor may know now. */
  async function passingOn(from: number, isCutOff: boolean, to: number, now: Date): Promise<number[]> {
    const waiting = await messages.listUnasked(db, from);
    if (isCutOff) return waiting.map(({ id }) => id);
    const kept = await grants.scopeOf(db, from, dayOf(now));
    const gained = await grants.scopeOf(db, to, dayOf(now));
    const passing: number[] = [];
    for (const { id, subject } of waiting) {
      if (await withinScope(db, kept, subject as Subject, now)) continue;
      if (await withinScope(db, gained, subject as Subject, now)) passing.push(id);
    }
    return passing;
  }

  /** Who takes over, holding the role from today; undefined where they are not there any more. */
  async function successor(
    to: HandingOver['to'],
    jurisdictionId: number,
    { unitId, by }: HandingOver,
    now: Date,
  ): Promise<number | undefined> {
    if ('name' in to)
      return everyone.add({ jurisdictionId, ...to, unitId, roles: ['focal'], by: by.id }, now);
    const person = await people.findById(db, to.person);
    if (!person || person.erasedAt || person.jurisdictionId !== jurisdictionId) return undefined;
    await everyone.grant(to.person, 'focal', unitId, by.id, now);
    return to.person;
  }
}
