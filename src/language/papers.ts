import type { Token } from './tokens.ts';

/** The tokens of numbers of papers ("45/QĐ-SGDĐT"): the initials in them name no unit, the figures count nothing. */
export function papersIn(tokens: readonly Token[]): Set<number> {
  const inside = new Set<number>();
  tokens.forEach((token, at) => {
    const symbol = tokens[at + 2];
    if (token.kind !== 'figure' || tokens[at + 1]?.raw !== '/' || symbol?.kind !== 'word' || !symbol.glued)
      return;
    for (let i = at; i < tokens.length && (i === at || tokens[i]?.glued === true); i += 1) inside.add(i);
  });
  return inside;
}
