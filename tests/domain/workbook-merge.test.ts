import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/domain/answers.ts';
import type { Day } from '../../src/domain/day.ts';
import { mergeAnswers, mergeDay, mergeLines, MOST_LINES } from '../../src/domain/workbook-merge.ts';
import { preferAnswers } from '../../src/domain/workbook-prefer.ts';
import { lineKey, valueSeal } from '../../src/domain/workbook.ts';

const value = (one: number): Answer => ({ kind: 'value', value: one });
const answersOf = (given: Record<string, number>) =>
  new Map(Object.entries(given).map(([key, one]) => [key, value(one)]));
const sealsOf = (given: Record<string, number>) =>
  new Map(Object.entries(given).map(([key, one]) => [key, valueSeal(value(one))]));
const some = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 3 }));

describe('answers of a file merged into a draft', () => {
  it('store what only the file changed, and keep what only the draft changed', () => {
    const merged = mergeAnswers(
      answersOf({ a: 1, b: 9 }),
      answersOf({ a: 5, b: 2 }),
      sealsOf({ a: 1, b: 2 }),
    );
    expect([...merged.changed]).toEqual([['a', value(5)]]);
    expect(merged.conflicts).toEqual([]);
  });

  it('lose nothing and overwrite nothing that somebody else changed, whatever was changed', () => {
    fc.assert(
      fc.property(some, some, some, (made, now, file) => {
        const { changed, conflicts } = mergeAnswers(answersOf(now), answersOf(file), sealsOf(made));
        for (const [key, given] of Object.entries(file)) {
          const isChangedHere = now[key] !== undefined && now[key] !== made[key];
          const isChangedThere = given !== made[key];
          const isConflict = conflicts.some((one) => one.key === key);
          expect(isConflict).toBe(isChangedHere && isChangedThere && now[key] !== given);
          if (isChangedHere) expect(changed.has(key)).toBe(false);
          else if (isChangedThere && now[key] !== given) expect(changed.get(key)).toEqual(value(given));
        }
        expect([...changed.keys()].every((key) => key in file)).toBe(true);
      }),
    );
  });

  it('change nothing the second time', () => {
    fc.assert(
      fc.property(some, some, some, (made, now, file) => {
        const current = answersOf(now);
        const { changed } = mergeAnswers(current, answersOf(file), sealsOf(made));
        const after = new Map([...current, ...changed]);
        expect(mergeAnswers(after, answersOf(file), sealsOf(made)).changed.size).toBe(0);
      }),
    );
  });
});

describe('lines of a file merged into a table', () => {
  const line = (cells: Record<string, number>, explanation: string | null = null) =>
    new Map([['t', [{ block: '', label: 'Đất đai', cells, explanation }]]]);

  it('leave a cell the file has empty as it is', () => {
    const { changed, conflicts } = mergeLines(
      line({ a: 1, b: 2 }, 'chờ ý kiến'),
      line({ a: 1, c: 3 }),
      new Map(),
    );
    expect(changed.get('t')).toEqual([
      { block: '', label: 'Đất đai', cells: { a: 1, b: 2, c: 3 }, explanation: 'chờ ý kiến' },
    ]);
    expect(conflicts).toEqual([]);
  });

  it('do not bring back a line that was taken out since the file was made', () => {
    const seals = new Map([[lineKey('t', '', 'Đất đai'), valueSeal([{ a: 1 }, null])]]);
    expect(mergeLines(new Map(), line({ a: 1 }), seals).changed.size).toBe(0);
    expect(mergeLines(new Map(), line({ a: 2 }), seals).changed.get('t')![0]!.cells).toEqual({ a: 2 });
  });

  it('name the one cell in which two people differ, and take the others', () => {
    const seals = new Map([[lineKey('t', '', 'Đất đai'), valueSeal([{ a: 1, b: 1 }, null])]]);
    const { changed, conflicts } = mergeLines(line({ a: 2, b: 1 }), line({ a: 3, b: 4 }), seals);
    expect(conflicts).toMatchObject([{ key: 't//Đất đai/a', current: 2, given: 3 }]);
    expect(changed.get('t')![0]!.cells).toEqual({ a: 2, b: 4 });
  });
});

describe('lines whose label a file has corrected', () => {
  const seals = new Map([[lineKey('t', '', 'Dat dai'), valueSeal([{ a: 1 }, null])]]);
  const one = (label: string, cells: Record<string, number>, was?: string) =>
    new Map([['t', [{ block: '', label, cells, explanation: null, ...(was !== undefined && { was }) }]]]);

  it('go by the new one, though nothing else was changed', () => {
    const merged = mergeLines(one('Dat dai', { a: 1, b: 2 }), one('Đất đai', { a: 1 }, 'Dat dai'), seals);
    expect(merged.renamed).toEqual([{ table: 't', block: '', label: 'Dat dai', to: 'Đất đai' }]);
    expect(merged.changed.get('t')).toMatchObject([{ label: 'Đất đai', cells: { a: 1, b: 2 } }]);
  });

  it('are merged into the line of that name somebody has put in meanwhile, and the old one is said to be left', () => {
    const both = new Map([
      ['t', [...one('Dat dai', { a: 1 }).values(), ...one('Đất đai', { a: 5 }).values()].flat()],
    ]);
    const merged = mergeLines(both, one('Đất đai', { a: 1 }, 'Dat dai'), seals);
    expect([merged.renamed, merged.changed.size]).toEqual([[], 0]);
    expect(merged.left).toEqual([{ table: 't', block: '', label: 'Dat dai' }]);
  });

  it('change nothing the second time', () => {
    const merged = mergeLines(one('Đất đai', { a: 1 }), one('Đất đai', { a: 1 }, 'Dat dai'), seals);
    expect([merged.renamed, merged.changed.size, merged.left, merged.conflicts]).toEqual([[], 0, [], []]);
  });

  it('take time in proportion to the lines', () => {
    const lines = (from: number) =>
      new Map([
        [
          't',
          Array.from({ length: 20_000 }, (_, no) => ({
            ...{ block: '', label: `${from + no}`, explanation: null },
            cells: { a: no },
          })),
        ],
      ]);
    const merged = mergeLines(lines(0), lines(10_000), new Map());
    expect(merged.over.get('t')).toBe(10_000);
    expect(mergeLines(new Map(), lines(0), new Map()).changed.get('t')).toHaveLength(MOST_LINES);
  });
});

describe('the day the figures of a file go up to', () => {
  const days: Day[] = ['2023-07-20', '2023-07-22', '2023-07-24'];
  const some = fc.option(fc.constantFrom(...days));

  it('goes back only where the file was made with the day that stands there', () => {
    fc.assert(
      fc.property(some, some, fc.option(some, { nil: undefined }), (now, given, was) => {
        const verdict = mergeDay(now, given, was);
        if (verdict === 'take' && now !== null && given !== null && given < now) expect(was).toBe(now);
        if (given === null || given === now || given === was) expect(verdict).toBe('keep');
        if (verdict === 'conflict') expect(given! < now!).toBe(true);
      }),
    );
  });
});

describe('answers preferred to those of the draft', () => {
  it('are written only where the draft says what was shown, or nothing', () => {
    const figure = fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined });
    fc.assert(
      fc.property(figure, fc.integer({ min: 0, max: 2 }), figure, (now, given, shown) => {
        const current = new Map(now === undefined ? [] : [['a', value(now)] as const]);
        const offer =
          shown === undefined ? (['a', value(given)] as const) : (['a', value(given), value(shown)] as const);
        const { taken, conflicts } = preferAnswers(current, [offer]);
        expect(taken.has('a')).toBe(now === undefined || (now === shown && now !== given));
        expect(conflicts.length).toBe(now !== undefined && now !== given && now !== shown ? 1 : 0);
      }),
    );
  });
});
