import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Answers } from '../../src/domain/answers.ts';
import { gather, gatheredForm, type Contributions } from '../../src/domain/gathering.ts';
import { planNamed } from '../support/plans.ts';

const value = (figure: number): Answer => ({ kind: 'value', value: figure });
const given = (row: Record<string, number | null>): Contributions =>
  new Map([['a', new Map(Object.entries(row))]]);
const nobody: Contributions = new Map();

test('an empty row becomes the sum, and follows when another commune is added or one gives a newer figure', () => {
  expect(gather(new Map(), nobody, given({ X: 3 })).changed).toEqual(new Map([['a', value(3)]]));
  const two = gather(new Map([['a', value(3)]]), given({ X: 3 }), given({ X: 3, Y: 4 }));
  expect(two.changed).toEqual(new Map([['a', value(7)]]));
  const newer = gather(new Map([['a', value(7)]]), given({ X: 3, Y: 4 }), given({ X: 5, Y: 4 }));
  expect(newer.changed).toEqual(new Map([['a', value(9)]]));
});

test('what was typed for the whole stays, with both numbers shown, until it says what the communes say', () => {
  const typed: Answers = new Map([['a', value(100)]]);
  const merged = gather(typed, nobody, given({ X: 3 }));
  expect(merged).toEqual({
    changed: new Map(),
    cleared: [],
    conflicts: [{ key: 'a', current: value(100), given: value(3) }],
  });
  expect(gather(new Map([['a', value(3)]]), nobody, given({ X: 3 })).conflicts).toEqual([]);
});

test('a row whose sum is as it was is left alone, whatever stands in it now', () => {
  const same = given({ X: 3 });
  for (const current of [new Map(), new Map([['a', value(8)]])])
    expect(gather(current, same, same)).toEqual({ changed: new Map(), cleared: [], conflicts: [] });
});

test('"không phát sinh" of all communes is that of the whole, and no zero; of some it adds nothing', () => {
  expect(gather(new Map(), nobody, given({ X: null, Y: null })).changed.get('a')).toEqual({
    kind: 'nothing',
  });
  expect(gather(new Map(), nobody, given({ X: null, Y: 0 })).changed.get('a')).toEqual(value(0));
});

test('a row no commune gives anything to any more is empty again, unless something else was typed', () => {
  expect(gather(new Map([['a', value(3)]]), given({ X: 3 }), nobody).cleared).toEqual(['a']);
  expect(gather(new Map([['a', value(8)]]), given({ X: 3 }), nobody)).toEqual({
    changed: new Map(),
    cleared: [],
    conflicts: [],
  });
});

test('in whatever order files come, and however often, the sum is that of the newest word of each commune', () => {
  const file = fc.record({
    commune: fc.constantFrom('X', 'Y', 'Z'),
    figure: fc.integer({ min: 0, max: 9_999 }),
  });
  fc.assert(
    fc.property(fc.array(file, { minLength: 1, maxLength: 12 }), (files) => {
      let current: Answers = new Map();
      let held: Record<string, number> = {};
      for (const { commune, figure } of files) {
        const next = { ...held, [commune]: figure };
        const { changed, conflicts } = gather(current, given(held), given(next));
        expect(conflicts).toEqual([]);
        current = new Map([...current, ...changed]);
        held = next;
      }
      expect(current.get('a')).toEqual(value(Object.values(held).reduce((sum, one) => sum + one, 0)));
    }),
  );
});

test.each([
  ['bac-giang-2022', 12],
  ['bac-kan-2018', 6],
  ['binh-phuoc-2023', 1],
])('the form of %s gathers %i figures from communes, and keeps the headings above them', (name, rows) => {
  const forms = planNamed(name).forms.map((form) =>
    gatheredForm(form, { name: 'UBND huyện A', level: 'district' }),
  );
  const own = forms.find((form) => form.rows.length > 0)!;
  expect(own.rows.filter(({ gathers }) => gathers === 'sum')).toHaveLength(rows);
  for (const { section, kind } of own.rows.filter((row) => row.gathers))
    expect([kind, own.rows.some(({ key }) => key === section)]).toEqual(['count', true]);
  expect(gatheredForm(planNamed(name).forms[0]!, { name: 'Sở A', level: 'department' }).rows).toEqual([]);
});
