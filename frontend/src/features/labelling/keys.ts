/**
 * One table from keys to actions; nothing else listens for keys on the labelling page.
 *
 * A chord is 'mod+k' (Ctrl or Cmd), 'shift+s', or what the key types: 's', '?', 'ArrowUp'. A digit is the physical key
 * of the digit row or of the number pad, whatever the keyboard layout makes of it.
 */
import type { LabelClass } from '@/shared/api/schema.gen';

export type Action =
  | { type: 'label'; label: number }
  | { type: 'skip'; reason?: string }
  /** Without a text: to write one. */
  | { type: 'comment'; text?: string }
  | {
      type:
        | 'skip_with_reason'
        | 'give_back'
        | 'undo'
        | 'keep'
        | 'flag'
        | 'filter'
        | 'guidelines'
        | 'keys'
        | 'commands'
        | 'zoom_in'
        | 'zoom_out'
        | 'zoom_fit'
        | 'scroll_up'
        | 'scroll_down'
        | 'page_up'
        | 'page_down'
        | 'scroll_start'
        | 'scroll_end';
    };

export type ActionName = Exclude<Action['type'], 'label'>;

export interface Binding {
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

const COMMANDS: readonly Binding[] = [
  { chords: ['s', ' '], title: 'Skip this item', action: { type: 'skip' } },
  { chords: ['shift+s'], title: 'Skip with a reason', action: { type: 'skip_with_reason' } },
  { chords: ['Backspace', 'mod+z', 'ArrowLeft'], title: 'Undo: back to the last item', action: { type: 'undo' } },
  { chords: ['ArrowRight', 'Escape'], title: 'Keep the answer and go on', action: { type: 'keep' } },
  { chords: ['f'], title: 'Flag this item', action: { type: 'flag' } },
  { chords: ['c'], title: 'Comment on this item', action: { type: 'comment' } },
  { chords: ['/'], title: 'Find a label by name', action: { type: 'filter' } },
  { chords: ['g'], title: 'Guidelines', action: { type: 'guidelines' } },
  { chords: ['?'], title: 'Keys', action: { type: 'keys' } },
  { chords: ['mod+k'], title: 'All commands', action: { type: 'commands' } },
  { chords: [], title: 'Stop and give my items back', action: { type: 'give_back' } },
  { chords: ['+', '='], title: 'Zoom in', action: { type: 'zoom_in' }, repeats: true },
  { chords: ['-'], title: 'Zoom out', action: { type: 'zoom_out' }, repeats: true },
  { chords: ['z'], title: 'Fit the image', action: { type: 'zoom_fit' } },
  { chords: ['ArrowUp'], title: 'Scroll up', action: { type: 'scroll_up' }, repeats: true },
  { chords: ['ArrowDown'], title: 'Scroll down', action: { type: 'scroll_down' }, repeats: true },
  { chords: ['PageUp'], title: 'One page up', action: { type: 'page_up' }, repeats: true },
  { chords: ['PageDown'], title: 'One page down', action: { type: 'page_down' }, repeats: true },
  { chords: ['Home'], title: 'To the start', action: { type: 'scroll_start' } },
  { chords: ['End'], title: 'To the end', action: { type: 'scroll_end' } },
];

/** The whole table of a project: its labels first, then the commands. */
export function bindingsFor(labels: readonly LabelClass[]): Binding[] {
  const ofLabels = labels
    .filter((label) => label.key !== '')
    .map((label): Binding => ({
      chords: [label.key.toLowerCase()],
      title: label.name,
      action: { type: 'label', label: label.id },
    }));
  return [...ofLabels, ...COMMANDS];
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

export type Match =
  | { kind: 'none' }
  | { kind: 'action'; action: Action }
  /** The chord stands twice in the table: nothing happens but a warning. */
  | { kind: 'conflict'; titles: string[]; chord: string };

export function matchKey(event: KeyLike, bindings: readonly Binding[]): Match {
  if (event.isComposing || event.altKey) return { kind: 'none' };
  const chord = chordOf(event);
  const found = bindings.filter((binding) => binding.chords.includes(chord));
  const [first, second] = found;
  if (!first || (event.repeat && !first.repeats)) return { kind: 'none' };
  if (second) return { kind: 'conflict', titles: found.map((binding) => binding.title), chord };
  return { kind: 'action', action: first.action };
}

/** Whether this key press belongs to a field, a menu or the focused button, and not to the deck. */
export function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (
    target.closest(
      'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [role="menu"], [role="dialog"]',
    )
  )
    return true;
  const isPress = key === ' ' || key === 'Enter';
  return isPress && target.closest('button, a[href], summary, [role="button"]') !== null;
}

const NAMES: Record<string, string> = {
  ' ': 'Space',
  Backspace: '⌫',
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
