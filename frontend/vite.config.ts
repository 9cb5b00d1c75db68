import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const backend = process.env.BACKEND_URL ?? 'http://127.0.0.1:8000';

// A page made by jsdom costs each file a third of a second: only what needs one gets it.
const [LOGIC, DOM] = [['src/**/*.test.ts'], ['src/**/*.test.tsx', 'src/**/*.dom.test.ts']];

export default defineConfig(({ command }) => ({
  // Django serves dist/ as static files; index.html itself is a Django view that fills in the nonce.
  base: command === 'build' ? '/static/app/' : '/',
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  build: {
    outDir: 'dist',
    manifest: true,
    // Data URLs in CSS or JS would need holes in the content security policy.
    assetsInlineLimit: 0,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
  },
  // The browser's own Host goes on to Django, which compares it with the Origin of each write.
  server: { proxy: { '/api': { target: backend, changeOrigin: false } } },
  test: {
    restoreMocks: true,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'logic', environment: 'node', include: LOGIC, exclude: DOM } },
      {
        extends: true,
        test: { name: 'dom', environment: 'jsdom', include: DOM, setupFiles: ['src/test-setup.ts'] },
      },
    ],
  },
}));
