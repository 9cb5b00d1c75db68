import type { Item, ItemDetail } from '@/shared/api/schema.gen';

/** An item as the server tells of it, unless said otherwise. */
export const testItem = (row: number, changes: Partial<Item> = {}): Item => ({
  id: row + 1,
  row,
  external_id: `a-${row}`,
  state: 'labelled',
  role: 'pool',
  text: `Text ${row}`,
  image: null,
  metadata: {},
  label: 'positive',
  is_adjudicated: false,
  truth: null,
  votes: [],
  share: 1,
  answers: 1,
  skips: 0,
  people: ['ben'],
  flagged: false,
  commented: false,
  leased: false,
  rank: null,
  answered_at: null,
  added_at: '2026-01-01T10:00:00Z',
  predicted: null,
  ...changes,
});

/** The same with all that is known of it. */
export const testItemDetail = (row: number, changes: Partial<ItemDetail> = {}): ItemDetail => ({
  ...testItem(row),
  fields: [],
  given: [],
  suggestions: [],
  predictions: [],
  why: 'It waits in the pool.',
  suspicion: null,
  duplicate_of: null,
  decisions: [],
  ...changes,
});
