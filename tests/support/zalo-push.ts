import type { ZaloUpdate } from './zalo-person.ts';

/** One POST to a webhook; no status: nobody answered. */
export interface Push {
  body: string;
  status: number | undefined;
}

/** How often Zalo repeats a push that was not answered well is not documented: assume that it happens. */
const TRIES = 3;
const PAUSE_MS = 20;
const PATIENCE_MS = 2000;

let pushed = 0;

/** Pushes an update until it is answered 2xx or Zalo has had enough; without one, asks if somebody is there. */
export async function pushUpdate(
  { url, secret_token }: { url: string; secret_token: string },
  update: ZaloUpdate | undefined,
  pushes: Push[],
): Promise<boolean> {
  // Both forms occur, and an empty one.
  const whole = pushed++ % 2 === 0 ? { ok: true, result: update } : update;
  const body = update ? JSON.stringify(whole) : '';
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (tried > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const push: Push = { body, status: undefined };
    pushes.push(push);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Java/17.0.9',
          'X-Bot-Api-Secret-Token': secret_token,
        },
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      push.status = response.status;
      if (response.ok) return true;
    } catch {
      // Nobody there: tried again.
    }
    if (!update) return false;
  }
  return false;
}
