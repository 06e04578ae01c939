import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/domain/answers.ts';
import { mergeAnswers, mergeLines } from '../../src/domain/workbook-merge.ts';
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
