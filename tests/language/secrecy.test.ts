import { expect, test } from 'vitest';
import { speaksOfSecrecy } from '../../src/language/secrecy.ts';

test.each([
  'Báo cáo (Mật).pdf',
  'Tối mật',
  'TUYỆT MẬT - 12.pdf',
  'bao cao toi mat.pdf',
  'VB_TUYET_MAT.pdf',
  '[MAT] 45.pdf',
  'BaoCao_MAT.pdf',
  'Công văn mật số 3',
])('"%s" speaks of a paper under secrecy', (name) => {
  expect(speaksOfSecrecy(name)).toBe(true);
});

test.each([
  'Quyết định 45.pdf',
  'kế hoạch bảo mật thông tin.pdf',
  'mật khẩu.docx',
  'mat bang.jpg',
  'GIAI_PHONG_MAT_BANG.pdf',
  'Mắt kính.png',
  'có mặt 52 người.xlsx',
])('"%s" does not', (name) => {
  expect(speaksOfSecrecy(name)).toBe(false);
});
