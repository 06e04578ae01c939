import { foldLetters } from '../../src/language/fold.ts';
import { compileLexicon, type LexiconData } from '../../src/language/lexicon.ts';
import { tokenize } from '../../src/language/tokens.ts';
import { wordsOf } from '../../src/language/words.ts';

const LONGEST_READ = 600;

/**
 * Cross-validation: the `count` parts of `messages`, each with the vocabulary as it would be had that part never been
 * seen: without its examples, and without the phrases that no example outside it uses.
 */
export function foldsOf<T extends { message: string }>(
  messages: readonly T[],
  data: LexiconData,
  count: number,
): { unseen: T[]; lexicon: LexiconData }[] {
  const lexicon = compileLexicon(data);
  const written = (message: string): string => {
    const words = wordsOf(tokenize(message, LONGEST_READ).tokens, lexicon);
    return ` ${words.map(({ folded }) => folded).join(' ')} `;
  };
  return Array.from({ length: count }, (_, fold) => {
    const unseen = messages.filter((_message, i) => i % count === fold);
    const hidden = new Set(unseen.map(({ message }) => message));
    const examples = data.examples.filter(({ message }) => !hidden.has(message));
    const [inside, outside] = [[...hidden], examples.map(({ message }) => message)].map((list) =>
      list.map(written).join('|'),
    );
    const isKept = (phrase: string): boolean => {
      const folded = ` ${phrase.split(' ').map(foldLetters).join(' ')} `;
      return !(inside?.includes(folded) ?? false) || (outside?.includes(folded) ?? true);
    };
    const kept = <K extends string>(lists: Readonly<Record<K, readonly string[]>>): Record<K, string[]> =>
      Object.fromEntries(
        Object.entries<readonly string[]>(lists).map(([name, phrases]) => [name, phrases.filter(isKept)]),
      ) as Record<K, string[]>;
    return {
      unseen,
      lexicon: { ...data, examples, concepts: kept(data.concepts), fields: kept(data.fields) },
    };
  });
}
