import { z } from 'zod';

export const DEFAULT_ROOT = 'https://bot-api.zaloplatforms.com';
/** Of Zalo's own words only so many are repeated in logs and records. */
const MAX_DESCRIPTION = 200;

/** Zalo said no, or something that is no answer of its own: a gateway's page, half a line, nothing. */
export class ZaloError extends Error {
  override name = 'ZaloError';
  /** Zalo's code, else the HTTP status; undefined where Zalo itself did not speak. */
  readonly code: number | undefined;
  /** How long to wait, where somebody said so. */
  readonly afterSeconds: number | null;

  constructor(message: string, told: { code: number | undefined; afterSeconds: number | null }) {
    super(message);
    this.code = told.code;
    this.afterSeconds = told.afterSeconds;
  }
}

// Fields that are not named here are left alone. Ids and codes occur as numbers and as strings.
const id = z.union([z.string(), z.number()]).transform(String);
const code = z.coerce.number().int().optional().catch(undefined);
const envelope = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  description: z.string().catch('no reason given'),
  error_code: code,
  errorCode: code,
  // Neither this nor the header is documented; where one comes it is obeyed.
  parameters: z.object({ retry_after: z.coerce.number().positive() }).optional().catch(undefined),
});

const RESULTS = {
  me: z.object({ account_name: z.string() }),
  // What Zalo took is sent, under whatever id: asked again it would be said twice.
  message: z.object({ message_id: id }).catch({ message_id: '' }),
  webhook: z.object({ url: z.string().catch(''), verification: z.unknown().optional() }).nullish(),
} as const;

/**
 * The methods of the Zalo Bot API that the bot uses. Every failure is a ZaloError or a failure of `fetch`; the message
 * of the latter may quote the address, and so the token: it is never repeated.
 */
export function createZaloApi(options: {
  token: string;
  /** Another server of the API. */
  root?: string | undefined;
  fetch?: typeof fetch | undefined;
}) {
  const { token, fetch: ask = fetch } = options;
  const root = (options.root ?? DEFAULT_ROOT).replace(/\/+$/, '');

  async function call<T>(
    method: string,
    request: object,
    result: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const response = await ask(`${root}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      // Elsewhere nobody needs to learn the token.
      redirect: 'manual',
      signal,
    });
    const { status } = response;
    const answer = envelope.safeParse(parseJson(await response.text()));
    const header = Number(response.headers.get('retry-after') ?? '');
    const afterSeconds = answer.data?.parameters?.retry_after ?? (header > 0 ? header : null);
    if (!answer.success) {
      throw new ZaloError(`an answer that makes no sense (HTTP ${status})`, {
        code: undefined,
        afterSeconds,
      });
    }
    // A refusal comes under HTTP 200 as well: `ok` decides.
    const { ok, description, error_code, errorCode } = answer.data;
    if (!ok) {
      const why = description.replaceAll(token, '…').slice(0, MAX_DESCRIPTION);
      const told = error_code ?? errorCode ?? (status >= 400 ? status : undefined);
      throw new ZaloError(`${told ?? 'no code'}: ${why}`, { code: told, afterSeconds });
    }
    const parsed = result.safeParse(answer.data.result);
    if (parsed.success) return parsed.data;
    throw new ZaloError(`a result of ${method} that makes no sense`, { code: undefined, afterSeconds });
  }

  return {
    getMe: (signal: AbortSignal) => call('getMe', {}, RESULTS.me, signal),

    /** One update, whatever it is; a poll in which nothing came fails with code 408. */
    getUpdates: (request: { timeout: number }, signal: AbortSignal) =>
      call('getUpdates', request, z.unknown(), signal),

    sendMessage: (request: { chat_id: string; text: string }, signal: AbortSignal) =>
      call('sendMessage', request, RESULTS.message, signal),

    /** Zalo has the picture from its address itself. */
    sendPhoto: (request: { chat_id: string; photo: string; caption?: string }, signal: AbortSignal) =>
      call('sendPhoto', request, RESULTS.message, signal),

    setWebhook: (request: { url: string; secret_token: string }, signal: AbortSignal) =>
      call('setWebhook', request, RESULTS.webhook, signal),

    deleteWebhook: (signal: AbortSignal) => call('deleteWebhook', {}, z.unknown(), signal),

    /** Where updates are pushed to; none is told as 404, as null and as an empty address. */
    async getWebhookUrl(signal: AbortSignal): Promise<string | undefined> {
      try {
        const webhook = await call('getWebhookInfo', {}, RESULTS.webhook, signal);
        return webhook?.url === '' ? undefined : webhook?.url;
      } catch (error) {
        if (error instanceof ZaloError && error.code === 404) return undefined;
        throw error;
      }
    },
  };
}

export type ZaloApi = ReturnType<typeof createZaloApi>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
