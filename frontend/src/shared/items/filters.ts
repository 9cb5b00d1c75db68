import type { ItemFilter } from '@/shared/api/schema.gen';

export type FilterName = keyof ItemFilter;

/** How a value is chosen: from a list, as words, as a number, … */
export type FilterKind =
  | 'state'
  | 'role'
  | 'label'
  | 'person'
  | 'given'
  | 'flag'
  | 'words'
  | 'count'
  | 'share'
  | 'moment'
  | 'numbers'
  | 'columns';

export interface Filter {
  /** In the list of filters. */
  title: string;
  kind: FilterKind;
  group: (typeof GROUPS)[number];
  /** Of a flag: what items are called for which it holds, and for which it does not. */
  flag?: readonly [string, string];
  /** Nobody else may ask by it. */
  isForManagers?: true;
  /** Between title and value where they are shown; otherwise a colon. */
  sign?: string;
}

export const GROUPS = ['What they are', 'Answers', 'Model', 'Their file'] as const;

/** Every filter of items that the server knows, in the order in which they are offered. */
export const FILTERS = {
  state: { title: 'State', kind: 'state', group: 'What they are' },
  label: { title: 'Label', kind: 'label', group: 'What they are' },
  role: { title: 'Role', kind: 'role', group: 'What they are' },
  measures: {
    title: 'Audit or gold',
    kind: 'flag',
    group: 'What they are',
    flag: ['audit or gold items', 'neither audit nor gold items'],
  },
  truth: { title: 'True label', kind: 'label', group: 'What they are', isForManagers: true },
  set_aside: { title: 'Set aside', kind: 'flag', group: 'What they are', flag: ['set aside', 'not set aside'] },
  text: { title: 'Words', kind: 'words', group: 'What they are' },
  leased: {
    title: 'In somebody’s hands',
    kind: 'flag',
    group: 'What they are',
    flag: ['in somebody’s hands', 'in nobody’s hands'],
  },
  adjudicated: { title: 'Adjudicated', kind: 'flag', group: 'Answers', flag: ['adjudicated', 'not adjudicated'] },
  reviewed: { title: 'Reviewed', kind: 'flag', group: 'Answers', flag: ['reviewed', 'not reviewed'] },
  sampled: { title: 'Sampled for review', kind: 'flag', group: 'Answers', flag: ['sampled', 'not sampled'] },
  returned: {
    title: 'Sent back and answered anew',
    kind: 'flag',
    group: 'Answers',
    flag: ['sent back and answered anew', 'not sent back'],
  },
  disagreeing: { title: 'Disagreeing', kind: 'flag', group: 'Answers', flag: ['disagreeing', 'not disagreeing'] },
  person: { title: 'Person', kind: 'person', group: 'Answers' },
  given: { title: 'Label of a person', kind: 'given', group: 'Answers' },
  flagged: { title: 'Flagged', kind: 'flag', group: 'Answers', flag: ['flagged', 'not flagged'] },
  commented: { title: 'Commented', kind: 'flag', group: 'Answers', flag: ['commented', 'not commented'] },
  skipped: { title: 'Skipped', kind: 'flag', group: 'Answers', flag: ['skipped', 'not skipped'] },
  skip_reason: { title: 'Reason of a skip', kind: 'words', group: 'Answers' },
  answers: { title: 'Number of labels', kind: 'count', group: 'Answers', sign: '=' },
  answers_from: { title: 'Labels, at least', kind: 'count', group: 'Answers', sign: '≥' },
  answers_to: { title: 'Labels, at most', kind: 'count', group: 'Answers', sign: '≤' },
  answered_from: { title: 'Answered since', kind: 'moment', group: 'Answers' },
  answered_to: { title: 'Answered until', kind: 'moment', group: 'Answers' },
  against_model: {
    title: 'Model against people',
    kind: 'flag',
    group: 'Model',
    flag: ['model against people', 'model as people'],
  },
  suspected: {
    title: 'Suspected error',
    kind: 'flag',
    group: 'Model',
    flag: ['suspected errors', 'not suspected'],
  },
  predicted: { title: 'Likeliest for the model', kind: 'label', group: 'Model' },
  probability_from: { title: 'Model sure, at least', kind: 'share', group: 'Model', sign: '≥' },
  probability_to: { title: 'Model sure, at most', kind: 'share', group: 'Model', sign: '≤' },
  round: { title: 'Asked by round', kind: 'count', group: 'Model' },
  suggested: { title: 'Suggested label', kind: 'label', group: 'Model' },
  suggested_by: { title: 'Suggestion of the model', kind: 'words', group: 'Model' },
  not_suggested_by: { title: 'No suggestion of the model', kind: 'words', group: 'Model' },
  column: { title: 'Column', kind: 'columns', group: 'Their file' },
  split: { title: 'Split', kind: 'words', group: 'Their file' },
  external_id: { title: 'External id', kind: 'words', group: 'Their file' },
  id: { title: 'Number', kind: 'numbers', group: 'Their file' },
  added_from: { title: 'Added since', kind: 'moment', group: 'Their file' },
  added_to: { title: 'Added until', kind: 'moment', group: 'Their file' },
} as const satisfies Record<FilterName, Filter>;

export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

export const filterCalled = (name: FilterName): Filter => FILTERS[name];

/** Several of one kind can be said at once, each by itself. */
export const areSeveral = (kind: FilterKind) => kind === 'columns' || kind === 'given';

export const isFilterName = (name: string): name is FilterName => Object.hasOwn(FILTERS, name);
