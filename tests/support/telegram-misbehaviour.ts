import type { ServerResponse } from 'node:http';

/** What the server does with one request instead of what it should. */
export type Misbehaviour =
  /** As it should: the next one is for the request after. */
  | { kind: 'none' }
  /** Answers in place of doing. */
  | { kind: 'answer'; status: number; contentType: string; body: string }
  /** Drops the connection without a word. */
  | { kind: 'reset' }
  /** Does what was asked, and breaks off in the middle of the answer. */
  | { kind: 'cut' }
  /** Does what was asked, and answers only after the client has given up. */
  | { kind: 'silence' };

export interface ApiError {
  error_code: number;
  description: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

export function apiError(
  code: number,
  description: string,
  parameters?: ApiError['parameters'],
): Misbehaviour {
  const error: ApiError = { error_code: code, description, ...(parameters && { parameters }) };
  return {
    kind: 'answer',
    status: code,
    contentType: 'application/json',
    body: JSON.stringify({ ok: false, ...error }),
  };
}

export const blocked = apiError(403, 'Forbidden: bot was blocked by the user');
export const tooMany = (seconds: number): Misbehaviour =>
  apiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
export const badGateway: Misbehaviour = {
  kind: 'answer',
  status: 502,
  contentType: 'text/html',
  body: '<html><head><title>502 Bad Gateway</title></head></html>',
};
export const fine: Misbehaviour = { kind: 'none' };
export const reset: Misbehaviour = { kind: 'reset' };
export const cut: Misbehaviour = { kind: 'cut' };
export const silence: Misbehaviour = { kind: 'silence' };

export function answer(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'application/json',
): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

export function refuse(response: ServerResponse, error: ApiError): void {
  answer(response, error.error_code, JSON.stringify({ ok: false, ...error }));
}

/** Half of the answer under the length of the whole, then nothing. */
export function answerHalf(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}
