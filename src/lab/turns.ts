/** Too many wait for their turn already. */
export class CrowdedError extends Error {
  override name = 'CrowdedError';
}

/** Lets so many works run at once, and so many more wait; who comes after those is turned away. */
export function createTurns({ atOnce, waiting: mostWaiting }: { atOnce: number; waiting: number }) {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < atOnce) running += 1;
    else {
      if (waiting.length >= mostWaiting) throw new CrowdedError('too many wait');
      // Whoever ends hands the place over.
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
