/** As long as others wait at most for what is computed on the main thread, and what one step adds. */
const PAUSE_AFTER_MS = 10;

/** How a long piece of work lets others go on between its steps: resolves at once while little time has passed. */
export function createBreath(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < PAUSE_AFTER_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  };
}
