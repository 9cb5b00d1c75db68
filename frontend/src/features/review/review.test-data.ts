import type { ReviewItem } from '@/shared/api/review';

/** An item on which A and B disagree, unless said otherwise. */
export const testReviewItem = (id: number, changes: Partial<ReviewItem> = {}): ReviewItem => ({
  id,
  row: id - 1,
  external_id: '',
  text: `Text ${id}`,
  image: null,
  fields: [],
  label: null,
  votes: [
    { label: 'positive', answers: 1 },
    { label: 'negative', answers: 1 },
  ],
  answers: [
    { ...ANSWER, id: 10 * id, who: 'A', label: 'positive' },
    { ...ANSWER, id: 10 * id + 1, who: 'B', label: 'negative', comment: 'The seller is nice.' },
  ],
  kinds: ['disagreeing', 'commented'],
  predicted: null,
  ...changes,
});

const ANSWER = { skip_reason: '', flagged: false, comment: '', seconds: 4.1 };
