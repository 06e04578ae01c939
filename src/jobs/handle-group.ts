import {
  answerGroup,
  coordinates,
  type GroupAction,
  type GroupReply,
  type GroupTurn,
} from '../conversations/groups.ts';
import type { Content, InGroup } from '../conversations/message.ts';
import { groupTexts } from '../conversations/texts-groups.ts';
import type { Author } from '../domain/grants.ts';
import type { Services } from '../services/services.ts';
import type { HandlerParts } from './handle.ts';
import { messageIn } from './pressed.ts';

interface Update {
  id: number;
  bot: string;
  chatId: string;
  content: Content;
  group: InGroup;
}

/** What a queued message to a group holds: the same as to a person, with choices of its own. */
interface GroupBody {
  text: string;
  offers: NonNullable<GroupReply['offers']>;
  revision: null;
  files: readonly never[];
}

/** Handles what was said or done in a group. It is nobody's account; who spoke is told by their own private chat's id. */
export async function handleGroup(
  parts: HandlerParts,
  services: Services,
  update: Update,
  now: Date,
): Promise<void> {
  const { bot, chatId, content, group } = update;
  const chat = { bot, chatId };
  // What is said among many people is answered, not kept.
  await services.inbox.markStranger(update.id);
  await services.inbox.blank(update.id);
  const speaker = await speakerOf(services, bot, group.fromId, now);
  if (content.kind === 'moved') return services.groups.move(chat, content.to, now);
  if (content.kind === 'left') return services.groups.leave(chat, speaker?.id ?? null, now);
  const turn = { services, chat, speaker, hasButtons: parts.hasButtons(bot), now };
  const reply = (await services.groups.voidShown(group.codes ?? [], now))
    ? { text: groupTexts.codeVoid }
    : group.isTalk
      ? undefined
      : await answer(parts, turn, update);
  if (!reply) return;
  const body: GroupBody = { text: reply.text, offers: reply.offers ?? [], revision: null, files: [] };
  const edits =
    content.kind === 'press' && reply.edits && parts.canEdit?.(bot) === true ? content.message : undefined;
  await services.messages.reply({ ...chat, personId: null }, [{ kind: 'reply', body, edits }], now);
}

/** One answer, or none: the month's messages are not for whoever asks most. */
async function answer(
  { heedsFloods, log }: HandlerParts,
  turn: GroupTurn,
  { id, content }: Update,
): Promise<GroupReply | undefined> {
  const { services, chat, speaker, now } = turn;
  const { inbox, groups } = services;
  const heed = heedsFloods ? await inbox.heed(chat, now) : 'yes';
  if (heed !== 'yes') {
    log.warn({ bot: chat.bot, update: id }, 'a group sends more than it can be answered');
    return heed === 'last' && (await groups.find(chat)) ? { text: groupTexts.tooMany } : undefined;
  }
  const reply = await answerGroup(turn, await lookUp(services, content, chat));
  if (!reply || !heedsFloods || coordinates(speaker)) return reply;
  const admitted = await inbox.admit(chat, 'group', await inbox.answersToday(chat, now), now);
  if (admitted === 'no') return undefined;
  return admitted === 'yes' ? reply : { ...reply, text: `${reply.text}\n${groupTexts.enoughToday}` };
}

/** A person who was cut off is nobody; so is, on this bot, who is linked on another. */
async function speakerOf(
  services: Services,
  bot: string,
  fromId: string,
  now: Date,
): Promise<Author | undefined> {
  const account = await services.people.findAccount(bot, fromId);
  if (!account || account.state === 'cut') return undefined;
  return { id: account.personId, scope: await services.people.scope(account.personId, now) };
}

/** A pressed button names a message; what it offered stands in that message's row, if it is of this group. */
async function lookUp(services: Services, content: Content, chat: { bot: string; chatId: string }) {
  if (content.kind !== 'press') return content;
  const said = await messageIn(services, content.message, chat);
  const body = said?.body as GroupBody | null | undefined;
  const action: GroupAction | undefined = body?.offers[content.choice]?.action;
  return { kind: 'pressed' as const, action };
}
