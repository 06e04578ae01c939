/** Lets a loop sleep until something happens or a while has passed. */
export interface Wake {
  poke(): void;
  /** Resolves when poked since the last wait, or after `ms`. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export function createWake(): Wake {
  let poked = false;
  let resolveWait: (() => void) | undefined;
  return {
    poke() {
      poked = true;
      resolveWait?.();
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', finish);
          resolveWait = undefined;
          poked = false;
          resolve();
        };
        const timer = setTimeout(finish, ms);
        signal.addEventListener('abort', finish, { once: true });
        resolveWait = finish;
        if (poked || signal.aborted) finish();
      }),
  };
}
