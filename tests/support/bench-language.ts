import { readFileSync } from 'node:fs';
import { loadCalendars } from '../../src/files/calendars.ts';
import { loadLexicon } from '../../src/files/lexicon.ts';
import type { UnitName } from '../../src/language/unit-name.ts';
import { createLanguage } from '../../src/language/understand.ts';
import { UNITS } from '../language/units.fixture.ts';

/** Messages a second on one core, with a registry of 12,000 units: names alone, and whole messages. */
const FIRST =
  'Tân Phú Bình Long Lộc Thanh Minh Đức An Hòa Vĩnh Xuân Đông Tây Nam Bắc Hưng Thạnh Mỹ Hải'.split(' ');
const SECOND =
  'Tiến Thịnh Lợi Sơn Hưng Nghĩa Phước Quang Hải Giang Thủy Lâm Khánh Thọ Trung Hiệp Thành Lộc Yên Đạo'.split(
    ' ',
  );
const THIRD = ' A| B| Thượng| Hạ| Đông| Tây| Nam| Bắc| Trung| 1| 2| 3|'.split('|');
const SECONDS = 2;

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
  ...UNITS,
  ...communes,
  ...others,
  ...communes.map(({ name }) => ({ name: name.replace('xã', 'thị trấn'), aliases: [], level: 'commune' })),
].slice(0, 12_000);

const corpus = readFileSync(new URL('../language/corpus/queries-dev.tsv', import.meta.url), 'utf8');
const messages = corpus
  .split('\n')
  .slice(1)
  .flatMap((line) => line.split('\t')[1] ?? []);

const started = performance.now();
const language = createLanguage({ lexicon: loadLexicon(), units, calendar: loadCalendars() });
console.log(`${units.length} units, built in ${Math.round(performance.now() - started)} ms`);
measure('unit names', (message) => language.units.match(message));
measure('whole messages', (message) =>
  language.understand(message, { role: 'coordinator', today: '2023-08-10' }),
);

function measure(what: string, work: (message: string) => unknown): void {
  for (const message of messages) work(message);
  const from = process.cpuUsage();
  const spent = (): number => {
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1e6;
  };
  let count = 0;
  while (spent() < SECONDS) {
    for (const message of messages) work(message);
    count += messages.length;
  }
  console.log(`${what}: ${Math.round(count / spent())} messages a second of processor time`);
}
