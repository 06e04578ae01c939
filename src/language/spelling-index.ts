/** Words within one slip of the finger of each other: a letter too many, too few, wrong, or two swapped. */
export interface SpellingIndex {
  has(word: string): boolean;
  /** Known words one slip away from `word`; none for words too short to bear it. */
  near(word: string): readonly string[];
}

/** Shorter words have too many neighbours to be corrected. */
const SHORTEST = 2;
const LONGEST = 12;
const NONE: readonly string[] = [];

export function createSpellingIndex(words: Iterable<string>): SpellingIndex {
  const known = new Set(words);
  const byDeletion = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < SHORTEST) continue;
    for (const shorter of deletions(word)) {
      const list = byDeletion.get(shorter);
      if (list) list.push(word);
      else byDeletion.set(shorter, [word]);
    }
  }
  const asked = new Map<string, readonly string[]>();
  const search = (word: string): readonly string[] => {
    const found = new Set<string>();
    for (const shorter of deletions(word)) {
      for (const candidate of byDeletion.get(shorter) ?? NONE)
        if (isOneSlip(word, candidate)) found.add(candidate);
    }
    return [...found];
  };
  const near = (word: string): readonly string[] => {
    if (word.length <= SHORTEST || word.length > LONGEST) return NONE;
    let found = asked.get(word);
    if (!found) {
      found = search(word);
      if (asked.size < 10_000) asked.set(word, found);
    }
    return found;
  };
  return { has: (word) => known.has(word), near };
}

function deletions(word: string): string[] {
  const all = [word];
  for (let i = 0; i < word.length; i += 1) all.push(word.slice(0, i) + word.slice(i + 1));
  return all;
}

/** Short words may only have two letters swapped ("cóa" for "cáo") or one struck twice ("vụu"). */
function isOneSlip(typed: string, word: string): boolean {
  if (typed === word) return false;
  let head = 0;
  while (head < typed.length && typed[head] === word[head]) head += 1;
  let tail = 0;
  while (
    tail < typed.length - head &&
    tail < word.length - head &&
    typed.at(-1 - tail) === word.at(-1 - tail)
  )
    tail += 1;
  const [a, b] = [typed.slice(head, typed.length - tail), word.slice(head, word.length - tail)];
  const swapped = a.length === 2 && a[0] === b[1] && a[1] === b[0] && b.length === 2;
  const doubled = b === '' && a.length === 1 && a === typed[head - 1];
  const shorter = Math.min(typed.length, word.length);
  if (shorter <= 3) return swapped || doubled || (shorter === 3 && a.length + b.length === 1);
  return swapped || (a.length <= 1 && b.length <= 1);
}
