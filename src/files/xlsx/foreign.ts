import { XlsxError } from './fault.ts';

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP = [0x50, 0x4b];

/** Refuses what is no zip archive, by what it is and not by its name. @throws XlsxError */
export function refuseOtherFiles(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new XlsxError('empty', 'no bytes');
  if (begins(bytes, ZIP)) return;
  if (!begins(bytes, OLE)) throw new XlsxError('not_a_workbook', 'not an archive');
  // A file of Excel 97, or one of today's inside an encrypted envelope of the same kind.
  if (mentions(bytes, 'EncryptedPackage')) throw new XlsxError('password', 'encrypted');
  throw new XlsxError(
    mentions(bytes, 'Workbook') || mentions(bytes, 'Book') ? 'old_format' : 'not_a_workbook',
    'OLE',
  );
}

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/** Names stand in the directory as UTF-16. */
const mentions = (bytes: Uint8Array, name: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));
