import { expect, test } from 'vitest';
import { barredAs, speaksOfSecrecy } from '../../src/language/secrecy.ts';

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

test.each([
  'CCCD.jpg',
  'cccd_mat_truoc.jpg',
  'anh can cuoc cong dan',
  'Căn cước Nguyễn Văn A.pdf',
  'CMND',
  'hộ chiếu.png',
])('"%s" names a paper that tells who somebody is', (name) => {
  expect(barredAs(name)).toBe('identity');
});

test.each([
  'Báo cáo kết quả cấp căn cước công dân.pdf',
  'Kế hoạch cấp CCCD gắn chip 2023.docx',
  'quyet-dinh-45.pdf',
  'danh sách căn cước điện tử.xlsx',
])('"%s" is a paper of the office', (name) => {
  expect(barredAs(name)).toBeUndefined();
});
