import { FIELDS, type Field } from '../domain/plan.ts';
import { foldLetters, spelling } from './fold.ts';
import { createSpellingIndex, type SpellingIndex } from './spelling-index.ts';
import { compileRules, type Intent, type IntentRule, type Rules } from './intents.ts';
import type { EverydayWords, UnitWords } from './unit-index.ts';

/** The vocabulary as its files hold it. */
export interface LexiconData {
  shorthand: {
    words: Readonly<Record<string, string>>;
    plan_word: { before: readonly string[]; after: readonly string[] };
  };
  concepts: Readonly<Record<string, readonly string[]>>;
  /** Everyday words as spelt: where one was typed, it was meant. */
  common: readonly string[];
  fields: Readonly<Record<Field, readonly string[]>>;
  intents: Readonly<Record<Intent, readonly IntentRule[]>>;
  /** Messages with their meaning: the second opinion is learnt from them. */
  examples: readonly { role: string; message: string; intent: Intent }[];
  units: UnitWords;
}

/** A phrase of the vocabulary, its words folded and as spelt. */
interface Phrase {
  concept: string;
  spelled: readonly string[];
}

export interface PhraseNode {
  next: Map<string, PhraseNode>;
  phrases: Phrase[];
}

export interface Lexicon {
  phrases: PhraseNode;
  /** All words of all phrases, folded, for slips of the finger. */
  words: SpellingIndex;
  /** Two words of a phrase typed as one: baocao → [bao, cao]. */
  glued: ReadonlyMap<string, readonly string[]>;
  /** Everyday words, as spelt and folded. */
  common: EverydayWords;
  shorthand: ReadonlyMap<string, readonly { typed: string; words: readonly string[] }[]>;
  planWord: { before: ReadonlySet<string>; after: ReadonlySet<string> };
  rules: Rules;
  units: UnitWords;
}

export const FIELD_PREFIX = 'field:';

export function compileLexicon(data: LexiconData): Lexicon {
  const root: PhraseNode = { next: new Map(), phrases: [] };
  const words = new Set<string>();
  const glued = new Map<string, readonly string[]>();
  const addPhrase = (concept: string, phrase: string): void => {
    const parts = phrase.toLowerCase().split(' ');
    const folded = parts.map(foldLetters);
    let node = root;
    for (const word of folded) {
      let next = node.next.get(word);
      if (!next) node.next.set(word, (next = { next: new Map(), phrases: [] }));
      node = next;
      words.add(word);
    }
    node.phrases.push({ concept, spelled: parts.map(spelling) });
    folded.slice(1).forEach((word, i) => {
      const before = folded[i] ?? '';
      if (before.length + word.length >= 5) glued.set(before + word, [before, word]);
    });
  };
  for (const [concept, phrases] of Object.entries(data.concepts))
    for (const phrase of phrases) addPhrase(concept, phrase);
  for (const field of FIELDS)
    for (const phrase of data.fields[field]) addPhrase(FIELD_PREFIX + field, phrase);

  const shorthand = new Map<string, { typed: string; words: readonly string[] }[]>();
  for (const [typed, full] of Object.entries(data.shorthand.words)) {
    const key = foldLetters(typed);
    shorthand.set(key, [...(shorthand.get(key) ?? []), { typed, words: full.split(' ') }]);
  }
  for (const single of words) glued.delete(single);
  const folds = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(foldLetters));
  return {
    phrases: root,
    words: createSpellingIndex(words),
    glued,
    common: { spelled: new Set(data.common.map(spelling)), folded: new Set(data.common.map(foldLetters)) },
    shorthand,
    planWord: {
      before: folds(data.shorthand.plan_word.before),
      after: folds(data.shorthand.plan_word.after),
    },
    rules: compileRules(data.intents),
    units: data.units,
  };
}
