import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { pino } from 'pino';
import type { Incoming } from '../../src/conversations/message.ts';
import { createHealth } from '../../src/http-health.ts';
import { createMetrics } from '../../src/http-metrics.ts';
import { startHttp, webhookUrl } from '../../src/http.ts';
import { QUIET } from '../support/http-rig.ts';
import { apiError, badGateway, internalError, quotaUntil, reset } from '../support/zalo-misbehaviour.ts';
import { unsupported, zaloPerson } from '../support/zalo-person.ts';
import { openZalo, SECRET, type ZaloRig } from './zalo-rig.ts';

const officer = zaloPerson('6ede9afa66b88fe6d6a9');
const colleague = zaloPerson('7c1f0b2a');
const ADDRESS = 'https://zalo.invalid/webhook/zalo';

let rig: ZaloRig;
beforeEach(async () => {
  rig = await openZalo();
});
afterEach(() => rig.close());

const register = (url: string, signal = new AbortController().signal) =>
  rig.channel.webhook!.register(url, signal);

/** The program's own server in front of the channel, registered with Zalo; `store` may fail. */
async function serve(store: (incoming: Incoming) => void = () => undefined) {
  const stored: Incoming[] = [];
  const look = () => Promise.resolve(QUIET);
  const server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    channels: [rig.channel],
    store: () => async (incoming) => {
      await Promise.resolve();
      store(incoming);
      stored.push(incoming);
    },
    health: createHealth(look),
    metrics: createMetrics({ look }),
    log: pino({ level: 'debug' }, { write: (line) => rig.lines.push(line) }),
  });
  onTestFinished(() => server.close());
  await register(webhookUrl(server.url, rig.channel.bot));
  return { stored, said: () => stored.map(({ content }) => (content.kind === 'text' ? content.text : null)) };
}

describe('registering', () => {
  it('tells Zalo where to push and with which secret', async () => {
    await register(ADDRESS);
    expect(rig.server.webhook).toEqual({ url: ADDRESS, secret_token: SECRET });
    expect(rig.channel.webhook).toMatchObject({ header: 'x-bot-api-secret-token', secret: SECRET });
  });

  it('is repeated until Zalo takes it, as long as Zalo asks to wait', async () => {
    rig.server.misbehave('setWebhook', badGateway, internalError, quotaUntil(17), reset);
    await register(ADDRESS);
    expect(rig.server.webhook?.url).toBe(ADDRESS);
    expect(rig.pauses).toEqual([1, 2, 17, 8]);
  });

  it('says in the log what Zalo says of an address it could not verify and keeps all the same', async () => {
    await register(ADDRESS);
    expect(rig.lines.join('')).toContain('failed');
  });

  it('ends where the program ends', async () => {
    await register(ADDRESS, AbortSignal.abort());
    expect(rig.server.requests).toEqual([]);
  });

  it('with a wrong token names the setting', async () => {
    rig.server.misbehave('setWebhook', apiError(401, 'Unauthorized'));
    await expect(register(ADDRESS)).rejects.toThrow('ZALO_TOKEN');
  });

  it('needs a secret', async () => {
    const other = await openZalo({ webhookSecret: undefined });
    expect(other.channel.webhook).toBeUndefined();
    await other.close();
  });
});

describe('pushed', () => {
  it('the empty request by which Zalo looks whether somebody is there is answered well', async () => {
    await serve();
    expect(rig.server.pushes).toEqual([{ body: '', status: 200 }]);
    expect(rig.lines.join('')).toContain('"verification":"\\"ok\\""');
  });

  it('updates are stored, bare or under "result", and what is nobody’s word is answered well', async () => {
    const { said } = await serve();
    for (const update of [officer.says('HAN'), unsupported, colleague.says('LICH')]) {
      rig.server.arrive(update);
      await rig.server.pushed();
    }
    expect(said()).toEqual(['HAN', 'LICH']);
    expect(rig.server.pushes.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('an update that could not be stored is not confirmed, and comes again', async () => {
    let failures = 2;
    const { said } = await serve(() => {
      if (failures-- > 0) throw new Error('the database is away');
    });
    rig.server.arrive(officer.says('HAN'));
    await rig.server.pushed();
    expect(said()).toEqual(['HAN']);
    expect(rig.server.pushes.slice(1).map(({ status }) => status)).toEqual([503, 503, 200]);
  });

  it('five at once, twice and out of order, each keeps the id it is known by', async () => {
    const { stored } = await serve();
    for (const text of ['một', 'hai', 'ba', 'bốn', 'năm']) rig.server.arrive(officer.says(text), 'held');
    rig.server.release();
    rig.server.arrive(colleague.says('sáu'), 'twice');
    await vi.waitFor(() => expect(stored).toHaveLength(7));
    expect(new Set(stored.map(({ externalId }) => externalId)).size).toBe(6);
  });

  it('without the right secret nothing is heard', async () => {
    const { stored } = await serve();
    rig.server.webhook = { ...rig.server.webhook!, secret_token: 'mot-bi-mat-khac' };
    rig.server.arrive(officer.says('HAN'));
    await rig.server.pushed();
    expect(stored).toEqual([]);
    expect(rig.server.pushes.at(-1)?.status).toBe(401);
  });
});
