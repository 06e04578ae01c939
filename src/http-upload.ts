import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { html } from 'hono/html';
import { uploadTexts as texts } from './conversations/texts-upload.ts';
import { shortened } from './domain/text-limits.ts';
import { outlast, readBody } from './http-body.ts';
import { page, type Html } from './http-page.ts';
import type { Uploader, UploadResult } from './jobs/upload.ts';
import type { Logger } from './logger.ts';
import { isSameSecret } from './same-secret.ts';

/** A form's workbook is well under one megabyte; the rest is for the envelope. */
const MAX_BYTES = 10 * 1024 * 1024;
/** A slow line of a commune; the server's own limits are beyond it. */
const BODY_MS = 60_000;
/** What is still on its way when the page is answered is taken in this long, so that the page arrives. */
const LINGER_MS = 20_000;
/** Files received at once, of different people; who comes later is asked to try again. How many are looked into: `spreadsheet.ts`. */
const AT_ONCE = 3;

export interface UploadParts {
  /** 32 bytes. */
  key: Buffer;
  /** Without a trailing slash. */
  publicUrl: string;
  now: () => Date;
  /** What the link is for; undefined: out of the person's reach now. */
  describe: (who: Uploader) => Promise<{ title: string; unitName: string } | undefined>;
  take: (who: Uploader, file: { name: string; bytes: Uint8Array }) => Promise<UploadResult>;
  /** Where a file that came of it can be had. */
  linkTo: (file: UploadResult['files'][number]) => string;
  log: Logger;
  /** Shorter in tests. */
  bodyMs?: number | undefined;
  lingerMs?: number | undefined;
}

export type Uploads = ReturnType<typeof createUploads>;

/** What a page is for, and until when. */
interface Page {
  title: string;
  unitName: string;
  until: Date;
}

type Claim = [person: number, report: number, expires: number];

/** Pages to upload the workbook of one report of one person: for networks that carry no files. No account is needed. */
export function createUploads(parts: UploadParts) {
  const { key, publicUrl, now, describe, take, linkTo, log } = parts;
  const { bodyMs = BODY_MS, lingerMs = LINGER_MS } = parts;
  /** Whose files are being read. */
  const active = new Set<number>();
  const sign = (claim: string): string =>
    `${claim}.${createHmac('sha256', key).update(`upload ${claim}`).digest('base64url')}`;

  /** Who may upload by a link's last part. */
  function open(part: string): { who: Uploader; until: Date } | 'expired' | undefined {
    const [claim = ''] = part.split('.', 1);
    if (!isSameSecret(part, sign(claim))) return undefined;
    const [person, report, expires] = JSON.parse(Buffer.from(claim, 'base64url').toString()) as Claim;
    const until = new Date(expires * 1000);
    return until <= now() ? 'expired' : { who: { person, report }, until };
  }

  async function about(part: string): Promise<Response | ({ who: Uploader } & Page)> {
    const opened = open(part);
    if (opened === 'expired') return titled(410, texts.expiredTitle, html`<p>${texts.expired}</p>`);
    const what = opened && (await describe(opened.who));
    return opened && what ? { ...opened, ...what } : titled(404, texts.noneTitle, html`<p>${texts.none}</p>`);
  }

  return {
    linkFor(person: number, report: number, hours: number): string {
      const expires = Math.floor(now().getTime() / 1000) + hours * 3600;
      const claim: Claim = [person, report, expires];
      return `${publicUrl}/upload/${sign(Buffer.from(JSON.stringify(claim)).toString('base64url'))}`;
    },

    async show(part: string): Promise<Response> {
      const found = await about(part);
      return found instanceof Response ? found : titled(200, found.title, askForFile(found));
    },

    async receive(part: string, request: IncomingMessage): Promise<Response> {
      const answer = await receive(part, request);
      // Strangers are not listened to.
      return answer.status === 404 ? answer : outlast(request, answer, lingerMs);
    },
  };

  async function receive(part: string, request: IncomingMessage): Promise<Response> {
    const found = await about(part);
    if (found instanceof Response) return found;
    const again = (status: number, text: string): Promise<Response> =>
      titled(
        status,
        found.title,
        html`<p class="told">${text}</p>
          ${askForFile(found)}`,
      );
    // One person on a slow line, or who means no good, keeps nobody else out.
    const { person } = found.who;
    if (active.size >= AT_ONCE || active.has(person)) return again(503, texts.busy);
    active.add(person);
    try {
      const body = await readBody(request, { bytes: MAX_BYTES, ms: bodyMs });
      if (typeof body === 'string') return await again(body === 'too_large' ? 413 : 408, texts[body]);
      const file = await fileIn(body, request.headers['content-type'] ?? '');
      if (!file) return await again(400, texts.noFile);
      const { text, files } = await take(found.who, file);
      return await titled(200, found.title, result(text, files, found));
    } catch (error) {
      log.error({ err: error }, 'an uploaded file was not taken');
      return await again(500, texts.failed);
    } finally {
      active.delete(person);
    }
  }

  function result(text: string, files: UploadResult['files'], found: Page) {
    const links = files.map(
      (file) => html`<p><a href="${linkTo(file)}">${texts.download(file.name)}</a></p>`,
    );
    const lines = text.split('\n').map((line) => html`<p>${line}</p>`);
    return html`<section class="told" aria-live="polite">${lines}</section>
      ${links}
      <h2>${texts.again}</h2>
      ${askForFile(found)}`;
  }
}

const titled = (status: number, title: string, content: Html): Promise<Response> =>
  page(
    status,
    title,
    html`<h1>${title}</h1>
      ${content}`,
  );

const askForFile = ({ title, unitName, until }: Page): Html =>
  html`<p>${texts.what(title, unitName)}</p>
    <form method="post" enctype="multipart/form-data">
      <label for="file">${texts.label}</label>
      <input id="file" name="file" type="file" accept=".xlsx" required />
      <button type="submit">${texts.send}</button>
    </form>
    <p class="small">${texts.until(until)} ${texts.hint}</p>`;

/** The file of a form, parsed only once its size is known. */
async function fileIn(
  body: Buffer,
  contentType: string,
): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  if (!contentType.toLowerCase().startsWith('multipart/form-data')) return undefined;
  try {
    const envelope = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- advised against for bodies without bounds; this one has them
    const form = await envelope.formData();
    const file = form.get('file');
    if (!(file instanceof File) || file.size === 0) return undefined;
    return { name: shortened(file.name, 200), bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    return undefined;
  }
}
