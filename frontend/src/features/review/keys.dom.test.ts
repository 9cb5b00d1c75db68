import { expect, test } from 'vitest';
import { bindingsFor, type Action } from '@/features/review/keys';
import { RESERVED_KEYS } from '@/shared/api/constants.gen';
import { matchKey, type KeyLike } from '@/shared/lib/keys';

const LABELS = [
  { id: 1, key: '1', name: 'good', color: '#0072B2', position: 0 },
  { id: 2, key: 'r', name: 'rest', color: '#0072B2', position: 1 },
];
const bindings = bindingsFor(LABELS);

function press(key: string, change: Partial<KeyLike> = {}): KeyLike {
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
  const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, isComposing: false };
  return { key, code, ...plain, ...change };
}

const shift = (key: string) => press(key, { shiftKey: true });

const SHORTCUTS: [string, KeyLike, Action][] = [
  ['1', press('1', { code: 'Digit1' }), { type: 'settle', label: 'good' }],
  ['r', press('r'), { type: 'settle', label: 'rest' }],
  ['Enter', press('Enter'), { type: 'accept' }],
  ['shift+r', shift('R'), { type: 'reject' }],
  ['shift+b', shift('B'), { type: 'send_back' }],
  ['shift+a', shift('A'), { type: 'set_aside' }],
  ['s', press('s'), { type: 'later' }],
  [' ', press(' '), { type: 'later' }],
  ['ArrowRight', press('ArrowRight'), { type: 'later' }],
  ['Backspace', press('Backspace'), { type: 'undo' }],
  ['mod+z', press('z', { ctrlKey: true }), { type: 'undo' }],
  ['ArrowLeft', press('ArrowLeft'), { type: 'undo' }],
  ['/', press('/'), { type: 'find' }],
  ['g', press('g'), { type: 'guidelines' }],
  ['?', shift('?'), { type: 'keys' }],
];

test.each(SHORTCUTS)('%s', (_chord, event, action) => {
  expect(matchKey(event, bindings)).toEqual({ kind: 'action', action });
});

test('every shortcut is in this list, and none is a key that a label may have', () => {
  const tested = SHORTCUTS.map(([chord]) => chord);
  expect(bindings.flatMap(({ chords }) => chords).filter((chord) => !tested.includes(chord))).toEqual([]);
  const single = bindingsFor([]).flatMap(({ chords }) => chords.filter((chord) => chord.length === 1));
  expect(single.filter((chord) => !Object.hasOwn(RESERVED_KEYS, chord))).toEqual([]);
});
