import { number } from '../conversations/format.ts';

/** What a picture begins with. What only calls itself one is handed out as a file to save. */
const PICTURES: readonly { mime: string; begins: readonly number[]; at?: number }[] = [
  { mime: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mime: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  { mime: 'image/gif', begins: [0x47, 0x49, 0x46, 0x38] },
  { mime: 'image/webp', begins: [0x57, 0x45, 0x42, 0x50], at: 8 },
];
const LONGEST_NAME = 120;

/** The type of a picture, read from its bytes; null for anything else. */
export function pictureType(bytes: Uint8Array): string | null {
  const found = PICTURES.find(({ begins, at = 0 }) =>
    begins.every((byte, index) => bytes[at + index] === byte),
  );
  return found?.mime ?? null;
}

export const isPicture = (mime: string | null): boolean => PICTURES.some((one) => one.mime === mime);

/** A file's name without its folders and without what could break a line. */
export function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';

  const clean = last.replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, ' ').trim();
  // Cut between characters: half of one cannot stand in an address.
  return Array.from(clean === '' ? 'tep' : clean)
    .slice(-LONGEST_NAME)
    .join('')
    .toWellFormed();
}

/** `12,5 KB`, `1,2 MB`. */
export const sizeInWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${number(bytes / 1024, 1)} KB` : `${number(bytes / 1024 / 1024, 1)} MB`;
