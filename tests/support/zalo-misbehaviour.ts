import type { Misbehaviour } from './telegram-misbehaviour.ts';

export { badGateway, cut, fine, reset, silence } from './telegram-misbehaviour.ts';

export interface ZaloApiError {
  error_code: number;
  description: string;
}

/** A refusal comes under HTTP 200, as on the live service, unless another status is told. */
export function apiError(code: number, description: string, status = 200): Misbehaviour {
  return answering(JSON.stringify({ ok: false, error_code: code, description }), status);
}

export const answering = (body: string, status = 200, contentType = 'application/json') => ({
  kind: 'answer' as const,
  status,
  contentType,
  body,
});

export const quota = apiError(429, 'Quota exceeded');
export const quotaUntil = (seconds: number): Misbehaviour =>
  answering(
    JSON.stringify({ ok: false, error_code: 429, description: 'x', parameters: { retry_after: seconds } }),
  );
/** What polling too often is answered with. */
export const tooOften = answering('<html><h1>429 Too Many Requests</h1></html>', 429, 'text/html');
/** Documented as an error of the server. */
export const internalError = apiError(403, 'Internal server error');
export const blocked = apiError(400, 'Bot was blocked by the user');
export const emptyBody = answering('', 200);
