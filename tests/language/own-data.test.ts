import { expect, test } from 'vitest';
import { ownDataWish } from '../../src/language/own-data.ts';

test.each([
  ['tôi muốn rút lại sự đồng ý', 'withdraw'],
  ['rút đồng ý', 'withdraw'],
  ['rut lai su dong y', 'withdraw'],
  ['Em xin rút lại sự đồng ý cho lưu dữ liệu cá nhân của em ạ.', 'withdraw'],
  ['Đề nghị cho tôi rút lại việc đồng ý', 'withdraw'],
  ['tôi không đồng ý lưu dữ liệu nữa', 'withdraw'],
  ['dữ liệu của tôi', 'see'],
  ['du lieu cua toi', 'see'],
  ['cho em xem thông tin cá nhân của em với', undefined],
  ['cho em xem thông tin cá nhân của em ạ', 'see'],
  ['xóa dữ liệu của tôi', 'erase'],
  ['xoá thông tin cá nhân của tôi', 'erase'],
  ['đề nghị xóa toàn bộ dữ liệu về tôi', 'erase'],
] as const)('"%s" is a wish about the own data', (text, wish) => {
  expect(ownDataWish(text)).toBe(wish);
});

test.each([
  'đồng ý',
  'không đồng ý',
  'xóa dữ liệu',
  'dữ liệu của Sở Công Thương',
  'xóa dữ liệu của Sở Công Thương',
  'gửi số liệu của tôi',
  'rút báo cáo',
  'Sở Y tế rút lại sự đồng ý với đề xuất của tôi về lịch kiểm tra',
  'tôi đồng ý rút ngắn thời hạn',
])('"%s" speaks of something else', (text) => {
  expect(ownDataWish(text)).toBeUndefined();
});
