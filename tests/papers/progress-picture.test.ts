import { describe, expect, test } from 'vitest';
import type { Bar, ProgressFacts } from '../../src/conversations/progress.ts';
import { progressSvg } from '../../src/papers/progress-picture.ts';
import { createPainter, PictureError } from '../../src/papers/render.ts';

const names = [
  'Sở Công Thương',
  'Sở Lao động - Thương binh và Xã hội',
  'Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh',
  'UBND huyện Bù Gia Mập',
];
const bar = (index: number): Bar => ({
  name: names[index % names.length]!,
  done: (index * 37) % 86,
  owed: index % 3 === 0 ? 5 : 0,
  total: 85,
  mark: index % 4 === 1 ? 'Chưa gửi, quá hạn' : 'Đã gửi đúng hạn, 27/7/2023',
  isLate: index % 4 === 1,
});
const facts = (units: number): ProgressFacts => ({
  title: 'Báo cáo phục vụ Đoàn kiểm tra công tác cải cách hành chính, chuyển đổi số, năm 2023',
  moment: 'Số liệu đến 08 giờ 00 phút, ngày 01/8/2023',
  summary: `${units} đơn vị: đã gửi đủ 02, gửi một phần 01, chưa gửi ${units - 3}`,
  units: Array.from({ length: units }, (_, index) => bar(index)),
  sections: Array.from({ length: 7 }, (_, index) => ({
    ...bar(index),
    name: `${index + 1} Cải cách thủ tục hành chính`,
    mark: '',
  })),
});

describe('the picture of progress', () => {
  test.each([3, 60])('of %i units is a PNG as wide as a phone', async (units) => {
    const png = await createPainter()(progressSvg(facts(units)));
    expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
    expect(new DataView(png.buffer, png.byteOffset).getUint32(16)).toBe(1080);
  });

  test('shows words as words, whatever a unit is called', () => {
    const [unit] = facts(1).units;
    const svg = progressSvg({ ...facts(1), units: [{ ...unit!, name: '<script>&"Sở' }] });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script');
  });

  test('of more units than fit says how many are left out', () => {
    expect(progressSvg(facts(70))).toContain('và 06 mục khác');
  });

  test('is drawn once for the same content', async () => {
    const paint = createPainter();
    const svg = progressSvg(facts(2));
    expect(paint(svg)).toBe(paint(svg));
    await paint(svg);
  });

  test('that cannot be drawn is an error of its own, and the next is drawn all the same', async () => {
    const paint = createPainter();
    const [broken, whole] = await Promise.allSettled([paint('no picture'), paint(progressSvg(facts(1)))]);
    expect(broken).toMatchObject({ status: 'rejected', reason: expect.any(PictureError) as unknown });
    expect(whole.status).toBe('fulfilled');
  });
});
