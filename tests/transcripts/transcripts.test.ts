import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { play, rehearsalDatabase, type ScriptOptions } from '../support/transcript.ts';

const folder = import.meta.dirname;
const scripts = readdirSync(folder).filter((file) => file.endsWith('.script'));

/** The first line of a script holds the options of `dondoc chat`: `--as focal@… --at … --network …`. */
function optionsOf(line: string): ScriptOptions {
  const flags = [...line.matchAll(/--(\w+) (.+?)(?= --|$)/g)].map(
    ([, name = '', value = '']) => [name, value] as const,
  );
  return { as: '', ...Object.fromEntries<string>(flags) };
}

/** A season of a whole province is some hundred messages. */
const SEASON_MS = 180_000;

test.each(scripts)('%s', { timeout: SEASON_MS }, async (file) => {
  const [options = '', ...lines] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
  const { db } = await rehearsalDatabase(optionsOf(options));
  const { transcript } = await play(db, optionsOf(options), lines);
  // Where a file lies is another place each time.
  const told = transcript.replace(/^\[tệp\] .*\//gm, '[tệp] ');
  await expect(told).toMatchFileSnapshot(join(folder, `${basename(file, '.script')}.transcript`));
});
