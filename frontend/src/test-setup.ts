import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

afterEach(() => {
  cleanup();
  localStorage.clear();
});

// jsdom has no media queries and no observers; Mantine asks for both.
Object.defineProperty(window, 'matchMedia', {
  writable: true,
  value: (query: string) => ({
    matches: false,
    media: query,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
    addListener: vi.fn(),
    removeListener: vi.fn(),
    dispatchEvent: vi.fn(),
    onchange: null,
  }),
});
window.ResizeObserver = class {
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
};

// jsdom has no layout, so nothing scrolls.
for (const name of ['scrollTo', 'scrollBy', 'scrollIntoView'] as const) Element.prototype[name] = vi.fn();

// Text areas that grow with their text measure again when a font arrives.
Object.defineProperty(document, 'fonts', {
  value: { addEventListener: vi.fn(), removeEventListener: vi.fn() },
});

// jsdom's files cannot be read as every browser's can.
Object.defineProperty(Blob.prototype, 'arrayBuffer', {
  value: function (this: Blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(new Error('The file cannot be read.'));
      reader.readAsArrayBuffer(this);
    });
  },
});
