import type { Message } from 'grammy/types';

/** The bot as groups know it; its name is learnt when receiving begins. */
export interface Self {
  readonly id: number;
  username?: string;
}

/** What the bot hears of a group. */
export interface Ear {
  self: Self;
  /** Commands that are its own even without its name behind them: `tiendo`. */
  commands: ReadonlySet<string>;
}

/** As much as is kept of what is said in a group: room for a command or a code, none for a table. */
const LONGEST = 200;

const COMMAND = /^\/(\w+)(?:@(\w+))?(?=\s|$)/;

/** The bot's own id stands before the colon of its token. */
export const selfOf = (token: string): Self => ({ id: Number(token.split(':', 1)[0]) });

/**
 * What somebody in a group says to the bot, without its name: a command, words that begin or end with its name, an
 * answer to one of its messages. Undefined: talk among people, also where the bot is spoken of.
 */
export function wordsToBot(message: Message, { self, commands }: Ear): string | undefined {
  const words = (message.text ?? message.caption ?? '').trim();
  const isAnswer = message.reply_to_message?.from?.id === self.id;
  const [whole, command, name] = COMMAND.exec(words) ?? [];
  if (whole !== undefined && command !== undefined) {
    const isOurs = name === undefined ? isAnswer || commands.has(command) : isNameOf(self, name);
    return isOurs ? `/${command}${words.slice(whole.length)}`.slice(0, LONGEST) : undefined;
  }
  const called = withoutName(words, self);
  return called === undefined && !isAnswer ? undefined : (called ?? words).slice(0, LONGEST);
}

const isNameOf = ({ username }: Self, name: string): boolean =>
  username !== undefined && name.toLowerCase() === username.toLowerCase();

function withoutName(words: string, self: Self): string | undefined {
  const first = /^@(\w+)[\s,:]*/.exec(words);
  if (first?.[1] !== undefined && isNameOf(self, first[1])) return words.slice(first[0].length);
  const last = /[\s,]*@(\w+)[.?]?$/.exec(words);
  return last?.[1] !== undefined && isNameOf(self, last[1]) ? words.slice(0, last.index) : undefined;
}
