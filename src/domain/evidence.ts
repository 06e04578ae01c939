/** Largest file taken from a network, in bytes: what Telegram lets a bot have. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** Kinds of file taken, by the end of the name, and what a network may call them. */
const KINDS: Readonly<Record<string, RegExp>> = {
  pdf: /^application\/pdf$/,
  doc: /^application\/msword$/,
  docx: /^application\/(vnd\.openxmlformats-officedocument\.wordprocessingml\.document|zip)$/,
  xls: /^application\/(vnd\.ms-excel|msexcel)$/,
  xlsx: /^application\/(vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet|zip)$/,
  jpg: /^image\/jpe?g$/,
  jpeg: /^image\/jpe?g$/,
  png: /^image\/png$/,
};

/** What networks say when they do not know. */
const UNKNOWN = /^(application\/octet-stream|binary\/octet-stream)$/;

const OFFICE: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A picture is one whatever picture its name says it is: networks change them on the way. */
const PICTURES = ['jpg', 'jpeg', 'png'];

/** How files begin, in hexadecimal, the names that go with it, and what that is; Office has two envelopes for four kinds. */
const SIGNATURES: readonly { start: RegExp; ends: readonly string[]; mime?: string }[] = [
  { start: /^255044462d/, ends: ['pdf'], mime: 'application/pdf' },
  { start: /^504b0304/, ends: ['docx', 'xlsx'] },
  { start: /^d0cf11e0a1b11ae1/, ends: ['doc', 'xls'] },
  { start: /^ffd8ff/, ends: PICTURES, mime: 'image/jpeg' },
  { start: /^89504e470d0a1a0a/, ends: PICTURES, mime: 'image/png' },
  { start: /^52494646.{8}57454250/, ends: PICTURES, mime: 'image/webp' },
];

const signatureOf = (name: string, bytes: Uint8Array) => {
  const hex = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  return SIGNATURES.find(({ start, ends }) => start.test(hex) && ends.includes(endOf(name)));
};

/** Whether a file begins as its name says; a page of text renamed to .pdf does not. */
export const isAsNamed = (name: string, bytes: Uint8Array): boolean => signatureOf(name, bytes) !== undefined;

/** What a file is, by its first bytes and its name where they agree; whatever a network calls it. */
export function mimeOf(name: string, bytes: Uint8Array): string {
  const signature = signatureOf(name, bytes);
  return (signature && (signature.mime ?? OFFICE[endOf(name)])) ?? 'application/octet-stream';
}

const endOf = (name: string): string => /\.([a-z]+)$/i.exec(name.trim())?.[1]?.toLowerCase() ?? '';

export type EvidenceFault = 'kind' | 'too_large';

/** Why a file is not taken as evidence: not a document or picture by its name and kind, or too large. */
export function evidenceFault(file: {
  name: string;
  mime: string | null;
  size: number;
}): EvidenceFault | undefined {
  const expected = KINDS[endOf(file.name)];
  if (!expected) return 'kind';
  if (file.mime !== null && !expected.test(file.mime) && !UNKNOWN.test(file.mime)) return 'kind';
  return file.size > MAX_FILE_BYTES ? 'too_large' : undefined;
}
