import { expect, test } from 'vitest';
import { bundlesOf } from './bundles';
import { droppedFiles } from './dropped';
import { kindOfFile } from './file-kind';
import { endOfDirectory, directoryEntry, localHeader } from './zip-parts';

const JPEG = '\u00ff\u00d8\u00ff';

/** As the browser gives the files of a folder. */
function inFolder(path: string, content = 'x'): File {
  const file = new File([Uint8Array.from(content, (sign) => sign.charCodeAt(0))], path.split('/').at(-1) ?? '');
  return Object.defineProperty(file, 'webkitRelativePath', { value: path.includes('/') ? path : '' });
}

const bundled = async (...files: File[]) =>
  (await bundlesOf(droppedFiles(files))).map(({ name, kind, files: packed }) => ({
    name,
    kind,
    paths: packed.map(({ path }) => path),
  }));

test('one file is sent as it is', async () => {
  expect(await bundled(inFolder('reviews.csv'))).toEqual([{ name: 'reviews.csv', kind: 'text', paths: [] }]);
});

test('a folder of pictures is one zip, without the folder around it and what systems leave behind', async () => {
  const files = ['clothes/hat/b.jpg', 'clothes/dress/a.png', 'clothes/.DS_Store', 'clothes/hat/Thumbs.db'];
  expect(await bundled(...files.map((path) => inFolder(path)))).toEqual([
    { name: 'clothes.zip', kind: 'image', paths: ['dress/a.png', 'hat/b.jpg'] },
  ]);
});

test('several folders may be the classes: they stay', async () => {
  expect(await bundled(inFolder('hat/b.jpg'), inFolder('dress/a.jpg'))).toEqual([
    { name: 'images.zip', kind: 'image', paths: ['dress/a.jpg', 'hat/b.jpg'] },
  ]);
});

test('a table beside pictures comes with them, and so does a picture without an ending', async () => {
  expect(await bundled(inFolder('a', JPEG), inFolder('metadata.csv'))).toEqual([
    { name: 'images.zip', kind: 'image', paths: ['a', 'metadata.csv'] },
  ]);
  expect(await bundled(inFolder('one.jpg'))).toEqual([{ name: 'images.zip', kind: 'image', paths: ['one.jpg'] }]);
});

test('tables come one after the other, archives as well', async () => {
  expect(await bundled(inFolder('b.csv'), inFolder('a.jsonl'))).toEqual([
    { name: 'a.jsonl', kind: 'text', paths: [] },
    { name: 'b.csv', kind: 'text', paths: [] },
  ]);
  expect(await bundled(inFolder('data/README.md'), inFolder('data/a.csv'), inFolder('data/b.csv'))).toEqual([
    { name: 'a.csv', kind: 'text', paths: [] },
    { name: 'b.csv', kind: 'text', paths: [] },
  ]);
  expect((await bundled(inFolder('a-000.tar'), inFolder('a-001.tar'))).map(({ name }) => name)).toEqual([
    'a-000.tar',
    'a-001.tar',
  ]);
});

test('a data set that was saved as a folder stays one', async () => {
  const files = ['set/train/data-0.arrow', 'set/train/state.json', 'set/dataset_dict.json'];
  expect(await bundled(...files.map((path) => inFolder(path)))).toEqual([
    { name: 'set.zip', kind: 'text', paths: ['dataset_dict.json', 'train/data-0.arrow', 'train/state.json'] },
  ]);
});

/** A zip of empty files. */
function zipped(...paths: string[]): BlobPart[] {
  const entries = paths.map((path) => ({ name: new TextEncoder().encode(path), size: 0, crc: 0, offset: 0 }));
  const [headers, directory] = [entries.flatMap(localHeader), entries.flatMap(directoryEntry)];
  const length = (parts: Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0);
  return [...headers, ...directory, endOfDirectory(entries.length, length(headers), length(directory))];
}

test.each<[string, BlobPart[], string]>([
  ['Leaves.ZIP', zipped('a.jpg'), 'image'],
  ['leaves.download', zipped('train/a.JPEG', 'metadata.csv'), 'image'],
  ['set.zip', zipped('dataset_info.json', 'data-00000.arrow'), 'text'],
  ['reviews.xlsx', zipped('[Content_Types].xml', 'xl/media/a.png'), 'text'],
  ['renamed.zip', ['text,label'], 'text'],
  ['torn.zip', ['PK\x03\x04'], 'image'],
  ['shard-000.tar', ['x'.repeat(257), 'ustar', 'x'.repeat(300)], 'image'],
  ['folders.tar.gz', ['\x1f\x8b'], 'image'],
  ['reviews.csv.gz', ['\x1f\x8b'], 'text'],
  ['reviews.parquet', ['PAR1', 'x', '\x01\0\0\0PAR1'], 'text'],
  ['images.parquet', ['PAR1', '{"_type": "Image"}', '\x12\0\0\0PAR1'], 'image'],
  ['reviews.csv', ['text,label'], 'text'],
  ['empty', [], 'text'],
])('the kind of %s comes from what is in it', async (name, parts, kind) => {
  expect(await kindOfFile(new File(parts, name))).toBe(kind);
});
