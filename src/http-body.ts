import type { IncomingMessage } from 'node:http';

/** What came of reading a body; broken off counts as too slow: nobody hears the answer any more. */
export type Body = Buffer | 'too_large' | 'too_slow';

/** Reads no more than the limit and no longer than the time; the connection stays for the answer. */
export async function readBody(
  request: IncomingMessage,
  { bytes, ms }: { bytes: number; ms: number },
): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > bytes) return 'too_large';
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const finish = (result: Body): void => {
      clearTimeout(timer);
      request.removeAllListeners('data').pause();
      resolve(result);
    };
    const timer = setTimeout(() => finish('too_slow'), ms);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytes) finish('too_large');
      else chunks.push(chunk);
    });
    request.once('end', () => finish(Buffer.concat(chunks)));
    request.once('error', () => finish('too_slow'));
    request.once('close', () => finish('too_slow'));
  });
}

/**
 * An answer given before the whole body came, which ends with the body, or with the time. A connection closed over what
 * is still on its way is reset, and who is sending would see that in place of the answer.
 */
export async function outlast(request: IncomingMessage, response: Response, ms: number): Promise<Response> {
  if (request.complete || request.destroyed) return response;
  const answer = new Uint8Array(await response.arrayBuffer());
  const headers = new Headers(response.headers);
  headers.set('content-length', String(answer.length));
  let isTold = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isTold) {
        isTold = true;
        controller.enqueue(answer);
        return;
      }
      await discard(request, ms);
      controller.close();
    },
  });
  return new Response(body, { status: response.status, headers });
}

/** Takes in what still comes, until it ends or for this long. */
const discard = (request: IncomingMessage, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const finish = (): void => {
      clearTimeout(timer);
      resolve();
    };
    for (const event of ['end', 'error', 'close']) request.once(event, finish);
    if (request.destroyed) finish();
    request.resume();
  });
