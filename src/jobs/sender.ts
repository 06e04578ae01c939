import type { Channel } from '../channels/channel.ts';
import { deliver, type Claimed, type Dispatched, type DispatchParts } from './dispatch.ts';
import type { Body } from './handle.ts';
import { createPace, type Pace } from './pace.ts';
import type { Wake } from './wake.ts';

export interface SenderParts extends Omit<DispatchParts, 'channel'> {
  /** Names this process among those that share the database. */
  holder: string;
  /** Monotonic milliseconds, which go on while the process is frozen. */
  uptime: () => number;
  /** Hears whenever this process begins or ceases to hold the bot. */
  onHold?: (isHeld: boolean) => void;
  /** Hears of every outcome and how long the network took, in seconds. */
  observe?: (bot: string, outcome: Dispatched['kind'], seconds: number) => void;
  /** Milliseconds; shorter in tests. */
  timing?: Partial<SenderTiming>;
}

interface SenderTiming {
  /** How long a bot is held without being renewed: what a process that died costs at most. */
  hold: number;
  /** How often a held bot is renewed. */
  heartbeat: number;
  /** How often a process asks for a bot another one has. */
  standBy: number;
  /** How long to sleep where nothing is due and nobody pokes. */
  idle: number;
}

const TIMING: SenderTiming = { hold: 8_000, heartbeat: 2_500, standBy: 1_500, idle: 1_000 };
/** A hold is trusted for this share of it: what is begun then has been claimed, and nobody else takes it while it lasts. */
const TRUSTED = 0.875;
/** Messages of one bot on their way at once, each to a chat of its own; as many with files, which take their time. */
const AT_ONCE = 12;
/** The longest pause after failures of the network, in seconds: its return is noticed within it. */
const LONGEST_PAUSE_S = 30;

/** Sends for one bot while this process holds it, waits while another does; until the signal. */
export async function runSender(
  parts: SenderParts,
  channel: Channel,
  wake: Wake,
  signal: AbortSignal,
): Promise<void> {
  const { transact, holder, uptime, log } = parts;
  const timing = { ...TIMING, ...parts.timing };
  const pace = channel.pace && createPace(channel.pace, uptime);
  const onTheWay = new Set<Promise<void>>();
  let uploads = 0;
  let hold: { fence: number; trustedUntil: number } | undefined;
  let askAgainAt = 0;
  let silentUntil = 0;
  let failures = 0;

  while (!signal.aborted) {
    try {
      await wake.wait(await step(), signal);
    } catch (error) {
      log.error({ err: error, bot: channel.bot }, 'a sender failed and goes on');
      await wake.wait(timing.idle, signal);
    }
  }
  await Promise.all(onTheWay);
  if (hold) await transact(({ outbox }) => outbox.release(channel.bot, holder));

  /** Sends at most one message; how long to wait before the next step, in milliseconds. */
  async function step(): Promise<number> {
    if (uptime() >= askAgainAt) await askForBot();
    if (!hold) return timing.standBy;
    const silence = silentUntil - uptime();
    if (silence > 0) return Math.min(silence, timing.heartbeat);
    const others = onTheWay.size - uploads;
    if (others >= (failures > 0 ? 1 : AT_ONCE) || uploads >= AT_ONCE) return timing.idle;
    const allowance = pace?.allowance() ?? { onlyReplies: false, resting: [] };
    if ('inMs' in allowance) return allowance.inMs;
    const { fence } = hold;
    const claimed = await transact(({ outbox }) =>
      outbox.claim(channel.bot, { now: parts.now(), fence, ...allowance }),
    );
    if (!claimed) return restMs(pace, allowance.onlyReplies) ?? timing.idle;
    pace?.take(claimed.chatId);
    const files = carriesFiles(claimed) ? 1 : 0;
    uploads += files;
    const sending = send(claimed).finally(() => {
      onTheWay.delete(sending);
      uploads -= files;
      wake.poke();
    });
    onTheWay.add(sending);
    return 0;
  }

  async function askForBot(): Promise<void> {
    const askedAt = uptime();
    const before = hold?.fence;
    // What is on its way meanwhile goes by the hold of before, as long as that is trusted.
    const held = await transact(({ outbox }) => outbox.hold(channel.bot, holder, timing.hold));
    askAgainAt = askedAt + (held ? timing.heartbeat : timing.standBy);
    if (!held) {
      hold = undefined;
      parts.onHold?.(false);
      if (before !== undefined) log.warn({ bot: channel.bot }, 'another process sends for this bot now');
      return;
    }
    hold = { fence: held.fence, trustedUntil: askedAt + timing.hold * TRUSTED };
    if (before === held.fence) return;
    log.info({ bot: channel.bot, fence: held.fence }, 'sends for this bot');
    parts.onHold?.(true);
    silentUntil = askedAt + held.silentMs;
  }

  async function send(claimed: Claimed): Promise<void> {
    const startedAt = uptime();
    const isStillOurs = (): boolean => hold?.fence === claimed.fence && uptime() < hold.trustedUntil;
    try {
      const outcome = await deliver({ ...parts, channel }, claimed, isStillOurs);
      parts.observe?.(channel.bot, outcome.kind, (uptime() - startedAt) / 1000);
      if (outcome.kind === 'sent' && outcome.messages !== undefined)
        pace?.take(claimed.chatId, outcome.messages - 1);
      await heed(outcome, claimed);
    } catch (error) {
      // The claim ends by itself; the message is then taken up again.
      log.error({ err: error, message: claimed.id, bot: channel.bot }, 'a message could not be recorded');
    }
  }

  /** What an outcome means for all that waits behind it. */
  async function heed(outcome: Dispatched, claimed: Claimed): Promise<void> {
    if (outcome.kind === 'sent') failures = 0;
    if (outcome.kind !== 'later') return;
    // A file that does not get through tells nothing of what others have to say.
    if (outcome.afterSeconds === null && carriesFiles(claimed)) return;
    failures += 1;
    const seconds = outcome.afterSeconds ?? Math.min(LONGEST_PAUSE_S, 2 ** (failures - 1));
    silentUntil = Math.max(silentUntil, uptime() + seconds * 1000);
    if (outcome.afterSeconds !== null) await transact(({ outbox }) => outbox.silence(channel.bot, seconds));
  }
}

const carriesFiles = ({ body }: Claimed): boolean => ((body as Body | null)?.files ?? []).length > 0;

/** A chat that rests, or tokens kept for answers, may be all that holds a message back. */
function restMs(pace: Pace | undefined, onlyReplies: boolean): number | undefined {
  const rest = pace?.restMs();
  return onlyReplies ? Math.min(rest ?? 100, 100) : rest;
}
