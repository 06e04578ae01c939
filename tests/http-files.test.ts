import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFileLinks, type FileLinkParts } from '../src/http-files.ts';
import { createServices } from '../src/services/services.ts';
import { freshDatabase } from './support/database.ts';
import { NOW, openHttp } from './support/http-rig.ts';
import { at, testEnvironment } from './support/plans.ts';

const key = Buffer.alloc(32, 7);
const NAME = 'Báo cáo Sở Công Thương (lần 1).xlsx';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PUBLIC_URL = 'https://cchc.example.vn';

type Kept = NonNullable<Awaited<ReturnType<FileLinkParts['read']>>>;

let now: Date;
let kept: Map<number, Kept>;
beforeEach(() => {
  now = NOW;
  kept = new Map([[11, { name: NAME, mime: XLSX, bytes: Buffer.from('the bytes of it') }]]);
});

const partsOf = (given: Partial<FileLinkParts> = {}): FileLinkParts => ({
  key,
  publicUrl: PUBLIC_URL,
  read: (id) => Promise.resolve(kept.get(id)),
  now: () => now,
  ...given,
});

async function open() {
  const files = createFileLinks(partsOf());
  const rig = await openHttp({ files });
  /** The path of a link as it is sent. */
  const link = (id = 11, hours = 24) => files.linkTo(id, hours).slice(PUBLIC_URL.length);
  return { rig, files, link };
}

describe('a link', () => {
  it('gives the file under its name, kept by nobody on the way', async () => {
    const { rig, files, link } = await open();
    expect(files.linkTo(11, 24)).toMatch(/^https:\/\/cchc\.example\.vn\/files\/[\w.-]+$/);
    const response = await rig.get(link());
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('the bytes of it');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': XLSX,
      'content-length': '15',
      'content-disposition':
        'attachment; filename="Bao cao So Cong Thuong (lan 1).xlsx"; ' +
        "filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20S%E1%BB%9F%20C%C3%B4ng%20Th%C6%B0%C6%A1ng%20%28l%E1%BA%A7n%201%29.xlsx",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  });

  it('shows a picture, and saves everything else, whatever it says it is', async () => {
    const { rig, link } = await open();
    kept.set(12, { name: 'tien-do.png', mime: 'image/png', bytes: Buffer.from('png') });
    kept.set(13, { name: 'trang.html', mime: 'text/html', bytes: Buffer.from('<script>1</script>') });
    const wayOf = async (id: number) => {
      const { headers } = await rig.get(link(id));
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      return headers.get('content-disposition')?.split(';', 1)[0];
    };
    expect([await wayOf(12), await wayOf(13)]).toEqual(['inline', 'attachment']);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const { rig, link } = await open();
    const response = await rig.get(link(), { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
      200,
      '15',
      '',
    ]);
  });

  it('serves twice, until it ends: then a page says so', async () => {
    const { rig, link } = await open();
    const path = link(11, 1);
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
    const { rig, link } = await open();
    kept.set(12, { name: 'empty.csv', mime: 'text/csv', bytes: new Uint8Array() });
    kept.set(13, { name: 'large.bin', mime: 'application/zip', bytes: Buffer.alloc(5_000_000, 'đ') });
    expect((await (await rig.get(link(12))).arrayBuffer()).byteLength).toBe(0);
    expect((await (await rig.get(link(13))).arrayBuffer()).byteLength).toBe(5_000_000);
  });

  it('says that its time is over once the file is gone', async () => {
    const { rig, link } = await open();
    kept.delete(11);
    const response = await rig.get(link());
    expect(response.status).toBe(410);
    expect(await response.text()).toContain('đã hết hạn');
  });

  it('made with another key leads nowhere', async () => {
    const { rig } = await open();
    const other = createFileLinks(partsOf({ key: Buffer.alloc(32, 8) }));
    expect((await rig.get(other.linkTo(11, 24).slice(PUBLIC_URL.length))).status).toBe(404);
  });

  it('signed with the key for another purpose leads nowhere', async () => {
    const { rig } = await open();
    const claim = Buffer.from(JSON.stringify([11, 4_000_000_000])).toString('base64url');
    const signature = createHmac('sha256', key).update(claim).digest('base64url');
    expect((await rig.get(`/files/${claim}.${signature}`)).status).toBe(404);
  });

  it('changed in any one character leads nowhere', async () => {
    const { rig, link } = await open();
    const path = link();
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

it.each([
  'tên "có" ngoặc; và\r\nX-Injected: 1.xlsx',
  "it's 100% (đúng) *.pdf",
  '../../etc/passwd',
  'đ'.repeat(200),
  'nửa \ud83d ký tự.csv',
])('a name like %j stays a name', async (name) => {
  const { rig, link } = await open();
  kept.set(12, { name, mime: XLSX, bytes: Buffer.from('x') });
  const response = await rig.get(link(12));
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
