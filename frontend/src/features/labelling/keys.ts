/** One table from keys to actions; nothing else listens for keys on the labelling page. */
import type { LabelClass } from '@/shared/api/schema.gen';
import type { Binding as BindingOf } from '@/shared/lib/keys';

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

export type Binding = BindingOf<Action>;

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
