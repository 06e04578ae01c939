/** As much as is kept of what is said in a group: room for a command or a code, none for a table. */
const LONGEST = 200;

const COMMAND = /^\/(\w+)(?=\s|$)/;
/** The one part of a bot's name that Zalo sets; which words of a mention are the rest of it is not told. */
const CALLED = /^@bot(?=\s|$)/i;

/**
 * What somebody in a group says to the bot: one of its commands, or words that begin with its name. Undefined: talk
 * among people. Zalo documents nothing of groups; whatever else it hands over there is not heard.
 */
export function wordsToBot(typed: string, commands: ReadonlySet<string>): string | undefined {
  const words = typed.trim();
  const command = COMMAND.exec(words)?.[1];
  if (command !== undefined) return commands.has(command) ? words.slice(0, LONGEST) : undefined;
  if (!CALLED.test(words)) return undefined;
  const after = words.replace(CALLED, '').trim();
  return after.slice(Math.max(0, after.search(/(?<=^|\s)\//))).slice(0, LONGEST);
}
