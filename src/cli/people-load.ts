import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readLines, countChanges, understoodPaper, type ReadLine } from '../conversations/people-list.ts';
import { peopleListTexts as texts } from '../conversations/texts-people-list.ts';
import { createUnderstanding } from '../conversations/understanding.ts';
import { loadCalendars } from '../files/calendars.ts';
import { loadLexicon } from '../files/lexicon.ts';
import { createLanguages } from '../language/languages.ts';
import { readPeopleFile } from '../files/people-file.ts';
import { environmentWith } from '../environment.ts';
import type { PeopleLine } from '../language/people-table.ts';
import { codesFile, listFile } from '../papers/papers.ts';
import type { PersonChange } from '../services/people-loading.ts';
import { createTransact, type Services } from '../services/services.ts';
import { openConfigured } from './database.ts';
import { CannotWrite, writeOut } from './out-file.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface PeopleOptions {
  dryRun: boolean;
  codes?: string | undefined;
  report?: string | undefined;
  telegramBot?: string | undefined;
  plan?: string | undefined;
  json: boolean;
}

/** Reads a list of people, says line by line what it understood, writes what differs and a sheet of linking codes. */
export async function peopleLoad(
  path: string,
  options: PeopleOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { telegramBot } = options;
  if (telegramBot !== undefined && !/^\w{5,32}$/.test(telegramBot)) {
    terminal.error(`"${telegramBot}" is no user name of a Telegram bot`);
    return 2;
  }
  const lines = await linesOf(path, terminal);
  if (!lines) return 2;
  const database = await openConfigured(terminal);
  try {
    const calendar = loadCalendars();
    const transact = createTransact(database.db, environmentWith(calendar));
    const understanding = createUnderstanding(createLanguages(loadLexicon(), calendar));
    const now = new Date();
    return await transact(async (services): Promise<ExitCode> => {
      const jurisdictionId = await jurisdictionOf(services, options.plan, terminal);
      if (jurisdictionId === undefined) return 2;
      const { findUnits } = await understanding.of(services, jurisdictionId);
      const read = readLines(lines, { findUnits, isAllowed: () => true, mayAppoint: () => true });
      const listed = read.flatMap(({ person }) => person ?? []);
      const { peopleLoading } = services;
      const written = options.dryRun
        ? { changes: await peopleLoading.compare(jurisdictionId, listed, now), personIds: [] }
        : await peopleLoading.write(jurisdictionId, listed, null, now);
      const codes = await peopleLoading.issueCodes(written.personIds, null, now);
      tell(read, written.changes, options, terminal);
      if (options.report !== undefined)
        await writeOut(options.report, (await listFile(understoodPaper(read, written.changes), now)).bytes);
      if (codes.length > 0) {
        const units = new Map((await services.registry.units()).map(({ id, name }) => [id, name]));
        const slips = codes.map((code) => ({ ...code, unitName: units.get(code.unitId) ?? '' }));
        const file = codesFile(slips, telegramBot, now);
        const out = options.codes ?? file.name;
        // Whoever can read the file can link an account.
        await writeOut(out, file.bytes, 0o600);
        terminal.error(`${out}: linking codes of ${codes.length} people, each for one use`);
      }
      return read.some(({ fault }) => fault !== null) ? 1 : 0;
    });
  } catch (error) {
    // Thrown inside the transaction: nothing was written to the database either.
    if (!(error instanceof CannotWrite)) throw error;
    terminal.error(error.message);
    return 2;
  } finally {
    await database.close();
  }
}

async function linesOf(path: string, terminal: Terminal): Promise<PeopleLine[] | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    terminal.error(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? 'no reason given'}`);
    return undefined;
  }
  const file = await readPeopleFile({ name: basename(path), bytes });
  switch (file.kind) {
    case 'people':
      return file.lines;
    case 'no_heading':
      terminal.error(`${path}: no row of headings with "Họ tên" and "Đơn vị"`);
      return undefined;
    case 'too_many':
      terminal.error(`${path}: ${file.lines} lines; at most 2000 at once`);
      return undefined;
    case 'fault':
      terminal.error(`${path}: not a workbook or text that can be read (${file.fault})`);
      return undefined;
  }
}

/** The one place all loaded plans belong to, or the one named. */
async function jurisdictionOf(
  services: Services,
  plan: string | undefined,
  terminal: Terminal,
): Promise<number | undefined> {
  const plans = await services.registry.plans();
  const meant = plan === undefined ? plans : plans.filter(({ key }) => key === plan);
  const [only, another] = [...new Set(meant.map(({ jurisdictionId }) => jurisdictionId))];
  if (only !== undefined && another === undefined) return only;
  terminal.error(
    only === undefined
      ? `no plan ${plan === undefined ? '' : `"${plan}" `}is loaded: load a plan first (dondoc plan load plans/…)`
      : `plans of several provinces are loaded; name one of the right province with --plan: ${plans.map(({ key }) => key).join(', ')}`,
  );
  return undefined;
}

function tell(
  read: readonly ReadLine[],
  changes: readonly PersonChange[],
  { json, dryRun }: PeopleOptions,
  terminal: Terminal,
): void {
  const counts = countChanges(read, changes);
  const resultOf = ({ person, fault }: ReadLine): string =>
    fault ?? texts.result(changes.find(({ listed }) => listed === person)?.changes ?? []);
  if (json) {
    const lines = read.map((one) => ({
      row: one.line.row,
      name: one.person?.name ?? one.line.name,
      unit: one.unitName,
      role: one.person?.role ?? null,
      phone: one.person?.phone ?? null,
      fault: one.fault,
      changes: changes.find(({ listed }) => listed === one.person)?.changes ?? [],
      notes: one.notes,
    }));
    terminal.out(JSON.stringify({ ...counts, written: !dryRun, people: lines }));
    return;
  }
  for (const one of read) {
    const { line, person, unitName, notes } = one;
    const who = `${person?.name ?? line.name}, ${unitName ?? `"${line.unit}"`}`;
    terminal.out(`${line.row}: ${who}: ${[resultOf(one), ...notes].join('; ')}`);
  }
  terminal.out(texts.summary(counts));
  if (dryRun) terminal.error('nothing was written');
}
