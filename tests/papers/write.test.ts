import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import type { ListPaper } from '../../src/conversations/paper.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { paperBytes } from '../../src/papers/paper-bytes.ts';
import { writePaper } from '../../src/papers/write.ts';

/** So many units that have sent nothing. */
const list = (units: number): ListPaper => ({
  sheet: 'Tình hình gửi',
  title: 'TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ',
  notes: ['Kế hoạch kiểm tra CCHC'],
  columns: ['Đơn vị', 'Tình trạng', 'Thời hạn', 'Người gửi', 'Văn bản'].map((heading) => ({
    heading,
    width: 24,
  })),
  rows: Array.from({ length: units }, (_, n) => [
    `UBND xã số ${n}`,
    'Chưa gửi',
    'trước ngày 30/7/2023',
    null,
    null,
  ]),
  empty: '',
});

test('a big list written on another thread is the list written on this one', async () => {
  const big = { kind: 'list', list: list(1_500) } as const;
  const sheets = (bytes: Uint8Array) => readWorkbook(bytes).sheets;
  expect(sheets(await writePaper(big))).toEqual(sheets(paperBytes(big)));
});

test('while a list of 12,000 units is written nobody waits for half as long as writing takes', async () => {
  const big = { kind: 'list', list: list(12_000) } as const;
  const begun = performance.now();
  paperBytes(big);
  const alone = performance.now() - begun;
  const stops = monitorEventLoopDelay({ resolution: 5 });
  stops.enable();
  await writePaper(big);
  stops.disable();
  const longest = stops.max / 1e6;
  expect(longest).toBeLessThan(alone / 2);
});
