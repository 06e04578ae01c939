import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PaceLimits } from '../../src/channels/channel.ts';
import { createPace } from '../../src/jobs/pace.ts';

const LIMITS = { perSecond: 10, burst: 10, keptForReplies: 3, chatPerSecond: 1, chatBurst: 2 };

function paced(limits: PaceLimits = LIMITS) {
  let at = 0;
  const pace = createPace(limits, () => at);
  return { pace, pass: (ms: number) => (at += ms), at: () => at };
}

test('a chat that has had its burst rests until a second has passed; others go on', () => {
  const { pace, pass } = paced();
  pace.take('a');
  pace.take('a');
  expect(pace.allowance()).toEqual({ onlyReplies: false, resting: ['a'] });
  expect(pace.restMs()).toBe(1000);
  pass(999);
  expect(pace.allowance()).toMatchObject({ resting: ['a'] });
  pass(1);
  expect(pace.allowance()).toMatchObject({ resting: [] });
});

test('what is left of the burst is kept for answers while reminders go out', () => {
  const { pace } = paced();
  for (let chat = 0; chat < 7; chat += 1) pace.take(`chat ${chat}`);
  expect(pace.allowance()).toMatchObject({ onlyReplies: true });
  for (let chat = 7; chat < 10; chat += 1) pace.take(`chat ${chat}`);
  expect(pace.allowance()).toEqual({ inMs: 100 });
});

test('a long text counts as the messages it takes', () => {
  const { pace } = paced();
  pace.take('a', 4);
  expect(pace.restMs()).toBe(3000);
});

test('a group gets 20 messages in a minute at most, however many wait, and people go on meanwhile', () => {
  const groups = { includes: (chatId: string) => chatId.startsWith('-'), perSecond: 17 / 60, burst: 3 };
  const { pace, pass, at } = paced({ ...LIMITS, groups });
  const sent: { chat: string; at: number }[] = [];
  for (; at() < 180_000; pass(200)) {
    for (const chat of ['-1', 'a']) {
      const allowance = pace.allowance();
      if ('inMs' in allowance || allowance.resting.includes(chat)) continue;
      pace.take(chat);
      sent.push({ chat, at: at() });
    }
  }
  const inGroup = sent.filter(({ chat }) => chat === '-1');
  for (const { at: from } of inGroup) {
    const minute = inGroup.filter((one) => one.at >= from && one.at < from + 60_000);
    expect(minute.length).toBeLessThanOrEqual(20);
  }
  expect(inGroup.length).toBeGreaterThan(50);
  expect(sent.length - inGroup.length).toBeGreaterThan(170);
});

test('whatever is asked for, no second and no chat gets more than its rate and one burst', () => {
  const step = fc.record({
    wait: fc.integer({ min: 0, max: 400 }),
    chat: fc.constantFrom('a', 'b', 'c', 'd'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const { pace, pass, at } = paced();
      const sent: { chat: string; at: number }[] = [];
      for (const { wait, chat } of steps) {
        pass(wait);
        const allowance = pace.allowance();
        if ('inMs' in allowance || allowance.resting.includes(chat)) continue;
        pace.take(chat);
        sent.push({ chat, at: at() });
      }
      const within = (messages: typeof sent, rate: number, burst: number): boolean =>
        messages.every(({ at: from }, first) =>
          messages
            .slice(first)
            .every(({ at: to }, count) => count + 1 <= burst + ((to - from) / 1000) * rate + 1e-6),
        );
      return (
        within(sent, LIMITS.perSecond, LIMITS.burst) &&
        ['a', 'b', 'c', 'd'].every((chat) =>
          within(
            sent.filter((one) => one.chat === chat),
            LIMITS.chatPerSecond,
            LIMITS.chatBurst,
          ),
        )
      );
    }),
  );
});
