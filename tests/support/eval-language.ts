import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDay, type Day } from '../../src/domain/day.ts';
import { loadCalendars } from '../../src/files/calendars.ts';
import { loadLexicon } from '../../src/files/lexicon.ts';
import { parseDate } from '../../src/language/date.ts';
import type { Role } from '../../src/language/features.ts';
import { parseNumber } from '../../src/language/number.ts';
import { createLanguage, type Language } from '../../src/language/understand.ts';
import { unitsOfPlans } from '../../src/files/plan-registry.ts';
import { foldsOf } from '../language/folds.ts';
import { scoreDate, scoreNumber, scoreQuery, type QueryScore } from './language-scores.ts';

const REFERENCE: Day = '2023-08-10';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { at: { type: 'string' }, quiet: { type: 'boolean' }, folds: { type: 'string' } },
});
const today = (values.at === undefined ? undefined : parseDay(values.at)) ?? REFERENCE;
if (positionals.length === 0) {
  console.error('usage: npm run eval:language -- FILE… [--at DAY] [--quiet] [--folds N]');
  process.exitCode = 2;
}
const calendar = loadCalendars();
const lexicon = loadLexicon();
const units = unitsOfPlans();
const language = createLanguage({ lexicon, units, calendar });

if (values.folds === undefined) for (const file of positionals) reportFile(file);
else reportFolds(positionals, Number(values.folds));

function reportFile(file: string): void {
  const [header = '', ...lines] = readFileSync(file, 'utf8').split('\n');
  const rows = lines.filter((line) => line.trim() !== '').map((line) => line.split('\t'));
  console.log(`\n${basename(file)}: ${rows.length} rows`);
  if (header.startsWith('role')) reportQueries(scoresOf(rows.map(messageOf), language));
  else if (header.startsWith('input'))
    report(rows, ([input = '', value = '', unit = '']) => scoreNumber(parseNumber(input), value, unit));
  else
    report(rows, ([text = '', at = '', ...expected]) =>
      scoreDate(parseDate(text, parseDay(at) ?? today, { calendar }), expected),
    );
}

function report(rows: readonly string[][], score: (row: string[]) => string | null): void {
  const misses = rows.flatMap((row) => {
    const fault = score(row);
    return fault === null ? [] : [`  ✗ ${row[0] ?? ''} → ${fault} (right: ${row.slice(1, 6).join(' ')})`];
  });
  if (values.quiet !== true) for (const miss of misses) console.log(miss);
  console.log(`  right ${percent(rows.length - misses.length, rows.length)}`);
}

interface Message {
  role: string;
  message: string;
  intent: string;
  slots: string;
}

function messageOf([role = '', message = '', intent = '', slots = '{}']: readonly string[]): Message {
  return { role, message, intent, slots };
}

/** Cross-validation over the messages of all files together. */
function reportFolds(files: readonly string[], count: number): void {
  const messages = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .slice(1)
      .filter((line) => line.trim() !== '')
      .map((line) => messageOf(line.split('\t'))),
  );
  console.log(`\n${messages.length} messages in ${count} folds`);
  reportQueries(
    foldsOf(messages, lexicon, count).flatMap((fold) =>
      scoresOf(fold.unseen, createLanguage({ lexicon: fold.lexicon, units, calendar })),
    ),
  );
}

function scoresOf(messages: readonly Message[], { understand }: Language): QueryScore[] {
  return messages.map(({ role, message, intent, slots }) =>
    scoreQuery(
      understand(message, { role: role as Role, today }),
      message,
      intent,
      JSON.parse(slots) as Record<string, unknown>,
    ),
  );
}

function reportQueries(scores: readonly QueryScore[]): void {
  const count = (test: (score: QueryScore) => boolean): number => scores.filter(test).length;
  for (const score of scores) {
    if (!score.exact && values.quiet !== true)
      console.log(`  ✗${score.sure ? ' SURE' : ''} ${score.message} → ${score.got} (right: ${score.right})`);
  }
  const intents = [...new Set(scores.map((score) => score.intent))].sort();
  for (const intent of intents) {
    const of = scores.filter((score) => score.intent === intent);
    console.log(
      `  ${intent.padEnd(28)} ${percent(of.filter((score) => score.intentRight).length, of.length)}`,
    );
  }
  const sum = (pick: (score: QueryScore) => number): number =>
    scores.reduce((total, score) => total + pick(score), 0);
  console.log(
    `  intents ${percent(
      count((score) => score.intentRight),
      scores.length,
    )}`,
  );
  console.log(
    `  slots exactly right ${percent(
      count((score) => score.exact),
      scores.length,
    )}`,
  );
  console.log(
    `  slot precision ${percent(
      sum((s) => s.slotsRight),
      sum((s) => s.slotsGiven),
    )}, recall ${percent(
      sum((s) => s.slotsRight),
      sum((s) => s.slotsExpected),
    )}`,
  );
  console.log(
    `  sure ${percent(
      count((score) => score.sure),
      scores.length,
    )}, sure and wrong ${percent(
      count((score) => score.sure && !score.exact),
      scores.length,
    )}`,
  );
}

function percent(part: number, whole: number): string {
  return `${part}/${whole} (${whole === 0 ? '–' : ((part / whole) * 100).toFixed(1)} %)`;
}
