import { readFileSync } from 'node:fs';

/** Rows of one file of `corpus/`, without its header. */
export function corpus(name: string): string[][] {
  const text = readFileSync(new URL(`corpus/${name}.tsv`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t'));
}

/** The part of `rows` that `fault` finds nothing wrong with, in per cent. */
export function rightOf(rows: readonly string[][], fault: (row: string[]) => string | null): number {
  return (rows.filter((row) => fault(row) === null).length / rows.length) * 100;
}
