import { endingOf } from '@/features/wizard/files/dropped';
import type { Kind } from '@/shared/api/schema.gen';

const IMAGE_ENDINGS = new Set(
  'jpg jpeg jpe jfif png gif bmp webp tif tiff avif heic heif ppm pgm pbm ico dib jp2'.split(' '),
);
const TABLE_ENDINGS = new Set('csv tsv tab txt json jsonl ndjson xlsx xlsm parquet feather arrow'.split(' '));
const ARCHIVE_ENDINGS = new Set('zip tar tgz gz bz2 xz zst'.split(' '));

export const isArchiveName = (path: string) => ARCHIVE_ENDINGS.has(endingOf(path));
export const isTableName = (path: string) => TABLE_ENDINGS.has(endingOf(path));
const isImageName = (path: string) => IMAGE_ENDINGS.has(endingOf(path));

/** Names decide where they are known, the first bytes where they are not. */
export async function isImage(path: string, file: Blob): Promise<boolean> {
  if (isImageName(path)) return true;
  return !isTableName(path) && !isArchiveName(path) && hasImageMark(await bytesOf(file, 0, 16));
}

const MARKS = ['\xff\xd8\xff', '\x89PNG', 'GIF8', 'BM', 'II*\0', 'MM\0*'];

function hasImageMark(begin: string): boolean {
  const isWebp = begin.startsWith('RIFF') && begin.slice(8, 12) === 'WEBP';
  const isHeif = begin.slice(4, 8) === 'ftyp' && /^(heic|heix|mif1|msf1|avif)/.test(begin.slice(8, 12));
  return isWebp || isHeif || MARKS.some((mark) => begin.startsWith(mark));
}

/** Whether a file holds images or texts: what is in it decides, whatever it is called. */
export async function kindOfFile(file: File): Promise<Kind> {
  const begin = await bytesOf(file, 0, 512);
  if (begin.startsWith('PK')) return kindOfNames(await namesInZip(file));
  if (begin.startsWith('PAR1')) return (await holdsImages(file)) ? 'image' : 'text';
  const isTar = begin.slice(257, 262) === 'ustar' || /\.(tar(\.\w+)?|tgz)$/i.test(file.name);
  return isTar || hasImageMark(begin) ? 'image' : 'text';
}

/** A workbook is a zip as well, and so is a saved data set. What has neither images nor tables is judged by the server. */
function kindOfNames(names: string): Kind {
  const paths = names.split('\n');
  if (paths.some((path) => path === '[Content_Types].xml' || path === 'content.xml')) return 'text';
  if (paths.some(isImageName)) return 'image';
  return paths.some(isTableName) ? 'text' : 'image';
}

const DIRECTORY_END = 'PK\x05\x06';
const DIRECTORY_ENTRY = 'PK\x01\x02';
const END_BYTES = 66_000;
const MOST_DIRECTORY = 2 ** 20;

/** The names in a zip's directory, or in its beginning where it is long, one a line. */
async function namesInZip(file: Blob): Promise<string> {
  const tail = await bytesOf(file, Math.max(0, file.size - END_BYTES), END_BYTES);
  const end = tail.lastIndexOf(DIRECTORY_END);
  if (end < 0) return '';
  const directory = await bytesOf(file, number(tail, end + 16, 4), Math.min(number(tail, end + 12, 4), MOST_DIRECTORY));
  const names: string[] = [];
  for (let at = 0; directory.startsWith(DIRECTORY_ENTRY, at);) {
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((field) => number(directory, at + field, 2));
    names.push(directory.slice(at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names.join('\n');
}

const number = (bytes: string, at: number, length: number) =>
  Array.from({ length }, (_, place) => bytes.charCodeAt(at + place)).reduceRight((sum, byte) => sum * 256 + byte, 0);

const MOST_FOOTER = 2 ** 22;

/** Whether a Parquet file was saved with pictures in a column: its last part says so. */
async function holdsImages(file: Blob): Promise<boolean> {
  const footer = number(await bytesOf(file, file.size - 8, 4), 0, 4);
  const begin = Math.max(0, file.size - 8 - Math.min(footer, MOST_FOOTER));
  return /"_type":\s*"Image"/.test(await bytesOf(file, begin, file.size - begin));
}

/** One sign for each byte. What cannot be read fails with a word once it is sent. */
async function bytesOf(file: Blob, begin: number, length: number): Promise<string> {
  const read = await file
    .slice(begin, begin + length)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  return Array.from(new Uint8Array(read), (byte) => String.fromCharCode(byte)).join('');
}
