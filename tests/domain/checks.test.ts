import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/domain/answers.ts';
import { explanationsOwed, findings } from '../../src/domain/checks.ts';
import type { Check, Form, Table } from '../../src/domain/form.ts';

const table: Table = {
  key: 't',
  code: 'Phụ lục 3',
  title: '',
  lineName: '',
  blocks: [
    { key: 'huyen', title: 'I', lineName: '' },
    { key: 'xa', title: 'II', lineName: '' },
  ],
  columns: [
    { key: 'done', name: '', kind: 'count', computed: null },
    { key: 'late', name: '', kind: 'count', computed: null },
    { key: 'sum', name: '', kind: 'count', computed: { kind: 'sum', of: ['done', 'late'] } },
  ],
  checks: [{ kind: 'part_of', part: 'late', whole: 'done', severity: 'error' }],
  explain: ['late'],
  appliesTo: null,
  note: null,
};

const form = (...checks: Check[]): Form => ({
  key: 'f',
  title: '',
  appliesTo: null,
  rows: [],
  tables: [table],
  checks,
  narratives: [],
});

const figures = (values: Record<string, number | Answer['kind']>): Map<string, Answer> =>
  new Map(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'number' ? { kind: 'value', value } : ({ kind: value } as Answer),
    ]),
  );
const none = new Map();

describe('a check', () => {
  const partOf: Check = { kind: 'part_of', part: 'a', whole: 'b', severity: 'error' };

  test('of a part and its whole breaks exactly when the part is larger', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), (a, b) => {
        expect(findings(form(partOf), figures({ a, b }), none)).toHaveLength(a > b ? 1 : 0);
      }),
    );
  });

  test.each([['missing'], ['out_of_scope']] as const)('is not judged on a figure that is %s', (kind) => {
    expect(findings(form(partOf), figures({ a: 5, b: kind }), none)).toEqual([]);
  });

  test('counts "không phát sinh" as none', () => {
    expect(findings(form(partOf), figures({ a: 5, b: 'nothing' }), none)).toHaveLength(1);
  });

  test('says once what two checks say of the same figures: the graver, else that they are not equal', () => {
    const parts = { parts: ['a', 'b'], whole: 'c' };
    const atMost: Check = { kind: 'sum_at_most', ...parts, severity: 'error' };
    const equal: Check = { kind: 'sum_equals', ...parts, severity: 'warning' };
    const kinds = (checks: Check[], values: Parameters<typeof figures>[0]) =>
      findings(form(...checks), figures(values), none).map(({ check }) => check.kind);
    expect(kinds([atMost, equal], { a: 4, b: 3, c: 6 })).toEqual(['sum_at_most']);
    expect(kinds([equal, atMost], { a: 4, b: 1, c: 6 })).toEqual(['sum_equals']);
    expect(kinds([{ ...atMost, severity: 'warning' }, equal], { a: 4, b: 3, c: 6 })).toEqual(['sum_equals']);
    expect(kinds([atMost, equal, partOf], { a: 7, b: 1, c: 6 })).toEqual(['sum_at_most', 'part_of']);
  });

  test('of a sum tells a sum that is too high at once, one too low only when every part is known', () => {
    const sum: Check = { kind: 'sum_equals', parts: ['a', 'b'], whole: 'c', severity: 'warning' };
    const found = (values: Parameters<typeof figures>[0]) => findings(form(sum), figures(values), none);
    expect(found({ a: 7, c: 6 })).toMatchObject([{ figures: { a: 7, c: 6, sum: 7 } }]);
    expect(found({ a: 5, c: 6 })).toEqual([]);
    expect(found({ a: 5, b: 0, c: 6 })).toHaveLength(1);
    expect(found({ a: 5, b: 'out_of_scope', c: 5 })).toEqual([]);
  });

  test('keeps its key when figures change, so that a reason stays with it', () => {
    const [first] = findings(form(partOf), figures({ a: 5, b: 4 }), none);
    const [second] = findings(form(partOf), figures({ a: 9, b: 1 }), none);
    expect(first?.key).toBe(second?.key);
  });
});

describe('a table', () => {
  const lines = new Map([
    [
      't',
      [
        { block: 'huyen', label: 'Đất đai', cells: { done: 10, late: 2 }, explanation: null },
        { block: 'xa', label: 'Xã A', cells: { done: 1, late: 3 }, explanation: 'thiếu hồ sơ' },
      ],
    ],
  ]);

  test('is compared with a row by its total, and a block by its own', () => {
    const whole: Check = { kind: 'equals', row: 'a', other: 't.done', severity: 'warning' };
    const block: Check = { kind: 'equals', row: 'a', other: 't.huyen.sum', severity: 'warning' };
    const inForm = (check: Check, a: number) =>
      findings(form(check), figures({ a }), lines).filter(({ place }) => place === null);
    expect(inForm(whole, 11)).toEqual([]);
    expect(inForm(whole, 10)).toHaveLength(1);
    expect(inForm(block, 12)).toEqual([]);
    expect(inForm(block, 16)).toHaveLength(1);
  });

  test('is checked line by line, each finding named by its line', () => {
    expect(findings(form(), none, lines)).toMatchObject([
      { place: { table: 't', block: 'xa', label: 'Xã A' } },
    ]);
  });

  test('owes a reason for every line with overdue files that has none', () => {
    expect(explanationsOwed(form(), lines)).toEqual([
      { table: 't', block: 'huyen', label: 'Đất đai', columns: ['late'] },
    ]);
  });
});
