import { expect, test } from 'vitest';
import { looksIn, looksOptions, withLooks } from './looks';

const values = (options: { value: string }[]) => options.map(({ value }) => value);

test('without a word about it the model chooses by itself', () => {
  expect(looksIn('')).toBe('auto');
  expect(looksIn('{"temperature": 0.5}')).toBe('auto');
  expect(looksIn('{"features": "words"}')).toBe('words');
});

test('what cannot be read is not guessed', () => {
  expect(looksIn('{"features"')).toBeNull();
  expect(looksIn('{"features": 3}')).toBeNull();
});

test('a choice leaves the other overrides as they are, and by itself needs none', () => {
  const pinned = withLooks('{"temperature": 0.5, "memory": "balanced"}', 'tokens');
  expect(JSON.parse(pinned)).toEqual({ temperature: 0.5, memory: 'balanced', features: 'tokens' });
  expect(JSON.parse(withLooks(pinned, 'words'))).toEqual({ temperature: 0.5, memory: 'balanced', features: 'words' });
  expect(JSON.parse(withLooks(pinned, 'auto'))).toEqual({ temperature: 0.5, memory: 'balanced' });
  expect(withLooks('{"features": "words"}', 'auto')).toBe('');
  expect(withLooks('', 'auto')).toBe('');
});

test('each kind of items has its own choices, by title', () => {
  expect(looksOptions('text', 'auto')[0]).toEqual({ value: 'auto', label: 'Chosen by itself (recommended)' });
  expect(looksOptions('text', 'auto')).toContainEqual({ value: 'tokens', label: 'Single words' });
  expect(values(looksOptions('image', 'auto'))).toEqual(['auto', 'photos+shapes', 'photos', 'shapes']);
});

test('what somebody typed is a choice too, by its name', () => {
  expect(values(looksOptions('image', 'resnet18'))).toContain('resnet18');
  expect(values(looksOptions('image', null))).toHaveLength(4);
});
