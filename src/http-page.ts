import { randomBytes } from 'node:crypto';
import { html } from 'hono/html';

export type Html = ReturnType<typeof html>;

/**
 * A small page of the service. Nothing of another origin, no script; nobody is told where the reader came from, for the
 * address may be the key.
 */
export async function page(status: number, title: string, content: Html): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const body = await html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style nonce="${nonce}">
          :root {
            color-scheme: light dark;
          }
          body {
            font:
              16px/1.5 system-ui,
              sans-serif;
            max-width: 40rem;
            margin: 0 auto;
            padding: 1rem;
          }
          h1 {
            font-size: 1.25rem;
          }
          h2 {
            font-size: 1.05rem;
          }
          .told {
            border-left: 4px solid #1a5fb4;
            padding-left: 0.75rem;
          }
          .told p {
            margin: 0.3rem 0;
            overflow-wrap: anywhere;
          }
          .small {
            font-size: 0.9rem;
          }
          label,
          input,
          button {
            display: block;
            width: 100%;
            box-sizing: border-box;
            margin: 0.5rem 0;
            font: inherit;
          }
          button {
            padding: 0.75rem;
          }
          .talk {
            margin: 0.8rem 0;
            padding: 0.8rem;
            border-radius: 0.8rem;
            background: #8882;
          }
          .message {
            width: fit-content;
            max-width: 88%;
            margin: 0.4rem 0;
            padding: 0.4rem 0.7rem;
            border-radius: 0.8rem;
            background: Canvas;
            white-space: pre-wrap;
            overflow-wrap: anywhere;
          }
          .mine {
            margin-left: auto;
            background: #1a5fb433;
          }
        </style>
      </head>
      <body>
        ${content}
      </body>
    </html>`;
  return new Response(String(body), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}
