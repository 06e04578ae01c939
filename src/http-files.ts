import { createHmac } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isSameSecret } from './same-secret.ts';

/** Larger than anything the program makes or takes. */
const MAX_BYTES = 64 * 1024 * 1024;

const MIME: Record<string, string> = {
  '.csv': 'text/csv; charset=utf-8',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.zip': 'application/zip',
};

export interface FileLinkParts {
  /** 32 bytes. */
  key: Buffer;
  /** Without a trailing slash. */
  publicUrl: string;
  /** Only what lies in here can be had. */
  folder: string;
  now: () => Date;
}

/** What a link leads to; whoever gets a file closes its handle. */
export type LinkedFile =
  | { kind: 'file'; handle: FileHandle; size: number; headers: Record<string, string> }
  | { kind: 'expired' }
  | { kind: 'none' };

export type FileLinks = ReturnType<typeof createFileLinks>;

type Claim = [path: string, name: string, expires: number];

/** Links to files that nobody can guess or alter, and that end by themselves. */
export function createFileLinks({ key, publicUrl, folder, now }: FileLinkParts) {
  const root = resolve(folder);
  const sign = (claim: string): string =>
    `${claim}.${createHmac('sha256', key).update(`file ${claim}`).digest('base64url')}`;

  return {
    /** Where the file can be had for so many hours, under its name. @throws RangeError outside the folder */
    linkTo(file: { name: string; path: string }, ttlHours: number): string {
      const path = relative(root, resolve(root, file.path));
      if (!isInside(path)) throw new RangeError(`"${file.name}" does not lie in the folder of files`);
      const expires = Math.floor(now().getTime() / 1000) + Math.round(ttlHours * 3600);
      const claim = Buffer.from(JSON.stringify([path, file.name, expires])).toString('base64url');
      return `${publicUrl}/files/${sign(claim)}`;
    },

    /** Opens what a link's last part leads to. */
    async open(part: string): Promise<LinkedFile> {
      const [claim = ''] = part.split('.', 1);
      // The whole text is compared: written in another way, the same bytes would make a second link.
      if (!isSameSecret(part, sign(claim))) return { kind: 'none' };
      const [path, name, expires] = JSON.parse(Buffer.from(claim, 'base64url').toString()) as Claim;
      if (expires * 1000 <= now().getTime()) return { kind: 'expired' };
      return openInside(root, path, name);
    },
  };
}

/** The name may be a link that leads out of the folder: what is opened is what it leads to, once that was looked at. */
async function openInside(root: string, path: string, name: string): Promise<LinkedFile> {
  let handle: FileHandle | undefined;
  try {
    const real = await realpath(join(root, path));
    if (!isInside(relative(await realpath(root), real)) || !(await lstat(real)).isFile())
      return { kind: 'none' };
    handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW);
    const { size } = await handle.stat();
    if (size <= MAX_BYTES) return { kind: 'file', handle, size, headers: headersOf(name, size) };
  } catch {
    // Gone, or never there.
  }
  await handle?.close();
  return { kind: 'none' };
}

const isInside = (path: string): boolean =>
  path !== '' && !isAbsolute(path) && path !== '..' && !path.startsWith(`..${sep}`);

function headersOf(name: string, size: number): Record<string, string> {
  return {
    'content-type': MIME[extname(name).toLowerCase()] ?? 'application/octet-stream',
    'content-length': String(size),
    'content-disposition': dispositionOf(name),
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  };
}

/** RFC 6266: the name as it is for all that read RFC 5987, and one without accents for the rest. */
function dispositionOf(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
