/** Marks of tone in decomposed text: huyền, sắc, hỏi, ngã, nặng. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const MARKS = /\p{M}+/gu;
/** Zero-width, soft hyphen, direction marks, byte order mark, variation selectors. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;
const CONTROL = /[\p{Cc}\s]+/gu;

/** Composed Vietnamese in ordinary signs: nothing to clean but white space. */
const ORDINARY = /^[ -_a-~À-ÖØ-öø-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ]*$/;

const letters = new Map<string, string>();

/**
 * The text as it was meant: composed, full-width made ordinary, nothing invisible, white space collapsed.
 * Letters, accents and case stay as typed.
 */
export function clean(text: string): string {
  if (ORDINARY.test(text)) return text.includes('  ') ? text.replace(/ +/g, ' ').trim() : text.trim();
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[–—−‐‑‒―]/g, '-')
    .replace(CONTROL, ' ')
    .trim();
}

/** Cleaned text in lower case without accents, đ as d: "Sở  Kế hoạch" → "so ke hoach". */
export function fold(text: string): string {
  return foldLetters(clean(text));
}

/** Folds text that is already clean, letter by letter; the answer of each letter is remembered. */
export function foldLetters(text: string): string {
  let folded = '';
  for (const letter of text) folded += letters.get(letter) ?? remember(letter);
  return folded;
}

function remember(letter: string): string {
  const plain = letter.toLowerCase().normalize('NFD').replace(MARKS, '').replace(/[đð]/g, 'd');
  // Unbounded input must not grow the table: Vietnamese needs far fewer.
  if (letters.size < 4_000) letters.set(letter, plain);
  return plain;
}

/**
 * Lower case with the tone mark moved to the end of the syllable, so that hoà and hòa are one spelling.
 * Hỏi and ngã count as one tone: half the country writes one for the other.
 */
export function spelling(word: string): string {
  let found = spellings.get(word);
  if (found === undefined) {
    found = spell(word);
    if (spellings.size < 20_000) spellings.set(word, found);
  }
  return found;
}

const spellings = new Map<string, string>();

const spell = (word: string): string => toneLast(word).replace('\u0303', '\u0309');

/** Lower case with the tone mark moved to the end of the syllable: hoà and hòa are one, hòa and hóa two. */
export function toneLast(word: string): string {
  const apart = word.toLowerCase().normalize('NFD');
  const tone = apart.match(TONES)?.join('') ?? '';
  return tone === '' ? apart.normalize('NFC') : apart.replace(TONES, '').normalize('NFC') + tone;
}
