import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/domain/answers.ts';
import { exactSum } from '../../src/domain/exact-sum.ts';
import { tabulate, type FiguresTable, type UnitFigures } from '../../src/domain/figures-table.ts';
import type { Form, Row, RowKind } from '../../src/domain/form.ts';
import type { Level } from '../../src/domain/plan.ts';

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

const form: Form = {
  key: 'bieu',
  title: 'Biểu',
  appliesTo: null,
  rows: [
    row('s', 'group'),
    row('done', 'count'),
    row('all', 'count'),
    row('rate', 'percent', { numerator: 'done', denominator: 'all' }),
    row('typed', 'percent'),
    row('money', 'money'),
    row('plan', 'yes_no', {
      options: [
        { value: 1, label: 'Có' },
        { value: 0, label: 'Không' },
      ],
    }),
    row('communes', 'count', { appliesTo: { levels: ['district'], units: [] } }),
    row('discipline', 'count', { sensitive: true, field: 'che_do_cong_vu' }),
    row('share', 'percent', { numerator: 'discipline', denominator: 'all' }),
  ],
  tables: [
    {
      key: 'pl2',
      code: 'Phụ lục 2',
      title: '',
      lineName: 'Lĩnh vực',
      blocks: [],
      columns: [
        { key: 'in', name: 'Nhận', kind: 'count', computed: null },
        { key: 'late', name: 'Quá hạn', kind: 'count', computed: null },
        {
          key: 'part',
          name: 'Tỷ lệ',
          kind: 'percent',
          computed: { kind: 'percent', numerator: 'late', denominator: 'in' },
        },
      ],
      checks: [],
      explain: [],
      appliesTo: null,
      note: null,
    },
  ],
  checks: [],
  narratives: [],
};

let units = 0;
const unit = (
  answers: Record<string, number | Answer> | null,
  extra: { level?: Level; form?: Form; maySee?: boolean } = {},
): UnitFigures => {
  units += 1;
  return {
    unit: { id: units, name: `Đơn vị ${units}`, level: extra.level ?? 'department' },
    form: extra.form ?? form,
    maySee: () => extra.maySee ?? true,
    sent: answers && {
      answers: new Map(
        Object.entries(answers).map(([key, one]) => [
          key,
          typeof one === 'number' ? { kind: 'value', value: one } : one,
        ]),
      ),
      lines: new Map(),
    },
  };
};
const rowOf = (table: FiguresTable, key: string) => table.rows.find((one) => one.row.key === key)!;

describe('a row over all units', () => {
  test('keeps six answers apart, and zero apart from other values', () => {
    const table = tabulate(form, [
      unit({ done: 5 }),
      unit({ done: 0 }),
      unit({ done: { kind: 'nothing' } }),
      unit({ done: { kind: 'missing' } }),
      unit({ done: { kind: 'out_of_scope' } }),
      unit({}),
      unit(null),
    ]);
    expect(rowOf(table, 'done').counts).toMatchObject({
      value: 1,
      zero: 1,
      nothing: 1,
      missing: 1,
      out_of_scope: 1,
      unanswered: 1,
      not_sent: 1,
    });
    expect(rowOf(table, 'done').total).toEqual({ kind: 'sum', answer: { kind: 'value', value: 5 }, of: 3 });
  });

  test('of which everybody says "không phát sinh" is "không phát sinh", not zero', () => {
    const table = tabulate(form, [unit({ done: { kind: 'nothing' } }), unit({ done: { kind: 'nothing' } })]);
    expect(rowOf(table, 'done').total).toEqual({ kind: 'sum', answer: { kind: 'nothing' }, of: 2 });
  });

  test('takes a rate from the sums of both figures, not from the average of rates', () => {
    const table = tabulate(form, [unit({ done: 1, all: 1 }), unit({ done: 0, all: 99 })]);
    expect(rowOf(table, 'rate').cells).toEqual([
      { kind: 'value', value: 100 },
      { kind: 'value', value: 0 },
    ]);
    expect(rowOf(table, 'rate').total).toEqual({
      kind: 'rate',
      answer: { kind: 'value', value: 1 },
      numerator: 1,
      denominator: 100,
      of: 2,
    });
  });

  test('leaves a unit that gave only one of the two figures out of the rate', () => {
    const table = tabulate(form, [
      unit({ done: 1, all: 2 }),
      unit({ done: 50, all: { kind: 'missing' } }),
      unit({ all: 70 }),
    ]);
    expect(rowOf(table, 'rate').total).toMatchObject({ answer: { kind: 'value', value: 50 }, of: 1 });
    expect(rowOf(table, 'done').total).toMatchObject({ answer: { kind: 'value', value: 51 } });
  });

  test('with nothing to count in any unit is "không phát sinh", never 0 %', () => {
    const table = tabulate(form, [unit({ done: 0, all: 0 }), unit({ done: 0, all: { kind: 'nothing' } })]);
    expect(rowOf(table, 'rate').total).toMatchObject({ kind: 'rate', answer: { kind: 'nothing' }, of: 2 });
  });

  test('of typed percentages has no total: they cannot be added or averaged', () => {
    expect(rowOf(tabulate(form, [unit({ typed: 50 }), unit({ typed: 70 })]), 'typed').total).toEqual({
      kind: 'none',
    });
  });

  test('of a choice says how many units took which', () => {
    const table = tabulate(form, [unit({ plan: 1 }), unit({ plan: 1 }), unit({ plan: 0 }), unit({})]);
    expect(rowOf(table, 'plan').total).toEqual({
      kind: 'options',
      counts: [
        { value: 1, label: 'Có', units: 2 },
        { value: 0, label: 'Không', units: 1 },
      ],
      of: 3,
    });
  });

  test('that does not concern a unit is not held against it', () => {
    const table = tabulate(form, [unit({}), unit({ communes: 4 }, { level: 'district' })]);
    expect(rowOf(table, 'communes').cells).toEqual([{ kind: 'not_asked' }, { kind: 'value', value: 4 }]);
  });

  test('that is sensitive is hidden with every rate that would give it away, and counts nowhere', () => {
    const table = tabulate(form, [
      unit({ discipline: 3, all: 10 }, { maySee: false }),
      unit({ discipline: 1, all: 10 }),
    ]);
    expect(rowOf(table, 'discipline').cells).toEqual([{ kind: 'hidden' }, { kind: 'value', value: 1 }]);
    expect(rowOf(table, 'discipline').total).toMatchObject({ answer: { kind: 'value', value: 1 }, of: 1 });
    expect(rowOf(table, 'share').cells[0]).toEqual({ kind: 'hidden' });
    expect(rowOf(table, 'share').total).toMatchObject({ numerator: 1, denominator: 10 });
    expect(JSON.stringify(table)).not.toContain('"value":3');
  });

  test('that asked for another figure in an older form is not added to the new one', () => {
    const old: Form = {
      ...form,
      rows: form.rows.map((one) => (one.key === 'done' ? { ...one, measure: 'Triệu đồng' } : one)),
    };
    const table = tabulate(form, [unit({ done: 900, all: 1000 }, { form: old }), unit({ done: 1, all: 2 })]);
    expect(rowOf(table, 'done').cells[0]).toEqual({ kind: 'other_meaning' });
    expect(rowOf(table, 'done').total).toMatchObject({ answer: { kind: 'value', value: 1 } });
    expect(rowOf(table, 'rate').total).toMatchObject({ answer: { kind: 'value', value: 50 }, of: 1 });
  });

  test('that only an older form has is kept at the end', () => {
    const old: Form = { ...form, rows: [...form.rows, row('cu', 'count')] };
    const table = tabulate(form, [unit({ cu: 7 }, { form: old }), unit({})]);
    expect(table.rows.at(-1)).toMatchObject({
      isOld: true,
      cells: [{ kind: 'value', value: 7 }, { kind: 'not_asked' }],
    });
  });
});

describe('a table of lines', () => {
  test('is totalled over all lines of all units, its rates from the totals', () => {
    const lines = (cells: Record<string, number>[]) =>
      new Map([
        ['pl2', cells.map((one, n) => ({ block: '', label: `${n}`, cells: one, explanation: null }))],
      ]);
    const one = unit({});
    const other = unit({});
    const table = tabulate(form, [
      {
        ...one,
        sent: {
          ...one.sent!,
          lines: lines([
            { in: 1, late: 1 },
            { in: 9, late: 0 },
          ]),
        },
      },
      { ...other, sent: { ...other.sent!, lines: lines([{ in: 90, late: 0 }]) } },
      unit(null),
    ]);
    expect(table.tables[0]!.units.map(({ lines: n, totals }) => [n, totals['part']])).toEqual([
      [2, 10],
      [1, 0],
    ]);
    expect(table.tables[0]!.totals).toEqual({ in: 100, late: 1, part: 1 });
  });
});

const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ kind: fc.constant('value' as const), value: fc.nat(1_000_000) }),
  fc.constantFrom<Answer>({ kind: 'nothing' }, { kind: 'missing' }, { kind: 'out_of_scope' }),
);
const money = fc
  .integer({ min: 0, max: 1_000_000_000 })
  .map((cents): Answer => ({ kind: 'value', value: cents / 1000 }));
const figures = fc
  .option(fc.record({ done: answer, all: answer, money }, { requiredKeys: [] }), { nil: null, freq: 6 })
  .map((given) => unit(given as Record<string, Answer> | null));

describe('whatever units send', () => {
  test('the order of the units changes no total and no count', () => {
    fc.assert(
      fc.property(
        fc
          .array(figures, { maxLength: 12 })
          .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const [a, b] = [tabulate(form, all), tabulate(form, shuffled)];
          expect(b.rows.map(({ total, counts }) => [total, counts])).toEqual(
            a.rows.map(({ total, counts }) => [total, counts]),
          );
        },
      ),
    );
  });

  test('the total of all is the sum of the totals of any two parts, and the rate the rate of the sums', () => {
    fc.assert(
      fc.property(fc.array(figures, { maxLength: 8 }), fc.array(figures, { maxLength: 8 }), (left, right) => {
        const [a, b, both] = [left, right, [...left, ...right]].map((all) => tabulate(form, all));
        const sum = (table: FiguresTable, key: string): number => {
          const { total } = rowOf(table, key);
          return total.kind === 'sum' && total.answer.kind === 'value' ? total.answer.value : 0;
        };
        for (const key of ['done', 'all', 'money'])
          expect(sum(both!, key)).toBe(exactSum([sum(a!, key), sum(b!, key)]));
        const rates = [a, b, both].map((table) => rowOf(table!, 'rate').total);
        const [l, r, whole] = rates.map((rate) =>
          rate.kind === 'rate' ? [rate.numerator, rate.denominator, rate.of] : [0, 0, 0],
        );
        expect(whole).toEqual(l!.map((part, index) => part + r![index]!));
        const rate = rates[2]!;
        if (rate.kind === 'rate')
          expect(rate.answer).toEqual(
            rate.denominator === 0
              ? { kind: 'nothing' }
              : { kind: 'value', value: (rate.numerator * 100) / rate.denominator },
          );
      }),
    );
  });

  test('the counts of a row add up to the units', () => {
    fc.assert(
      fc.property(fc.array(figures, { maxLength: 12 }), (all) => {
        for (const {
          row: { kind },
          counts,
        } of tabulate(form, all).rows)
          if (kind !== 'group') expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(all.length);
      }),
    );
  });
});
