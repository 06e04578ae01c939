import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseZaloUpdate } from '../../src/channels/zalo/parse.ts';
import { NINE_O_CLOCK, unsupported, zaloPerson, type ZaloUpdate } from '../support/zalo-person.ts';

const received = new Date('2023-07-29T09:30:00+07:00');
const officer = zaloPerson('6ede9afa66b88fe6d6a9');
const parse = (json: unknown) => parseZaloUpdate(json, received);
const contentOf = (update: ZaloUpdate) => parse(update)?.content;

describe('a group', () => {
  const commands = new Set(['tiendo', 'lich', 'nhom', 'roinhom']);
  const inGroup = (said: object, from: object = {}) => ({
    event_name: 'message.text.received',
    message: {
      message_id: 'm1',
      date: NINE_O_CLOCK,
      from: { id: '6ede9afa66b88fe6d6a9', is_bot: false, ...from },
      chat: { id: 'nhom-1', chat_type: 'GROUP' },
      ...said,
    },
  });
  const heard = (said: object, from?: object) => parseZaloUpdate(inGroup(said, from), received, commands);

  it.each([
    ['/tiendo', '/tiendo'],
    ['/nhom 2', '/nhom 2'],
    ['@Bot Trợ lý CCHC /lich', '/lich'],
    ['@bot tiến độ', 'tiến độ'],
  ])('is heard where the bot is spoken to: %s', (text, words) => {
    expect(heard({ text })).toEqual({
      externalId: 'm1',
      chatId: 'nhom-1',
      sentAt: new Date(NINE_O_CLOCK),
      content: { kind: 'text', text: words },
      group: { fromId: '6ede9afa66b88fe6d6a9' },
    });
  });

  it.each(['HAN', 'Các đồng chí gửi /tiendo', '@Botany', '/weather', '1'])(
    'is not heard where people talk: %s',
    (text) => expect(heard({ text })).toBeUndefined(),
  );

  it('is not heard where nobody can be told, another bot speaks, or the bot has nothing to say there', () => {
    expect(heard({ text: '/tiendo' }, { id: null })).toBeUndefined();
    expect(heard({ text: '/tiendo' }, { is_bot: true })).toBeUndefined();
    expect(parse(inGroup({ text: '/tiendo' }))).toBeUndefined();
    expect(heard({ photo_url: 'https://a.vn/b.jpg' })).toBeUndefined();
  });

  it('gives no file away: words under a picture are words', () => {
    const content = { kind: 'text', text: 'báo cáo' };
    expect(heard({ photo_url: 'https://a.vn/b.jpg', caption: '@Bot báo cáo' })?.content).toEqual(content);
  });
});

describe('a message', () => {
  const said = officer.says('3.1.1: 1245; 3.1.2: 1230');

  it('keeps its words, the chat, Zalo’s own time of sending, and its own id for want of an update’s', () => {
    expect(parse(said)).toEqual({
      externalId: said.message?.message_id,
      chatId: '6ede9afa66b88fe6d6a9',
      sentAt: new Date(NINE_O_CLOCK),
      content: { kind: 'text', text: '3.1.1: 1245; 3.1.2: 1230' },
    });
  });

  it('means the same bare and under "result", and twice it is one', () => {
    expect(parse({ ok: true, result: said })).toEqual(parse(said));
    expect(parse(structuredClone(said))).toEqual(parse(said));
  });

  it('that holds a link is text, whatever the event is called', () => {
    const content = { kind: 'text', text: 'https://example.vn/123-BC-SCT.pdf' };
    expect(contentOf(officer.sends('link', { text: content.text }))).toEqual(content);
    expect(contentOf(officer.says(content.text))).toEqual(content);
  });

  it('that is a command stays text: Zalo has no start link', () => {
    expect(contentOf(officer.says('/start K7QM-22'))).toEqual({ kind: 'text', text: '/start K7QM-22' });
  });

  it.each(['photo', 'photo_url'])(
    'with a picture under "%s" is a file to be fetched by its address',
    (field) => {
      const update = officer.sends('image', {
        [field]: 'https://f20.zpc.zdn.vn/anh.jpg',
        caption: 'Sổ văn bản',
      });
      expect(contentOf(update)).toEqual({
        kind: 'file',
        name: `${update.message?.message_id ?? ''}.jpg`,
        mime: null,
        size: 0,
        ref: 'https://f20.zpc.zdn.vn/anh.jpg',
        caption: 'Sổ văn bản',
      });
      expect(contentOf(officer.sendsPicture('https://a.vn/b'))).toMatchObject({
        kind: 'file',
        caption: null,
      });
    },
  );

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'data:image/png;base64,AA==', 'không phải liên kết'])(
    'with a picture at %s has no picture',
    (url) => {
      expect(contentOf(officer.sendsPicture(url))).toEqual({ kind: 'other' });
    },
  );

  it('without words is something else, and still heard', () => {
    expect(contentOf(officer.sendsSticker())).toEqual({ kind: 'other' });
    expect(contentOf(officer.sendsVoice())).toEqual({ kind: 'other' });
    expect(contentOf(officer.sends('unsupported', {}))).toEqual({ kind: 'other' });
    expect(contentOf(officer.sends('reaction', { icon: 'x' }))).toEqual({ kind: 'other' });
  });

  it('without a moment has that of receiving, and without an id one made of what it has', () => {
    const bare = officer.sends('text', { text: 'HAN', date: undefined, message_id: undefined });
    expect(parse(bare)).toMatchObject({
      externalId: `message.text.received.${officer.id}.${received.getTime()}`,
      sentAt: received,
    });
    const sentAt = (date: unknown) => parse(officer.sends('text', { text: 'HAN', date }))?.sentAt;
    expect(sentAt(String(NINE_O_CLOCK))).toEqual(new Date(NINE_O_CLOCK));
    for (const date of [0, NINE_O_CLOCK / 1000, -1, 1e300, null, 'hôm qua'])
      expect(sentAt(date)).toEqual(received);
  });

  it('is nobody’s word to us if a bot wrote it, or if it was said in a group', () => {
    const bot = { id: officer.id, is_bot: true };
    expect(parse(officer.sends('text', { text: 'HAN', from: bot }))).toBeUndefined();
    const group = { id: 'a1b2', chat_type: 'GROUP' };
    expect(parse(officer.sends('text', { text: 'HAN', chat: group }))).toBeUndefined();
  });
});

describe('what is no update', () => {
  it.each([
    ['nothing', undefined],
    ['an empty body', ''],
    ['an empty object', {}],
    ['an answer without a result', { ok: true }],
    ['a message Zalo keeps wholly to itself', { ok: true, result: unsupported }],
    ['a chat without an id', { event_name: 'message.text.received', message: { text: 'HAN', chat: {} } }],
    ['an array', [officer.says('HAN')]],
  ])('%s is passed over', (_what, json) => {
    expect(parse(json)).toBeUndefined();
  });

  it('whatever it is, never fails', () => {
    const near = fc.record(
      {
        event_name: fc.anything(),
        result: fc.anything(),
        message: fc.record(
          {
            message_id: fc.anything(),
            date: fc.anything(),
            from: fc.anything(),
            chat: fc.oneof(fc.anything(), fc.record({ id: fc.string(), chat_type: fc.constant('PRIVATE') })),
            text: fc.anything(),
            photo_url: fc.anything(),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), near), (json) => {
        const incoming = parse(json);
        if (!incoming) return;
        expect(incoming.chatId).not.toBe('');
        expect(incoming.externalId).not.toBe('');
        expect(Number.isNaN(incoming.sentAt.getTime())).toBe(false);
      }),
    );
  });
});
