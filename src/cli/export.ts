import { makeList, LIST_KINDS, type ListKind } from '../conversations/list-papers.ts';
import type { MadeFile } from '../conversations/paper.ts';
import type { Scope } from '../domain/grants.ts';
import { loadCalendars } from '../files/calendars.ts';
import { environmentWith } from '../environment.ts';
import { fold } from '../language/fold.ts';
import { listFile, tableFile } from '../papers/papers.ts';
import { MOST_IN_A_FILE, type ProvinceTable, type TableChoice } from '../services/province-tables.ts';
import { createTransact, type Services } from '../services/services.ts';
import { openConfigured } from './database.ts';
import { CannotWrite, writeOut } from './out-file.ts';
import { listJson, tableJson } from './export-json.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export const WHAT = ['table', ...LIST_KINDS] as const;
type What = (typeof WHAT)[number];

export interface ExportOptions {
  period?: string | undefined;
  report?: string | undefined;
  unit?: string | undefined;
  out?: string | undefined;
  sensitive: boolean;
  json: boolean;
}

/** What is wrong with the words of the command: said to whoever typed them. */
class WrongUsage extends Error {
  override name = 'WrongUsage';
}

/** Writes the table or a list of a plan to a file, or as JSON to the terminal. */
export async function exportPaper(
  plan: string,
  what: string,
  options: ExportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!isWhat(what)) {
    terminal.error(`unknown "${what}": one of ${WHAT.join(', ')}`);
    return 2;
  }
  const database = await openConfigured(terminal);
  try {
    const transact = createTransact(database.db, environmentWith(loadCalendars()));
    const made = await transact((services) => make(services, plan, what, options, new Date()));
    if (options.json) terminal.out(JSON.stringify(made.json));
    if (options.out !== undefined || !options.json) {
      const path = options.out ?? made.file.name;
      await writeOut(path, made.file.bytes);
      terminal.error(`${path}: ${made.said}`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof WrongUsage || error instanceof CannotWrite)) throw error;
    terminal.error(error.message);
    return 2;
  } finally {
    await database.close();
  }
}

const isWhat = (word: string): word is What => (WHAT as readonly string[]).includes(word);

interface Made {
  file: MadeFile;
  json: unknown;
  said: string;
}

async function make(
  services: Services,
  key: string,
  what: What,
  options: ExportOptions,
  now: Date,
): Promise<Made> {
  const plans = await services.registry.plans();
  const plan = plans.find((one) => one.key === key);
  if (!plan)
    throw new WrongUsage(
      plans.length === 0
        ? `no plan is loaded: dondoc plan load plans/${key}`
        : `no plan "${key}" is loaded: one of ${plans.map((one) => one.key).join(', ')}`,
    );
  const units = (await services.registry.units()).filter(
    ({ jurisdictionId }) => jurisdictionId === plan.jurisdictionId,
  );
  const unit = options.unit === undefined ? undefined : unitNamed(units, options.unit);
  if (what === 'table') {
    const table = await tableOf(services, plan.id, options, unit?.id, now);
    return {
      file: await tableFile(table, now),
      json: tableJson(table, now),
      said: `${table.reports.length} units`,
    };
  }
  const named = new Set([
    plan.source.coordinator,
    ...plan.source.visits.map(({ coordinator }) => coordinator),
    ...plan.source.obligations.map(({ coordinator }) => coordinator),
  ]);
  const bodies = units.filter(({ name }) => named.has(name)).map(({ id }) => id);
  const paper = await makeList(what satisfies ListKind, {
    services,
    reader: { scope: { ...NO_SCOPE, coordinates: bodies }, jurisdictionId: plan.jurisdictionId },
    now,
    planId: plan.id,
    ...(unit && { unitId: unit.id }),
  });
  return { file: await listFile(paper, now), json: listJson(paper, now), said: `${paper.rows.length} lines` };
}

const NO_SCOPE: Scope = {
  ownUnits: [],
  coordinates: [],
  leads: [],
  sitsOn: [],
  fields: [],
  fills: [],
  isAdmin: true,
};

function unitNamed<T extends { name: string; aliases: readonly string[] }>(
  units: readonly T[],
  wanted: string,
): T {
  const unit = units.find(({ name, aliases }) =>
    [name, ...aliases].some((one) => fold(one) === fold(wanted)),
  );
  if (!unit) throw new WrongUsage(`no unit "${wanted}" in the loaded plans`);
  return unit;
}

async function tableOf(
  services: Services,
  planId: number,
  { period, report, sensitive }: ExportOptions,
  unitId: number | undefined,
  now: Date,
): Promise<ProvinceTable> {
  const all = (await services.provinceTables.choices(null)).filter((choice) => choice.planId === planId);
  const fits = all.filter(
    (choice) =>
      (period === undefined || choice.period === period) &&
      (report === undefined || fold(choice.title).includes(fold(report))),
  );
  // Where nothing is named the reports that are figures come before those that are texts.
  const withForm = fits.filter(({ formKey }) => formKey !== null);
  const [choice, another] = withForm.length > 0 && report === undefined ? withForm : fits;
  if (!choice || another)
    throw new WrongUsage(
      [
        choice
          ? 'several reports fit; say which with --report WORDS and --period P:'
          : 'no report fits; there are:',
        ...(choice ? fits : all).map(inWords),
      ].join('\n'),
    );
  const read = await services.provinceTables.read(null, choice, now, {
    most: MOST_IN_A_FILE,
    sensitive,
    ...(unitId !== undefined && { unitIds: [unitId] }),
  });
  switch (read.kind) {
    case 'table':
      return read.table;
    case 'none':
      throw new WrongUsage('the unit does not owe this report');
    case 'too_many':
      throw new WrongUsage(
        `${read.units} units do not stand side by side in one table: name one with --unit`,
      );
  }
}

const inWords = ({ title, period, units, sent }: TableChoice): string =>
  `  --report "${title}" --period ${period} (${sent}/${units} sent)`;
