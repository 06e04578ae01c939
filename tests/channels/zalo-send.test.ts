import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderMessage } from '../../src/channels/zalo/render.ts';
import type { Outgoing } from '../../src/conversations/message.ts';
import {
  answering,
  apiError,
  badGateway,
  blocked,
  cut,
  emptyBody,
  fine,
  internalError,
  quota,
  quotaUntil,
  reset,
  silence,
  tooOften,
} from '../support/zalo-misbehaviour.ts';
import { openZalo, type ZaloRig } from './zalo-rig.ts';

const CHAT = '6ede9afa66b88fe6d6a9';
const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const reminder: Outgoing = {
  id: 5,
  text: 'Báo cáo của Sở Công Thương: chậm nhất 29/7/2023 (thứ Bảy).',
  choices: [],
  files: [],
};
/** Three pieces on Zalo. */
const long: Outgoing = {
  ...reminder,
  text: 'Một dòng của bản tổng hợp.\n'.repeat(180),
  choices: ['Xem', 'Gửi'],
};

let rig: ZaloRig;
beforeEach(async () => {
  rig = await openZalo({ seconds: { poll: 1, answer: 0.3 } });
});
afterEach(() => rig.close());

const send = (outgoing: Outgoing) => rig.channel.send(CHAT, outgoing);
const texts = () => rig.server.messages.map(({ text }) => text);

describe('what is asked of Zalo', () => {
  it('is plain text, with the choices as numbered lines at its end', async () => {
    await send({ ...reminder, text: 'Gửi <b>báo cáo</b>?', choices: ['Gửi', 'Xem lại'] });
    expect(rig.server.requests).toEqual([
      {
        method: 'sendMessage',
        body: { chat_id: CHAT, text: 'Gửi <b>báo cáo</b>?\n1. Gửi\n2. Xem lại' },
      },
    ]);
  });

  it('takes the root of another server with or without a slash at its end', async () => {
    const other = await openZalo({ apiRoot: `${rig.server.root}/` });
    expect(await other.channel.send(CHAT, reminder)).toMatchObject({ kind: 'sent', messages: 1 });
    await other.close();
  });

  it('is of Zalo alone: nothing is asked where an answer points elsewhere', async () => {
    const asked: string[] = [];
    const other = await openZalo({
      fetch: (url, options) => {
        asked.push(options?.redirect ?? 'follow');
        return fetch(url, options);
      },
    });
    await other.channel.send(CHAT, reminder);
    expect(asked).toEqual(['manual']);
    await other.close();
  });
});

describe('a file', () => {
  const files = [{ id: 7, name: 'Biểu số liệu.xlsx', read: () => Promise.resolve(undefined) }];

  it('is a line with its link, between the text and the choices', async () => {
    const linked = await openZalo({ linkTo: (id) => `https://cchc.example.vn/f/${id}?k=1` });
    await linked.channel.send(CHAT, { ...reminder, text: 'Biểu của đơn vị.', files, choices: ['Đã nhận'] });
    expect(linked.server.messages.map(({ text }) => text)).toEqual([
      'Biểu của đơn vị.\nTệp “Biểu số liệu.xlsx”: https://cchc.example.vn/f/7?k=1\n1. Đã nhận',
    ]);
    await linked.close();
  });

  it('is told of all the same, and where to have it, where there are no links', async () => {
    const other = await openZalo({ linkTo: undefined });
    expect(await other.channel.send(CHAT, { ...reminder, files })).toMatchObject({ kind: 'sent' });
    const [message] = other.server.messages;
    await other.close();
    expect(message?.text).toMatch(
      /\nTệp “Biểu số liệu.xlsx” không chuyển được qua Zalo; đề nghị nhận qua Telegram/,
    );
  });

  it('that is a picture is seen in the chat before the words; where Zalo does not take it, by its link', async () => {
    const other = await openZalo({ linkTo: (id) => `${other.server.root}/pictures/${id}` });
    other.server.pictures.set('7', JPEG);
    const message = { ...reminder, files: files.map((file) => ({ ...file, name: 'tien-do.png' })) };
    expect(await other.channel.send(CHAT, message)).toMatchObject({ kind: 'sent', messages: 2 });
    expect(other.server.photos.map(({ bytes }) => bytes)).toEqual([new Uint8Array(JPEG)]);
    other.server.pictures.delete('7');
    await other.channel.send(CHAT, { ...message, id: 2 });
    expect(other.server.messages.map(({ text }) => text)).toEqual([
      reminder.text,
      `Tệp “tien-do.png”: ${other.server.root}/pictures/7`,
      reminder.text,
    ]);
    await other.close();
  });
});

describe('what Zalo’s answer means', () => {
  it.each([
    ['an officer who shut the bot out', blocked],
    ['a chat that does not exist', apiError(404, 'Chat not found')],
    ['a user who is gone', apiError(400, 'Bad request: user does not exist')],
    ['a chat id that is no longer valid', apiError(400, 'chat_id is invalid', 400)],
    ['the same in other words', apiError(400, 'Bad request: invalid chat_id')],
    [
      'one who blocked, under the code of a server error',
      apiError(403, 'Forbidden: bot was blocked by the user'),
    ],
  ])('%s is unreachable, not retried', async (_rule, misbehaviour) => {
    rig.server.misbehave('sendMessage', misbehaviour);
    expect(await send(reminder)).toMatchObject({ kind: 'unreachable' });
    expect(rig.server.countOf('sendMessage')).toBe(1);
  });

  it('the quota used up is an ordinary state: the message waits, at our own pace', async () => {
    rig.server.quota = 0;
    expect(await send(reminder)).toEqual({ kind: 'later', afterSeconds: null, why: '429: Quota exceeded' });
  });

  it.each([1, 7, 3600])('429 that names a time waits exactly that: %d seconds', async (seconds) => {
    rig.server.misbehave('sendMessage', quotaUntil(seconds));
    expect(await send(reminder)).toMatchObject({ kind: 'later', afterSeconds: seconds });
  });

  it('429 that names a time in its header waits exactly that', async () => {
    const other = await openZalo({
      fetch: () =>
        Promise.resolve(new Response('<html>429</html>', { status: 429, headers: { 'retry-after': '17' } })),
    });
    expect(await other.channel.send(CHAT, reminder)).toMatchObject({ kind: 'later', afterSeconds: 17 });
    await other.close();
  });

  it.each([
    ['a quota without a time', quota],
    ['a page of 429', tooOften],
    ['403, which Zalo documents as its own error', internalError],
    ['an error of the server', apiError(500, 'Internal error', 500)],
    ['a request that took too long', apiError(408, 'Request timeout')],
    ['a method that is not found', apiError(404, 'Not found')],
    ['a code nobody documented', apiError(-32, 'Something')],
    ['a refusal without a code', answering('{"ok":false}')],
    ['a page of a gateway in HTML', badGateway],
    ['a page of a guard in HTML', answering('<html>Forbidden</html>', 403, 'text/html')],
    ['a redirect', answering('', 302)],
    ['an empty answer', emptyBody],
    ['a connection that breaks', reset],
    ['an answer that breaks off', cut],
    ['no answer in time', silence],
    ['JSON that is no answer', answering('{}')],
    ['a bare null', answering('null')],
    ['half of a JSON', answering('{"ok":true,"result":{"mess')],
  ])('after %s it is tried later', async (_what, misbehaviour) => {
    rig.server.misbehave('sendMessage', misbehaviour);
    expect(await send(reminder)).toMatchObject({ kind: 'later', afterSeconds: null });
    expect(await send(reminder)).toMatchObject({ kind: 'sent' });
  });

  it.each([
    ['400', apiError(400, 'Bad request: text is too long'), '400: Bad request: text is too long'],
    ['400 as a text under another name', answering('{"ok":false,"errorCode":"400"}'), '400: no reason given'],
    ['400 about something else', apiError(400, 'user token invalid'), '400: user token invalid'],
    ['a status of its own', apiError(422, 'Unprocessable', 422), '422: Unprocessable'],
    ['only the status', answering('{"ok":false,"description":"Too large"}', 413), '413: Too large'],
  ])('what Zalo will never take is refused: %s', async (_what, misbehaviour, why) => {
    rig.server.misbehave('sendMessage', misbehaviour);
    expect(await send(reminder)).toEqual({ kind: 'refused', why });
  });

  it.each(['{"ok":true}', '{"ok":true,"result":null}', '{"ok":true,"result":{"date":1}}'])(
    'what it took is sent and not repeated, although it tells no id: %s',
    async (body) => {
      rig.server.misbehave('sendMessage', answering(body));
      expect(await send(reminder)).toMatchObject({ kind: 'sent' });
    },
  );

  it('an id that is a number is an id', async () => {
    rig.server.misbehave(
      'sendMessage',
      answering('{"ok":true,"result":{"message_id":77,"new":[]},"more":1}'),
    );
    expect(await send(reminder)).toEqual({ kind: 'sent', externalId: '77', messages: 1 });
  });

  it('a server that is not there is tried later', async () => {
    const other = await openZalo();
    await other.close();
    expect(await other.channel.send(CHAT, reminder)).toEqual({
      kind: 'later',
      afterSeconds: null,
      why: 'the connection failed (ECONNREFUSED)',
    });
  });

  it('a slow network is waited for, within reason', async () => {
    rig.server.slowMs = 150;
    expect(await send(reminder)).toMatchObject({ kind: 'sent' });
    rig.server.slowMs = 500;
    expect(await send(reminder)).toMatchObject({ kind: 'later', why: 'no answer in time' });
  });

  it('a wrong token keeps the message waiting and names the setting', async () => {
    const token = `1:${'x'.repeat(35)}`;
    const other = await openZalo({ token });
    const outcome = await other.channel.send(CHAT, reminder);
    await other.close();
    expect(outcome).toMatchObject({ kind: 'later' });
    expect(JSON.stringify(outcome)).toContain('ZALO_TOKEN');
    expect(JSON.stringify(outcome)).not.toContain(token);
  });

  it('no reason given contains the token, even where the answer repeats it', async () => {
    const address = `${rig.server.root}/bot${rig.server.token}/sendMessage`;
    const tellingTales = [
      apiError(404, `no method at ${address}`),
      apiError(400, `bad request to ${address}`),
      apiError(500, `${'x'.repeat(190)}${rig.server.token}`),
      answering(`<html>${address}</html>`, 502, 'text/html'),
      reset,
      cut,
      silence,
    ];
    for (const misbehaviour of tellingTales) {
      rig.server.misbehave('sendMessage', misbehaviour);
      const told = JSON.stringify(await send(reminder));
      expect(told).not.toContain(rig.server.token);
      expect(told).not.toContain(rig.server.token.slice(0, 12));
    }
    const other = await openZalo({ apiRoot: 'không phải địa chỉ' });
    expect(JSON.stringify(await other.channel.send(CHAT, reminder))).not.toContain(rig.server.token);
    await other.close();
  });

  it('an empty message is refused without asking', async () => {
    expect(await send({ ...reminder, text: ' \n ', choices: ['Gửi'] })).toMatchObject({ kind: 'refused' });
    expect(rig.server.requests).toEqual([]);
  });
});

describe('a message longer than Zalo takes', () => {
  it('goes in pieces cut at line ends, the choices under the last, and tells how many it took', async () => {
    expect(await send(long)).toMatchObject({ kind: 'sent', messages: 3 });
    expect(texts().join('\n')).toBe(`${long.text.trimEnd()}\n1. Xem\n2. Gửi`);
    expect(texts().slice(0, -1).join()).not.toContain('1. Xem');
  });

  it('goes on where it stopped: what Zalo has confirmed is not said twice', async () => {
    rig.server.misbehave('sendMessage', fine, quotaUntil(3), fine, reset);
    expect(await send(long)).toMatchObject({
      kind: 'later',
      afterSeconds: 3,
      why: expect.stringMatching('2 of 3') as string,
    });
    expect(await send(long)).toMatchObject({ kind: 'later', afterSeconds: null });
    expect(await send(long)).toMatchObject({ kind: 'sent', messages: 3 });
    expect(texts().join('\n')).toBe(`${long.text.trimEnd()}\n1. Xem\n2. Gửi`);
  });

  it('begins anew where its text has changed meanwhile', async () => {
    rig.server.misbehave('sendMessage', fine, quotaUntil(3));
    await send(long);
    const other = { ...long, text: 'Bản tổng hợp mới.\n'.repeat(180), choices: [] };
    await send(other);
    expect(texts().slice(1).join('\n')).toBe(other.text.trimEnd());
  });

  it('is forgotten once it went: another of the same words goes whole', async () => {
    await send(long);
    await send(long);
    expect(texts()).toHaveLength(6);
  });

  it('says so when a piece is refused after others went', async () => {
    rig.server.misbehave('sendMessage', fine, blocked);
    expect(await send(long)).toMatchObject({
      kind: 'unreachable',
      why: expect.stringMatching('piece 2 of 3') as string,
    });
  });
});

describe('the pieces of a message', () => {
  const line = fc.oneof(
    fc.constantFrom('1. Gửi', '- IV.2.1 Biên chế được giao', '👩‍👩‍👧‍👦', '', 'Tổng số hồ sơ đã giải quyết'),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
  );
  const outgoing = fc.record({
    id: fc.constant(1),
    text: fc.array(line, { maxLength: 120 }).map((lines) => `Kính gửi đồng chí.\n${lines.join('\n')}`),
    choices: fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 60 }),
    files: fc.array(
      fc.record({
        id: fc.nat(),
        name: fc.constant('Biểu.xlsx'),
        read: fc.constant(() => Promise.resolve(undefined)),
      }),
      { maxLength: 2 },
    ),
  });
  // None of the files is a picture.
  const textsOf = (message: Outgoing) => renderMessage(message) as string[];
  const numbered = (pieces: readonly string[], count: number) =>
    pieces
      .join('\n')
      .split('\n')
      .slice(-count)
      .map((each) => Number.parseInt(each, 10));

  it('fit, are never blank, and cut no line that would have fitted', () => {
    fc.assert(
      fc.property(outgoing, (message) => {
        const pieces = textsOf(message);
        expect(pieces.every((piece) => piece.length <= 1900 && piece.trim() !== '')).toBe(true);
        const linesOf = (text: string) => text.split('\n').map((each) => each.trim());
        const shown = new Set(pieces.flatMap(linesOf));
        expect(linesOf(message.text).filter((each) => each !== '' && !shown.has(each))).toEqual([]);
      }),
    );
  });

  it('have all choices in the last, each a numbered line, whenever they fit there', () => {
    fc.assert(
      fc.property(outgoing, ({ choices, ...message }) => {
        // Together 1,835 units at most.
        const few = choices.slice(0, 9);
        const last = textsOf({ ...message, choices: few }).at(-1) ?? '';
        expect(few.length === 0 ? [] : numbered([last], few.length)).toEqual(
          few.map((_, index) => index + 1),
        );
      }),
    );
  });

  it('have every choice once and in order, however many', () => {
    fc.assert(
      fc.property(outgoing, ({ choices, ...message }) => {
        const pieces = textsOf({ ...message, choices });
        expect(choices.length === 0 ? [] : numbered(pieces, choices.length)).toEqual(
          choices.map((_, index) => index + 1),
        );
      }),
    );
  });

  it('show the end of a long text with its choices', () => {
    const choices = Array.from(
      { length: 8 },
      (_, index) => `Mục ${index + 1} của báo cáo phục vụ Đoàn kiểm tra`,
    );
    const [first, last, more] = renderMessage({ ...reminder, text: 'Một dòng.\n'.repeat(185), choices });
    expect(more).toBeUndefined();
    expect(first).toMatch(/^(Một dòng\.\n)+Một dòng\.$/);
    expect(last).toMatch(/^(Một dòng\.\n)+1\. Mục 1 [^]*\n8\. Mục 8 /);
  });
});
