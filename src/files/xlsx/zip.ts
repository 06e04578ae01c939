import { inflateRawSync } from 'node:zlib';
import { XlsxError } from './fault.ts';

/** A file inside an archive, not unpacked yet. */
export interface ZipEntry {
  name: string;
  /** Bytes once unpacked, as the archive says; not one more is unpacked. */
  size: number;
  unpack(): Uint8Array;
}

export interface ZipLimits {
  /** All entries together, unpacked. */
  bytes: number;
  entries: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/**
 * The entries of a zip archive by its directory. Sizes are added up before anything is unpacked.
 * @throws XlsxError where it is damaged or larger than the limits
 */
export function openZip(bytes: Uint8Array, limits: ZipLimits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > limits.entries) throw new XlsxError('too_big', `${count} entries`);
  const entries: ZipEntry[] = [];
  let total = 0;
  for (let no = 0; no < count; no += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY) throw damaged('the directory is broken');
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const nameBytes = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    if (flags & ENCRYPTED) throw new XlsxError('password', `"${name}" is encrypted`);
    total += size;
    if (total > limits.bytes)
      throw new XlsxError('too_big', `unpacked it has more than ${limits.bytes} bytes`);
    entries.push({ name, size, unpack: () => unpack(bytes, view, { name, local, packed, size, method }) });
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function endOf(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1)
    if (view.getUint32(at, true) === END) return at;
  throw damaged('it has no directory');
}

function unpack(
  bytes: Uint8Array,
  view: DataView,
  entry: { name: string; local: number; packed: number; size: number; method: number },
): Uint8Array {
  const { name, local, packed, size, method } = entry;
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL)
    throw damaged(`"${name}" is not where the directory says`);
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const data = bytes.subarray(from, from + packed);
  if (data.length !== packed) throw damaged(`"${name}" breaks off`);
  if (method === STORED && packed === size) return data;
  if (method !== DEFLATED) throw damaged(`"${name}" is packed in an unknown way`);
  try {
    const unpacked = inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
    if (unpacked.length === size) return unpacked;
  } catch {
    // Told below: broken data and more data than announced alike.
  }
  throw damaged(`"${name}" does not unpack to the size it is said to have`);
}

const damaged = (why: string): XlsxError => new XlsxError('damaged', why);
