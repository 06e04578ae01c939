import type { Author } from '../domain/grants.ts';
import { isCodeShaped } from '../domain/link-code.ts';
import { fold } from '../language/fold.ts';
import type { Services } from '../services/services.ts';
import type { Content } from './message.ts';
import { groupTexts as texts } from './texts-groups.ts';

/** What a choice in a group does. */
export interface GroupAction {
  do: 'put_group';
  plan: number;
}

export interface GroupReply {
  text: string;
  offers?: readonly { label: string; action: GroupAction }[];
  /** Takes the place of the message whose button was pressed. */
  edits?: true;
}

export type GroupHeard =
  Exclude<Content, { kind: 'press' }> | { kind: 'pressed'; action: GroupAction | undefined };

/** What somebody says to the bot in a group: there is no cursor, nothing is begun that would have to go on. */
export interface GroupTurn {
  services: Services;
  chat: { bot: string; chatId: string };
  /** Who spoke, where that person is linked on this bot. */
  speaker: Author | undefined;
  hasButtons: boolean;
  now: Date;
}

const COMMANDS = ['tiendo', 'lich', 'nhom', 'roinhom'] as const;
type Command = (typeof COMMANDS)[number];

/** A network's command menu in groups. */
export const GROUP_MENU: readonly { command: string; description: string }[] = COMMANDS.map((command) => ({
  command,
  description: texts.menu[command],
}));

/** Plans offered at once. */
const OFFERED = 20;
/** Codes looked for in one message. */
const MOST_CODES = 10;

/** One answer, or none: groups of strangers hear one sentence a day. */
export async function answerGroup(turn: GroupTurn, heard: GroupHeard): Promise<GroupReply | undefined> {
  switch (heard.kind) {
    case 'pressed':
      return pressed(turn, heard.action);
    case 'text':
      return hear(turn, heard.text);
    case 'start':
      return hear(turn, heard.code);
    case 'returned':
      return (await followed(turn)) ? undefined : toStrangers(turn);
    case 'file':
    case 'contact':
    case 'other':
      return (await followed(turn)) ? { text: texts.privately } : toStrangers(turn);
    case 'left':
    case 'moved':
      return undefined;
  }
}

const followed = ({ services, chat }: GroupTurn) => services.groups.find(chat);

const coordinates = (speaker: Author | undefined): speaker is Author =>
  speaker !== undefined && speaker.scope.coordinates.length > 0;

async function toStrangers({ services, chat, now }: GroupTurn): Promise<GroupReply | undefined> {
  return (await services.groups.hasSpokenToday(chat, now)) ? undefined : { text: texts.strangers };
}

/** Everybody in the group sees the choices; they are for the coordinator alone, and mean nothing to others. */
async function pressed(
  { services, chat, speaker, now }: GroupTurn,
  action: GroupAction | undefined,
): Promise<GroupReply | undefined> {
  if (!action || !coordinates(speaker)) return undefined;
  const change = await services.groups.put(chat, action.plan, speaker, now);
  return change.kind === 'done' || change.kind === 'already'
    ? { text: texts[change.kind === 'done' ? 'put' : 'already'](change.plan.title), edits: true }
    : undefined;
}

async function hear(turn: GroupTurn, words: string): Promise<GroupReply | undefined> {
  const { services, speaker, now } = turn;
  if (await services.groups.voidShown(codesIn(words), now)) return { text: texts.codeVoid };
  const order = orderIn(words);
  const isChange = order?.command === 'nhom' || order?.command === 'roinhom';
  if (isChange && coordinates(speaker))
    return order.command === 'nhom' ? choose(turn, speaker, order.rest) : withdraw(turn, speaker);
  const plan = await followed(turn);
  if (!plan) return toStrangers(turn);
  if (isChange) return { text: texts.onlyCoordinator };
  if (!order) return { text: texts.privately };
  if (plan.state !== 'issued') return { text: texts.closed };
  const progress = await services.groups.progress(plan.planId, now);
  return { text: texts[order.command === 'lich' ? 'schedule' : 'progress'](plan.title, progress, now) };
}

/** /nhom: the only plan, the one of this number, or the plans to choose from. */
async function choose(turn: GroupTurn, speaker: Author, typed: string): Promise<GroupReply> {
  const { services, chat, hasButtons, now } = turn;
  const plan = await followed(turn);
  if (plan && !speaker.scope.coordinates.includes(plan.coordinatorUnitId)) return { text: texts.taken };
  const plans = (await services.groups.plansOf(speaker.scope)).slice(0, OFFERED);
  const [only, another] = plans;
  const chosen = /^\d{1,2}$/.test(typed) ? plans[Number(typed) - 1] : another ? undefined : only;
  if (!only) return { text: texts.noPlan };
  if (!chosen) {
    const titles = plans.map(({ title }) => title);
    const offers = plans.map(({ id, title }, index) => ({
      label: hasButtons ? texts.planOffer(index + 1) : title,
      action: { do: 'put_group' as const, plan: id },
    }));
    // A button has no room for a title.
    return { text: hasButtons ? texts.whichOf(titles) : texts.which, offers };
  }
  const change = await services.groups.put(chat, chosen.id, speaker, now);
  if (change.kind === 'done') return { text: texts.put(change.plan.title) };
  return { text: change.kind === 'already' ? texts.already(change.plan.title) : texts.noPlan };
}

async function withdraw({ services, chat, now }: GroupTurn, speaker: Author): Promise<GroupReply> {
  const change = await services.groups.withdraw(chat, speaker, now);
  if (change.kind === 'done') return { text: texts.withdrawn(change.plan.title) };
  return { text: change.kind === 'taken' ? texts.taken : texts.notPut };
}

interface Order {
  command: Command;
  rest: string;
}

const isCommand = (word: string): word is Command => COMMANDS.some((command) => command === word);

/** A command; or, of what changes nothing, the same in words at the end of a sentence. */
function orderIn(words: string): Order | undefined {
  const typed = fold(words).trim();
  const [, word = '', rest = ''] = /^\/?(\w+)\s*(.*)$/.exec(typed) ?? [];
  if (isCommand(word) && (typed.startsWith('/') || /^\d*$/.test(rest))) return { command: word, rest };
  if (/(?:^|\s)tien do[.?]?$/.test(typed)) return { command: 'tiendo', rest: '' };
  return /(?:^|\s)lich(?: kiem tra)?[.?]?$/.test(typed) ? { command: 'lich', rest: '' } : undefined;
}

/** Every place where eight letters and digits may be a code, also overlapping ones. */
function codesIn(words: string): string[] {
  const found = words.matchAll(/(?<![0-9a-z])(?=([0-9a-z]{4}[ -]?[0-9a-z]{4})(?![0-9a-z]))/gi);
  return [...found]
    .flatMap(([, code]) => code ?? [])
    .filter(isCodeShaped)
    .slice(0, MOST_CODES);
}
