import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  answering,
  apiError,
  badGateway,
  cut,
  internalError,
  quotaUntil,
  reset,
  silence,
  tooOften,
} from '../support/zalo-misbehaviour.ts';
import { unsupported, zaloPerson } from '../support/zalo-person.ts';
import { openZalo, type ZaloRig } from './zalo-rig.ts';

const officer = zaloPerson('6ede9afa66b88fe6d6a9');
const colleague = zaloPerson('7c1f0b2a');

let rig: ZaloRig;
beforeEach(async () => {
  rig = await openZalo();
});
afterEach(() => rig.close());

const until = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 });
const polls = () => rig.server.countOf('getUpdates');

describe('an update', () => {
  it('in hand is stored before another is asked for, however often storing fails', async () => {
    let failures = 3;
    const { stored } = rig.listen(() => {
      if (failures-- > 0) throw new Error('the database is away');
    });
    rig.server.arrive(officer.says('HAN'));
    rig.server.arrive(colleague.says('LICH'));
    await until(() => expect(stored).toHaveLength(2));
    expect(stored.map(({ chatId }) => chatId)).toEqual([officer.id, colleague.id]);
    expect(rig.pauses).toEqual([1, 2, 4]);
  });

  it('that comes twice keeps its id, so that it is handled once', async () => {
    const { stored } = rig.listen();
    rig.server.arrive(officer.says('HAN'), 'twice');
    await until(() => expect(stored).toHaveLength(2));
    expect(stored[1]).toEqual(stored[0]);
  });

  it('is one of five at once, each with an id of its own', async () => {
    const { stored } = rig.listen();
    for (const text of ['một', 'hai', 'ba', 'bốn', 'năm']) rig.server.arrive(officer.says(text));
    await until(() => expect(stored).toHaveLength(5));
    expect(new Set(stored.map(({ externalId }) => externalId)).size).toBe(5);
  });

  it('that says nothing to us is passed over', async () => {
    const { stored } = rig.listen();
    rig.server.arrive(unsupported);
    rig.server.arrive(officer.sends('text', { text: 'HAN', chat: { id: 'g', chat_type: 'GROUP' } }));
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(stored).toHaveLength(1));
    expect(stored[0]?.chatId).toBe(officer.id);
  });

  it('in hand when the process must stop is given one more try, and its loss is told', async () => {
    const { stop } = rig.listen(() => {
      void stop();
      throw new Error('the database is away');
    });
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(rig.lines.join('')).toContain('an update was not stored and is lost'));
    await stop();
    expect(rig.lines.join('')).not.toContain('HAN');
  });
});

describe('an empty poll', () => {
  it('is asked again, whether it comes under HTTP 200 or 408', async () => {
    const quick = await openZalo({ seconds: { poll: 0, answer: 5 } });
    const { stored } = quick.listen();
    await until(() => expect(quick.server.countOf('getUpdates')).toBeGreaterThan(2));
    quick.server.arrive(officer.says('HAN'));
    await until(() => expect(stored).toHaveLength(1));
    expect(quick.lines.join('')).not.toContain('does not do what it is asked');
    await quick.close();
  });

  it.each(['{"ok":true}', '{"ok":true,"result":null}', '{"ok":true,"result":{}}'])(
    'answered at once with %s is not followed by another at once',
    async (body) => {
      rig.server.misbehave('getUpdates', answering(body));
      const { stored } = rig.listen();
      rig.server.arrive(officer.says('HAN'));
      await until(() => expect(stored).toHaveLength(1));
      expect(rig.pauses).toEqual([1]);
    },
  );
});

describe('trouble while polling', () => {
  it.each([
    ['a broken connection', reset],
    ['a page of a gateway', badGateway],
    ['a page for polling too often', tooOften],
    ['403, an error of the server', internalError],
    ['an error of the server', apiError(500, 'Internal error', 500)],
  ])('%s is waited out, longer each time', async (_what, misbehaviour) => {
    rig.server.misbehave('getUpdates', misbehaviour, misbehaviour, misbehaviour);
    const { stored } = rig.listen();
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(stored).toHaveLength(1));
    expect(rig.pauses).toEqual([1, 2, 4]);
  });

  it('an answer that breaks off takes its update with it, and the next is heard', async () => {
    rig.server.misbehave('getUpdates', cut);
    const { stored } = rig.listen();
    rig.server.arrive(officer.says('HAN'));
    rig.server.arrive(officer.says('LICH'));
    await until(() => expect(stored).toHaveLength(1));
    expect(stored[0]?.content).toEqual({ kind: 'text', text: 'LICH' });
  });

  it('a long outage is asked after once a minute', async () => {
    rig.server.misbehave('getUpdates', ...Array.from({ length: 9 }, () => reset));
    const { stored } = rig.listen();
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(stored).toHaveLength(1));
    expect(rig.pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('429 is waited out as long as Zalo says', async () => {
    rig.server.misbehave('getUpdates', quotaUntil(17));
    rig.listen();
    await until(() => expect(rig.pauses).toEqual([17]));
  });

  it('an answer that never comes is given up, and asked for again', async () => {
    const other = await openZalo({ seconds: { poll: 0, answer: 0.2 } });
    other.server.misbehave('getUpdates', silence);
    other.listen();
    await until(() => expect(other.lines.join('')).toContain('no answer in time'));
    await until(() => expect(other.server.countOf('getUpdates')).toBeGreaterThan(1));
    await other.close();
  });

  it('a wrong token ends it with the name of the setting, never its value', async () => {
    const token = `1:${'x'.repeat(35)}`;
    const other = await openZalo({ token });
    const error: unknown = await other.listen().ended.catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/^ZaloTokenError: .*ZALO_TOKEN/);
    expect(JSON.stringify([String(error), (error as Error).stack, other.lines])).not.toContain(token);
    await other.close();
  });

  it('a token reset while polling ends it too', async () => {
    rig.server.misbehave('getUpdates', apiError(401, 'Unauthorized'));
    await expect(rig.listen().ended).rejects.toThrow('ZALO_TOKEN');
  });
});

describe('starting and stopping', () => {
  it('takes a webhook left behind away, and says so', async () => {
    rig.server.webhook = { url: 'https://example.vn/hook', secret_token: 'mot-bi-mat-khac' };
    const { stored } = rig.listen();
    await until(() => expect(polls()).toBe(1));
    rig.server.arrive(officer.says('HAN'));
    await until(() => expect(stored).toHaveLength(1));
    expect(rig.lines.join('')).toContain('https://example.vn/hook');
  });

  it.each([
    ['404', apiError(404, 'Not found', 404)],
    ['null', answering('{"ok":true,"result":null}')],
    ['an empty address', answering('{"ok":true,"result":{"url":"","updated_at":1}}')],
  ])('touches no webhook where there is none, told as %s', async (_what, misbehaviour) => {
    rig.server.misbehave('getWebhookInfo', misbehaviour);
    rig.listen();
    await until(() => expect(polls()).toBe(1));
    expect(rig.server.countOf('deleteWebhook')).toBe(0);
  });

  it('names the account, which is what people look for in Zalo', async () => {
    rig.listen();
    await until(() => expect(rig.lines.join('')).toContain('bot.VDKyGxQvc'));
  });

  it('asks nothing when it was stopped before it began', async () => {
    await rig.channel.receive(() => Promise.resolve(), AbortSignal.abort());
    expect(rig.server.requests).toEqual([]);
  });

  it('ends at once while a poll is open', async () => {
    const { stop } = rig.listen();
    await until(() => expect(polls()).toBe(1));
    const before = performance.now();
    await stop();
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('ends at once during a pause', async () => {
    const other = await openZalo({ sleep: undefined });
    other.server.misbehave('getUpdates', quotaUntil(3600));
    const { stop } = other.listen();
    await until(() => expect(other.lines.join('')).toContain('3600'));
    await stop();
    await other.close();
  });

  it('finishes storing the update in hand, and takes no other', async () => {
    const { stored, stop } = rig.listen(() => void stop());
    rig.server.arrive(officer.says('HAN'));
    rig.server.arrive(officer.says('LICH'));
    await until(() => expect(stored).toHaveLength(1));
    await stop();
    expect(stored).toHaveLength(1);
    expect(rig.server.unfetched).toBe(1);
  });
});
