import { questionTexts as texts } from './texts-questions.ts';

/** Bots are named after their network: `telegram`, `zalo-2`. */
export function networkName(bot: string): string {
  const known = Object.entries(texts.networks).find(([network]) => bot.startsWith(network));
  return known?.[1] ?? bot;
}
