import { setTimeout } from 'node:timers/promises';

/** Returns after the time, or as soon as the signal says so. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export const sleepUntil: Sleep = async (ms, signal) => {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch {
    // Woken early.
  }
};
