import { describe, expect, it } from 'vitest';
import type { Vitals } from '../src/services/health.ts';
import { NOW, openHttp, QUIET } from './support/http-rig.ts';

const ago = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);
const waiting = (kind: Vitals['messages'][number]['kind'], seconds: number): Vitals['messages'] => [
  { bot: 'office', kind, priority: 0, state: 'ready', count: 1, due: 1, oldestDue: ago(seconds) },
];

async function ask(vitals: Partial<Vitals>) {
  const rig = await openHttp({ look: () => Promise.resolve({ ...QUIET, ...vitals }) });
  const response = await rig.get('/health');
  return { status: response.status, report: (await response.json()) as Record<string, unknown> };
}

it('a program that does its work is healthy, and says when it last sent', async () => {
  const sent = ago(60);
  const { status, report } = await ask({ lastSends: [{ bot: 'office', at: sent }] });
  expect(status).toBe(200);
  expect(report).toEqual({
    ok: true,
    database: { ok: true, ms: expect.any(Number) as number },
    tick: { ok: true, last: NOW.toISOString() },
    replies: { ok: true, oldestSeconds: null },
    updates: { ok: true, oldestSeconds: null },
    lastSend: { office: sent.toISOString() },
    setAside: { updates: 0, messages: 0 },
  });
});

describe('is not healthy', () => {
  it.each<[string, Partial<Vitals>, string]>([
    ['time that has not been handled for three minutes', { lastTick: ago(181) }, 'tick'],
    ['time that was never handled', { lastTick: undefined }, 'tick'],
    ['a reply that waits for more than five minutes', { messages: waiting('reply', 301) }, 'replies'],
    ['a receipt that waits for more than five minutes', { messages: waiting('receipt', 301) }, 'replies'],
    [
      'an update unhandled for two minutes',
      { unhandled: [{ bot: 'office', count: 3, oldest: ago(121) }] },
      'updates',
    ],
  ])('%s', async (_what, vitals, part) => {
    const { status, report } = await ask(vitals);
    expect(status).toBe(503);
    expect(report['ok']).toBe(false);
    expect(report[part]).toMatchObject({ ok: false });
  });

  it('a database that is away, said at once and without its words', async () => {
    const rig = await openHttp({ look: () => Promise.reject(new Error('password of dondoc is wrong')) });
    const response = await rig.get('/health');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      ok: false,
      database: { ok: false, ms: expect.any(Number) as number },
    });
  });

  it('a database that does not answer is not waited for longer than two seconds', async () => {
    const rig = await openHttp({ look: () => new Promise(() => undefined) });
    const began = performance.now();
    expect((await rig.get('/health')).status).toBe(503);
    expect(performance.now() - began).toBeLessThan(4000);
  });
});

describe('is healthy all the same', () => {
  it.each<[string, Partial<Vitals>]>([
    ['a time handled a minute ago', { lastTick: ago(61) }],
    ['a clock that is behind another process’s', { lastTick: ago(-90) }],
    ['reminders that wait for office hours or their turn', { messages: waiting('morning', 36_000) }],
    [
      'what was laid aside and waits for a person',
      { laidAside: [{ bot: 'office', kind: 'news', count: 4 }] },
    ],
    ['updates that were set aside', { setAside: [{ bot: 'office', count: 2 }] }],
    ['a bot that never sent anything', { lastSends: [{ bot: 'office', at: null }] }],
  ])('%s', async (_what, vitals) => {
    expect((await ask(vitals)).status).toBe(200);
  });
});

it('those who ask at the same time share one look at the database', async () => {
  let looks = 0;
  const rig = await openHttp({
    look: async () => {
      looks += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return QUIET;
    },
  });
  await Promise.all(Array.from({ length: 20 }, () => rig.get('/health')));
  expect(looks).toBeLessThan(20);
});
