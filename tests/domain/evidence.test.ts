import { expect, test } from 'vitest';
import { evidenceFault } from '../../src/domain/evidence.ts';

const MB = 1024 * 1024;

test.each([
  ['quyet-dinh.pdf', 'application/pdf', MB, undefined],
  ['Kế hoạch.DOCX', null, MB, undefined],
  ['bang.xlsx', 'application/octet-stream', MB, undefined],
  ['anh.jpg', 'image/jpeg', 20 * MB, undefined],
  ['anh.jpg', 'image/jpeg', 20 * MB + 1, 'too_large'],
  ['phan-mem.exe', 'application/pdf', MB, 'kind'],
  ['quyet-dinh.pdf.exe', null, MB, 'kind'],
  ['quyet-dinh.pdf', 'text/html', MB, 'kind'],
  ['khong-duoi', null, MB, 'kind'],
] as const)('a file %s of kind %s and %i bytes: %s', (name, mime, size, fault) => {
  expect(evidenceFault({ name, mime, size })).toBe(fault);
});
