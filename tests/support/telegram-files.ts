import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

const MEGABYTE = 1024 * 1024;
/** The largest Telegram lets a bot have, and takes from one. */
const MAX_GIVEN = 20 * MEGABYTE;
export const MAX_TAKEN = { sendDocument: 50 * MEGABYTE, sendPhoto: 10 * MEGABYTE } as const;

/** A file a bot uploaded. */
export interface SentFile {
  method: keyof typeof MAX_TAKEN;
  chat_id: string;
  name: string;
  bytes: Uint8Array;
}

/** Files people sent: under an id, and at a path that stands in an address with the token. */
export class TelegramFiles {
  readonly #kept = new Map<string, Uint8Array>();
  readonly #gone = new Set<string>();

  keep(id: string, bytes: Uint8Array): void {
    this.#kept.set(id, bytes);
  }

  /** It can be asked for, but is not there any more when it is fetched. */
  lose(id: string): void {
    this.#gone.add(id);
  }

  /** `getFile`. */
  find(id: string): object {
    const bytes = this.#kept.get(id);
    if (!bytes) return { error_code: 400, description: 'Bad Request: wrong file_id or the file is gone' };
    if (bytes.length > MAX_GIVEN) return { error_code: 400, description: 'Bad Request: file is too big' };
    return { file_id: id, file_unique_id: id, file_size: bytes.length, file_path: `documents/${id}` };
  }

  serve(path: string, response: ServerResponse): void {
    const id = /^documents\/(.+)$/.exec(path)?.[1] ?? '';
    const bytes = this.#gone.has(id) ? undefined : this.#kept.get(id);
    if (bytes) response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes);
    else response.writeHead(404).end();
  }
}

/** A request's fields; a file among them is a File. */
export async function readForm(request: IncomingMessage): Promise<Record<string, unknown>> {
  const body = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) {
    const parsed = new Response(Uint8Array.from(quoted(body)), { headers: { 'content-type': type } });
    // Of the program's own making, and small.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const form = await parsed.formData();
    return withAttachments(Object.fromEntries(form.entries()));
  }
  return JSON.parse(body.toString()) as Record<string, unknown>;
}

/** grammY leaves a file's name unquoted, which Telegram reads and the parser of Node does not. */
function quoted(body: Buffer): Buffer {
  const header = /content-disposition:form-data;name="([^"]*)"(?:;filename=([^\r\n]*))?/g;
  const plain = body
    .toString('latin1')
    .replace(header, (_all, name: string, file: string | undefined) =>
      [
        `content-disposition: form-data; name="${name}"`,
        ...(file === undefined ? [] : [`filename="${file}"`]),
      ].join('; '),
    );
  return Buffer.from(plain, 'latin1');
}

/** A field may name another that holds its file. */
function withAttachments(fields: Record<string, unknown>): Record<string, unknown> {
  const named = Object.entries(fields).map(([key, value]) => {
    const attached = typeof value === 'string' ? /^attach:\/\/(.+)$/.exec(value)?.[1] : undefined;
    return [key, attached === undefined ? value : fields[attached], attached] as const;
  });
  const used = new Set(named.map(([, , attached]) => attached));
  return Object.fromEntries(named.filter(([key]) => !used.has(key)).map(([key, value]) => [key, value]));
}
