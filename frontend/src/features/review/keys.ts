/** One table from keys to actions; nothing else listens for keys on the page of review. */
import type { LabelClass } from '@/shared/api/schema.gen';
import type { Binding as BindingOf } from '@/shared/lib/keys';

export type Action =
  | { type: 'settle'; label: string }
  | { type: 'accept' | 'reject' | 'send_back' | 'set_aside' | 'later' | 'undo' | 'find' | 'guidelines' | 'keys' };

export type Binding = BindingOf<Action>;

// No sign or letter alone that a label may have; Shift tells the rest from labels.
const COMMANDS: readonly Binding[] = [
  { chords: ['Enter'], title: 'Accept the label', action: { type: 'accept' } },
  { chords: ['shift+r'], title: 'Reject the answers, with a reason', action: { type: 'reject' } },
  { chords: ['shift+b'], title: 'Send it back to somebody, with a note', action: { type: 'send_back' } },
  { chords: ['shift+a'], title: 'Set the item aside', action: { type: 'set_aside' } },
  { chords: ['s', ' ', 'ArrowRight'], title: 'Leave it for later', action: { type: 'later' } },
  { chords: ['Backspace', 'mod+z', 'ArrowLeft'], title: 'Undo: back to the last item', action: { type: 'undo' } },
  { chords: ['/'], title: 'Find a label by name', action: { type: 'find' } },
  { chords: ['g'], title: 'Guidelines', action: { type: 'guidelines' } },
  { chords: ['?'], title: 'Keys', action: { type: 'keys' } },
];

/** The whole table of a project: its labels first, then the commands. */
export function bindingsFor(labels: readonly LabelClass[]): Binding[] {
  const ofLabels = labels
    .filter((label) => label.key !== '')
    .map((label): Binding => ({
      chords: [label.key.toLowerCase()],
      title: `Settle as ${label.name}`,
      action: { type: 'settle', label: label.name },
    }));
  return [...ofLabels, ...COMMANDS];
}
