import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseMoment } from '../domain/office-time.ts';
import type { Entry } from './entry.ts';
import { splitCommand } from './script.ts';
import type { Holding, Situation } from './situation.ts';
import { STORIES, type Step } from './stories.ts';

const FOLDER = fileURLToPath(new URL('../../lab/situations', import.meta.url));

/** A situation that a script leads to, with what a newcomer is told to do in it. */
export interface Prepared {
  key: string;
  title: string;
  about: string;
  plan: string;
  /** Where the script starts, and who speaks first. */
  start: Date;
  speaker: string;
  /** Lines of `dondoc chat`. */
  lines: readonly string[];
  phones: readonly Holding[];
  steps: readonly Step[];
}

/** Every prepared situation, the one for a first visit first. */
export const preparedSituations = (): Prepared[] =>
  STORIES.map((story) => {
    const text = readFileSync(join(FOLDER, `${story.key}.script`), 'utf8').trimEnd();
    const [options = '', ...lines] = text.split('\n');
    return { ...story, ...readOptions(options, story.key), lines };
  });

/** The first line of a script: `--plan NAME --as WHO --at MOMENT`. */
function readOptions(line: string, key: string): Pick<Prepared, 'plan' | 'start' | 'speaker'> {
  const [, plan = '', speaker = '', at = ''] = /^--plan (\S+) --as (.+) --at (\S+)$/.exec(line) ?? [];
  const start = parseMoment(at);
  if (!start) throw new Error(`${key}.script: "${line}" is not --plan NAME --as WHO --at MOMENT`);
  return { plan, speaker, start };
}

/** The moment a script ends at. */
const endOf = ({ start, lines }: Prepared): Date =>
  lines
    .map(splitCommand)
    .filter(([command]) => command === '@at')
    .map(([, moment]) => parseMoment(moment))
    .filter((moment) => moment !== undefined)
    .at(-1) ?? start;

/** The situation as a link names it. */
export const situationOf = (prepared: Prepared): Situation => ({
  plan: prepared.plan,
  at: endOf(prepared),
  from: null,
  prepared: prepared.key,
  phones: prepared.phones,
});

/** How far a visitor has come: steps done in order, going by what came to whom, and words of the next one said. */
export function progressIn(
  steps: readonly Step[],
  entries: readonly Entry[],
  startedAfter: number,
): { done: number; said: number } {
  let from = startedAfter;
  let done = 0;
  for (const { until } of steps) {
    const found = entries.find(
      (entry) =>
        entry.seq > from &&
        entry.kind === 'came' &&
        entry.who === until.to &&
        entry.message.text.includes(until.includes),
    );
    if (!found) break;
    // What comes in one moment to several people may end two steps.
    from = found.seq - 1;
    done += 1;
  }
  const says = steps[done]?.says;
  let said = 0;
  for (const entry of entries)
    if (
      entry.seq > from &&
      entry.kind === 'said' &&
      entry.who === says?.who &&
      entry.text === says.texts[said]
    )
      said += 1;
  return { done, said };
}
