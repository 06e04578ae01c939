import { describe, expect, it } from 'vitest';
import { createMetrics } from '../src/http-metrics.ts';
import type { Vitals } from '../src/services/health.ts';
import { NOW, openHttp, QUIET } from './support/http-rig.ts';

const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);
const BUSY: Vitals = {
  ...QUIET,
  lastTick: ago(30),
  messages: [
    { bot: 'office', kind: 'reply', priority: 0, state: 'ready', count: 2, due: 2, oldestDue: ago(4) },
    { bot: 'office', kind: 'reply', priority: 0, state: 'sending', count: 1, due: 1, oldestDue: ago(9) },
    { bot: 'office', kind: 'morning', priority: 3, state: 'ready', count: 90, due: 0, oldestDue: null },
  ],
  laidAside: [{ bot: 'office', kind: 'news', count: 4 }],
  lastSends: [{ bot: 'office', at: ago(60) }],
  sentLastDay: [{ bot: 'office', kind: 'receipt', count: 12 }],
  unhandled: [{ bot: 'office', count: 3, oldest: ago(2) }],
  setAside: [{ bot: 'office', count: 1 }],
};

/** Each line of the text form, checked against its grammar: name and labels → value. */
function read(text: string): Map<string, number> {
  const values = new Map<string, number>();
  const typed = new Set<string>();
  for (const line of text.trimEnd().split('\n')) {
    if (line === '') continue;
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line);
    if (comment) {
      if (comment[1] === 'TYPE') typed.add(comment[2]!);
      continue;
    }
    const sample = /^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*",?)*\})? (\S+)$/.exec(line);
    if (!sample) throw new Error(`not Prometheus' form: ${line}`);
    const [, name = '', labels = '', value] = sample;
    expect(typed.has(name) || typed.has(name.replace(/_(bucket|sum|count|total)$/, ''))).toBe(true);
    expect(values.has(name + labels)).toBe(false);
    values.set(name + labels, Number(value));
  }
  return values;
}

describe('what is counted', () => {
  it('is told in Prometheus’ form', async () => {
    const rig = await openHttp({ look: () => Promise.resolve(BUSY) });
    rig.metrics.observeSend('office', 'sent', 0.3);
    rig.metrics.observeSend('office', 'later', 21);
    rig.metrics.countUpdate('office', 'handled');
    await rig.update('1');
    const response = await rig.get('/metrics');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0.0.4/);
    const values = read(await response.text());
    expect(
      Object.fromEntries([...values].filter(([name]) => !/^(process|nodejs)_|_bucket/.test(name))),
    ).toEqual({
      dondoc_database_up: 1,
      dondoc_tick_age_seconds: 30,
      'dondoc_messages{bot="office",kind="reply",state="ready"}': 2,
      'dondoc_messages{bot="office",kind="reply",state="sending"}': 1,
      'dondoc_messages{bot="office",kind="morning",state="ready"}': 90,
      'dondoc_messages{bot="office",kind="news",state="dead"}': 4,
      'dondoc_messages_due{bot="office",priority="0"}': 3,
      'dondoc_messages_due{bot="office",priority="1"}': 0,
      'dondoc_messages_due{bot="office",priority="2"}': 0,
      'dondoc_messages_due{bot="office",priority="3"}': 0,
      'dondoc_oldest_due_seconds{bot="office",priority="0"}': 9,
      'dondoc_oldest_due_seconds{bot="office",priority="1"}': 0,
      'dondoc_oldest_due_seconds{bot="office",priority="2"}': 0,
      'dondoc_oldest_due_seconds{bot="office",priority="3"}': 0,
      'dondoc_messages_sent_last_day{bot="office",kind="receipt"}': 12,
      'dondoc_last_send_timestamp_seconds{bot="office"}': ago(60).getTime() / 1000,
      'dondoc_updates_waiting{bot="office"}': 3,
      'dondoc_oldest_update_seconds{bot="office"}': 2,
      'dondoc_updates_set_aside{bot="office"}': 1,
      'dondoc_updates_total{bot="office",result="handled"}': 1,
      'dondoc_webhook_requests_total{bot="office",result="stored"}': 1,
      'dondoc_send_seconds_sum{bot="office",outcome="sent"}': 0.3,
      'dondoc_send_seconds_count{bot="office",outcome="sent"}': 1,
      'dondoc_send_seconds_sum{bot="office",outcome="later"}': 21,
      'dondoc_send_seconds_count{bot="office",outcome="later"}': 1,
    });
    expect(values.get('dondoc_send_seconds_bucket{le="0.25",bot="office",outcome="sent"}')).toBe(0);
    expect(values.get('dondoc_send_seconds_bucket{le="0.5",bot="office",outcome="sent"}')).toBe(1);
  });

  it('and is no longer there vanishes from the next scrape', async () => {
    let vitals = BUSY;
    const metrics = createMetrics({ look: () => Promise.resolve(vitals) });
    expect(await metrics.text()).toContain('dondoc_messages{bot="office",kind="morning",state="ready"} 90');
    vitals = QUIET;
    const values = read(await metrics.text());
    expect([...values.keys()].filter((name) => name.startsWith('dondoc_messages{'))).toEqual([]);
    expect(values.get('dondoc_updates_set_aside{bot="office"}')).toBe(0);
  });

  it('of a month is told for the bots whose network counts', async () => {
    const metrics = createMetrics({
      look: () => Promise.resolve(QUIET),
      budgets: () => Promise.resolve([{ bot: 'zalo', used: 2400, limit: 3000, forecast: 3100 }]),
    });
    const values = read(await metrics.text());
    expect(values.get('dondoc_budget_messages{bot="zalo",what="used"}')).toBe(2400);
    expect(values.get('dondoc_budget_messages{bot="zalo",what="forecast"}')).toBe(3100);
  });

  it('is told without the database too, which is told to be away', async () => {
    const metrics = createMetrics({
      look: () => Promise.reject(new Error('away')),
      budgets: () => Promise.reject(new Error('away')),
    });
    metrics.countPush('office', 'wrong_secret');
    const values = read(await metrics.text());
    expect(values.get('dondoc_database_up')).toBe(0);
    expect(values.get('dondoc_webhook_requests_total{bot="office",result="wrong_secret"}')).toBe(1);
    expect([...values.keys()].some((name) => name.startsWith('dondoc_messages_due'))).toBe(false);
  });
});

describe('the metrics are shown', () => {
  it('without a token to this machine, but not to whom a proxy on it speaks for', async () => {
    const rig = await openHttp();
    expect((await rig.get('/metrics')).status).toBe(200);
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded'])
      expect((await rig.get('/metrics', { headers: { [name]: '203.0.113.7' } })).status).toBe(404);
  });

  it('with a token to whoever has it, and to nobody else, this machine or not', async () => {
    const rig = await openHttp({ metricsToken: 'token-of-the-metrics' });
    const status = async (authorization?: string) =>
      (await rig.get('/metrics', authorization === undefined ? {} : { headers: { authorization } })).status;
    expect(await status()).toBe(401);
    expect(await status('Bearer another-token')).toBe(401);
    expect(await status('token-of-the-metrics')).toBe(401);
    expect(await status('Bearer token-of-the-metrics')).toBe(200);
  });

  it('to a caller over IPv6 on this machine', async () => {
    const rig = await openHttp({ host: '::1' }).catch(() => undefined);
    if (!rig) return;
    expect((await rig.get('/metrics')).status).toBe(200);
  });
});
