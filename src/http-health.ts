import type { Vitals } from './services/health.ts';

/** The database must answer within this. */
const PATIENCE_MS = 2000;
/** Time is handled every minute: two ticks may be missed, not a third. */
const TICK_S = 180;
/** A reply leaves within a second or two; one that waits this long is held up by more than a busy network. */
const REPLY_S = 300;
/** An update is handled as soon as it is stored. */
const UPDATE_S = 120;

export interface HealthReport {
  ok: boolean;
  /** Whether the database answered, and after how many milliseconds. */
  database: { ok: boolean; ms: number };
  tick?: { ok: boolean; last: string | null };
  replies?: { ok: boolean; oldestSeconds: number | null };
  updates?: { ok: boolean; oldestSeconds: number | null };
  /** Told, not judged: a bot may have nothing to say for days. */
  lastSend?: Record<string, string | null>;
  /** Told, not judged: people look after it, and a restart would not help. */
  setAside?: { updates: number; messages: number };
}

/**
 * How healthy the program is: the four `ok` below the first make it up. `look` reads the vitals from the database;
 * those who ask at the same time share one look.
 */
export function createHealth(look: () => Promise<Vitals>, patienceMs = PATIENCE_MS) {
  let looking: Promise<HealthReport> | undefined;
  return (): Promise<HealthReport> => {
    looking ??= examine(look, patienceMs).finally(() => (looking = undefined));
    return looking;
  };
}

async function examine(look: () => Promise<Vitals>, patienceMs: number): Promise<HealthReport> {
  const began = performance.now();
  const vitals = await withPatience(look(), patienceMs).catch(() => undefined);
  const ms = Math.round(performance.now() - began);
  if (!vitals) return { ok: false, database: { ok: false, ms } };
  const { lastTick, messages, unhandled } = vitals;
  const age = (moment: Date): number => Math.max(0, (vitals.now.getTime() - moment.getTime()) / 1000);
  const oldest = (moments: readonly (Date | null)[]): number | null => {
    const ages = moments.filter((moment) => moment !== null).map(age);
    return ages.length === 0 ? null : Math.round(Math.max(...ages));
  };
  const isWithin = (seconds: number | null, limit: number): boolean => seconds === null || seconds <= limit;

  const reply = oldest(messages.filter(({ kind }) => isReply(kind)).map(({ oldestDue }) => oldestDue));
  const update = oldest(unhandled.map((one) => one.oldest));
  const report = {
    database: { ok: true, ms },
    tick: {
      ok: lastTick !== undefined && age(lastTick) <= TICK_S,
      last: lastTick?.toISOString() ?? null,
    },
    replies: { ok: isWithin(reply, REPLY_S), oldestSeconds: reply },
    updates: { ok: isWithin(update, UPDATE_S), oldestSeconds: update },
    lastSend: Object.fromEntries(vitals.lastSends.map(({ bot, at }) => [bot, at?.toISOString() ?? null])),
    setAside: { updates: total(vitals.setAside), messages: total(vitals.laidAside) },
  };
  return { ok: report.tick.ok && report.replies.ok && report.updates.ok, ...report };
}

const isReply = (kind: string): boolean => kind === 'reply' || kind === 'receipt';

const total = (rows: readonly { count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0);

async function withPatience<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ms);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}
