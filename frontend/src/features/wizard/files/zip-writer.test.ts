import { expect, test } from 'vitest';
import { crc32 } from './crc32';
import { endOfDirectory, localHeader } from './zip-parts';
import { zipOf } from './zip-writer';

const bytes = (text: string) => new TextEncoder().encode(text);
const options = { onProgress: () => undefined, signal: new AbortController().signal };
const dropped = (path: string, content: string) => ({ path, file: new File([content], path) });

/** What a reader finds: each name and its bytes, by the directory at the end. */
function unzip(zip: Uint8Array): Record<string, string> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  const found: Record<string, string> = {};
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < view.getUint16(end + 10, true); entry += 1) {
    const [size, name] = [view.getUint32(at + 24, true), view.getUint16(at + 28, true)];
    const header = view.getUint32(at + 42, true);
    const begin = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const content = zip.slice(begin, begin + size);
    expect(view.getUint32(at + 16, true)).toBe(crc32(content));
    found[new TextDecoder().decode(zip.slice(at + 46, at + 46 + name))] = new TextDecoder().decode(content);
    at += 46 + name + view.getUint16(at + 30, true);
  }
  return found;
}

test('the checksum is that of every zip, in one piece and in several', () => {
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
  expect(crc32(bytes('6789'), crc32(bytes('12345')))).toBe(0xcbf43926);
});

test('files keep their folders, their letters and their bytes', async () => {
  const files = [dropped('dress/blüte.jpg', 'one'), dropped('dress/空.jpg', ''), dropped('hat/a.jpg', 'another')];
  const zip = await zipOf(files, 'clothes.zip', options);
  expect(zip.name).toBe('clothes.zip');
  expect(unzip(new Uint8Array(await zip.arrayBuffer()))).toEqual({
    'dress/blüte.jpg': 'one',
    'dress/空.jpg': '',
    'hat/a.jpg': 'another',
  });
});

test('what is too many or too long for the old form is written in the new one', () => {
  expect(endOfDirectory(3, 100, 50)).toHaveLength(22);
  const long = endOfDirectory(70_000, 5 * 2 ** 30, 50);
  expect(long).toHaveLength(22 + 76);
  expect(new DataView(long.buffer).getBigUint64(32, true)).toBe(70_000n);
  const [head, , extra] = localHeader({ name: bytes('a'), size: 5 * 2 ** 30, crc: 1, offset: 0 });
  expect(new DataView((head ?? new Uint8Array()).buffer).getUint32(18, true)).toBe(0xffffffff);
  expect(extra).toHaveLength(20);
});

test('a file that is gone is named, and packing can be stopped', async () => {
  const gone = dropped('a.jpg', 'x');
  Object.defineProperty(gone.file, 'slice', { value: () => ({ arrayBuffer: () => Promise.reject(new Error()) }) });
  await expect(zipOf([gone], 'a.zip', options)).rejects.toThrow('“a.jpg” cannot be read.');
  const stopped = { ...options, signal: AbortSignal.abort() };
  await expect(zipOf([dropped('a.jpg', 'x')], 'a.zip', stopped)).rejects.toMatchObject({ name: 'AbortError' });
});
