/** Lets loops sleep until something happens or a while has passed. */
export interface Wake {
  /** Wakes the loop that has slept longest; where none sleeps, the next to lie down does not. */
  poke(): void;
  /** Resolves when poked, after `ms`, or at the signal. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export function createWake(): Wake {
  let isPoked = false;
  const asleep = new Set<() => void>();
  return {
    poke() {
      const [first] = asleep;
      if (first) first();
      else isPoked = true;
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', finish);
          asleep.delete(finish);
          resolve();
        };
        const timer = setTimeout(finish, ms);
        signal.addEventListener('abort', finish, { once: true });
        asleep.add(finish);
        if (!isPoked && !signal.aborted) return;
        isPoked = false;
        finish();
      }),
  };
}
