import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const DEMANDS = 62;

interface Row {
  no: string;
  demand: string;
  sources: string[];
  /** Pairs of a test file and words of a title in it. */
  proofs: [file: string, title: string][];
}

const rows: Row[] = readFileSync('docs/coverage.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [, no = '', demand = '', where = '', proof = ''] = line
      .split(' | ')
      .flatMap((cell, index) => (index === 0 ? ['', cell.replace('| ', '')] : [cell.replace(/ \|$/, '')]));
    return {
      no,
      demand,
      sources: [...where.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
      proofs: proof.split('; `').flatMap((part) => {
        const [file = '', ...titles] = part.replace(/^`/, '').split(/` "|", "|"$/);
        return titles.filter((title) => title !== '').map((title): [string, string] => [file, title]);
      }),
    };
  });

/** The titles of tests in a file, and the names of the cases in their tables. */
function titlesOf(file: string): string[] {
  const text = readFileSync(`tests/${file}`, 'utf8');
  const titles = text.matchAll(
    /(?:(?:\b(?:test|it|describe)|[\])])\(|\[)\s*(['"`])((?:\\.|(?!\1)[^\n])+)\1,/g,
  );
  return [...titles].map(([, , title]) => title!.replaceAll("\\'", "'"));
}

test('every demand has its row', () => {
  const numbers = new Set(rows.map(({ no }) => Number(no.replace(/[a-z]$/, ''))));
  expect([...numbers]).toEqual(Array.from({ length: DEMANDS }, (_, index) => index + 1));
  expect(new Set(rows.map(({ no }) => no)).size).toBe(rows.length);
});

describe.each(rows)('$no, $demand', ({ demand, sources, proofs }) => {
  test('names a source that is there', () => {
    expect(demand).not.toBe('');
    expect(sources.length).toBeGreaterThan(0);
    const missing = sources.filter((name) => !existsSync(`src/${name}`) && !existsSync(`plans/${name}`));
    expect(missing).toEqual([]);
  });

  test('names a test that is there', () => {
    expect(proofs.length).toBeGreaterThan(0);
    const missing = proofs.filter(
      ([file, words]) =>
        !existsSync(`tests/${file}`) || !titlesOf(file).some((title) => title.includes(words)),
    );
    expect(missing).toEqual([]);
  });
});
