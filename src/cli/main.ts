#!/usr/bin/env node
import { createInterface } from 'node:readline';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { dayOf, toOfficeIso } from '../domain/office-time.ts';
import { ConfigError } from '../config.ts';
import { describeFailure } from './failure.ts';
import type { ExitCode, Terminal } from './terminal.ts';

const collect = (value: string, before: string[]): string[] => [...before, value];

const terminal: Terminal = {
  lines: {
    [Symbol.asyncIterator]: () =>
      createInterface({ input: process.stdin, crlfDelay: Infinity })[Symbol.asyncIterator](),
  },
  interactive: process.stdin.isTTY && process.stdout.isTTY,
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
};

let exitCode: ExitCode = 0;
const run = async (work: Promise<ExitCode>): Promise<void> => {
  exitCode = await work;
};

const program = new Command('dondoc')
  .description(
    'Trợ lý CCHC: thông báo lịch kiểm tra, thời hạn báo cáo, tiếp nhận số liệu qua Zalo và Telegram',
  )
  .showHelpAfterError()
  .exitOverride();

const json = (): Option => new Option('--json', 'for machines').default(false);

program
  .command('serve')
  .description('the service')
  .action(() => run(import('./serve.ts').then(({ serve }) => serve(terminal))));

program
  .command('migrate')
  .description('bring the database up to date')
  .action(() => run(import('./migrate.ts').then(({ migrateCommand }) => migrateCommand(terminal))));

program
  .command('demo')
  .description('a season in a minute: the Bình Phước plan with invented people')
  .option('--fast', 'without pauses')
  .action((options: { fast?: boolean }) =>
    run(import('./demo.ts').then(({ demo }) => demo(options, terminal))),
  );

program
  .command('chat')
  .description('talk to the bot, the clock in your hands')
  .option('--plan <name>', 'a folder of plans/ or a path', 'binh-phuoc-2023')
  .option('--as <who>', 'ROLE@UNIT or a name')
  .option('--at <moment>', 'office time, 2023-07-25T08:00')
  .option('--data <dir>', 'keep the database in this folder')
  .addOption(
    new Option('--network <name>', 'zalo: numbered choices; telegram: buttons')
      .choices(['zalo', 'telegram'])
      .default('zalo'),
  )
  .addOption(json())
  .action((options: ChatFlags) => run(import('./chat.ts').then(({ chat }) => chat(options, terminal))));

const person = program.command('person').description('people and their linking codes');
person
  .command('add')
  .description('add a person and print a one-time linking code')
  .requiredOption('--name <name>', 'họ tên')
  .requiredOption('--unit <unit>', 'a unit of a loaded plan')
  .requiredOption('--role <role>', 'focal, unit_head, coordinator or admin; may be repeated', collect, [])
  .option('--title <title>', 'chức vụ')
  .option('--phone <phone>')
  .addOption(json())
  .action((options: PersonFlags) =>
    run(import('./person.ts').then(({ personAdd }) => personAdd(options, terminal))),
  );

program
  .command('people')
  .description('lists of people')
  .command('load <file>')
  .description(
    'a list as .xlsx or .csv (họ tên, chức vụ, đơn vị, điện thoại, vai trò); gives back a sheet of linking codes',
  )
  .option('--dry-run', 'say what would change and write nothing', false)
  .option('--codes <file>', 'where the sheet of codes goes; default: a name in the current folder')
  .option('--report <file>', 'what was understood, line by line, as .xlsx')
  .option('--telegram-bot <name>', 'the bot’s user name, for codes that open it')
  .option('--plan <name>', 'a plan of the province meant, where several are loaded')
  .addOption(json())
  .action((path: string, options: PeopleFlags) =>
    run(import('./people-load.ts').then(({ peopleLoad }) => peopleLoad(path, options, terminal))),
  );

const plan = program.command('plan').description('plans as data');
plan
  .command('check <path>')
  .description('is this plan well-formed?')
  .addOption(json())
  .action((path: string, options: { json: boolean }) =>
    run(import('./plan-check.ts').then(({ planCheck }) => planCheck(path, options, terminal))),
  );
plan
  .command('load <path>')
  .description('into the database')
  .option('--dry-run', 'say what would change and write nothing', false)
  .option('--yes', 'do not ask', false)
  .addOption(json())
  .action((path: string, options: LoadFlags) =>
    run(import('./plan-load.ts').then(({ planLoad }) => planLoad(path, options, terminal))),
  );
plan
  .command('show <name>')
  .option('--form <key>', 'one form in full')
  .option('--live', 'from the database instead of the files')
  .addOption(json())
  .action((name: string, options: { json: boolean; form?: string; live?: boolean }) =>
    run(import('./plan-show.ts').then(({ planShow }) => planShow(name, options, terminal))),
  );

const withTerms = (command: Command): Command =>
  command
    .option('--from <day>', 'default: the first day of the plan’s year')
    .option('--to <day>', 'default: its last day')
    .option('--live', 'from the database instead of the files')
    .option('--visit <unit=from/to>', 'a visit set to the day; may be repeated', collect, [])
    .addOption(json());
withTerms(plan.command('due <name>').description('every report due, with its last on-time day')).action(
  (name: string, options: TermFlags) =>
    run(import('./plan-due.ts').then(({ planDue }) => planDue(name, options, terminal))),
);
withTerms(
  plan.command('reminders <name>').description('every unasked message, as if nobody submitted anything'),
).action((name: string, options: TermFlags) =>
  run(import('./plan-reminders.ts').then(({ planReminders }) => planReminders(name, options, terminal))),
);

program
  .command('export <plan> <what>')
  .description('the table of all units, or a list, to a file: table, late, tasks, schedule, ledger')
  .option('--period <period>', '2023, 2023-Q1, 2023-07')
  .option('--report <words>', 'part of the title, where the plan asks for several')
  .option('--unit <unit>', 'of this unit alone')
  .option('--out <file>', 'default: a name in the current folder; with --json no file')
  .option('--sensitive', 'with the rows on people, which only a few may see', false)
  .addOption(json())
  .action((name: string, what: string, options: ExportFlags) =>
    run(import('./export.ts').then(({ exportPaper }) => exportPaper(name, what, options, terminal))),
  );

program
  .command('understand')
  .description('one message a line in, one JSON line each out')
  .option('--as <role>', 'focal, unit_head, team_lead, coordinator …')
  .option('--at <moment>', 'default: now')
  .action((options: { as?: string; at?: string }) =>
    run(
      Promise.all([import('./understand.ts'), import('../files/plan-registry.ts')]).then(
        ([{ understand }, { unitsOfPlans }]) =>
          understand(
            { ...options, at: options.at ?? toOfficeIso(new Date()).slice(0, 16) },
            terminal,
            unitsOfPlans(),
          ),
      ),
    ),
  );
program
  .command('parse')
  .argument('<kind>', 'number or date', (value: string): 'number' | 'date' => {
    if (value === 'number' || value === 'date') return value;
    throw new InvalidArgumentError('number or date');
  })
  .option('--at <day>', 'the day relative dates count from; default: today')
  .action((kind: 'number' | 'date', options: { at?: string }) =>
    run(
      import('./parse.ts').then(({ parse }) =>
        parse(kind, { at: options.at ?? dayOf(new Date()) }, terminal),
      ),
    ),
  );

interface ChatFlags {
  plan: string;
  as?: string;
  at?: string;
  data?: string;
  network: 'zalo' | 'telegram';
  json: boolean;
}
interface PersonFlags {
  name: string;
  unit: string;
  role: string[];
  title?: string;
  phone?: string;
  json: boolean;
}
interface ExportFlags {
  period?: string;
  report?: string;
  unit?: string;
  out?: string;
  sensitive: boolean;
  json: boolean;
}
interface PeopleFlags {
  dryRun: boolean;
  codes?: string;
  report?: string;
  telegramBot?: string;
  plan?: string;
  json: boolean;
}
interface LoadFlags {
  dryRun: boolean;
  yes: boolean;
  json: boolean;
}
interface TermFlags {
  from?: string;
  to?: string;
  visit: string[];
  live?: boolean;
  json: boolean;
}

// A reader that closes early (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    terminal.error(describeFailure(error));
    exitCode = error instanceof ConfigError ? 2 : 1;
  }
}
process.exitCode = exitCode;
