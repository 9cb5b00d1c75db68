import { expect, test } from 'vitest';
import type { KeyLike } from '@/shared/lib/keys';
import { PanelGate } from './panel-gate';

const plain = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false };
const press = (key: string, change: Partial<KeyLike> = {}): KeyLike => ({
  ...plain,
  key,
  isComposing: false,
  ...change,
});

function typedInto(...events: KeyLike[]): string {
  const gate = new PanelGate();
  gate.open('comment', 1);
  for (const event of events) gate.keep(event);
  return gate.handOver();
}

test('what is typed before the panel is there is kept for its field, once', () => {
  const gate = new PanelGate();
  gate.open('filter', 1);
  for (const key of 'örk 7') gate.keep(press(key));
  expect(gate.get()).toEqual({ panel: 'filter', item: 1, typed: 'örk 7', isHandedOver: false });
  expect(gate.handOver()).toBe('örk 7');
  expect(gate.handOver()).toBe('');
});

test('a letter too many can be taken back, a held key counts once, and signs by AltGr count', () => {
  expect(typedInto(press('a'), press('b'), press('Backspace'))).toBe('a');
  expect(typedInto(press('a'), press('a', { repeat: true }))).toBe('a');
  expect(typedInto(press('@', { ctrlKey: true, altKey: true }))).toBe('@');
  expect(typedInto(press('😀'), press('Backspace'))).toBe('');
});

test('Enter chooses nothing that nobody has seen, and shortcuts of the browser are left alone', () => {
  const gate = new PanelGate();
  gate.open('filter', 1);
  expect(gate.keep(press('Enter'))).toBe(true);
  expect(gate.keep(press('r', { ctrlKey: true }))).toBe(false);
  expect(gate.keep(press('F5'))).toBe(false);
  expect(gate.handOver()).toBe('');
});

test('Escape closes what is still opening, and the next panel begins empty', () => {
  const gate = new PanelGate();
  gate.open('filter', 1);
  gate.keep(press('x'));
  gate.keep(press('Escape'));
  expect(gate.get().panel).toBeNull();
  gate.open('comment', 1);
  expect(gate.handOver()).toBe('');
});
