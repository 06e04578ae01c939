import { spelling } from './fold.ts';
import { tokenize, type Token } from './tokens.ts';
import {
  createUnitIndex,
  PREFIX,
  TERRITORIES,
  type UnitEntry,
  type UnitIndex,
  type UnitWords,
} from './unit-index.ts';
import { committeeEnd, JOINERS, KIND_WORDS, SHORT_KINDS, type Kind, type UnitName } from './unit-name.ts';

/** A unit named in a message, or several that the words fit equally. */
export interface UnitMention {
  names: readonly string[];
  start: number;
  end: number;
  /** False where a letter was corrected, the level contradicts, or an everyday word was taken for a name. */
  certain: boolean;
  /** True where no level word, no committee and no abbreviation marks it as a unit ("tư pháp"). */
  bare: boolean;
}

export interface UnitMatcher {
  /** The units named in a text; `ambiguous` holds the candidates of each mention that fits several. */
  match: (text: string) => { units: string[]; ambiguous: string[][] };
  /** Mentions inside a row of tokens, in order. */
  find: (tokens: readonly Token[]) => UnitMention[];
}

/** A message being searched. */
interface Row {
  tokens: readonly Token[];
  words: readonly string[];
  /** Corrections of its words, looked up once. */
  near: Map<string, readonly string[]>;
  found: Candidate[];
}

/** A search that begins at one token. */
interface Search {
  row: Row;
  from: number;
  lead: Lead | undefined;
}

interface Lead {
  kind: Kind | null;
  short: boolean;
  committee: boolean;
  start: number;
}

interface Candidate extends UnitEntry {
  start: number;
  end: number;
  score: number;
  fuzzy: boolean;
  bare: boolean;
  /** True where its level word or UBND stands before it. */
  marked: boolean;
  contradicted: boolean;
}

/** Words and signs a name may take. */
const LONGEST = 12;
const SIGNS = new Set(['.', ',', '&', '-', '/', '+']);

export function createUnitMatcher(units: readonly UnitName[], words: UnitWords): UnitMatcher {
  const index = createUnitIndex(units, words);
  const spelledNames = units.map(spellingsOf);
  const everyday = words.everyday?.spelled;
  const parents = new Map(units.map((unit) => [unit.name, unit.parent ?? null]));

  function find(tokens: readonly Token[]): UnitMention[] {
    const found: Candidate[] = [];
    const row: Row = { tokens, words: tokens.map((token) => token.folded), near: new Map(), found };
    for (let at = 0; at < tokens.length; at += 1) {
      if (tokens[at]?.kind === 'word') walk(index, { row, from: at, lead: undefined }, at, '', false, 0);
    }
    if (found.length === 0) return [];
    const mentions: UnitMention[] = [];
    const byWeight = found.sort(
      (a, b) => Number(a.fuzzy) - Number(b.fuzzy) || b.end - b.start - (a.end - a.start) || b.score - a.score,
    );
    for (const best of byWeight) {
      if (mentions.some((one) => best.start < one.end && one.start < best.end)) continue;
      const rivals = found.filter(
        (one) => one.start === best.start && one.end === best.end && one.score >= best.score - 0.01,
      );
      const mention = mentionOf(tokens, best, rivals);
      if (mention) mentions.push(mention);
    }
    return withParents(mentions.sort((a, b) => a.start - b.start));
  }

  function mentionOf(
    tokens: readonly Token[],
    best: Candidate,
    rivals: readonly Candidate[],
  ): UnitMention | undefined {
    const ids = [...new Set(rivals.map((one) => one.unit))];
    const typed = tokens
      .slice(best.start, best.end)
      .filter((token) => token.raw.toLowerCase() !== token.folded);
    const differs = (token: Token, id: number): boolean =>
      spelledNames[id]?.get(token.folded)?.has(spelling(token.raw)) === false;
    // "Tân Tiến" is not "Tân Tiên" where accents were typed.
    const spelt = ids.filter((id) => !typed.some((token) => differs(token, id)));
    // "cho đơn vị" does not name Chợ Đồn: other accents, and a word that was meant as typed.
    const isMeant = (token: Token): boolean => everyday?.has(spelling(token.raw)) === true;
    if (spelt.length === 0 && !best.marked && typed.some(isMeant)) return undefined;
    const chosen = spelt.length > 0 ? spelt : ids;
    const certain = !best.fuzzy && !best.contradicted && !best.bare && spelt.length > 0;
    return {
      names: chosen.map((id) => units[id]?.name ?? ''),
      start: best.start,
      end: best.end,
      certain,
      bare: best.bare,
    };
  }

  /** "xã Tân Tiến, huyện Bù Đăng": the unit above chooses among communes of one name and is not meant itself. */
  function withParents(mentions: UnitMention[]): UnitMention[] {
    const kept: UnitMention[] = [];
    for (const mention of mentions) {
      const before = kept.at(-1);
      const above = mention.names[0];
      const below =
        before && mention.start - before.end <= 2
          ? before.names.filter((name) => above !== undefined && parents.get(name) === above)
          : [];
      if (before && below.length > 0 && mention.names.length === 1)
        kept[kept.length - 1] = { ...before, names: below, end: mention.end };
      else kept.push(mention);
    }
    return kept;
  }

  const match = (text: string): { units: string[]; ambiguous: string[][] } => {
    const mentions = find(tokenize(text).tokens);
    return {
      units: mentions.flatMap((one) => (one.names.length === 1 ? one.names : [])),
      ambiguous: mentions.filter((one) => one.names.length > 1).map((one) => [...one.names]),
    };
  };
  return { match, find };
}

/** Reads on from `at`: `key` holds the letters so far, `fuzzy` whether one word was corrected on the way. */
function walk(index: UnitIndex, search: Search, at: number, key: string, fuzzy: boolean, used: number): void {
  const { row } = search;
  const token = row.tokens[at];
  if (!token || used >= LONGEST) return;
  const word = token.folded;
  if (token.kind === 'sign' || (key !== '' && JOINERS.has(word))) {
    if (key !== '' && (token.kind !== 'sign' || SIGNS.has(token.raw)))
      walk(index, search, at + 1, key, fuzzy, used + 1);
    return;
  }
  const end = word.startsWith('u') ? committeeEnd(row.words, at) : at;
  if (end > at) {
    step(index, search, `${key}ubnd`, end, fuzzy, used);
    return;
  }
  step(index, search, key + word, at + 1, fuzzy, used);
  if (fuzzy || token.kind !== 'word' || word.length < 3) return;
  // A known word is only doubted where the level before it promises a name.
  const known = index.spellings.has(word) || index.everyday.has(word);
  if (known && !(used < 3 && isLed(search))) return;
  let near = row.near.get(word);
  if (!near) {
    near = index.spellings.near(word);
    row.near.set(word, near);
  }
  for (const other of near) step(index, search, key + other, at + 1, true, used);
}

function step(
  index: UnitIndex,
  search: Search,
  key: string,
  after: number,
  fuzzy: boolean,
  used: number,
): void {
  if (!index.prefixes.has(key.length > PREFIX ? key.slice(0, PREFIX) : key)) return;
  const entries = index.entries.get(key);
  if (entries) for (const entry of entries) accept(search, entry, after, fuzzy, key);
  walk(index, search, after, key, fuzzy, used + 1);
}

function accept(search: Search, entry: UnitEntry, end: number, fuzzy: boolean, key: string): void {
  if (fuzzy && (entry.strength < 3 || key.length < 5)) return;
  const before = leadOf(search);
  const marked = entry.kind !== null && before.kind === entry.kind;
  const isSeat = before.committee && entry.kind === null && entry.needsKind;
  if (entry.needsKind && !marked && !isSeat) return;
  const contradicted = before.kind !== null && !marked;
  if (contradicted && (before.kind === 'so' || entry.kind === 'so')) return;
  if (before.committee && entry.kind === 'so') return;
  const territorial = TERRITORIES.has(entry.kind);
  const committee = before.committee && (territorial || isSeat);
  const uses = marked || committee || (contradicted && territorial && !before.short);
  // "khđt" can only be a name; "tư pháp" is two everyday words.
  const isInitials = key.length > 2 && !/[aeiouy]/.test(key);
  const long = entry.kind === null && key.length > 6;
  const bare = !uses && entry.strength === 3 && !long && !territorial && !isInitials;
  const score =
    entry.strength + (marked ? 1 : 0) + (committee ? 0.5 : 0) - (fuzzy ? 0.6 : 0) - (contradicted ? 1 : 0);
  search.row.found.push({
    unit: entry.unit,
    kind: entry.kind,
    strength: entry.strength,
    needsKind: entry.needsKind,
    start: uses ? before.start : search.from,
    end,
    score,
    fuzzy,
    bare,
    marked: uses,
    contradicted: contradicted && !before.short,
  });
}

const leadOf = (search: Search): Lead => (search.lead ??= leadBefore(search.row, search.from));

const isLed = (search: Search): boolean => leadOf(search).kind !== null || leadOf(search).committee;

/** What stands before a name: its level word, UBND, and where that begins. */
function leadBefore({ tokens, words }: Row, index: number): Lead {
  const at = tokens[index - 1]?.raw === '.' ? index - 2 : index - 1;
  const word = words[at] ?? '';
  let kind: Kind | null = null;
  let short = false;
  let start = index;
  const full = LEVEL_ENDS.has(word)
    ? KIND_WORDS.find(([parts]) => parts.every((part, i) => words[at - parts.length + 1 + i] === part))
    : undefined;
  if (full) {
    kind = full[1];
    start = at - full[0].length + 1;
  } else if (Object.hasOwn(SHORT_KINDS, word)) {
    kind = SHORT_KINDS[word] ?? null;
    short = true;
    start = at;
  }
  for (const length of [1, 2, 4]) {
    const from = start - length;
    if (from >= 0 && COMMITTEE_BEGINS.has(words[from] ?? '') && committeeEnd(words, from) === start)
      return { kind, short, committee: true, start: from };
  }
  return { kind, short, committee: false, start };
}

const LEVEL_ENDS = new Set(KIND_WORDS.map(([parts]) => parts.at(-1) ?? ''));
const COMMITTEE_BEGINS = new Set(['ubnd', 'ub', 'uy', 'ubnnd', 'ubdn']);

/** The words of all names of a unit: folded, with the ways each is spelt. */
function spellingsOf(unit: UnitName): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const token of [unit.name, ...unit.aliases].flatMap((name) => tokenize(name).tokens)) {
    const known = found.get(token.folded);
    if (known) known.add(spelling(token.raw));
    else found.set(token.folded, new Set([spelling(token.raw)]));
  }
  return found;
}
