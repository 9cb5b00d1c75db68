import { expect, test, vi } from 'vitest';
import { uuid } from './uuid';

const VERSION_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('gives a version 4 UUID, also where randomUUID is missing (plain http)', () => {
  expect(uuid()).toMatch(VERSION_4);
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xff) });
  expect(uuid()).toMatch(VERSION_4);
  vi.unstubAllGlobals();
});
