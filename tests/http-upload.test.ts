import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { createUnderstanding } from '../src/conversations/understanding.ts';
import { openSpreadsheet } from '../src/desk.ts';
import { languages } from './support/languages.ts';
import { createUploads } from '../src/http-upload.ts';
import { sendWorkbook } from '../src/conversations/workbook-out.ts';
import { contextOf } from '../src/jobs/handle.ts';
import { describeUpload, takeUpload } from '../src/jobs/upload.ts';
import { createTransact } from '../src/services/services.ts';
import { answer as answers, message } from '../src/store/schema.ts';
import { testDesk } from './support/desk.ts';
import { fillWorkbook } from './support/fill-workbook.ts';
import { openHttp } from './support/http-rig.ts';
import { at, calendar, testEnvironment } from './support/plans.ts';
import { reportSeason } from './support/report-season.ts';

const NOW = at('2023-07-25');

/** The page as the service serves it, over the drafts of Sở Công Thương; its clock is in hand. */
async function openUploads() {
  const season = await reportSeason();
  let clock = NOW;
  const transact = createTransact(season.db, testEnvironment());
  const understanding = createUnderstanding(languages);
  const parts = { transact, calendar, ...testDesk, understanding };
  const uploads = createUploads({
    key: Buffer.alloc(32, 7),
    publicUrl: 'https://bot.test',
    now: () => clock,
    describe: (who) => describeUpload(parts, who, clock),
    take: async (who, { name, bytes }) =>
      takeUpload(parts, who, { name, opened: await openSpreadsheet(bytes) }, clock),
    linkTo: ({ name }) => `https://bot.test/files/${encodeURIComponent(name)}`,
    log: pino({ level: 'silent' }),
  });
  const server = await openHttp({ uploads });
  const pathFor = (person: number, report: number): string =>
    uploads.linkFor(person, report, 72).replace('https://bot.test', '');
  const workbook = await transact(async (services) => {
    const context = await contextOf(parts, services, {
      person: season.by,
      bot: 'terminal',
      hasButtons: false,
      sentAt: NOW,
      now: NOW,
    });
    const [reply] = (await sendWorkbook(context, season.draft)).replies;
    return (await services.files.read(reply!.files![0]!.id, NOW))!.bytes;
  });
  const post = (path: string, bytes: Uint8Array, name = 'bieu.xlsx') => {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(bytes)], name));
    return server.get(path, { method: 'POST', body: form });
  };
  return {
    ...season,
    server,
    pathFor,
    path: pathFor(season.by, season.reportId),
    workbook,
    post,
    moveTo: (moment: Date) => (clock = moment),
    stored: async () => (await season.db.select().from(answers)).length,
  };
}

test('a workbook uploaded without an account is stored, told on the page and in the chat', async () => {
  const { server, path, workbook, post, db, stored } = await openUploads();
  const page = await (await server.get(path)).text();
  expect(page).toContain('Báo cáo phục vụ Đoàn kiểm tra của Sở Công Thương');
  const filled = await fillWorkbook(workbook, { 'Biểu số liệu': { D12: 5, D14: '<b>12 vb?</b>' } });
  const result = await post(path, filled);
  expect(result.status).toBe(200);
  const told = await result.text();
  expect(told).toContain('1/82 số liệu; 01 ô cần xem');
  expect(told).toContain('&lt;b&gt;12 vb?&lt;/b&gt;');
  expect(told).toContain('https://bot.test/files/');
  expect(await stored()).toBe(1);
  const [inChat] = await db.select().from(message);
  expect((inChat!.body as { text: string }).text).toContain('1/82 số liệu; 01 ô cần xem');
});

test('a figure in conflict is said on the page to be chosen in the chat, and the page says until when it is good', async () => {
  const { server, path, workbook, post, answer } = await openUploads();
  const page = await (await server.get(path)).text();
  expect(page).toContain('Đường dẫn này dùng được đến 08 giờ 00 phút, ngày 28/7/2023.');
  await answer({ i_1: 6 }, NOW);
  const result = await post(path, await fillWorkbook(workbook, { 'Biểu số liệu': { D12: 5 } }));
  const told = await result.text();
  expect(told).toContain('tệp ghi 5; số đã có là 6');
  expect(told).toContain('đề nghị đồng chí chọn tại đó.');
});

test('the page loads nothing from elsewhere, runs no script and tells nobody its address', async () => {
  const { server, path } = await openUploads();
  const { headers } = await server.get(path);
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'nonce-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
  );
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toContain('no-store');
});

test('a link nobody gave, one altered, one expired and one of a report out of reach lead nowhere', async () => {
  const { server, path, pathFor, by, reportId, moveTo, post, workbook, stored, personAt } =
    await openUploads();
  for (const wrong of ['/upload/x', '/upload/', `${path}x`, path.replace('/upload/', '/upload/A')])
    expect((await server.get(wrong)).status).toBe(404);
  expect((await server.get(pathFor(await personAt('focal@Sở Y tế'), reportId))).status).toBe(404);
  expect((await server.get(pathFor(by, 999_999))).status).toBe(404);
  moveTo(at('2023-07-29'));
  expect((await server.get(path)).status).toBe(410);
  expect((await post(path, workbook)).status).toBe(410);
  expect(await stored()).toBe(0);
});

test('what is too large, no form, no file or no workbook is said in one sentence and stores nothing', async () => {
  const { server, path, post, stored } = await openUploads();
  const large = await post(path, new Uint8Array(11 * 1024 * 1024));
  expect(large.status).toBe(413);
  expect(await large.text()).toContain('Tệp quá lớn');
  const plain = await server.get(path, { method: 'POST', body: 'x' });
  expect([plain.status, await plain.text()]).toEqual([400, expect.stringContaining('Chưa chọn tệp')]);
  const broken = await server.get(path, {
    method: 'POST',
    body: '--x\r\nnot a form',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  });
  expect(broken.status).toBe(400);
  const pdf = await post(path, new TextEncoder().encode('%PDF-1.7'));
  expect(await pdf.text()).toContain('không phải tệp Excel (.xlsx)');
  expect(await stored()).toBe(0);
});

test('the secret of a link stands in no line of the log', async () => {
  const { server, path, post } = await openUploads();
  await server.get(path);
  await post(path, new Uint8Array(3));
  expect(server.lines.join('\n')).not.toContain(path.slice('/upload/'.length, -5));
});

/** The page over a service of one's own; every link is good. */
async function openPage(parts: Partial<Parameters<typeof createUploads>[0]>) {
  const lines: string[] = [];
  const uploads = createUploads({
    key: Buffer.alloc(32, 7),
    publicUrl: 'https://bot.test',
    now: () => NOW,
    describe: () => Promise.resolve({ title: 'Báo cáo', unitName: 'Sở Công Thương' }),
    take: () => Promise.resolve({ text: 'Đã nhận', files: [] }),
    linkTo: () => '',
    log: pino({}, { write: (line) => void lines.push(line) }),
    ...parts,
  });
  const server = await openHttp({ uploads });
  const pathOf = (person: number): string => uploads.linkFor(person, 1, 72).replace('https://bot.test', '');
  return {
    server,
    lines,
    pathOf,
    post: (person: number) => {
      const form = new FormData();
      form.set('file', new File([new Uint8Array(3)], 'bieu.xlsx'));
      return server.get(pathOf(person), { method: 'POST', body: form });
    },
    /** The same on the wire, by one who sends the body as it comes to hand. */
    send: (more: readonly string[]) => {
      const dialogue = server.open();
      const type = 'Content-Type: multipart/form-data; boundary=x';
      dialogue.socket.write([`POST ${pathOf(1)} HTTP/1.1`, 'Host: bot', type, ...more, '', ''].join('\r\n'));
      return dialogue;
    },
  };
}

const MEGABYTE = `100000\r\n${'x'.repeat(0x100000)}\r\n`;

test('who sends too much without saying how much gets the page, though all of it was still to come', async () => {
  const { send, post } = await openPage({});
  const { socket, answer } = send(['Transfer-Encoding: chunked']);
  let hasBroken = false;
  socket.on('error', () => (hasBroken = true));
  // One who reads no answer before all is sent, as browsers do.
  for (let sent = 0; sent < 40; sent += 1) {
    await new Promise((resolve) => socket.write(MEGABYTE, resolve));
    await sleep(10);
  }
  socket.write('0\r\n\r\n');
  const told = await answer;
  expect(told).toMatch(/^HTTP\/1.1 413 [^]*connection: close[^]*Tệp quá lớn[^]*<form/i);
  expect(hasBroken).toBe(false);
  expect((await post(1)).status).toBe(200);
});

test('who sends too much without end is shown out', async () => {
  const { send } = await openPage({ lingerMs: 200 });
  const { socket, answer } = send(['Transfer-Encoding: chunked']);
  const feeding = setInterval(() => socket.write(MEGABYTE), 5);
  expect(await answer).toMatch(/^HTTP\/1.1 413 /);
  clearInterval(feeding);
});

test('a line too slow for the file gets the page, and then the connection ends', async () => {
  const { send, post } = await openPage({ bodyMs: 200, lingerMs: 200 });
  const { socket, answer } = send(['Content-Length: 1000000']);
  const feeding = setInterval(() => socket.write('x'), 20);
  const told = await answer;
  clearInterval(feeding);
  expect(told).toMatch(/^HTTP\/1.1 408 [^]*Đường truyền bị gián đoạn[^]*<form/);
  expect((await post(1)).status).toBe(200);
});

test('a file that breaks off leaves its person free to send it again', async () => {
  const { send, post } = await openPage({});
  const { socket, answer } = send(['Content-Length: 1000000']);
  socket.write('--x');
  await sleep(50);
  expect((await post(1)).status).toBe(503);
  socket.destroy();
  await answer;
  await vi.waitUntil(async () => (await post(1)).status === 200);
});

test('a file the service could not deal with is said on the page, with the form beside it, and logged', async () => {
  let isAway = true;
  const { post, lines, pathOf } = await openPage({
    take: () =>
      isAway
        ? Promise.reject(new Error('the database is away'))
        : Promise.resolve({ text: 'Đã nhận', files: [] }),
  });
  const failed = await post(1);
  expect([failed.status, await failed.text()]).toEqual([
    500,
    expect.stringMatching(/<h1>Báo cáo<\/h1>[^]*số liệu đã có không thay đổi[^]*<form/),
  ]);
  expect(lines.join('')).toContain('the database is away');
  expect(lines.join('')).not.toContain(pathOf(1).slice('/upload/'.length));
  isAway = false;
  expect((await post(1)).status).toBe(200);
});

test('three people upload at once, each one file: who comes fourth, or twice, is asked in one sentence to try again', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const taken: number[] = [];
  const { post } = await openPage({
    take: async ({ person }) => {
      taken.push(person);
      await held;
      return { text: 'Đã nhận', files: [] };
    },
  });
  const first = post(1);
  await vi.waitUntil(() => taken.length === 1);
  expect((await post(1)).status).toBe(503);
  const others = [post(2), post(3)];
  await vi.waitUntil(() => taken.length === 3);
  const fourth = await post(4);
  expect([fourth.status, await fourth.text()]).toEqual([503, expect.stringContaining('nhiều tệp cùng lúc')]);
  release();
  expect((await Promise.all([first, ...others])).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await post(4)).status).toBe(200);
  expect(taken).toEqual([1, 2, 3, 4]);
});
