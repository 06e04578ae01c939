/** One bot of a network, as a setting names it. */
export interface BotToken {
  /** Key of the bot in the database, in addresses and in metrics. */
  bot: string;
  token: string;
}

/** Fit for an address and a label. */
const NAME = /^[a-z][a-z0-9-]{0,31}$/;

/**
 * Reads `token`, `token,token` or `name=token,name=token`. Every bot is called after its network, and its name or its
 * place in the list: `zalo-so-noi-vu`, `telegram`, `telegram-2`. Faults name the place, never the value.
 */
export function readBots(list: string, network: string, token: RegExp, shape: string): BotToken[] | string {
  const bots: BotToken[] = [];
  for (const [index, part] of list.split(',').entries()) {
    const place = index + 1;
    const given = part.trim();
    const split = given.indexOf('=');
    const name = split < 0 ? undefined : given.slice(0, split).trim();
    const bot = name === undefined ? (index === 0 ? network : `${network}-${place}`) : `${network}-${name}`;
    const one = { bot, token: given.slice(split + 1).trim() };
    if (name !== undefined && !NAME.test(name)) return `name ${place} must be of a-z, 0-9 and -, begin with a letter, 32 at most`;
    if (!token.test(one.token)) return list.includes(',') ? `token ${place} ${shape}` : shape;
    if (bots.some((other) => other.bot === bot)) return `name ${place} is given twice`;
    if (bots.some((other) => other.token === one.token)) return `token ${place} is given twice`;
    bots.push(one);
  }
  return bots;
}
