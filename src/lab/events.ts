import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { SeasonEvent } from './season.ts';
import { clockOf, entryHtml, type View } from './season-view.ts';

/** Pages of one season that may watch at once. */
const MOST_WATCHERS = 12;
/** Keeps proxies and the server itself from taking a silent stream for a dead one. */
const PING_MS = 20_000;
/** So long somebody may take to hear that the season is over. */
const LAST_WORDS_MS = 500;

/**
 * Everything that happens in a season as server-sent events: what a page has missed since its last entry first, then
 * what happens. `copy` is the copy of the season the page shows: one that shows another is told to load again.
 */
export function streamEvents(context: Context, view: View, since: { copy: number; seq: number }): Response {
  const { one, phones } = view;
  const { season } = one;
  return streamSSE(context, async (stream) => {
    let done = (): void => undefined;
    const ended = new Promise<void>((resolve) => (done = resolve));
    let written: Promise<unknown> = Promise.resolve();
    const write = (event: string, data: unknown, id?: number): void => {
      const message = { event, data: JSON.stringify(data), ...(id !== undefined && { id: String(id) }) };
      written = written.then(() => stream.writeSSE(message)).catch(done);
    };
    const show = (event: SeasonEvent): void => {
      switch (event.kind) {
        case 'entry': {
          const { entry } = event;
          if (!phones.includes(entry.who)) {
            write('elsewhere', { who: entry.who }, entry.seq);
            return;
          }
          // Rendered now and sent in its order.
          const html = Promise.resolve(entryHtml(view, entry)).then(String);
          written = written
            .then(async () => {
              const data = JSON.stringify({ who: entry.who, kind: entry.kind, html: await html });
              await stream.writeSSE({ event: 'entry', data, id: String(entry.seq) });
            })
            .catch(done);
          return;
        }
        case 'clock':
          write('clock', clockOf(one));
          return;
        case 'typing':
          write('typing', { who: event.who, on: event.on });
          return;
        case 'closed':
          write('closed', {});
          // Whoever reads no more does not hold the program up.
          setTimeout(done, LAST_WORDS_MS).unref();
          void written.finally(done);
      }
    };
    const entries = season.entries();
    const oldest = entries[0]?.seq ?? 0;
    if (since.copy !== one.copy || since.seq > season.lastSeq() || since.seq < oldest - 1) {
      write('stale', {});
      await written;
      return;
    }
    // Told in words of its own: a browser does not see why a stream was refused.
    if (season.watchers() >= MOST_WATCHERS) {
      write('crowded', {});
      await written;
      return;
    }
    const unwatch = season.watch(show);
    const ping = setInterval(() => write('ping', {}), PING_MS);
    stream.onAbort(done);
    try {
      for (const entry of entries) if (entry.seq > since.seq) show({ kind: 'entry', entry });
      show({ kind: 'clock' });
      await ended;
    } finally {
      clearInterval(ping);
      unwatch();
    }
  });
}
