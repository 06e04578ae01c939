import { createHash } from 'node:crypto';
import { startApart } from '../files/apart.ts';

const SECONDS = 15;
/** Pictures kept: the same question asked again within a morning is answered without drawing. */
const KEPT = 20;

/** The drawing went wrong, or took longer than any does. */
export class PictureError extends Error {
  override name = 'PictureError';
}

/** Draws SVG as PNG off the main thread, one at a time, and remembers the last ones by content. */
export function createPainter(): (svg: string) => Promise<Uint8Array> {
  const kept = new Map<string, Promise<Uint8Array>>();
  let last: Promise<unknown> = Promise.resolve();
  return (svg) => {
    const key = createHash('sha256').update(svg).digest('hex');
    const known = kept.get(key);
    if (known) return known;
    const drawn = last.then(() => draw(svg));
    last = drawn.catch(() => undefined);
    kept.set(key, drawn);
    // What went wrong once may go well the next time.
    drawn.catch(() => kept.delete(key));
    for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
    return drawn;
  };
}

function draw(svg: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = startApart(new URL('./render-apart.js', import.meta.url), svg);
    const clock = setTimeout(() => end(() => reject(new PictureError('it took too long'))), SECONDS * 1000);
    const end = (settle: () => void): void => {
      clearTimeout(clock);
      void worker.terminate();
      settle();
    };
    worker.once('message', (png: Uint8Array) => end(() => resolve(png)));
    worker.once('error', (error) =>
      end(() => reject(new PictureError('it was not drawn', { cause: error }))),
    );
    worker.once('exit', () => end(() => reject(new PictureError('it ended without a picture'))));
  });
}
