import { expect, test } from 'vitest';
import { LABEL_KEYS } from '@/shared/api/constants.gen';
import type { LabelClass } from '@/shared/api/schema.gen';
import { matchKey, type KeyLike } from '@/shared/lib/keys';
import { drawerBindings, listBindings, type Action, type Binding } from './keys';

const labels: LabelClass[] = Array.from(LABEL_KEYS, (key, at) => ({
  id: at + 1,
  key,
  name: `label ${key}`,
  color: '#0072B2',
  position: at,
}));

/** What is pressed for a chord. */
function press(chord: string): KeyLike {
  const parts = chord.split('+');
  const key = parts.at(-1) ?? '';
  const shiftKey = parts.includes('shift');
  return {
    key: shiftKey ? key.toUpperCase() : key,
    code: /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key,
    ctrlKey: parts.includes('mod'),
    metaKey: false,
    altKey: false,
    shiftKey,
    repeat: false,
    isComposing: false,
  };
}

const actionOf = (chord: string, bindings: readonly Binding[]): Action | string => {
  const match = matchKey(press(chord), bindings);
  return match.kind === 'action' ? match.action : match.kind;
};
const chordsOf = (bindings: readonly Binding[]) => bindings.flatMap(({ chords }) => chords);

test.each([
  ['the list', listBindings(true)],
  ['the open item, whatever keys its labels have', drawerBindings(labels, true)],
])('no key of %s has two meanings', (_where, bindings) => {
  for (const chord of chordsOf(bindings)) expect([chord, actionOf(chord, bindings)]).not.toContain('conflict');
});

test.each<[string, Action]>([
  ['x', { type: 'pick' }],
  ['shift+x', { type: 'pick_to' }],
  ['mod+a', { type: 'pick_all' }],
  ['Escape', { type: 'pick_none' }],
  ['shift+l', { type: 'deed', deed: 'settle' }],
  ['shift+a', { type: 'deed', deed: 'ask_again' }],
  ['shift+s', { type: 'deed', deed: 'set_aside' }],
  ['shift+p', { type: 'deed', deed: 'put_back' }],
  ['Delete', { type: 'deed', deed: 'remove' }],
  ['shift+e', { type: 'export' }],
  ['z', { type: 'undo' }],
  ['mod+z', { type: 'undo' }],
  ['Backspace', { type: 'undo' }],
  ['?', { type: 'keys' }],
])('%s in the list', (chord, action) => {
  expect(actionOf(chord, listBindings(true))).toEqual(action);
});

test.each<[string, Action]>([
  ['1', { type: 'label', label: 'label 1' }],
  ['a', { type: 'label', label: 'label a' }],
  ['shift+a', { type: 'deed', deed: 'ask_again' }],
  ['ArrowRight', { type: 'next' }],
  ['ArrowLeft', { type: 'before' }],
  // Labels have these keys here.
  ['j', { type: 'label', label: 'label j' }],
  ['k', { type: 'label', label: 'label k' }],
  ['z', { type: 'undo' }],
  ['?', { type: 'keys' }],
])('%s on the open item', (chord, action) => {
  expect(actionOf(chord, drawerBindings(labels, true))).toEqual(action);
});

test('letters that no label has walk on', () => {
  const few = drawerBindings(labels.slice(0, 2), true);
  expect(actionOf('j', few)).toEqual({ type: 'next' });
  expect(actionOf('k', few)).toEqual({ type: 'before' });
});

test('who may decide nothing has no key that does', () => {
  const kinds = [...listBindings(false), ...drawerBindings(labels, false)].map(({ action }) => action.type);
  expect(new Set(kinds)).toEqual(new Set(['by_focus', 'before', 'next', 'keys']));
  expect(actionOf('j', drawerBindings(labels, false))).toEqual({ type: 'next' });
});
