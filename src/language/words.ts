import { spelling } from './fold.ts';
import type { Lexicon, PhraseNode } from './lexicon.ts';
import { isSyllable } from './telex.ts';
import type { Token } from './tokens.ts';

/** A word of the message written out: shorthand expanded, slips with their likely readings. */
export interface Word {
  folded: string;
  /** As spelt, where it was typed with accents; null where any accents will do. */
  spelled: string | null;
  /** Other readings of a word that no phrase knows. */
  others: readonly string[];
  /** Index of the token it comes from. */
  token: number;
}

export interface ConceptMatch {
  concept: string;
  /** First and last word. */
  from: number;
  to: number;
}

const NONE: readonly string[] = [];

/** Writes the message out word by word; figures stay as they are, other signs but "%" are left out. */
export function wordsOf(tokens: readonly Token[], lexicon: Lexicon): Word[] {
  const careful = isAccented(tokens);
  const words: Word[] = [];
  tokens.forEach((token, index) => {
    if (token.kind === 'sign') {
      if (token.raw === '%') words.push({ folded: '%', spelled: null, others: NONE, token: index });
      return;
    }
    const full = token.kind === 'word' ? written(tokens, index, lexicon) : undefined;
    if (full) {
      for (const word of full)
        words.push({ folded: foldOf(word), spelled: spelling(word), others: NONE, token: index });
      return;
    }
    const accented = token.raw.toLowerCase() !== token.folded;
    const pair =
      token.kind === 'word' && !lexicon.words.has(token.folded) ? lexicon.glued.get(token.folded) : undefined;
    if (pair) {
      for (const word of pair) words.push({ folded: word, spelled: null, others: NONE, token: index });
      return;
    }
    const typed = spelling(token.raw);
    // In a message typed with accents, a plain word that is one ("cho") is not another ("chỗ").
    const meant = accented || (careful && lexicon.common.spelled.has(typed));
    words.push({
      folded: token.folded,
      spelled: meant ? typed : null,
      others: token.kind === 'word' ? readings(token.folded, lexicon) : NONE,
      token: index,
    });
  });
  return words;
}

/** True where most words that can bear accents bear them. */
function isAccented(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => token.kind === 'word' && token.raw.length > 1);
  const accented = words.filter((token) => token.raw.toLowerCase() !== token.folded);
  return accented.length * 2 > words.length;
}

const folds = new Map<string, string>();
function foldOf(word: string): string {
  let folded = folds.get(word);
  if (folded === undefined) {
    folded = word
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .replace(/đ/g, 'd')
      .toLowerCase();
    if (folds.size < 2_000) folds.set(word, folded);
  }
  return folded;
}

/** Shorthand written out; "kh" is kế hoạch beside the words the lexicon lists, "k" after a figure is nghìn. */
function written(tokens: readonly Token[], index: number, lexicon: Lexicon): readonly string[] | undefined {
  const token = tokens[index];
  const entries = token && lexicon.shorthand.get(token.folded);
  if (!token || !entries) return undefined;
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (token.glued && before?.kind === 'figure') return undefined;
  if (token.folded === 'kh') {
    const plan =
      (before && lexicon.planWord.before.has(before.folded)) ||
      (after && lexicon.planWord.after.has(after.folded));
    if (plan === true) return ['kế', 'hoạch'];
  }
  const typed = token.raw.toLowerCase();
  const entry = entries.find((one) => one.typed === typed || typed === token.folded);
  return entry?.words;
}

function readings(word: string, lexicon: Lexicon): readonly string[] {
  if (word.length < 3 || lexicon.words.has(word) || lexicon.common.folded.has(word)) return NONE;
  return lexicon.words.near(word).slice(0, 6);
}

/** Every phrase of the vocabulary in the message, also those inside a longer one. */
export function phrasesIn(words: readonly Word[], lexicon: Lexicon): ConceptMatch[] {
  const all: ConceptMatch[] = [];
  const search = { words, lexicon, from: 0, all };
  for (; search.from < words.length; search.from += 1) extend(search, lexicon.phrases, search.from, 0);
  return all;
}

interface PhraseSearch {
  words: readonly Word[];
  lexicon: Lexicon;
  from: number;
  all: ConceptMatch[];
}

function extend(search: PhraseSearch, node: PhraseNode, at: number, slips: number): void {
  const word = search.words[at];
  if (!word) return;
  follow(search, node.next.get(word.folded), at, slips);
  if (slips < 2) for (const other of word.others) follow(search, node.next.get(other), at, slips + 1);
}

function follow(search: PhraseSearch, node: PhraseNode | undefined, at: number, slips: number): void {
  if (!node) return;
  const { words, lexicon, from, all } = search;
  for (const { concept, spelled } of node.phrases) {
    if (accentsFit(words, from, at, spelled, slips, lexicon)) all.push({ concept, from, to: at });
  }
  if (node.next.size > 0) extend(search, node, at + 1, slips);
}

/** The phrases that touch no token `taken` by a name or a day, without those inside a longer one. */
export function longestOf(
  phrases: readonly ConceptMatch[],
  words: readonly Word[],
  taken: ReadonlySet<number>,
): ConceptMatch[] {
  const isFree = ({ from, to }: ConceptMatch): boolean => {
    for (let at = from; at <= to; at += 1) if (taken.has(words[at]?.token ?? -1)) return false;
    return true;
  };
  const free = taken.size === 0 ? phrases : phrases.filter(isFree);
  return free.filter(({ from, to }) => {
    for (const other of free) {
      if (other.from <= from && other.to >= to && other.to - other.from > to - from) return false;
    }
    return true;
  });
}

/** Accents that were typed must be right, but for one of two or more words; a corrected word needs a sound neighbour. */
function accentsFit(
  words: readonly Word[],
  from: number,
  to: number,
  spelled: readonly string[],
  slips: number,
  lexicon: Lexicon,
): boolean {
  if (slips > 0 && from === to && ((spelled[0] ?? '').length < 4 || isSyllable(words[from]?.folded ?? '')))
    return false;
  let wrong = 0;
  for (let i = from; i <= to; i += 1) {
    const typed = words[i]?.spelled;
    if (typed !== null && typed !== undefined && typed !== spelled[i - from] && words[i]?.others.length === 0)
      wrong += lexicon.common.spelled.has(typed) ? 2 : 1;
  }
  return wrong === 0 || (wrong === 1 && to > from && slips === 0);
}
