import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NETWORKS } from '../../src/channels/terminal.ts';
import { readSituation, situationQuery, type Situation } from '../../src/lab/situation.ts';

const second = fc
  .date({ min: new Date('2018-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));
const key = fc.stringMatching(/^[a-z0-9-]{1,60}$/);
const situation: fc.Arbitrary<Situation> = fc.record({
  plan: key,
  at: second,
  from: fc.constant(null),
  prepared: fc.option(key),
  phones: fc.array(
    fc.record({
      who: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
      network: fc.constantFrom(...NETWORKS),
    }),
    { maxLength: 4 },
  ),
});

test('a link says the whole situation, whatever people and units are called', () => {
  fc.assert(
    fc.property(situation, (one) => {
      fc.pre(one.phones.every(({ who }) => who.length <= 200 && who.isWellFormed()));
      expect(readSituation(new URLSearchParams(situationQuery(one)))).toEqual(one);
    }),
  );
});

test('when time began stands in the link only where it is not the moment itself', () => {
  const query = 'ke-hoach=p&luc=2023-07-25T08:00&tu=';
  expect(readSituation(new URLSearchParams(`${query}2023-07-03T08:00`))?.from).toEqual(
    new Date('2023-07-03T01:00:00Z'),
  );
  expect(readSituation(new URLSearchParams(`${query}2023-07-25T08:00`))?.from).toBeNull();
});

test.each([
  '',
  'ke-hoach=binh-phuoc-2023',
  'ke-hoach=binh-phuoc-2023&luc=hom-nay',
  'ke-hoach=binh-phuoc-2023&luc=2023-02-30T08:00',
  'ke-hoach=../../etc&luc=2023-07-25T08:00',
  'ke-hoach=p&luc=2023-07-25T08:00&tu=x',
  'ke-hoach=p&luc=2023-07-25T08:00&may=viber:a',
  'ke-hoach=p&luc=2023-07-25T08:00&may=zalo:',
  `ke-hoach=p&luc=2023-07-25T08:00${'&may=zalo:a'.repeat(5)}`,
  `ke-hoach=p&luc=2023-07-25T08:00&may=zalo:${'a'.repeat(201)}`,
])('a broken link is none: %s', (query) => {
  expect(readSituation(new URLSearchParams(query))).toBeUndefined();
});

test('anything at all is a situation or none, and never an error', () => {
  fc.assert(fc.property(fc.string(), (text) => void readSituation(new URLSearchParams(text))));
});
