// Compressed bytes of the labelling page: what its first load fetches, without the items themselves.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const pages = {
  'labelling, first load': ['index.html', 'src/features/labelling/labelling-page.tsx'],
  'labelling, with every dialog': [
    'index.html',
    'src/features/labelling/labelling-page.tsx',
    'src/features/labelling/panels.tsx',
  ],
};

function closure(entries) {
  const files = new Set(['index.html', 'color-scheme.js', 'favicon.svg']);
  const visit = (name) => {
    const chunk = manifest[name];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.css?.forEach((file) => files.add(file));
    chunk.imports?.forEach(visit);
  };
  entries.forEach(visit);
  return [...files].map((file) => readFileSync(new URL(file, dist)));
}

const total = (files, compress) => files.reduce((sum, file) => sum + compress(file).length, 0);
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const report = Object.entries(pages).map(([page, entries]) => {
  const files = closure(entries);
  const sizes = {
    files: files.length,
    raw: total(files, (file) => file),
    gzip: total(files, gzipSync),
    brotli: total(files, brotliCompressSync),
  };
  return { page, ...sizes };
});

if (process.argv.includes('--json')) console.log(JSON.stringify(report));
else
  for (const { page, files, raw, gzip, brotli } of report)
    console.log(`${page}: ${files} files, ${kB(raw)} raw, ${kB(gzip)} gzip, ${kB(brotli)} brotli`);
