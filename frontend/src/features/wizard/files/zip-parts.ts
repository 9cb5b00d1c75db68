/** The parts of a zip file that stand around the files, which are stored as they are. */

const MAX_32 = 0xffff_ffff;
const MAX_16 = 0xffff;
/** Names are UTF-8. */
const FLAGS = 1 << 11;
const VERSION = 45;
/** 1 January 1980: the same files give the same bytes. */
const DATE = 0x21;

export interface ZipEntry {
  name: Uint8Array;
  size: number;
  crc: number;
  /** Where its header begins. */
  offset: number;
}

type Field = readonly [bytes: 2 | 4 | 8, value: number];

function packed(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/** What stands before a file's bytes. */
export function localHeader({ name, size, crc }: ZipEntry): Uint8Array<ArrayBuffer>[] {
  const isBig = size >= MAX_32;
  const shown = isBig ? MAX_32 : size;
  // prettier-ignore
  const extra: Field[] = isBig ? [[2, 1], [2, 16], [8, size], [8, size]] : [];
  // prettier-ignore
  const head = packed([
    [4, 0x04034b50], [2, VERSION], [2, FLAGS], [2, 0], [2, 0], [2, DATE], [4, crc], [4, shown], [4, shown],
    [2, name.length], [2, isBig ? 20 : 0],
  ]);
  return [head, new Uint8Array(name), packed(extra)];
}

/** A file's line in the directory at the end. */
export function directoryEntry({ name, size, crc, offset }: ZipEntry): Uint8Array<ArrayBuffer>[] {
  const isBig = size >= MAX_32 || offset >= MAX_32;
  const [shown, begin] = isBig ? [MAX_32, MAX_32] : [size, offset];
  // prettier-ignore
  const extra: Field[] = isBig ? [[2, 1], [2, 24], [8, size], [8, size], [8, offset]] : [];
  // prettier-ignore
  const head = packed([
    [4, 0x02014b50], [2, VERSION], [2, VERSION], [2, FLAGS], [2, 0], [2, 0], [2, DATE], [4, crc], [4, shown], [4, shown],
    [2, name.length], [2, isBig ? 28 : 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, begin],
  ]);
  return [head, new Uint8Array(name), packed(extra)];
}

/** The end of a zip: how many entries its directory has, where it begins, and how long it is. */
export function endOfDirectory(count: number, begin: number, size: number): Uint8Array<ArrayBuffer> {
  const isBig = count >= MAX_16 || begin >= MAX_32 || size >= MAX_32;
  // prettier-ignore
  const big: Field[] = [
    [4, 0x06064b50], [8, 44], [2, VERSION], [2, VERSION], [4, 0], [4, 0], [8, count], [8, count], [8, size], [8, begin],
    [4, 0x07064b50], [4, 0], [8, begin + size], [4, 1],
  ];
  const [n, at, length] = isBig ? [MAX_16, MAX_32, MAX_32] : [count, begin, size];
  // prettier-ignore
  return packed([
    ...(isBig ? big : []),
    [4, 0x06054b50], [2, 0], [2, 0], [2, n], [2, n], [4, length], [4, at], [2, 0],
  ]);
}
