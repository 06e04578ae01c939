import type { Failed } from '../piecewise.ts';
import { ZaloError } from './api.ts';

/** Why a request failed and what that asks of us. `why` never holds the token. */
export type Failure =
  | { kind: 'later'; afterSeconds: number | null; why: string }
  | { kind: 'unreachable'; why: string }
  | { kind: 'refused'; why: string }
  | { kind: 'wrong_token'; why: string };

/**
 * No code is documented for an account that cannot be reached any more. Where a refusal says so in words it is
 * believed; other words leave the account alone, since one wrong guess would silence a person.
 */
const GONE =
  /\bblocked (?:the |this |your |by )|\b(?:chat|user|recipient)(?:[_ ]id)? (?:is |was |has been |does |did )?(?:not found|not exist|invalid|deactivated|deleted)\b|\binvalid (?:chat|user|recipient)[_ ]id\b/i;

export function readFailure(error: unknown): Failure {
  if (error instanceof ZaloError) return readRefusal(error);
  return { kind: 'later', afterSeconds: null, why: faultOfNetwork(error) };
}

export function outcomeOf(failure: Failure): Failed {
  // Nothing is lost while an administrator puts a new token in place.
  return failure.kind === 'wrong_token' ? { kind: 'later', afterSeconds: null, why: failure.why } : failure;
}

function readRefusal({ code, message: why, afterSeconds }: ZaloError): Failure {
  const later: Failure = { kind: 'later', afterSeconds, why };
  if ((code === 400 || code === 403 || code === 404) && GONE.test(why)) return { kind: 'unreachable', why };
  switch (code) {
    case 401:
      return { kind: 'wrong_token', why: `Zalo knows no such bot (${why}); check ZALO_TOKEN` };
    // Documented as an error of the server (sic), and so is every 403 that says nothing else.
    case 403:
      return later;
    // "Not found" is an unknown method too: most likely the address of another service.
    case 404:
      return { ...later, why: `${why}; check ZALO_API_ROOT if it is set` };
    case 408:
    // The quota, of a second or of a month. Nobody says which, nor until when.
    case 429:
      return later;
    // 400 is documented; other codes go by the meaning of the HTTP status. One that is none says nothing of the message.
    default:
      return code !== undefined && code >= 400 && code < 500 ? { kind: 'refused', why } : later;
  }
}

/** Only codes and names are repeated: the messages of these errors may quote the address, and so the token. */
function faultOfNetwork(fault: unknown): string {
  if (!(fault instanceof TypeError)) return 'no answer in time';
  const { code } = (fault.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? `the connection failed (${code})` : 'the connection failed';
}
