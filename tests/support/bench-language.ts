import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { loadCalendars } from '../../src/files/calendars.ts';
import { loadLexicon } from '../../src/files/lexicon.ts';
import { unitsOfPlans } from '../../src/files/plan-registry.ts';
import type { UnitName } from '../../src/language/unit-name.ts';
import { isRole } from '../../src/language/features.ts';
import { fold } from '../../src/language/fold.ts';
import { createLanguage } from '../../src/language/understand.ts';
import { corpus } from '../language/corpus.ts';

/**
 * Messages a second of processor time with a registry of 12,000 units: whole messages, names alone, and two libraries of
 * search on the same names and messages; and how often each finds the one unit that was meant.
 */
const FIRST =
  'Tân Phú Bình Long Lộc Thanh Minh Đức An Hòa Vĩnh Xuân Đông Tây Nam Bắc Hưng Thạnh Mỹ Hải'.split(' ');
const SECOND =
  'Tiến Thịnh Lợi Sơn Hưng Nghĩa Phước Quang Hải Giang Thủy Lâm Khánh Thọ Trung Hiệp Thành Lộc Yên Đạo'.split(
    ' ',
  );
const THIRD = ' A| B| Thượng| Hạ| Đông| Tây| Nam| Bắc| Trung| 1| 2| 3|'.split('|');
const SECONDS = 3;
const WARM_UP = 2;
/** Fuse looks at every name for every message: more would take minutes. */
const FEW = 20;

const communes: UnitName[] = FIRST.flatMap((a) =>
  SECOND.flatMap((b) =>
    THIRD.map((c) => ({ name: `UBND xã ${a} ${b}${c}`, aliases: [`xã ${a} ${b}${c}`], level: 'commune' })),
  ),
);
const others: UnitName[] = communes.map(({ name }) => ({
  name: name.replace('xã', 'phường'),
  aliases: [],
  level: 'commune',
}));
const units = [
  ...unitsOfPlans(),
  ...communes,
  ...others,
  ...communes.map(({ name }) => ({ name: name.replace('xã', 'thị trấn'), aliases: [], level: 'commune' })),
].slice(0, 12_000);

interface Row {
  role: string;
  message: string;
  /** Canonical name, where exactly one was meant. */
  unit: string | undefined;
}

const rows = ['queries-dev', 'queries-other-hand-dev'].flatMap((name) =>
  corpus(name).map(([role = '', message = '', , slots = '{}']): Row => {
    const { unit } = JSON.parse(slots) as { unit?: unknown };
    return { role, message, unit: typeof unit === 'string' ? unit : undefined };
  }),
);

const started = performance.now();
const language = createLanguage({ lexicon: loadLexicon(), units, calendar: loadCalendars() });
console.log(
  `${units.length} units, ${rows.length} messages, built in ${Math.round(performance.now() - started)} ms`,
);

const documents = units.map(({ name, aliases }, id) => ({ id, name, aliases: aliases.join(' ; ') }));
const mini = new MiniSearch({ fields: ['name', 'aliases'], processTerm: fold });
mini.addAll(documents);
const fuse = new Fuse(units, { keys: ['name', 'aliases'], ignoreLocation: true, ignoreDiacritics: true });

const whole = measure('understand, whole messages', rows, ({ role, message }) => {
  const { slots } = language.understand(message, {
    role: isRole(role) ? role : 'focal',
    today: '2023-08-10',
  });
  return typeof slots.unit === 'string' ? slots.unit : undefined;
});
compare(whole, 'names of units alone', rows, ({ message }) => language.units.match(message).units[0]);
compare(
  whole,
  'minisearch, plain',
  rows,
  ({ message }) => units[Number(mini.search(message)[0]?.id ?? -1)]?.name,
);
compare(whole, 'minisearch, fuzzy', rows, ({ message }) => {
  const [best] = mini.search(message, { fuzzy: 0.2 });
  return units[Number(best?.id ?? -1)]?.name;
});
const named = rows.filter(({ unit }) => unit !== undefined).slice(0, FEW);
compare(
  whole,
  `fuse.js, ${FEW} messages`,
  named,
  ({ message }) => fuse.search(message, { limit: 1 })[0]?.item.name,
);

function compare(
  base: number,
  what: string,
  list: readonly Row[],
  find: (row: Row) => string | undefined,
): void {
  const rate = measure(what, list, find);
  console.log(`  whole messages are understood ${(base / rate).toPrecision(2)} times as fast as that`);
}

/** Prints and returns the rate; processor time, so that a busy machine matters less. */
function measure(what: string, list: readonly Row[], find: (row: Row) => string | undefined): number {
  const meant = list.filter(({ unit }) => unit !== undefined);
  const right = meant.filter((row) => find(row) === row.unit).length;
  rateOf(list, find, WARM_UP);
  const rate = rateOf(list, find, SECONDS);
  const share = ((right / meant.length) * 100).toFixed(1);
  console.log(`${what}: ${Math.round(rate)} a second; the right unit ${right}/${meant.length} (${share} %)`);
  return rate;
}

function rateOf(list: readonly Row[], find: (row: Row) => string | undefined, seconds: number): number {
  const from = process.cpuUsage();
  const spent = (): number => {
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1e6;
  };
  let count = 0;
  while (spent() < seconds) {
    for (const row of list) find(row);
    count += list.length;
  }
  return count / spent();
}
