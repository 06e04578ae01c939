import type { Content } from '../conversations/message.ts';

/** A line of `dondoc chat` that is no message. */
const COMMAND = /^(@(?:at|as|network|press|file|quit))(?:\s+(.*))?$/;

/** The command of a line and what follows it; two empty texts where the line is something said. */
export function splitCommand(line: string): [command: string, rest: string] {
  const match = COMMAND.exec(line.trim());
  return match ? [match[1] ?? '', (match[2] ?? '').trim()] : ['', ''];
}

const ESCAPED: Record<string, string> = { n: '\n', t: '\t' };

/** A message of several lines is written on one, with `\n` between them and `\t` between columns; `\\` is a backslash. */
export const unescapeLine = (line: string): string =>
  line.replace(/\\([nt\\@])/g, (_whole, mark: string) => ESCAPED[mark] ?? mark);

/** The line that says a text: what `unescapeLine` turns back. */
export function escapeLine(text: string): string {
  const line = text
    .replace(/\\(?=[nt\\@\n\t]|$)/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t');
  return line.trimStart().startsWith('@') ? line.replace('@', '\\@') : line;
}

/** Line ends of every kind as one, since a script is read line by line; characters that command a terminal are left out. */
export const withPlainLineEnds = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '');

/** `Gửi` is the newest message with that choice, `Gửi #2` the one before it. */
export function splitPress(rest: string): { label: string; nth: number } {
  const match = /^(.+) #([1-9]\d{0,3})$/.exec(rest);
  return match ? { label: match[1] ?? '', nth: Number(match[2]) } : { label: rest, nth: 1 };
}

/** A file as `@file PATH` sends it: by its name, without its bytes. */
export const fileOfScript = (path: string): Extract<Content, { kind: 'file' }> => ({
  kind: 'file',
  name: path.split(/[\\/]/).at(-1) ?? path,
  mime: null,
  size: 0,
  ref: path,
  caption: null,
});
