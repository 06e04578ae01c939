import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRecording, shellCommand } from '../../src/lab/recording.ts';
import {
  escapeLine,
  splitCommand,
  splitPress,
  unescapeLine,
  withPlainLineEnds,
} from '../../src/lab/script.ts';
import { at } from '../support/plans.ts';

describe('a line of a script', () => {
  test('says any text again, whatever is in it', () => {
    const awkward = fc
      .array(fc.constantFrom('\\', 'n', 't', '@', '@as x', '\n', '\t', ' ', 'ữ', '\\n', '1'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), awkward), (typed) => {
        const text = withPlainLineEnds(typed);
        const line = escapeLine(text);
        expect(unescapeLine(line)).toBe(text);
        expect(line).not.toMatch(/[\n\r\u2028\u2029]/);
        expect(splitCommand(line)[0]).toBe('');
      }),
    );
  });

  test.each([
    ['Gửi', { label: 'Gửi', nth: 1 }],
    ['Gửi #2', { label: 'Gửi', nth: 2 }],
    ['Mục số #0', { label: 'Mục số #0', nth: 1 }],
    ['Sở #1 #3', { label: 'Sở #1', nth: 3 }],
  ])('presses %s', (rest, expected) => {
    expect(splitPress(rest)).toEqual(expected);
  });
});

describe('what is recorded', () => {
  const start = { plan: 'p', start: at('2023-07-25', '08:00'), speaker: "focal@Sở 'A'" };

  test('names whoever speaks next, and many small moves of the clock as one', () => {
    const recording = createRecording(start);
    recording.said("focal@Sở 'A'", 'HAN');
    recording.moved(at('2023-07-25', '08:01'));
    recording.moved(at('2023-07-25', '08:02'));
    recording.pressed('team_lead', 'Gửi', 2);
    expect(recording.script().lines).toEqual([
      'HAN',
      '@at 2023-07-25T08:02:00',
      '@as team_lead',
      '@press Gửi #2',
    ]);
  });

  test('looked at while the clock runs, is the same script as looked at once', () => {
    const recording = createRecording(start);
    recording.said("focal@Sở 'A'", 'HAN');
    for (const minute of ['08:01', '08:02', '08:03'] as const) {
      recording.moved(at('2023-07-25', minute));
      expect(recording.script().lines).toEqual(['HAN', `@at 2023-07-25T${minute}:00`]);
    }
  });

  test('goes on from the lines of its situation', () => {
    const recording = createRecording(start, ['@as b', 'LICH']);
    recording.said('b', '@as c');
    expect(recording.script().lines).toEqual(['@as b', 'LICH', '\\@as c']);
  });

  test('is one command of a shell, whatever was said', () => {
    const lines = ['HET', 'echo $HOME `id`'];
    expect(shellCommand({ plan: 'p', as: "a'b", at: '2023-07-25T08:00:00', lines })).toBe(
      "npm run -s chat -- --plan p --as 'a'\\''b' --at 2023-07-25T08:00:00 <<'HET_'\nHET\necho $HOME `id`\nHET_\n",
    );
  });
});
