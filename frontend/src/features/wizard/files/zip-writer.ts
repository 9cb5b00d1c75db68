import { crc32 } from '@/features/wizard/files/crc32';
import type { Dropped } from '@/features/wizard/files/dropped';
import { directoryEntry, endOfDirectory, localHeader, type ZipEntry } from '@/features/wizard/files/zip-parts';

export interface ZipOptions {
  /** 0 to 1. */
  onProgress: (fraction: number) => void;
  signal: AbortSignal;
}

/**
 * One zip of several files. They are read once for their checksums and are not copied: the zip refers to them on disk, so
 * that a folder of many gigabytes takes no memory.
 */
export async function zipOf(files: readonly Dropped[], name: string, options: ZipOptions): Promise<File> {
  const total = files.reduce((sum, { file }) => sum + file.size, 0);
  const parts: BlobPart[] = [];
  const entries: ZipEntry[] = [];
  let [offset, read] = [0, 0];
  const onBytes = (bytes: number) => {
    options.signal.throwIfAborted();
    read += bytes;
    options.onProgress(total === 0 ? 1 : read / total);
  };
  for (const { path, file } of files) {
    const crc = await checksum(file, path, onBytes);
    const entry = { name: new TextEncoder().encode(path), size: file.size, crc, offset };
    const header = localHeader(entry);
    parts.push(...header, file);
    entries.push(entry);
    offset += lengthOf(header) + file.size;
  }
  const directory = entries.flatMap(directoryEntry);
  const end = endOfDirectory(entries.length, offset, lengthOf(directory));
  return new File([...parts, ...directory, end], name, { type: 'application/zip' });
}

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0);

const PIECE = 4 * 2 ** 20;

async function checksum(file: File, path: string, onBytes: (bytes: number) => void): Promise<number> {
  let crc = 0;
  for (let at = 0; at < file.size || at === 0; at += PIECE) {
    const piece = await file
      .slice(at, at + PIECE)
      .arrayBuffer()
      .catch(() => null);
    if (!piece) throw new Error(`“${path}” cannot be read. Was it moved or deleted? Nothing was sent.`);
    crc = crc32(new Uint8Array(piece), crc);
    onBytes(piece.byteLength);
  }
  return crc;
}
