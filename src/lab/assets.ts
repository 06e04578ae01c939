import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../lab/public', import.meta.url));
const TYPES = {
  'lab.css': 'text/css; charset=utf-8',
  'lab.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;
/** A face made for Vietnamese; where it is missing the page takes what the machine has. */
const require = createRequire(import.meta.url);
const FONTS = {
  400: () => require.resolve('@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf'),
  600: () => require.resolve('@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf'),
};

export interface Asset {
  type: string;
  bytes: Buffer;
  tag: string;
}

/** Style, script, icon and font, read once, by their paths; `version` changes with any of them. */
export function loadAssets(): { files: ReadonlyMap<string, Asset>; version: string } {
  const files = new Map<string, Asset>();
  for (const [name, type] of Object.entries(TYPES))
    files.set(`/lab/${name}`, assetOf(type, readFileSync(join(FOLDER, name))));
  for (const [weight, find] of Object.entries(FONTS)) {
    try {
      files.set(`/lab/font-${weight}.ttf`, assetOf('font/ttf', readFileSync(find())));
    } catch {
      // Not installed: no loss but of looks.
    }
  }
  const version = digest(Buffer.concat([...files.values()].map(({ bytes }) => bytes)));
  return { files, version };
}

const assetOf = (type: string, bytes: Buffer): Asset => ({ type, bytes, tag: `"${digest(bytes)}"` });

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12);
