import type { Webhook } from '../channel.ts';
import { insist } from './insist.ts';
import { parseZaloUpdate } from './parse.ts';
import type { ReceiverParts } from './receive.ts';

/** Holds the secret itself, no signature. */
const SECRET_HEADER = 'x-bot-api-secret-token';

/** Updates pushed by Zalo, one a request; the way of production. The secret has 8 to 256 characters. */
export function createWebhook(parts: ReceiverParts, secret: string): Webhook {
  const { api, seconds, clock, log } = parts;
  return {
    header: SECRET_HEADER,
    secret,
    parse: (body) => {
      const incoming = parseZaloUpdate(body, clock(), parts.groupCommands);
      return incoming ? [incoming] : [];
    },
    /** @throws ZaloTokenError */
    async register(url, signal) {
      const request = { url, secret_token: secret };
      const within = (): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(seconds.answer * 1000)]);
      const webhook = await insist(parts, () => api.setWebhook(request, within()), signal);
      if (!webhook) return;
      // Zalo keeps an address that it could not verify: then nothing comes, and only this line tells.
      const verification = JSON.stringify(webhook.verification ?? null)
        .replaceAll(secret, '…')
        .slice(0, 200);
      log.info({ url, verification }, 'Zalo pushes its updates here');
    },
  };
}
