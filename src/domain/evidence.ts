/** Largest file taken as evidence, in bytes. */
const LARGEST_FILE = 20 * 1024 * 1024;

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

export type EvidenceFault = 'kind' | 'too_large';

/** Why a file is not taken as evidence: not a document or picture by its name and kind, or too large. */
export function evidenceFault(file: {
  name: string;
  mime: string | null;
  size: number;
}): EvidenceFault | undefined {
  const expected = KINDS[/\.([a-z]+)$/i.exec(file.name.trim())?.[1]?.toLowerCase() ?? ''];
  if (!expected) return 'kind';
  if (file.mime !== null && !expected.test(file.mime) && !UNKNOWN.test(file.mime)) return 'kind';
  return file.size > LARGEST_FILE ? 'too_large' : undefined;
}
