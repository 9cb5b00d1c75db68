/**
 * From key presses to what a table of bindings says; each page has one table.
 *
 * A chord is 'mod+k' (Ctrl or Cmd), 'shift+s', or what the key types: 's', '?', 'ArrowUp'. A digit is the physical key
 * of the digit row or of the number pad, whatever the keyboard layout makes of it.
 */

/** What some keys do. */
export interface Binding<Action> {
  chords: readonly string[];
  title: string;
  action: Action;
  /** May go on while the key is held down. */
  repeats?: boolean;
}

export interface KeyLike {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
  isComposing: boolean;
}

/** What the key types, the same on every layout: Cyrillic "ы" on the S key counts as "s". */
function typed(event: KeyLike): string {
  if (event.key.length !== 1) return event.key;
  const isAscii = event.key.charCodeAt(0) < 128;
  if (isAscii) return event.key.toLowerCase();
  return /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? event.key;
}

/** The digit of a physical digit key, without Shift; of the number pad only while it types digits (Num Lock). */
function digit(event: KeyLike): string | null {
  if (/^\d$/.test(event.key)) return event.key;
  if (event.shiftKey) return null;
  return /^Digit(\d)$/.exec(event.code)?.[1] ?? null;
}

/** 'a' also with Caps Lock, but not with Shift; signs such as '?' may need Shift, which then says nothing. */
function chordOf(event: KeyLike): string {
  const isMod = event.ctrlKey || event.metaKey;
  const key = isMod ? typed(event) : (digit(event) ?? typed(event));
  const isLetter = /^[a-z]$/.test(key);
  return `${isMod ? 'mod+' : ''}${event.shiftKey && (isLetter || isMod) ? 'shift+' : ''}${key}`;
}

export type Match<Action> =
  | { kind: 'none' }
  | { kind: 'action'; action: Action }
  /** The chord stands twice in the table: nothing happens but a warning. */
  | { kind: 'conflict'; titles: string[]; chord: string };

export function matchKey<Action>(event: KeyLike, bindings: readonly Binding<Action>[]): Match<Action> {
  if (event.isComposing || event.altKey) return { kind: 'none' };
  const chord = chordOf(event);
  const found = bindings.filter((binding) => binding.chords.includes(chord));
  const [first, second] = found;
  if (!first || (event.repeat && !first.repeats)) return { kind: 'none' };
  if (second) return { kind: 'conflict', titles: found.map((binding) => binding.title), chord };
  return { kind: 'action', action: first.action };
}

const FIELD = [
  ...['input:not([type="checkbox"], [type="radio"])', 'textarea', 'select', '[role="menu"]'],
  '[contenteditable]:not([contenteditable="false"])',
].join();
const BUTTON = 'button, a[href], summary, [role="button"], [type="checkbox"], [type="radio"]';

/**
 * Whether this key press belongs to a field, a menu, a dialog or the focused button, and not to the page.
 *
 * own: the dialog whose keys these are; without it, of every dialog.
 */
export function isTyping(target: EventTarget | null, key: string, own: Element | null = null): boolean {
  if (!(target instanceof Element)) return false;
  const dialog = target.closest('[role="dialog"]');
  if (target.closest(FIELD) || (dialog !== null && dialog !== own)) return true;
  const isPress = key === ' ' || key === 'Enter';
  return isPress && target.closest(BUTTON) !== null;
}

const NAMES: Record<string, string> = {
  ' ': 'Space',
  Backspace: '⌫',
  Delete: 'Del',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'Page ↑',
  PageDown: 'Page ↓',
};

const isMac = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac');

/** How a chord is written on a key badge. */
export function showChord(chord: string): string {
  const parts = chord === '+' ? ['+'] : chord.split('+');
  const key = parts.at(-1) ?? '';
  const modifiers = parts.slice(0, -1).map((part) => (part === 'mod' ? (isMac ? '⌘' : 'Ctrl') : '⇧'));
  const name = NAMES[key] ?? (modifiers.length > 0 ? key.toUpperCase() : key);
  return modifiers.length === 0 ? name : `${modifiers.join(' ')} ${name}`;
}
