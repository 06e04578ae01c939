import { expect, test } from 'vitest';
import { evidenceFault, isAsNamed, mimeOf } from '../../src/domain/evidence.ts';

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

test.each([
  ['quyet-dinh.pdf', '%PDF-1.7', 'application/pdf'],
  [
    'Kế hoạch.DOCX',
    'PK\u0003\u0004',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ],
  ['bang.xlsx', 'PK\u0003\u0004', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['cu.xls', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'application/vnd.ms-excel'],
  // Zalo names no picture; the program calls all of them .jpg.
  ['2d758c.jpg', '\u0089PNG\r\n\u001a\n', 'image/png'],
  ['2d758c.jpg', 'RIFF\u0001\u0002\u0003\u0004WEBPVP8 ', 'image/webp'],
])('%s that begins so is taken for what it is', (name, start, mime) => {
  const bytes = Buffer.from(start, 'latin1');
  expect([isAsNamed(name, bytes), mimeOf(name, bytes)]).toEqual([true, mime]);
});

test.each([
  ['quyet-dinh.pdf', '<html>'],
  ['quyet-dinh.pdf', 'MZ\u0090'],
  ['bang.xlsx', '%PDF-1.7'],
  ['anh.jpg', 'PK\u0003\u0004'],
  ['anh.jpg', ''],
])('%s that begins so is not what its name says', (name, start) => {
  const bytes = Buffer.from(start, 'latin1');
  expect([isAsNamed(name, bytes), mimeOf(name, bytes)]).toEqual([false, 'application/octet-stream']);
});
