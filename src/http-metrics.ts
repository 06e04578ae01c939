import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Vitals } from './services/health.ts';

/** What became of a request to a webhook. */
export type PushResult =
  'stored' | 'empty' | 'unreadable' | 'wrong_secret' | 'too_large' | 'too_slow' | 'not_stored';
/** What became of an update, whichever way it came. */
export type UpdateResult = 'stored' | 'repeated' | 'handled' | 'set_aside';

/** Messages of the running month, of one bot whose network counts them. */
interface BotBudget {
  bot: string;
  used: number;
  limit: number;
  /** At the end of the month, from what is planned. */
  forecast: number;
}

export interface MetricsParts {
  /** Reads the vitals from the database. */
  look: () => Promise<Vitals>;
  budgets?: () => Promise<readonly BotBudget[]>;
}

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * What the program counts, in Prometheus' text form. Counters are of this process since it started; gauges are read
 * from the database at every scrape, and are the same in every process.
 */
export function createMetrics({ look, budgets }: MetricsParts) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = <T extends string>(name: string, help: string, labelNames: readonly T[]) =>
    new Gauge({ name: `dondoc_${name}`, help, labelNames, registers });

  const pushes = new Counter({
    name: 'dondoc_webhook_requests_total',
    help: 'Requests to the webhooks, by what became of them',
    labelNames: ['bot', 'result'],
    registers,
  });
  const updates = new Counter({
    name: 'dondoc_updates_total',
    help: 'Updates of the networks, by what became of them',
    labelNames: ['bot', 'result'],
    registers,
  });
  const sends = new Histogram({
    name: 'dondoc_send_seconds',
    help: 'How long a network took to take or refuse a message',
    labelNames: ['bot', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    registers,
  });

  const up = gauge('database_up', 'Whether the database answered this scrape', []);
  const read = {
    tick: gauge('tick_age_seconds', 'Since how long time has not been handled', []),
    messages: gauge('messages', 'Messages open or laid aside', ['bot', 'kind', 'state']),
    due: gauge('messages_due', 'Messages that may leave now and have not', ['bot', 'priority']),
    oldestDue: gauge('oldest_due_seconds', 'How long the oldest of them has waited', ['bot', 'priority']),
    sentLastDay: gauge('messages_sent_last_day', 'Messages sent within 24 hours', ['bot', 'kind']),
    lastSend: gauge('last_send_timestamp_seconds', 'When a message last left', ['bot']),
    unhandled: gauge('updates_waiting', 'Updates stored and not yet handled', ['bot']),
    oldestUpdate: gauge('oldest_update_seconds', 'How long the oldest of them has waited', ['bot']),
    setAside: gauge('updates_set_aside', 'Updates that failed three times and wait for a person', ['bot']),
    budget: gauge('budget_messages', 'Messages of this month, for bots whose network counts them', [
      'bot',
      'what',
    ]),
  };

  function showVitals(vitals: Vitals): void {
    const age = (moment: Date): number => Math.max(0, (vitals.now.getTime() - moment.getTime()) / 1000);
    if (vitals.lastTick) read.tick.set(age(vitals.lastTick));
    for (const { bot, kind, state, count } of vitals.messages) read.messages.inc({ bot, kind, state }, count);
    for (const { bot, kind, count } of vitals.laidAside)
      read.messages.inc({ bot, kind, state: 'dead' }, count);
    for (const { bot, kind, count } of vitals.sentLastDay) read.sentLastDay.set({ bot, kind }, count);
    for (const { bot, at } of vitals.lastSends) if (at) read.lastSend.set({ bot }, at.getTime() / 1000);
    // A bot without any is told as zero: an alarm on what is missing never rings.
    for (const { bot } of vitals.lastSends) {
      for (const priority of [0, 1, 2, 3]) {
        const here = vitals.messages.filter((row) => row.bot === bot && row.priority === priority);
        const ages = here.map(({ oldestDue }) => (oldestDue === null ? 0 : age(oldestDue)));
        read.due.set(
          { bot, priority },
          here.reduce((sum, { due }) => sum + due, 0),
        );
        read.oldestDue.set({ bot, priority }, Math.max(0, ...ages));
      }
      const waiting = vitals.unhandled.find((one) => one.bot === bot);
      read.unhandled.set({ bot }, waiting?.count ?? 0);
      read.oldestUpdate.set({ bot }, waiting ? age(waiting.oldest) : 0);
      read.setAside.set({ bot }, vitals.setAside.find((one) => one.bot === bot)?.count ?? 0);
    }
  }

  async function scrape(): Promise<string> {
    const [vitals, months] = await Promise.allSettled([look(), budgets?.() ?? []]);
    for (const one of Object.values(read)) one.reset();
    up.set(vitals.status === 'fulfilled' ? 1 : 0);
    if (vitals.status === 'fulfilled') showVitals(vitals.value);
    for (const { bot, ...month } of months.status === 'fulfilled' ? months.value : [])
      for (const what of ['used', 'limit', 'forecast'] as const) read.budget.set({ bot, what }, month[what]);
    return registry.metrics();
  }

  let scraping: Promise<string> | undefined;
  return {
    /** Hears of every attempt to send. */
    observeSend: (bot: string, outcome: string, seconds: number) => sends.observe({ bot, outcome }, seconds),
    countUpdate: (bot: string, result: UpdateResult) => updates.inc({ bot, result }),
    countPush: (bot: string, result: PushResult) => pushes.inc({ bot, result }),
    contentType: registry.contentType,
    /** Those who ask at the same time share one scrape. */
    text: (): Promise<string> => (scraping ??= scrape().finally(() => (scraping = undefined))),
  };
}
