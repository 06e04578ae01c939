import { isComputed, type Form, type Row } from '../domain/form.ts';
import { numberOfKey } from '../domain/working-codes.ts';
import { fold } from '../language/fold.ts';

/** `6.1.` and `6.1` are one code; what is printed otherwise stays. */
export const plainCode = (code: string): string => code.replace(/\.+$/, '');

/** Section code and row code, as people quote them: `III.3.1.1`. */
export function fullCode(row: Row, rows: readonly Row[]): string {
  const section = rows.find(({ key }) => key === row.section);
  if (!section || section.key === row.key) return row.code;
  return [section.code, row.code].filter((code) => code !== '').join('.');
}

/** Code and name of a row or heading; a heading may have a name only. */
export const codeAndName = ({ code, name }: Pick<Row, 'code' | 'name'>): string => `${code} ${name}`.trim();

/** What tells a row from others of its code: its name without the words all of them begin with. */
export function ownWords(row: Row, alike: readonly Row[]): string {
  const names = alike.map(({ name }) => name.replace(/[.\s]+$/, '').split(/\s+/));
  const own = row.name.replace(/[.\s]+$/, '').split(/\s+/);
  const shared = own.findIndex((word, index) => names.some((name) => name[index] !== word));
  return own.slice(Math.max(0, shared)).join(' ');
}

/** The code, and where the printed numbering gives several rows of the section one code the words that tell them apart. */
export function codeAmong(row: Row, rows: readonly Row[], code = row.code): string {
  const alike = rows.filter((one) => one.section === row.section && !isSection(one) && one.code === row.code);
  return alike.length > 1 ? `${code} (${ownWords(row, alike)})` : code;
}

export const isSection = (row: Row): boolean => row.key === row.section;
export const isInput = (row: Row): boolean => row.kind !== 'group' && !isComputed(row);

/** "Mục III", "Phần II.I.4": a section by its code, with the word that belongs before it. */
export const sectionCode = ({ code }: Pick<Row, 'code'>): string =>
  /^(Phần|Mục)\s/u.test(code) ? code : `Mục ${code}`;

/**
 * Codes of two figures to write an example with: of files and a part of them, else of any whole and part, else the first
 * two. A code several rows bear would be no example.
 */
export function exampleCodes(form: Pick<Form, 'rows' | 'checks'>, of: readonly Row[]): string[] {
  const codes = form.rows.map((row) => fullCode(row, form.rows));
  const asked = of.filter((row) => {
    const code = fullCode(row, form.rows);
    return codes.indexOf(code) === codes.lastIndexOf(code);
  });
  const pairs = form.checks.flatMap((check) => {
    if (check.kind !== 'part_of') return [];
    const pair = [check.whole, check.part].flatMap((key) => asked.find((row) => row.key === key) ?? []);
    return pair.length === 2 ? [pair] : [];
  });
  const ofFiles = pairs.find((pair) => pair.every(({ name }) => /hồ sơ/iu.test(name)));
  const pair = ofFiles ?? pairs[0] ?? asked.filter(({ kind }) => kind === 'count').slice(0, 2);
  return pair.map((row) => fullCode(row, form.rows));
}

/** The section a line names: "III", "Mục III. Cải cách thủ tục hành chính", "5.2.a\tGửi nhận văn bản điện tử". */
export function sectionNamed(line: string, rows: readonly Row[], current: string | null): Row | undefined {
  const match =
    /^\s*([IVXLC]+)\s*(?:$|[.:)\t-](?!\d))/u.exec(line) ??
    /^\s*(?:mục|phần|muc|phan)\s+([IVXLC]+)\s*(?:$|[.:)\s-](?!\d))/iu.exec(line);
  const byRoman =
    match && !/\d/.test(line)
      ? rows.find((row) => isSection(row) && row.code === match[1]?.toUpperCase())
      : undefined;
  return byRoman ?? sectionSpelled(line, rows, current);
}

const plainWords = (text: string): string =>
  fold(text)
    .replace(/[\s.:)-]+/g, ' ')
    .trim();

/** A section by its name, with or without a code before it, or by "mục" and its code; where several bear the name the next one. */
function sectionSpelled(line: string, rows: readonly Row[], current: string | null): Row | undefined {
  const said = plainWords(line);
  const sections = rows.filter(isSection);
  const byCode = sections.find(({ code, name }) =>
    [`muc ${plainWords(code)}`, `phan ${plainWords(code)}`, plainWords(`${code} ${name}`)].includes(said),
  );
  if (byCode) return byCode;
  const named = sections.filter(({ name }) => {
    const words = plainWords(name);
    return (
      said.endsWith(words) && /^((muc|phan|\d{1,2}|[ivx]{1,4}|[a-z]) )*$/.test(said.slice(0, -words.length))
    );
  });
  const at = sections.findIndex(({ key }) => key === current);
  return named.find((section) => sections.indexOf(section) > at) ?? named[0];
}

/**
 * Rows a typed code may mean, within the section it names, else within `section`, else anywhere in the form.
 * Where the printed numbering is faulty the number it should have been is taken too, if no printed code is the same.
 */
export function rowsOfCode(
  code: { section: string | null; number: string },
  rows: readonly Row[],
  section: string | null,
): Row[] {
  const number = plainCode(code.number);
  const full = code.section === null ? number : `${code.section.toUpperCase()}.${number}`;
  const named = code.section === null ? section : (sectionKey(code.section, rows) ?? '?');
  const scopes =
    named === null
      ? [rows]
      : code.section === null
        ? [inSection(named, rows), rows]
        : [inSection(named, rows)];
  for (const scope of scopes) {
    const printed = scope.filter((row) => !isSection(row) && plainCode(row.code) === number);
    const found = printed.some(isInput) ? printed.filter(isInput) : printed;
    if (found.length > 0) return found;
    const meant = scope.filter((row) => isInput(row) && numberOfKey(row) === number);
    if (meant.length > 0) return meant;
  }
  // "II.5.a.3.1.2": codes of sections are of several parts too.
  return rows.filter((row) => !isSection(row) && row.code !== '' && bareCode(fullCode(row, rows)) === full);
}

/** "Phần II.I.2.1.3" is quoted without its first word. */
const bareCode = (code: string): string => plainCode(code.replace(/^Phần\s+/iu, ''));

export const inSection = (section: string, rows: readonly Row[]): Row[] =>
  rows.filter((row) => row.section === section && !isSection(row));

const sectionKey = (code: string, rows: readonly Row[]): string | undefined =>
  rows.find((row) => isSection(row) && bareCode(row.code) === code.toUpperCase())?.key;
