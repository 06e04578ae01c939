import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '../../src/domain/answers.ts';
import { carryOver, compareForms } from '../../src/domain/form-change.ts';
import type { Form, Row } from '../../src/domain/form.ts';

const UNIT = { name: 'Sở A', level: 'department' as const };

const row = (key: string, more: Partial<Row> = {}): Row => ({
  key,
  code: '1',
  name: key,
  measure: 'Hồ sơ',
  kind: 'count',
  section: 's',
  numerator: null,
  denominator: null,
  options: [],
  appliesTo: null,
  note: null,
  hint: null,
  field: null,
  sensitive: false,
  ifAny: false,
  ...more,
});

const form = (rows: Row[]): Form => ({
  key: 'f',
  title: 'Biểu',
  appliesTo: null,
  rows,
  tables: [],
  checks: [],
  narratives: [],
});

test('measure, kind, options, numerator and denominator make another figure; words, spaces and case do not', () => {
  const before = form([row('a'), row('b'), row('c'), row('d')]);
  const after = form([
    row('a', { name: 'Tên khác' }),
    row('b', { measure: ' hồ sơ' }),
    row('c', { measure: 'Nghìn đồng' }),
    row('d', { kind: 'decimal' }),
  ]);
  const { rows } = compareForms(before, after);
  expect(rows.wording.map((pair) => pair.after.key)).toEqual(['a']);
  expect(rows.meaning.map((pair) => pair.after.key)).toEqual(['c', 'd']);
});

test('a row that no longer applies to the unit is gone for it, and for others it is not', () => {
  const before = form([row('a'), row('b')]);
  const after = form([row('a'), row('b', { appliesTo: { levels: ['district'], units: [] } })]);
  expect(compareForms(before, after, UNIT).rows.removed.map(({ key }) => key)).toEqual(['b']);
  const district = { name: 'UBND huyện B', level: 'district' as const };
  expect(compareForms(before, after, district).rows.removed).toEqual([]);
});

test('a typed percentage that is computed now leaves the draft', () => {
  const before = form([row('a'), row('b'), row('p', { kind: 'percent', measure: '%' })]);
  const after = form([
    row('a'),
    row('b'),
    row('p', { kind: 'percent', measure: '%', numerator: 'a', denominator: 'b' }),
  ]);
  const answers = new Map<string, Answer>([['p', { kind: 'value', value: 50 }]]);
  expect(carryOver({ before, after }, UNIT, answers, new Map())).toEqual({
    recheck: [],
    gone: ['p'],
    lines: new Map(),
  });
});

const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
const measured = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  fc.constantFrom('Hồ sơ', '%', 'TTHC'),
);
const formOf = fc
  .tuple(keys, measured)
  .map(([rows, measures]) => form(rows.map((key) => row(key, { measure: measures[key] ?? 'Hồ sơ' }))));

test('every answer stays, is to be confirmed, or leaves; an unchanged form moves nothing', () => {
  fc.assert(
    fc.property(formOf, formOf, (before, after) => {
      const answers = new Map<string, Answer>(
        before.rows.map(({ key }) => [key, { kind: 'value', value: 1 }]),
      );
      const { recheck, gone } = carryOver({ before, after }, UNIT, answers, new Map());
      const stays = [...answers.keys()].filter((key) => !recheck.includes(key) && !gone.includes(key));
      const measureIn = (of: Form, key: string) => of.rows.find((one) => one.key === key)?.measure;
      for (const key of stays) expect(measureIn(before, key)).toBe(measureIn(after, key));
      for (const key of recheck) expect(measureIn(after, key)).toBeDefined();
      for (const key of gone) expect(measureIn(after, key)).toBeUndefined();
      expect(carryOver({ before, after: before }, UNIT, answers, new Map())).toEqual({
        recheck: [],
        gone: [],
        lines: new Map(),
      });
    }),
  );
});
