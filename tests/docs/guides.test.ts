import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commandOf } from '../../src/conversations/commands.ts';
import { loadGuides } from '../../src/guides.ts';

/** A transcript as a reader of a guide sees it: without the lines that say when and to whom. */
const played = readdirSync('tests/transcripts')
  .filter((file) => file.endsWith('.transcript'))
  .map((file) =>
    readFileSync(`tests/transcripts/${file}`, 'utf8')
      .split('\n')
      .filter((line) => !/^(\[\d{4}-|! |\(\d+ tin)/.test(line))
      .join('\n'),
  );

const guides = loadGuides();

test('there is a guide for each kind of user, in the order they come to the program', () => {
  expect(guides.map(({ key }) => key)).toEqual([
    'can-bo-dau-moi',
    'thu-truong-don-vi',
    'truong-doan',
    'co-quan-thuong-truc',
  ]);
});

describe.each(guides)('$title', ({ text }) => {
  const talks = [...text.matchAll(/^```\n([^]*?)\n```$/gm)].map(([, talk]) => talk!);

  test('quotes talks', () => {
    expect(talks.length).toBeGreaterThan(1);
  });

  test.each(talks)('what is quoted was said, in this order: %s', (talk) => {
    // "…" leaves something out.
    const pieces = talk.split(/\n…\n/);
    const found = played.some((transcript) => {
      let from = 0;
      for (const piece of pieces) {
        const at = transcript.indexOf(piece, from);
        if (at < 0) return false;
        from = at + piece.length;
      }
      return true;
    });
    expect(found, talk).toBe(true);
  });

  test('names only words the program knows', () => {
    const words = [...text.matchAll(/`([A-Z]{2,})`/g)].map(([, word]) => word!);
    expect(words.filter((word) => !commandOf(word))).toEqual([]);
  });
});
