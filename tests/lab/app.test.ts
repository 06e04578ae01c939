import { request } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wayBack } from '../../src/lab/form-query.ts';
import { phoneEntry } from '../../src/lab/page-phone.ts';
import { pictureType, plainName } from '../../src/lab/upload.ts';
import { fresh, openLab } from '../support/lab.ts';
import { at } from '../support/plans.ts';

const lab = await openLab();
const OFFICER = 'focal@Sở Công Thương';

/** A request with any headers, also those a browser would not let a page set. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, lab.url), {
      method: options.method ?? 'GET',
      headers: options.headers,
    });
    asked.on('error', reject);
    asked.on('response', (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (body += piece));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    asked.end(options.body);
  });
}

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  });

const JSON_PLEASE = { accept: 'application/json' };

describe('who may ask', () => {
  const { port } = new URL(lab.url);

  test.each(['evil.example', `evil.example:${port}`, '127.0.0.1:1', `localhost.evil.example:${port}`])(
    'a page under another name (%s) learns nothing, though it leads to this machine',
    async (host) => {
      const answer = await ask('/', { headers: { host } });
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain('Bắt đầu');
    },
  );

  test.each([`localhost:${port}`, `127.0.0.1:${port}`, `LOCALHOST:${port}`, `127.0.0.2:${port}`])(
    '%s is this machine',
    async (host) => {
      expect((await ask('/', { headers: { host } })).status).toBe(200);
    },
  );

  test.each([
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: `http://localhost:${port}` }, 403],
    [{ origin: lab.url, 'sec-fetch-site': 'same-origin' }, 303],
    [{}, 303],
  ] as const)('a form of another site does nothing: %o', async (headers, status) => {
    expect((await post('/giao-dien', { 'giao-dien': 'dark', ve: '/' }, headers)).status).toBe(status);
  });

  test('every page forbids what does not lie here', async () => {
    for (const path of ['/', '/khong-co', '/huong-dan']) {
      const { headers } = await ask(path);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

describe('what was said is shown as it was said', () => {
  test('whatever it is, no element comes of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.constantFrom('<script>', '"><img onerror=1>', "'&lt;")),
        async (text) => {
          const entry = {
            kind: 'said',
            seq: 1,
            at: at('2023-07-25', '08:00'),
            who: OFFICER,
            network: 'zalo',
            text,
          } as const;
          const shown = String(await phoneEntry(entry, '/phien/x', '/'));
          const inner = /<p class="text">([^]*?)<\/p>/.exec(shown)?.[1] ?? '';
          expect(inner).not.toMatch(/[<>"']/);
          const read = inner.replace(
            /&(lt|gt|quot|#39|amp);/g,
            (_all, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? '',
          );
          expect(read).toBe(text);
        },
      ),
    );
  });

  test('also in the address of a page', async () => {
    const { body } = await ask('/phien/x?may=%22%3E%3Cscript%3E');
    expect(body).not.toContain('<script>"');
    expect(body).not.toContain('"><script>');
  });
});

describe('what comes wrong', () => {
  test('a season that is not there, by any name, says so and how to begin again', async () => {
    const query = 'ke-hoach=binh-phuoc-2023&luc=2023-07-25T08:00';
    for (const id of ['x', '..%2f..', '%00', 'a'.repeat(5000)]) {
      const answer = await ask(`/phien/${id}?${query}`);
      expect(answer.status).toBe(404);
    }
    expect((await ask(`/phien/x?${query}`)).body).toContain('/tinh-huong?ke-hoach=binh-phuoc-2023');
    expect((await post('/phien/x/nhan', { may: OFFICER }, JSON_PLEASE)).body).toContain('"stale":true');
  });

  test('people, buttons, files and numbers that are not there are refused with a sentence', async () => {
    const { id, season } = await lab.open(fresh('2023-07-25T08:00'));
    const tries: [string, Record<string, string>][] = [
      ['nhan', { may: 'nobody', 'noi-dung': 'HAN' }],
      ['nhan', { may: OFFICER, 'noi-dung': '  ' }],
      ['bam', { may: OFFICER, tin: '1', chon: '99' }],
      ['bam', { may: OFFICER, tin: '-1', chon: 'x' }],
      ['mang', { may: OFFICER, mang: 'viber' }],
      ['dong-ho', { viec: 'lui' }],
      ['dong-ho', { viec: 'chay', 'toc-do': '1000000' }],
      ['tep', { may: OFFICER, tep: 'không phải tệp' }],
    ];
    for (const [path, fields] of tries) {
      const answer = await post(`/phien/${id}/${path}`, fields, JSON_PLEASE);
      expect([path, answer.status]).toEqual([path, 409]);
      expect((JSON.parse(answer.body) as { wrong: string }).wrong).toMatch(/\.$/);
    }
    expect(season.entries()).toEqual([]);
    for (const path of ['tep/1', 'tep/x', 'tep/-1/..', 'khong-co'])
      expect((await ask(`/phien/${id}/${path}`)).status).toBe(404);
  });

  test('more than a file may have is refused before it is read', async () => {
    const { id } = await lab.open(fresh('2023-07-25T08:00'));
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '900000000',
      ...JSON_PLEASE,
    };
    const answer = await ask(`/phien/${id}/nhan`, { method: 'POST', headers, body: 'may=x' });
    expect(answer.status).toBe(413);
  });

  test('a body of which nobody said how long it is is not read', async () => {
    const { id } = await lab.open(fresh('2023-07-25T08:00'));
    const headers = { 'transfer-encoding': 'chunked', ...JSON_PLEASE };
    expect((await ask(`/phien/${id}/nhan`, { method: 'POST', headers, body: 'may=x' })).status).toBe(411);
    expect((await ask('/phien', { method: 'PUT', headers, body: 'x' })).status).toBe(404);
  });

  test('a text longer than a report is refused, with a page to go back from where there is no script', async () => {
    const { id, season } = await lab.open(fresh('2023-07-25T08:00'));
    const fields = { may: OFFICER, 'noi-dung': 'a'.repeat(30_001) };
    const answer = await post(`/phien/${id}/nhan`, fields, JSON_PLEASE);
    expect([answer.status, answer.body]).toEqual([409, expect.stringContaining('30.000 ký tự')]);
    expect((await post(`/phien/${id}/nhan`, fields)).status).toBe(413);
    expect(season.entries()).toEqual([]);
  });

  test('a file without anything in it is refused in words of its own', async () => {
    const { id } = await lab.open(fresh('2023-07-25T08:00'));
    const form = new FormData();
    form.set('may', OFFICER);
    form.set('tep', new File([], 'trống.pdf'));
    const answer = await fetch(`${lab.url}/phien/${id}/tep`, {
      method: 'POST',
      headers: JSON_PLEASE,
      body: form,
    });
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('không có nội dung')]);
  });

  test('a form of a season that is over leads to the situation of its page', async () => {
    const ve = '/phien/x?ke-hoach=binh-phuoc-2023&luc=2023-07-25T08:00#may-0';
    const { status, body } = await post('/phien/x/dat-lai', { ve });
    expect([status, body]).toEqual([404, expect.stringContaining('/tinh-huong?ke-hoach=binh-phuoc-2023')]);
  });

  test('a request that comes twice is done once', async () => {
    const { id, season } = await lab.open(fresh('2023-07-25T08:00'));
    const fields = { may: OFFICER, 'noi-dung': 'HAN', dau: 'abc' };
    for (let times = 0; times < 2; times++)
      expect((await post(`/phien/${id}/nhan`, fields, JSON_PLEASE)).status).toBe(200);
    expect(season.entries().filter(({ kind }) => kind === 'said')).toHaveLength(1);
    await post(`/phien/${id}/nhan`, { ...fields, 'noi-dung': 'LICH' }, JSON_PLEASE);
    expect(season.entries().filter(({ kind }) => kind === 'said')).toHaveLength(2);
  });

  test('a request that was refused is done when it comes again, with the mark it had', async () => {
    const { id, season } = await lab.open(fresh('2023-07-25T08:00'));
    const say = (n: number) =>
      post(`/phien/${id}/nhan`, { may: OFFICER, 'noi-dung': `HAN ${n}`, dau: `m${n}` }, JSON_PLEASE);
    const numbers = Array.from({ length: 45 }, (_, n) => n);
    const answers = await Promise.all(numbers.map(say));
    const refused = numbers.filter((n) => answers[n]?.status === 409);
    expect(refused.length).toBeGreaterThan(0);
    for (const n of refused) expect((await say(n)).status).toBe(200);
    const said = season.entries().flatMap((entry) => (entry.kind === 'said' ? [entry.text] : []));
    expect(said.toSorted()).toEqual(numbers.map((n) => `HAN ${n}`).toSorted());
  });

  test('the clock that could not go on says so each time it is asked', async () => {
    const { id, season } = await lab.open(fresh('2024-12-31T08:00'));
    await season.moveTo(at('2024-12-31', '20:00'));
    for (let times = 0; times < 2; times++) {
      const answer = await post(`/phien/${id}/dong-ho`, { viec: 'ngay', dau: 'abc' }, JSON_PLEASE);
      expect([answer.status, answer.body]).toEqual([409, expect.stringContaining('cuối thời gian')]);
    }
  });

  test.each([
    ['/phien/x?a=1#may-0', '/phien/x?a=1#may-0'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/a\r\nset-cookie: x', '/'],
    [null, '/'],
  ])('a form leads back within this server: %s', (path, expected) => {
    expect(wayBack(path)).toBe(expected);
  });
});

describe('what is uploaded', () => {
  test('is a picture by its bytes, not by its name', () => {
    expect(pictureType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0))).toBe('image/png');
    expect(pictureType(new TextEncoder().encode('<svg onload=alert(1)>'))).toBeNull();
    expect(pictureType(new Uint8Array())).toBeNull();
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Người dùng\\báo cáo.pdf', 'báo cáo.pdf'],
    ['a\nb\u2028c.pdf', 'a b c.pdf'],
    ['', 'tep'],
    [`${'a'.repeat(119)}😀.pdf`, `${'a'.repeat(115)}😀.pdf`],
    ['\ud83d.pdf', '\ufffd.pdf'],
  ])('has a name without folders and line ends: %j', (name, expected) => {
    expect(plainName(name)).toBe(expected);
  });
});

test('a page that comes back hears what it has missed, one of an older copy is told to load again', async () => {
  const { id, copy, season } = await lab.open(fresh('2023-07-25T08:00'));
  await season.say(OFFICER, 'HAN');
  const hear = async (query: string, until: string): Promise<string> => {
    const stopping = new AbortController();
    const answer = await fetch(`${lab.url}/phien/${id}/su-kien?${query}`, { signal: stopping.signal });
    let heard = '';
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      heard += piece;
      if (heard.includes(until)) break;
    }
    stopping.abort();
    return heard;
  };
  const missed = await hear(`ban=${copy}&sau=1`, 'event: clock');
  expect(missed).toContain('id: 2');
  expect(missed).not.toContain('id: 1\n');
  expect(missed).toContain('Thời hạn báo cáo của Sở Công Thương');
  expect(await hear(`ban=${copy + 1}&sau=1`, 'event: stale')).toContain('event: stale');
});

describe('the stream of a season', () => {
  const path = ({ id, copy }: { id: string; copy: number }): string =>
    `${lab.url}/phien/${id}/su-kien?ban=${copy}`;

  test('is not given to one who would not read it', async () => {
    const one = await lab.open(fresh('2023-07-25T08:00'));
    const answer = await fetch(path(one), { method: 'HEAD' });
    expect(answer.status).toBe(405);
    expect(one.season.watchers()).toBe(0);
  });

  test('says to one window too many that there are too many', async () => {
    const one = await lab.open(fresh('2023-07-25T08:00'));
    const stopping = new AbortController();
    const { signal } = stopping;
    await Promise.all(Array.from({ length: 12 }, () => fetch(path(one), { signal })));
    await expect.poll(() => one.season.watchers()).toBe(12);
    const crowded = await fetch(path(one));
    expect([crowded.status, await crowded.text()]).toEqual([200, expect.stringContaining('event: crowded')]);
    stopping.abort();
    await expect.poll(() => one.season.watchers()).toBe(0);
  });
});

test('what stands beside the phones is short, however much was said; the script is there to be asked for', async () => {
  const one = await lab.open(fresh('2023-07-25T08:00'));
  await one.season.say(OFFICER, 'một tin dài\u0000\u001b[31m '.repeat(50));
  const beside = await ask(`/phien/${one.id}/ben`, { headers: JSON_PLEASE });
  expect(beside.body).not.toContain('npm run');
  expect(beside.body).toContain('/tinh-huong?');
  const script = await ask(`/phien/${one.id}/ban-ghi`);
  expect(script.body).toContain('một tin dài[31m');
});
