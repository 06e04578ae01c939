import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acceptFigure,
  columnTotals,
  computedPercent,
  tally,
  unanswered,
  withComputedCells,
  type Answer,
  type TableLine,
} from '../../src/domain/answers.ts';
import type { Row, RowKind, Table } from '../../src/domain/form.ts';

const row = (key: string, kind: RowKind, extra: Partial<Row> = {}): Row => ({
  key,
  code: key,
  name: key,
  measure: '',
  kind,
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
  ...extra,
});

const survey: Table = {
  key: 'survey',
  code: 'Phụ lục 5',
  title: '',
  lineName: 'Lĩnh vực',
  blocks: [
    { key: 'huyen', title: 'I', lineName: '' },
    { key: 'xa', title: 'II', lineName: '' },
  ],
  columns: [
    { key: 'paper', name: 'Trực tiếp', kind: 'count', computed: null },
    { key: 'online', name: 'Trực tuyến', kind: 'count', computed: null },
    { key: 'all', name: 'Tổng số', kind: 'count', computed: { kind: 'sum', of: ['paper', 'online'] } },
    { key: 'happy', name: 'Hài lòng', kind: 'count', computed: null },
    {
      key: 'share',
      name: 'Tỷ lệ',
      kind: 'percent',
      computed: { kind: 'percent', numerator: 'happy', denominator: 'all' },
    },
  ],
  checks: [],
  explain: [],
  appliesTo: null,
  note: null,
};

describe('a typed figure', () => {
  test.each([
    ['count', 12, { answer: { kind: 'value', value: 12 } }],
    ['count', 0, { answer: { kind: 'value', value: 0 } }],
    ['count', -1, { refusal: 'negative' }],
    ['count', 2.5, { refusal: 'not_whole' }],
    ['percent', 101, { refusal: 'above_100' }],
    ['percent', 99.5, { answer: { kind: 'value', value: 99.5 } }],
    ['money', 1250.5, { answer: { kind: 'value', value: 1250.5 } }],
    ['count', 1e15, { refusal: 'too_large' }],
    ['count', Number.NaN, { refusal: 'too_large' }],
  ] as const)('%s %d', (kind, value, expected) => {
    expect(acceptFigure(row('a', kind), value)).toEqual(expected);
  });

  test('for a coded choice is one of its codes', () => {
    const choice = row('a', 'choice', { options: [{ value: 0, label: 'Chưa' }] });
    expect(acceptFigure(choice, 0)).toEqual({ answer: { kind: 'value', value: 0 } });
    expect(acceptFigure(choice, 1)).toEqual({ refusal: 'no_such_option' });
  });

  test('that is accepted is kept exactly', () => {
    fc.assert(
      fc.property(fc.nat(), (value) => {
        expect(acceptFigure(row('a', 'count'), value)).toEqual({ answer: { kind: 'value', value } });
      }),
    );
  });
});

describe('a rate', () => {
  const rate = row('r', 'percent', { numerator: 'n', denominator: 'd' });
  const value = (n: number): Answer => ({ kind: 'value', value: n });
  test.each<[string, Answer | undefined, Answer | undefined, Answer | undefined]>([
    ['comes from its two figures', value(45), value(50), value(90)],
    ['of a zero denominator is "không phát sinh", never 0 %', value(0), value(0), { kind: 'nothing' }],
    [
      'of a denominator that did not arise is "không phát sinh"',
      { kind: 'missing' },
      { kind: 'nothing' },
      { kind: 'nothing' },
    ],
    ['counts a numerator that did not arise as none', { kind: 'nothing' }, value(50), value(0)],
    ['is missing where a figure is', { kind: 'missing' }, value(50), { kind: 'missing' }],
    [
      'is out of scope where its denominator is',
      value(1),
      { kind: 'out_of_scope' },
      { kind: 'out_of_scope' },
    ],
    ['is not known while a figure is not answered', value(1), undefined, undefined],
  ])('%s', (_rule, n, d, expected) => {
    const answers = new Map(
      [['n', n] as const, ['d', d] as const].flatMap(([key, answer]) =>
        answer ? [[key, answer] as const] : [],
      ),
    );
    expect(computedPercent(rate, answers)).toEqual(expected);
  });
});

test('the six answers are counted apart, and zero is a value', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'].map((key) => row(key, 'count'));
  const answers = new Map<string, Answer>([
    ['a', { kind: 'value', value: 0 }],
    ['b', { kind: 'nothing' }],
    ['c', { kind: 'missing' }],
    ['d', { kind: 'out_of_scope' }],
  ]);
  expect(tally(rows, answers)).toEqual({
    total: 5,
    answered: 4,
    value: 1,
    nothing: 1,
    missing: 1,
    outOfScope: 1,
  });
  expect(unanswered(rows, answers).map(({ key }) => key)).toEqual(['e']);
});

describe('a table', () => {
  const line = (block: string, label: string, cells: Record<string, number>): TableLine => ({
    block,
    label,
    cells,
    explanation: null,
  });

  test('computes the columns that are not typed', () => {
    expect(withComputedCells(survey, { paper: 30, online: 10, happy: 30 })).toMatchObject({
      all: 40,
      share: 75,
    });
  });

  test('leaves out the percentage of nothing', () => {
    expect(withComputedCells(survey, { paper: 0, online: 0, happy: 0 })).not.toHaveProperty('share');
  });

  test('totals one block or all, and takes percentages from the totals', () => {
    const lines = [
      line('huyen', 'Đất đai', { paper: 10, online: 0, happy: 10 }),
      line('xa', 'Xã A', { paper: 0, online: 30, happy: 10 }),
    ];
    expect(columnTotals(survey, lines)).toMatchObject({ all: 40, happy: 20, share: 50 });
    expect(columnTotals(survey, lines, 'huyen')).toMatchObject({ all: 10, share: 100 });
  });
});
