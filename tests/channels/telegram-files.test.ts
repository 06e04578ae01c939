import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingFile } from '../../src/conversations/message.ts';
import { apiError, reset } from '../support/telegram-misbehaviour.ts';
import { openTelegram, type TelegramRig } from './telegram-rig.ts';

const CHAT = '42';
const MEGABYTE = 1024 * 1024;

let rig: TelegramRig;
beforeEach(async () => {
  rig = await openTelegram();
});
afterEach(() => rig.close());

const file = (name: string, mime: string, bytes: Uint8Array | undefined): OutgoingFile => ({
  id: 1,
  name,
  read: () => Promise.resolve(bytes && { mime, bytes }),
});
const workbook = file('Biểu số liệu Sở Công Thương.xlsx', 'application/zip', Buffer.from('bytes'));
const send = (files: readonly OutgoingFile[]) =>
  rig.channel.send(CHAT, { id: 5, text: 'Biểu của đơn vị.', choices: ['Đã nhận'], files });

describe('a file of a message', () => {
  it('comes before the words, whose buttons stay at the end of the chat', async () => {
    expect(await send([workbook])).toMatchObject({ kind: 'sent', messages: 2 });
    expect(rig.server.uploads).toMatchObject([
      { method: 'sendDocument', chat_id: CHAT, name: 'Biểu số liệu Sở Công Thương.xlsx' },
    ]);
    expect(Buffer.from(rig.server.uploads[0]?.bytes ?? []).toString()).toBe('bytes');
    expect(rig.server.requests.map(({ method }) => method)).toEqual(['sendDocument', 'sendMessage']);
  });

  it('keeps its name in one line of the request, whatever the name is', async () => {
    await send([file('a"\r\nContent-Type: text/html\r\n\r\n.xlsx', 'application/zip', Buffer.from('x'))]);
    expect(rig.server.uploads.map(({ name }) => name)).toEqual(['a___Content-Type: text/html____.xlsx']);
  });

  it('is seen at once where it is a picture, and saved where it is too large for one', async () => {
    await send([
      file('tien-do.png', 'image/png', Buffer.from('png')),
      file('anh-lon.png', 'image/png', Buffer.alloc(10 * MEGABYTE + 1)),
    ]);
    expect(rig.server.uploads.map(({ method }) => method)).toEqual(['sendPhoto', 'sendDocument']);
  });

  it.each([
    ['Telegram does not take it', workbook, apiError(400, 'Bad Request: IMAGE_PROCESS_FAILED')],
    ['its time is over', file('cu.xlsx', 'application/zip', undefined), undefined],
  ])('is named where %s; the words come all the same', async (_what, one, misbehaviour) => {
    if (misbehaviour) rig.server.misbehave('sendDocument', misbehaviour);
    expect(await send([one])).toMatchObject({ kind: 'sent' });
    expect(rig.server.messages.map(({ text }) => text)).toEqual([
      `Tệp “${one.name}” chưa gửi được qua Telegram; đề nghị nhắn lại yêu cầu hoặc liên hệ cơ quan thường trực.`,
      'Biểu của đơn vị.',
    ]);
  });

  it('is not sent again with a message whose words did not get through', async () => {
    rig.server.misbehave('sendMessage', reset);
    expect(await send([workbook])).toMatchObject({ kind: 'later' });
    expect(await send([workbook])).toMatchObject({ kind: 'sent' });
    expect(rig.server.uploads).toHaveLength(1);
  });
});

describe('a file a person sent', () => {
  const fetchFile = (ref: string) => rig.channel.fetchFile?.(ref);

  it('is had by its name', async () => {
    rig.server.files.keep('BQACAgU', Buffer.from('%PDF-1.4 …'));
    expect(await fetchFile('BQACAgU')).toEqual({ kind: 'file', bytes: Buffer.from('%PDF-1.4 …') });
  });

  it('of 20 MB is had; one byte more is too large', async () => {
    rig.server.files.keep('most', Buffer.alloc(20 * MEGABYTE));
    rig.server.files.keep('more', Buffer.alloc(20 * MEGABYTE + 1));
    expect(await fetchFile('most')).toMatchObject({ kind: 'file' });
    expect(await fetchFile('more')).toEqual({ kind: 'unfetched', why: 'too_large' });
  });

  it('that Telegram does not know, or lost in between, is gone', async () => {
    rig.server.files.keep('lost', Buffer.from('x'));
    rig.server.files.lose('lost');
    expect(await fetchFile('never')).toEqual({ kind: 'unfetched', why: 'gone' });
    expect(await fetchFile('lost')).toEqual({ kind: 'unfetched', why: 'gone' });
  });

  it.each([reset, apiError(500, 'Internal Server Error'), apiError(429, 'Too Many Requests')])(
    'waits while the network is in trouble (%j)',
    async (misbehaviour) => {
      rig.server.files.keep('a', Buffer.from('x'));
      rig.server.misbehave('getFile', misbehaviour);
      const fetched = await fetchFile('a');
      expect(fetched).toMatchObject({ kind: 'later' });
      expect(JSON.stringify(fetched)).not.toContain(rig.server.token);
    },
  );
});
