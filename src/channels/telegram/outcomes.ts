import { GrammyError, HttpError } from 'grammy/web';
import type { Failed } from '../piecewise.ts';

/** Why a request failed and what that asks of us. `why` never holds a token: the library's own words may. */
export type Failure =
  | { kind: 'later'; afterSeconds: number | null; why: string }
  | { kind: 'unreachable'; why: string }
  | { kind: 'refused'; why: string }
  | { kind: 'moved'; chatId: string; why: string }
  /** Two pollers, or a webhook beside one. */
  | { kind: 'conflict'; why: string }
  | { kind: 'wrong_token'; why: string };

export function readFailure(error: unknown): Failure {
  if (error instanceof GrammyError) return readRefusal(error);
  const why = error instanceof HttpError ? faultOfNetwork(error.error) : 'an answer that makes no sense';
  return { kind: 'later', afterSeconds: null, why };
}

export function outcomeOf(failure: Failure): Failed {
  switch (failure.kind) {
    case 'conflict':
      return { kind: 'later', afterSeconds: null, why: failure.why };
    // Nothing is lost while an administrator puts a new token in place.
    case 'wrong_token':
      return { kind: 'later', afterSeconds: null, why: failure.why };
    default:
      return failure;
  }
}

function readRefusal({ error_code: code, description, parameters }: GrammyError): Failure {
  const why = `${code}: ${description}`;
  switch (code) {
    // Whatever the description: blocked, deactivated, never started, put out of the group.
    case 403:
      return { kind: 'unreachable', why };
    case 401:
    case 404:
      return {
        kind: 'wrong_token',
        why: `Telegram knows no such bot (${why}); check TELEGRAM_TOKEN, and TELEGRAM_API_ROOT if it is set`,
      };
    case 409:
      return { kind: 'conflict', why };
    case 429:
      return { kind: 'later', afterSeconds: parameters.retry_after ?? null, why };
  }
  const { migrate_to_chat_id: movedTo } = parameters;
  if (movedTo !== undefined) return { kind: 'moved', chatId: String(movedTo), why };
  if (code === 400 && /chat not found|PEER_ID_INVALID/i.test(description))
    return { kind: 'unreachable', why };
  if (code >= 400 && code < 500) return { kind: 'refused', why };
  return { kind: 'later', afterSeconds: null, why };
}

/** Only codes and names are repeated: the messages of these errors may quote the address, and so the token. */
function faultOfNetwork(fault: unknown): string {
  if (fault instanceof SyntaxError) return 'an answer that is not JSON';
  if (!(fault instanceof TypeError)) return 'no answer in time';
  const { code } = (fault.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? `the connection failed (${code})` : 'the connection failed';
}
