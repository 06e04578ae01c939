import { addDays, mondayOf, type Day } from '../domain/day.ts';
import type { Author, Scope } from '../domain/grants.ts';
import { normalizeCode } from '../domain/link-code.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as groupChats from '../store/group-chats.ts';
import * as linkCodes from '../store/link-codes.ts';
import * as messages from '../store/messages.ts';
import * as people from '../store/people.ts';
import type { Environment } from './environment.ts';

/** Why a message to a group was not said. */
const WHY_LEFT = 'the bot was put out of the group';

type Chat = groupChats.Chat;
type FollowedPlan = NonNullable<Awaited<ReturnType<typeof groupChats.find>>>;

/** What became of putting a group to a plan, or of taking it away. */
type GroupChange =
  | { kind: 'done'; plan: { title: string } }
  /** It follows this plan already. */
  | { kind: 'already'; plan: { title: string } }
  /** It follows a plan of another body, which alone may change that. */
  | { kind: 'taken' }
  /** No plan the author coordinates. */
  | { kind: 'no_plan' };

/** Groups: each follows one plan at most, is told counts and names of units only, and is never an account. */
export function createGroups(db: Db, env: Environment) {
  const log = (action: string, planId: number, by: number | null, chat: Chat, now: Date) =>
    changeLog.append(db, {
      at: now,
      personId: by,
      action,
      subject: 'plan',
      subjectId: planId,
      after: { bot: chat.bot, group: chat.chatId },
    });

  return {
    /** The plan a group follows; undefined for a group of strangers. */
    find: (chat: Chat): Promise<FollowedPlan | undefined> => groupChats.find(db, chat),

    /** Plans the person may put a group to. */
    plansOf: (scope: Scope) => groupChats.listPlans(db, scope.coordinates),

    /** From now on anybody in the group may ask how the plan stands. */
    async put(chat: Chat, planId: number, by: Author, now: Date): Promise<GroupChange> {
      const wanted = (await groupChats.listPlans(db, by.scope.coordinates)).find(({ id }) => id === planId);
      const followed = await groupChats.find(db, chat);
      if (followed && !by.scope.coordinates.includes(followed.coordinatorUnitId)) return { kind: 'taken' };
      if (!wanted) return { kind: 'no_plan' };
      if (followed?.planId === planId) return { kind: 'already', plan: followed };
      if (followed) await takeAway(chat, by.id, now);
      await groupChats.insert(db, { ...chat, planId, addedBy: by.id, addedAt: now });
      await log('group.put', planId, by.id, chat, now);
      return { kind: 'done', plan: wanted };
    },

    /** The coordinator of its plan takes a group away from it. */
    async withdraw(chat: Chat, by: Author, now: Date): Promise<GroupChange> {
      const followed = await groupChats.find(db, chat);
      if (!followed) return { kind: 'no_plan' };
      if (!by.scope.coordinates.includes(followed.coordinatorUnitId)) return { kind: 'taken' };
      await takeAway(chat, by.id, now);
      return { kind: 'done', plan: followed };
    },

    /** The bot was put out of a group: nothing more is said there. */
    async leave(chat: Chat, by: number | null, now: Date): Promise<void> {
      await takeAway(chat, by, now);
      await messages.voidWaiting(db, chat, WHY_LEFT);
    },

    /** A group goes on as another chat; told any number of times, from either side. */
    async move(chat: Chat, to: string, now: Date): Promise<void> {
      const planId = await groupChats.move(db, chat, to);
      if (planId !== undefined) await log('group.move', planId, null, { ...chat, chatId: to }, now);
      await messages.readdress(db, chat, to);
    },

    /** What a group may know of its plan: counts, and the units visited in this week and the next. */
    async progress(planId: number, now: Date) {
      const monday = mondayOf(dayOf(now));
      const visited = async (from: Day) => {
        const span = { from, to: addDays(from, 6) };
        return { ...span, units: await groupChats.listVisited(db, planId, span) };
      };
      return {
        reports: await groupChats.countReports(db, planId),
        visits: await groupChats.countVisits(db, planId),
        thisWeek: await visited(monday),
        nextWeek: await visited(addDays(monday, 7)),
      };
    },

    /** A code that everybody has read is nobody's proof any more: whether one of these was still good. */
    async voidShown(codes: readonly string[], now: Date): Promise<boolean> {
      let found = false;
      for (const shown of codes) {
        const known = await linkCodes.findByHash(db, env.hash(normalizeCode(shown)));
        if (!known) continue;
        // The person first, then the code: it may be typed in a private chat at the same moment.
        await people.lock(db, known.personId);
        const code = await linkCodes.findById(db, known.id);
        if (!code || code.usedAt || code.expiresAt <= now) continue;
        await linkCodes.retire(db, code.personId, now);
        await changeLog.append(db, {
          at: now,
          personId: null,
          action: 'code.shown_in_group',
          subject: 'person',
          subjectId: code.personId,
        });
        found = true;
      }
      return found;
    },

    /** Whether the group has been spoken to on this day of the office. */
    hasSpokenToday: (chat: Chat, now: Date): Promise<boolean> =>
      messages.isSpokenToSince(db, chat, momentOf(dayOf(now))),
  };

  async function takeAway(chat: Chat, by: number | null, now: Date): Promise<void> {
    const planId = await groupChats.remove(db, chat);
    if (planId !== undefined) await log('group.withdraw', planId, by, chat, now);
  }
}
