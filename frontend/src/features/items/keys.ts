/** Two tables from keys to actions: of the list, and of the item that is open. A label's keys are those of labelling. */
import type { LabelClass } from '@/shared/api/schema.gen';
import type { Binding as BindingOf } from '@/shared/lib/keys';

/** What managers do with items; it is asked first. */
export type Deed = 'settle' | 'ask_again' | 'set_aside' | 'put_back' | 'remove';

export type Action =
  | { type: 'deed'; deed: Deed }
  /** Settles with this label at once. */
  | { type: 'label'; label: string }
  | { type: 'pick' | 'pick_to' | 'pick_all' | 'pick_none' | 'export' | 'before' | 'next' | 'undo' | 'keys' }
  /** What has the focus does it by itself. */
  | { type: 'by_focus' };

export type Binding = BindingOf<Action>;

const BY_FOCUS: Action = { type: 'by_focus' };

// Plain letters and digits may be labels' keys; with Shift they are not.
export const DEEDS: Record<Deed, { words: string; chord: string }> = {
  settle: { words: 'Set a label…', chord: 'shift+l' },
  ask_again: { words: 'Ask again…', chord: 'shift+a' },
  set_aside: { words: 'Set aside…', chord: 'shift+s' },
  put_back: { words: 'Put back…', chord: 'shift+p' },
  remove: { words: 'Remove…', chord: 'Delete' },
};
export const DEED_NAMES = Object.keys(DEEDS) as Deed[];

const ofDeeds = (about: string) =>
  DEED_NAMES.map((deed): Binding => ({
    chords: [DEEDS[deed].chord],
    title: DEEDS[deed].words.replace('…', about),
    action: { type: 'deed', deed },
  }));

const UNDO: Binding = {
  chords: ['z', 'mod+z', 'Backspace'],
  title: 'Undo the last decision',
  action: { type: 'undo' },
};
const KEYS: Binding = { chords: ['?'], title: 'Keys', action: { type: 'keys' } };

const WALKING: readonly Binding[] = [
  { chords: ['ArrowDown', 'j'], title: 'The next item', action: BY_FOCUS },
  { chords: ['ArrowUp', 'k'], title: 'The item before', action: BY_FOCUS },
  { chords: ['Enter'], title: 'Open the item', action: BY_FOCUS },
];

const PICKING: readonly Binding[] = [
  { chords: ['x'], title: 'Choose the item, or not', action: { type: 'pick' } },
  { chords: [' '], title: 'The same', action: BY_FOCUS },
  { chords: ['shift+x'], title: 'Choose all up to here', action: { type: 'pick_to' } },
  { chords: ['mod+a'], title: 'Choose all that are loaded; then all that match', action: { type: 'pick_all' } },
  { chords: ['Escape'], title: 'Choose none', action: { type: 'pick_none' } },
];

/** Of the list, where no item is open. */
export function listBindings(mayDecide: boolean): readonly Binding[] {
  if (!mayDecide) return [...WALKING, KEYS];
  const onChosen = ofDeeds(': the chosen items');
  return [
    ...WALKING,
    ...PICKING,
    ...onChosen,
    { chords: ['shift+e'], title: 'Export: the chosen items', action: { type: 'export' } },
    UNDO,
    KEYS,
  ];
}

/** Of the item that is open. A letter that is a label's key settles, and does not walk. */
export function drawerBindings(labels: readonly LabelClass[], mayDecide: boolean): readonly Binding[] {
  const taken = new Set(mayDecide ? labels.map(({ key }) => key) : []);
  const free = (...chords: string[]) => chords.filter((chord) => !taken.has(chord));
  const walking: Binding[] = [
    { chords: ['ArrowRight', ...free('j')], title: 'The next item', action: { type: 'next' } },
    { chords: ['ArrowLeft', ...free('k')], title: 'The item before', action: { type: 'before' } },
    { chords: ['Escape'], title: 'Close the item', action: BY_FOCUS },
  ];
  if (!mayDecide) return [...walking, KEYS];
  return [...labels.filter(({ key }) => key !== '').map(ofLabel), ...walking, ...ofDeeds(''), UNDO, KEYS];
}

const ofLabel = ({ key, name }: LabelClass): Binding => ({
  chords: [key.toLowerCase()],
  title: name,
  action: { type: 'label', label: name },
});
