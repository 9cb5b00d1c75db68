import { describe, expect, test } from 'vitest';
import { RESERVED_KEYS } from '@/shared/api/constants.gen';
import { matchKey, type KeyLike } from '@/shared/lib/keys';
import { bindingsFor, type Action } from './keys';

const label = (id: number, key: string, name = `label ${id}`) => ({ id, key, name, color: '#0072B2', position: id });
const bindings = bindingsFor([label(1, '1'), label(2, '2'), label(10, '0'), label(11, 'q'), label(12, '')]);

function press(key: string, change: Partial<KeyLike> = {}): KeyLike {
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key;
  return {
    key,
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    isComposing: false,
    ...change,
  };
}

function actionOf(event: KeyLike, table = bindings): Action | string {
  const match = matchKey(event, table);
  return match.kind === 'action' ? match.action : match.kind;
}

test('the keys that labels may not have are the signs and letters of the commands', () => {
  const ofCommands = bindingsFor([]).flatMap((binding) => binding.chords.filter((chord) => chord.length === 1));
  expect(ofCommands.sort()).toEqual(Object.keys(RESERVED_KEYS).sort());
});

describe('every shortcut', () => {
  test.each<[string, KeyLike, Action]>([
    ['1', press('1'), { type: 'label', label: 1 }],
    ['0', press('0'), { type: 'label', label: 10 }],
    ['q', press('q'), { type: 'label', label: 11 }],
    ['s', press('s'), { type: 'skip' }],
    ['Space', press(' ', { code: 'Space' }), { type: 'skip' }],
    ['Shift+S', press('S', { shiftKey: true }), { type: 'skip_with_reason' }],
    ['Backspace', press('Backspace'), { type: 'undo' }],
    ['Ctrl+Z', press('z', { ctrlKey: true }), { type: 'undo' }],
    ['Cmd+Z', press('z', { metaKey: true }), { type: 'undo' }],
    ['Left', press('ArrowLeft'), { type: 'undo' }],
    ['Right', press('ArrowRight'), { type: 'keep' }],
    ['Escape', press('Escape'), { type: 'keep' }],
    ['f', press('f'), { type: 'flag' }],
    ['c', press('c'), { type: 'comment' }],
    ['/', press('/', { code: 'Slash' }), { type: 'filter' }],
    ['g', press('g'), { type: 'guidelines' }],
    ['?', press('?', { code: 'Slash', shiftKey: true }), { type: 'keys' }],
    ['Ctrl+K', press('k', { ctrlKey: true }), { type: 'commands' }],
    ['Cmd+K', press('k', { metaKey: true }), { type: 'commands' }],
    ['+', press('+', { code: 'Equal', shiftKey: true }), { type: 'zoom_in' }],
    ['=', press('=', { code: 'Equal' }), { type: 'zoom_in' }],
    ['-', press('-', { code: 'Minus' }), { type: 'zoom_out' }],
    ['z', press('z'), { type: 'zoom_fit' }],
    ['Up', press('ArrowUp'), { type: 'scroll_up' }],
    ['Down', press('ArrowDown'), { type: 'scroll_down' }],
    ['Page up', press('PageUp'), { type: 'page_up' }],
    ['Page down', press('PageDown'), { type: 'page_down' }],
    ['Home', press('Home'), { type: 'scroll_start' }],
    ['End', press('End'), { type: 'scroll_end' }],
  ])('%s', (_name, event, action) => {
    expect(actionOf(event)).toEqual(action);
  });

  test('is in this list', () => {
    const tested = new Set([
      '1',
      '2',
      '0',
      'q',
      's',
      ' ',
      'shift+s',
      'Backspace',
      'mod+z',
      'ArrowLeft',
      'ArrowRight',
      'Escape',
      'f',
      'c',
      '/',
      'g',
      '?',
      'mod+k',
      '+',
      '=',
      '-',
      'z',
      'ArrowUp',
      'ArrowDown',
      'PageUp',
      'PageDown',
      'Home',
      'End',
    ]);
    const untested = bindings.flatMap((binding) => binding.chords).filter((chord) => !tested.has(chord));
    expect(untested).toEqual([]);
  });
});

describe('digits', () => {
  test('of the number pad count as digits while it types them', () => {
    expect(actionOf(press('1', { code: 'Numpad1' }))).toEqual({ type: 'label', label: 1 });
    expect(actionOf(press('End', { code: 'Numpad1' }))).toEqual({ type: 'scroll_end' });
  });

  test('are the physical keys on a French keyboard, with and without Shift', () => {
    expect(actionOf(press('&', { code: 'Digit1' }))).toEqual({ type: 'label', label: 1 });
    expect(actionOf(press('1', { code: 'Digit1', shiftKey: true }))).toEqual({ type: 'label', label: 1 });
  });

  test('do not shadow the slash of a German keyboard (Shift+7)', () => {
    expect(actionOf(press('/', { code: 'Digit7', shiftKey: true }))).toEqual({ type: 'filter' });
  });
});

test('letters work on a Cyrillic layout and with Caps Lock', () => {
  expect(actionOf(press('ы', { code: 'KeyS' }))).toEqual({ type: 'skip' });
  expect(actionOf(press('S'))).toEqual({ type: 'skip' });
});

test('other modifiers, composing and a held key do nothing', () => {
  expect(actionOf(press('1', { ctrlKey: true }))).toBe('none');
  expect(actionOf(press('1', { metaKey: true }))).toBe('none');
  expect(actionOf(press('1', { altKey: true }))).toBe('none');
  expect(actionOf(press('1', { isComposing: true }))).toBe('none');
  expect(actionOf(press('1', { repeat: true }))).toBe('none');
  expect(actionOf(press('ArrowDown', { repeat: true }))).toEqual({ type: 'scroll_down' });
});

test('two meanings of one key: nothing is done, both are named', () => {
  const table = bindingsFor([label(1, '1', 'cat'), label(2, '1', 'dog')]);
  expect(matchKey(press('1'), table)).toEqual({ kind: 'conflict', titles: ['cat', 'dog'], chord: '1' });
  const reserved = bindingsFor([label(1, 's', 'ship')]);
  expect(matchKey(press('s'), reserved)).toMatchObject({ kind: 'conflict', titles: ['ship', 'Skip this item'] });
});
