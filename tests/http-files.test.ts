import { createHmac } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createFileLinks } from '../src/http-files.ts';
import { createServices } from '../src/services/services.ts';
import { freshDatabase } from './support/database.ts';
import { NOW, openHttp } from './support/http-rig.ts';
import { at, testEnvironment } from './support/plans.ts';

const key = Buffer.alloc(32, 7);
const NAME = 'Báo cáo Sở Công Thương (lần 1).xlsx';

let home: string;
let folder: string;
let now: Date;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'dondoc-files-'));
  folder = join(home, 'files');
  now = NOW;
  await mkdir(join(folder, 'reports'), { recursive: true });
  await writeFile(join(folder, 'reports', 'a1.xlsx'), 'the bytes of it');
  await writeFile(join(home, 'secret.txt'), 'not for anybody');
});

async function open() {
  onTestFinished(() => rm(home, { recursive: true }));
  const publicUrl = 'https://cchc.example.vn';
  const files = createFileLinks({ key, publicUrl, folder, now: () => now });
  const rig = await openHttp({ files });
  return {
    rig,
    files,
    /** A link as it is sent, and the path in it. */
    link: (path: string, name = NAME, hours = 24) => files.linkTo({ name, path }, hours),
    pathOf: (address: string) => address.slice(publicUrl.length),
  };
}

/** A link signed with the right key, as the program itself would never make it. */
const forged = (path: unknown): string => {
  const claim = Buffer.from(JSON.stringify([path, NAME, 4_000_000_000])).toString('base64url');
  return `/files/${claim}.${createHmac('sha256', key).update(`file ${claim}`).digest('base64url')}`;
};

describe('a link', () => {
  it('gives the file under its name, kept by nobody on the way', async () => {
    const { rig, link, pathOf } = await open();
    const address = link('reports/a1.xlsx');
    expect(address).toMatch(/^https:\/\/cchc\.example\.vn\/files\/[\w.-]+$/);
    const response = await rig.get(pathOf(address));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('the bytes of it');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-length': '15',
      'content-disposition':
        'attachment; filename="Bao cao So Cong Thuong (lan 1).xlsx"; ' +
        "filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20S%E1%BB%9F%20C%C3%B4ng%20Th%C6%B0%C6%A1ng%20%28l%E1%BA%A7n%201%29.xlsx",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  });

  it('names a file by its full path too, as long as it lies in the folder', async () => {
    const { rig, link, pathOf } = await open();
    expect((await rig.get(pathOf(link(join(folder, 'reports/a1.xlsx'))))).status).toBe(200);
    for (const path of ['../secret.txt', join(home, 'secret.txt'), '.', '', '/etc/passwd'])
      expect(() => link(path)).toThrow(RangeError);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const { rig, link, pathOf } = await open();
    const response = await rig.get(pathOf(link('reports/a1.xlsx')), { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      '15',
      '',
    ]);
  });

  it('serves twice, until it ends: then a page says so', async () => {
    const { rig, link, pathOf } = await open();
    const path = pathOf(link('reports/a1.xlsx', NAME, 1));
    expect((await rig.get(path)).status).toBe(200);
    now = new Date(NOW.getTime() + 3_599_000);
    expect((await rig.get(path)).status).toBe(200);
    now = new Date(NOW.getTime() + 3_600_000);
    const response = await rig.get(path);
    expect(response.status).toBe(410);
    expect(response.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i);
    expect(await response.text()).toContain('đã hết hạn. Kính đề nghị đồng chí nhắn lại');
  });

  it('leads to an empty file, and to one of several megabytes, whole', async () => {
    const { rig, link, pathOf } = await open();
    await writeFile(join(folder, 'empty.csv'), '');
    await writeFile(join(folder, 'large.bin'), Buffer.alloc(5_000_000, 'đ'));
    expect((await (await rig.get(pathOf(link('empty.csv')))).arrayBuffer()).byteLength).toBe(0);
    expect((await (await rig.get(pathOf(link('large.bin')))).arrayBuffer()).byteLength).toBe(5_000_000);
  });

  it('leads to no file beyond 64 MB', async () => {
    const { rig, link, pathOf } = await open();
    await writeFile(join(folder, 'huge.bin'), '');
    await truncate(join(folder, 'huge.bin'), 64 * 1024 * 1024 + 1);
    expect((await rig.get(pathOf(link('huge.bin')))).status).toBe(404);
  });

  it('leads nowhere once the file is gone', async () => {
    const { rig, link, pathOf } = await open();
    const path = pathOf(link('reports/a1.xlsx'));
    await rm(join(folder, 'reports/a1.xlsx'));
    expect((await rig.get(path)).status).toBe(404);
  });

  it('made with another key leads nowhere', async () => {
    const { rig, pathOf } = await open();
    const parts = { publicUrl: 'https://cchc.example.vn', folder, now: () => now };
    const other = createFileLinks({ ...parts, key: Buffer.alloc(32, 8) });
    const path = pathOf(other.linkTo({ name: NAME, path: 'reports/a1.xlsx' }, 24));
    expect((await rig.get(path)).status).toBe(404);
  });

  it('changed in any one character leads nowhere', async () => {
    const { rig, link, pathOf } = await open();
    const path = pathOf(link('reports/a1.xlsx'));
    const start = '/files/'.length;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(path.length - start - 1),
        fc.constantFrom(...Array.from('abcXYZ019-_.')),
        async (place, other) => {
          fc.pre(path[start + place] !== other);
          const changed = path.slice(0, start + place) + other + path.slice(start + place + 1);
          expect((await rig.get(changed)).status).toBe(404);
        },
      ),
      { numRuns: 60 },
    );
    for (const changed of [`${path}=`, `${path}.x`, path.slice(0, -1), `${path}%00`, '/files/.', '/files/'])
      expect((await rig.get(changed)).status).toBe(404);
  });
});

describe('even signed', () => {
  it.each([
    '../secret.txt',
    '/etc/passwd',
    'reports/../../secret.txt',
    'reports',
    '.',
    '',
    'reports\u0000/a1.xlsx',
  ])('a path to %j leads nowhere', async (path) => {
    const { rig } = await open();
    expect((await rig.get(forged(path))).status).toBe(404);
  });

  it('a symbolic link leads out of the folder for nobody, whether it is the file or a folder above it', async () => {
    const { rig, link, pathOf } = await open();
    await symlink(join(home, 'secret.txt'), join(folder, 'file-link'));
    await symlink(home, join(folder, 'folder-link'));
    expect((await rig.get(pathOf(link('file-link')))).status).toBe(404);
    expect((await rig.get(pathOf(link('folder-link/secret.txt')))).status).toBe(404);
  });

  it('the folder itself may be reached over a symbolic link', async () => {
    const { pathOf } = await open();
    await symlink(folder, join(home, 'files-link'));
    const parts = { key, publicUrl: 'https://cchc.example.vn', now: () => now };
    const files = createFileLinks({ ...parts, folder: join(home, 'files-link') });
    const other = await openHttp({ files });
    expect((await other.get(pathOf(files.linkTo({ name: NAME, path: 'reports/a1.xlsx' }, 1)))).status).toBe(
      200,
    );
  });
});

it.each([
  'tên "có" ngoặc; và\r\nX-Injected: 1.xlsx',
  "it's 100% (đúng) *.pdf",
  '../../etc/passwd',
  'đ'.repeat(200),
  'nửa \ud83d ký tự.csv',
])('a name like %j stays a name', async (name) => {
  const { rig, link, pathOf } = await open();
  const response = await rig.get(pathOf(link('reports/a1.xlsx', name)));
  expect(response.status).toBe(200);
  expect(response.headers.get('x-injected')).toBeNull();
  const [, encoded = ''] =
    /filename\*=UTF-8''(\S+)$/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  expect(decodeURIComponent(encoded)).toBe(name.toWellFormed());
});

it('the key is made once, however many processes ask for it first', async () => {
  const { db, connectAgain } = await freshDatabase();
  const keys = await Promise.all(
    Array.from({ length: 5 }, (_, process) => {
      const env = testEnvironment();
      // Each process draws randomness of its own.
      for (let drawn = 0; drawn < process; drawn += 1) env.randomHex(1);
      return createServices(connectAgain(1).db, env).fileLinks.key(at('2023-07-31'));
    }),
  );
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(await createServices(db, testEnvironment()).fileLinks.key(at('2023-08-31'))).toBe(keys[0]);
});
