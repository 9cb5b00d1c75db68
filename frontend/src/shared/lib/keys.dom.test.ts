import { describe, expect, test } from 'vitest';
import { isTyping, showChord } from '@/shared/lib/keys';

describe('typing', () => {
  test.each(['<input>', '<textarea></textarea>', '<select></select>', '<p contenteditable="true"></p>'])(
    '%s takes every key',
    (html) => {
      document.body.innerHTML = html;
      expect(isTyping(document.body.firstElementChild, 's')).toBe(true);
    },
  );

  test('a focused button takes Space and Enter, and leaves the other keys to the page', () => {
    document.body.innerHTML = '<button>flag</button>';
    const button = document.body.firstElementChild;
    expect([isTyping(button, ' '), isTyping(button, 'Enter'), isTyping(button, '1')]).toEqual([true, true, false]);
  });

  test('a checkbox takes Space alone', () => {
    document.body.innerHTML = '<input type="checkbox">';
    const box = document.body.firstElementChild;
    expect([isTyping(box, ' '), isTyping(box, 'x')]).toEqual([true, false]);
  });

  test('a dialog keeps its keys from the page, and has its own', () => {
    document.body.innerHTML = '<div role="dialog"><p></p><input></div>';
    const dialog = document.body.firstElementChild;
    const [words, field] = dialog?.children ?? [];
    expect([isTyping(words ?? null, '1'), isTyping(words ?? null, '1', dialog)]).toEqual([true, false]);
    expect(isTyping(field ?? null, '1', dialog)).toBe(true);
  });

  test('the page itself takes none', () => {
    expect(isTyping(document.body, '1')).toBe(false);
  });
});

test('chords are shown as people know them', () => {
  expect(['s', ' ', 'shift+s', 'mod+k', '+', 'ArrowLeft'].map(showChord)).toEqual([
    's',
    'Space',
    '⇧ S',
    'Ctrl K',
    '+',
    '←',
  ]);
});
