import { clean, foldLetters, spelling } from './fold.ts';

/** A word, a figure ("1.245", "3.1.1") or one other sign of a message. */
export interface Token {
  kind: 'word' | 'figure' | 'sign';
  /** As typed. */
  raw: string;
  folded: string;
  /** Where it stands in the cleaned text. */
  start: number;
  end: number;
  /** True where no white space stands before it. */
  glued: boolean;
}

export interface Tokenized {
  text: string;
  tokens: Token[];
}

const TOKEN = /[\p{L}\p{M}]+|\d+(?:[.,]\d+)*|[^\s]/gu;

/** Splits cleaned text; `limit` bounds the characters looked at. "q3" gives "q" and "3". */
export function tokenize(input: string, limit = 2_000): Tokenized {
  // A cut before cleaning bounds the work whatever was sent.
  const text = clean(input.slice(0, limit * 2)).slice(0, limit);
  const tokens: Token[] = [];
  let before = 0;
  for (const match of text.matchAll(TOKEN)) {
    const raw = match[0];
    const first = raw.charCodeAt(0);
    const kind = first >= 48 && first <= 57 ? 'figure' : /^\p{L}/u.test(raw) ? 'word' : 'sign';
    const start = match.index;
    tokens.push({
      kind,
      raw,
      folded: foldLetters(raw),
      start,
      end: start + raw.length,
      glued: start === before,
    });
    before = start + raw.length;
  }
  const head = tokens[0];
  if (head) head.glued = false;
  return { text, tokens };
}

const expectations = new Map<string, { folded: string; spelled: string }>();

/** True where the token can be the word `expected` (spelt with accents): typed without accents, or with the same ones. */
export function canBe(token: Token, expected: string): boolean {
  let known = expectations.get(expected);
  if (!known) {
    known = { folded: foldLetters(expected), spelled: spelling(expected) };
    expectations.set(expected, known);
  }
  if (token.folded !== known.folded) return false;
  const typed = token.raw.toLowerCase();
  return typed === known.folded || typed === expected || spelling(typed) === known.spelled;
}
