import { expect, test } from 'vitest';
import { createTurns, CrowdedError } from '../../src/lab/turns.ts';

test('so many run at once, so many wait, the next is turned away, and what fails holds nobody up', async () => {
  const inTurn = createTurns({ atOnce: 2, waiting: 2 });
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    throw new Error('failed');
  };
  const ended = await Promise.allSettled(Array.from({ length: 5 }, () => inTurn(work)));
  expect(most).toBe(2);
  expect(ended.filter((one) => one.status === 'rejected' && one.reason instanceof CrowdedError)).toHaveLength(
    1,
  );
  expect(await inTurn(() => Promise.resolve('free again'))).toBe('free again');
});
