import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import type { Incoming } from '../../src/conversations/message.ts';

/** A channel with a person at the other end. */
export interface ChannelRig {
  channel: Channel;
  chatId: string;
  /** What the person sees, in order; labels of what can be pressed. */
  seen: () => { text: string; buttons: string[] }[];
  /** The person writes a text; left out where whoever runs the channel stores what is written. */
  write?: (text: string) => void;
  /** The person shuts the bot out; left out where nobody can. */
  shutOut?: () => void;
  /** The network fails the next time it is asked to send; left out where it cannot. */
  fail?: () => void;
  close: () => Promise<void>;
}

const HOSTILE = [
  ['markup', '<b>khẩn</b> *gấp* _ngay_ [x](http://x) & &amp; `mã` \\'],
  ['emoji and right-to-left marks', 'Đã nhận 👩‍👩‍👧‍👦 \u202Eabc\u202C 🇻🇳'],
  ['Vietnamese in decomposed form', 'Sở Nội vụ tỉnh Bình Phước'.normalize('NFD')],
  ['several lines', 'Dòng một\n\n  thụt vào\nDòng cuối'],
] as const;

const SENTENCES = [
  [
    'a reminder',
    'Kính gửi đồng chí. Báo cáo phục vụ Đoàn kiểm tra của Sở Công Thương: trước ngày 30/7/2023 (chậm nhất hết ngày 29/7/2023, thứ Bảy).\nTrân trọng.',
  ],
  [
    'a question of five figures',
    'Mục II. Cải cách thể chế (0/7 đã có)\n1 Tổng số VBQPPL ban hành (Văn bản)\nThuộc 2 Kiểm tra, xử lý VBQPPL:\n2.1 Số VBQPPL đã kiểm tra (Văn bản)\n  Hướng dẫn: theo thẩm quyền.',
  ],
  [
    'a receipt',
    'XÁC NHẬN TIẾP NHẬN – Mã X23-SCT-01/lần 1\n\nĐã nhận 82/82 số liệu: 76 có số, 06 không phát sinh\nTỷ lệ: 98,80%; 1.245,5 triệu đồng\nVăn bản: số 123/BC-SCT ngày 28/7/2023',
  ],
] as const;

/** What holds of a channel on any network. */
export function describeChannel(name: string, open: () => Promise<ChannelRig>): void {
  describe(`${name}, as any channel`, () => {
    let rig: ChannelRig;
    beforeEach(async () => {
      rig = await open();
    });
    afterEach(() => rig.close());

    const send = (text: string, choices: string[] = [], id = 1) =>
      rig.channel.send(rig.chatId, { id, text, choices, files: [] });

    it.each([...SENTENCES, ...HOSTILE])('shows %s exactly as it was written', async (_what, text) => {
      expect(await send(text)).toMatchObject({ kind: 'sent' });
      expect(rig.seen().map((message) => message.text)).toEqual([text]);
    });

    it('shows 20,000 characters whole and in order', async () => {
      const lines = Array.from({ length: 1000 }, (_, n) => `Chỉ tiêu ${n + 1}: đã có`);
      await send(lines.join('\n'));
      expect(rig.seen().flatMap(({ text }) => text.split('\n'))).toEqual(lines);
    });

    it('offers every choice once, in order, after the whole text', async () => {
      const choices = ['Gửi', 'Xem lại toàn bộ số liệu đã nhập của mục này', 'Dừng'];
      await send('Đã đủ số liệu.\n'.repeat(1000), choices);
      const seen = rig.seen();
      if (rig.channel.hasButtons) {
        expect(seen.at(-1)?.buttons).toEqual(choices);
        expect(seen.slice(0, -1).flatMap(({ buttons }) => buttons)).toEqual([]);
      } else {
        const shown = seen.map(({ text, buttons }) => [text, ...buttons].join('\n')).join('\n');
        const places = choices.map((choice) => shown.indexOf(choice));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(places).not.toContain(-1);
      }
    });

    it('shows a short question and its choices in one message', async () => {
      const choices = ['1', '2', '3'].map((number) => `Cuộc kiểm tra thứ ${number}`);
      await send('Đề nghị chọn cuộc kiểm tra:', choices);
      const [only, another] = rig.seen();
      expect(another).toBeUndefined();
      for (const choice of choices)
        expect([only?.text, ...(only?.buttons ?? [])].join('\n')).toContain(choice);
    });

    it('shows a changed message in the place of the earlier one, where it can change any', async () => {
      if (!rig.channel.edit) return;
      const first = await send('Tạm dừng gửi tin?', ['Đồng ý', 'Thôi']);
      if (first.kind !== 'sent') throw new Error(first.kind);
      await send('Tin khác', [], 2);
      const changed = { id: 3, text: 'Đã tạm dừng <b>gửi</b> tin.', choices: ['Gửi tiếp'], files: [] };
      expect(await rig.channel.edit(rig.chatId, first.externalId, changed)).toMatchObject({
        kind: 'sent',
        externalId: first.externalId,
      });
      expect(rig.seen()).toEqual([
        { text: changed.text, buttons: ['Gửi tiếp'] },
        { text: 'Tin khác', buttons: [] },
      ]);
    });

    it('says a message that asks for a phone in the same words, whether or not the network can share one', async () => {
      for (const asksContact of [true, false])
        await rig.channel.send(rig.chatId, { id: 1, text: 'Nhập mã.', choices: [], files: [], asksContact });
      expect(rig.seen()).toEqual(Array(2).fill({ text: 'Nhập mã.', buttons: [] }));
    });

    it('tells when a person has shut the bot out', async () => {
      if (!rig.shutOut) return;
      rig.shutOut();
      expect(await send('Báo cáo của Sở Công Thương')).toMatchObject({ kind: 'unreachable' });
      expect(rig.seen()).toEqual([]);
    });

    it('lets a message wait that the network failed to take, and says it once', async () => {
      if (!rig.fail) return;
      rig.fail();
      expect(await send('Báo cáo của Sở Công Thương')).toMatchObject({ kind: 'later' });
      expect(await send('Báo cáo của Sở Công Thương')).toMatchObject({ kind: 'sent' });
      expect(rig.seen().map(({ text }) => text)).toEqual(['Báo cáo của Sở Công Thương']);
    });

    it('gives every message an id of its own', async () => {
      const outcomes = [await send('một', [], 1), await send('hai', [], 2), await send('ba', [], 3)];
      const ids = outcomes.map((outcome) => (outcome.kind === 'sent' ? outcome.externalId : outcome.kind));
      expect(new Set(ids).size).toBe(3);
    });

    it('stops receiving when told to', async () => {
      const stop = new AbortController();
      const receiving = rig.channel.receive(() => Promise.resolve(), stop.signal);
      stop.abort();
      await expect(receiving).resolves.toBeUndefined();
    });

    it('hands over what a person writes, as it was typed, under an id of its own', async () => {
      if (!rig.write) return;
      const stored: Incoming[] = [];
      const stop = new AbortController();
      const receiving = rig.channel.receive((incoming) => {
        stored.push(incoming);
        if (stored.length === HOSTILE.length) stop.abort();
        return Promise.resolve();
      }, stop.signal);
      for (const [, text] of HOSTILE) rig.write(text);
      await receiving;
      expect(stored.map(({ content }) => content)).toEqual(
        HOSTILE.map(([, text]) => ({ kind: 'text', text })),
      );
      expect(new Set(stored.map(({ externalId }) => externalId)).size).toBe(HOSTILE.length);
      expect(new Set(stored.map(({ chatId }) => chatId))).toEqual(new Set([rig.chatId]));
    });
  });
}
