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

/** A word to look for: folded, and spelt with its tone at the end. */
interface Form {
  word: string;
  folded: string;
  spelled: string;
}

const forms = new Map<string, Form>();

function formOf(word: string): Form {
  let form = forms.get(word);
  if (!form) forms.set(word, (form = { word, folded: foldLetters(word), spelled: spelling(word) }));
  return form;
}

/** True where the token can be the word `expected` (spelt with accents): typed without accents, or with the same ones. */
export function canBe(token: Token, expected: string): boolean {
  const { folded } = token;
  // Folding keeps the number of letters and leaves plain ones alone: most words are told apart by that.
  if (folded.length !== expected.length) return false;
  const first = expected.charCodeAt(0);
  if (first < 128 && first !== folded.charCodeAt(0)) return false;
  return fits(token, formOf(expected));
}

function fits(token: Token, form: Form): boolean {
  if (token.folded !== form.folded) return false;
  const typed = token.raw.toLowerCase();
  return typed === form.folded || typed === form.word || spelling(typed) === form.spelled;
}

export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  if (token === undefined) return false;
  for (const word of words) if (canBe(token, word)) return true;
  return false;
}

/** A closed list of words, compiled once. */
export interface WordList {
  /** True where the token can be one of them. */
  has: (token: Token | undefined) => boolean;
}

/** `words` are spelt with accents and divided by spaces. */
export function wordList(words: string): WordList {
  const byFold = new Map<string, Form[]>();
  for (const form of words.split(' ').map(formOf)) {
    const list = byFold.get(form.folded);
    if (list) list.push(form);
    else byFold.set(form.folded, [form]);
  }
  return {
    has: (token) =>
      token !== undefined && (byFold.get(token.folded)?.some((form) => fits(token, form)) ?? false),
  };
}
