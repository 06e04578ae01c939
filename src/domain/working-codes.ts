import type { Form, Row, Table } from './form.ts';

/**
 * The form with a code for everything people must be able to name: what is printed, and where nothing is, or one
 * code stands over several parts, a working number. Numbers depend on the whole form only, never on the unit.
 */
export function withWorkingCodes(form: Form): Form {
  const sections = sectionCodes(form.rows);
  const numbers = rowNumbers(form.rows);
  const rows = form.rows.map((row): Row => {
    const code = row.key === row.section ? sections.get(row.key) : numbers.get(row.key);
    return code === undefined ? row : { ...row, code };
  });
  const taken = [...rows, ...form.tables].map(({ code }) => code);
  const repeats = ({ code }: Table): boolean =>
    form.rows.some((row) => row.key === row.section && row.code === code) ||
    taken.filter((one) => one === code).length > 1;
  // A table has a name of its own: it serves where its code does not tell it apart.
  const tables = form.tables.map((table): Table =>
    table.code === '' || repeats(table) ? { ...table, code: table.title } : table,
  );
  return { ...form, rows, tables };
}

/** By key, for sections printed without a code or under a code that others bear too: `5.2.a.3`. */
function sectionCodes(rows: readonly Row[]): Map<string, string> {
  const sections = rows.filter((row) => row.key === row.section);
  const codes = new Map<string, string>();
  for (const [index, { key, code }] of sections.entries()) {
    const alike = sections.filter((one) => one.code === code);
    if (code === '') codes.set(key, String(index + 1));
    else if (alike.length > 1) codes.set(key, `${code}.${alike.findIndex((one) => one.key === key) + 1}`);
  }
  return codes;
}

/**
 * By key, for rows without a printed code: the numbering the key follows (`i_1_2` of section `i` is 1.2), else the
 * place in the section. Headings whose key holds no number stay without one: nobody answers to them.
 */
function rowNumbers(rows: readonly Row[]): Map<string, string> {
  const numbers = new Map<string, string>();
  for (const section of new Set(rows.map((row) => row.section))) {
    const listed = rows.filter((row) => row.section === section && row.key !== section);
    const asked = listed.filter(({ kind }) => kind !== 'group');
    const taken = new Set(listed.flatMap((row) => (row.code === '' ? (numberOfKey(row) ?? []) : row.code)));
    for (const row of listed.filter(({ code }) => code === '')) {
      const number =
        numberOfKey(row) ?? (row.kind === 'group' ? undefined : free(asked.indexOf(row) + 1, taken));
      if (number === undefined) continue;
      taken.add(number);
      numbers.set(row.key, number);
    }
  }
  return numbers;
}

/** The first number from `place` on that nobody bears. */
function free(place: number, taken: ReadonlySet<string>): string {
  let number = place;
  while (taken.has(String(number))) number += 1;
  return String(number);
}

/** `iii_1_4_3` of section `iii` is 1.4.3; undefined where the key holds words. */
export function numberOfKey({ key, section }: Pick<Row, 'key' | 'section'>): string | undefined {
  const rest = key.startsWith(`${section}_`) ? key.slice(section.length + 1) : '';
  return /^\d+(_\d+)*$/.test(rest) ? rest.replaceAll('_', '.') : undefined;
}
