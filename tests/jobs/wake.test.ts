import { expect, test } from 'vitest';
import { createWake } from '../../src/jobs/wake.ts';

const LONG_MS = 60_000;

test('each poke wakes one of the loops that sleep, and one that finds none asleep is not lost', async () => {
  const stopping = new AbortController();
  const wake = createWake();
  const woken: string[] = [];
  const sleep = async (name: string): Promise<void> => {
    await wake.wait(LONG_MS, stopping.signal);
    woken.push(name);
  };
  const [first, second] = [sleep('first'), sleep('second')];
  wake.poke();
  await first;
  expect(woken).toEqual(['first']);
  wake.poke();
  await second;
  wake.poke();
  await sleep('third');
  expect(woken).toEqual(['first', 'second', 'third']);
  const fourth = sleep('fourth');
  stopping.abort();
  await fourth;
});
