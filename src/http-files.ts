import { createHmac } from 'node:crypto';
import { isSameSecret } from './same-secret.ts';

export interface FileLinkParts {
  /** 32 bytes. */
  key: Buffer;
  /** Without a trailing slash. */
  publicUrl: string;
  /** Undefined: no such file, or its time is over. */
  read: (id: number) => Promise<{ name: string; mime: string; bytes: Uint8Array } | undefined>;
  now: () => Date;
}

/** What a link leads to. */
export type LinkedFile =
  | { kind: 'file'; bytes: Uint8Array; headers: Record<string, string> }
  | { kind: 'expired' }
  | { kind: 'none' };

export type FileLinks = ReturnType<typeof createFileLinks>;

type Claim = [id: number, expires: number];

/** Links to files that nobody can guess or alter, and that end by themselves. */
export function createFileLinks({ key, publicUrl, read, now }: FileLinkParts) {
  const sign = (claim: string): string =>
    `${claim}.${createHmac('sha256', key).update(`file ${claim}`).digest('base64url')}`;

  return {
    /** Where the file can be had for so many hours. */
    linkTo(id: number, ttlHours: number): string {
      const expires = Math.floor(now().getTime() / 1000) + Math.round(ttlHours * 3600);
      const claim = Buffer.from(JSON.stringify([id, expires] satisfies Claim)).toString('base64url');
      return `${publicUrl}/files/${sign(claim)}`;
    },

    /** Opens what a link's last part leads to. */
    async open(part: string): Promise<LinkedFile> {
      const [claim = ''] = part.split('.', 1);
      // The whole text is compared: written in another way, the same bytes would make a second link.
      if (!isSameSecret(part, sign(claim))) return { kind: 'none' };
      const [id, expires] = JSON.parse(Buffer.from(claim, 'base64url').toString()) as Claim;
      if (expires * 1000 <= now().getTime()) return { kind: 'expired' };
      const file = await read(id);
      // What was signed here was there once: its time is over.
      if (!file) return { kind: 'expired' };
      return { kind: 'file', bytes: file.bytes, headers: headersOf(file) };
    },
  };
}

/** Shown by a browser as they are; everything else is only ever saved. */
const SHOWN = ['image/png', 'image/jpeg'];

function headersOf(file: { name: string; mime: string; bytes: Uint8Array }): Record<string, string> {
  return {
    'content-type': file.mime,
    'content-length': String(file.bytes.length),
    'content-disposition': dispositionOf(file.name, SHOWN.includes(file.mime) ? 'inline' : 'attachment'),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  };
}

/** RFC 6266: the name as it is for all that read RFC 5987, and one without accents for the rest. */
function dispositionOf(name: string, way: 'inline' | 'attachment'): string {
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
  return `${way}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
