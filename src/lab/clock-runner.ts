import type { Season } from './season.ts';

/** Office minutes that pass in a second. */
export const SPEEDS = [1, 10, 60] as const;
export type Speed = (typeof SPEEDS)[number];

const SECOND_MS = 1000;
/** A clock nobody looks at stops: whoever comes back finds things as they left them. */
const UNWATCHED_TICKS = 20;

export type ClockRunner = ReturnType<typeof createClockRunner>;

/** Lets the office clock of a season run. */
export function createClockRunner(season: Season, tickMs = SECOND_MS) {
  let speed: Speed | null = null;
  let timer: NodeJS.Timeout | undefined;
  let unwatched = 0;
  /** Grows with every stop: a step that was under way by then is nobody's any more. */
  let run = 0;

  function stop(): void {
    clearTimeout(timer);
    run += 1;
    if (speed === null) return;
    speed = null;
    season.clockChanged();
  }

  function later(): void {
    const mine = run;
    timer = setTimeout(() => void step(mine), tickMs);
    timer.unref();
  }

  async function step(mine: number): Promise<void> {
    if (speed === null) return;
    unwatched = season.watchers() === 0 ? unwatched + 1 : 0;
    if (unwatched > UNWATCHED_TICKS) {
      stop();
      return;
    }
    try {
      // What somebody does goes first; a slow step makes the clock slower, never a queue longer.
      if (!season.isWaiting()) await season.moveBy(speed);
      if (mine === run) later();
    } catch {
      // At its end, or what failed has been logged.
      if (mine === run) stop();
    }
  }

  return {
    speed: (): Speed | null => speed,
    run(at: Speed): void {
      const isRunning = speed !== null;
      speed = at;
      unwatched = 0;
      season.clockChanged();
      if (!isRunning) later();
    },
    stop,
  };
}
