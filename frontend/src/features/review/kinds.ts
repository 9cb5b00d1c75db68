import type { ReviewKind } from '@/shared/api/review';
import type { ReviewWaiting } from '@/shared/api/schema.gen';
import { formatCount } from '@/shared/lib/format';

interface KindWords {
  title: string;
  /** Why items of it wait. */
  why: string;
  /** Of one item. */
  mark: string;
}

export const KINDS: Record<ReviewKind, KindWords> = {
  returned: {
    title: 'Sent back',
    why: 'You or others sent them back, and they were answered anew.',
    mark: 'sent back',
  },
  disagreeing: { title: 'Disagreeing', why: 'People gave them different labels.', mark: 'disagreeing' },
  flagged: { title: 'Flagged', why: 'Somebody flagged them.', mark: 'flagged' },
  commented: { title: 'Commented', why: 'Somebody wrote a comment.', mark: 'commented' },
  skipped: { title: 'Skipped', why: 'Somebody skipped them.', mark: 'skipped' },
  suspected: {
    title: 'Suspected',
    why: 'A model that had not learned their label takes it for an error.',
    mark: 'suspected',
  },
  sampled: { title: 'Sampled', why: 'A label was drawn at random from each person’s.', mark: 'sampled' },
};

export const isKind = (name: string | null): name is ReviewKind => name !== null && Object.hasOwn(KINDS, name);

/** The first kind of which something waits. */
export const firstKind = (waiting: readonly ReviewWaiting[]): ReviewKind =>
  waiting.find(({ count }) => count > 0)?.kind ?? 'disagreeing';

/** "1,204", or "about 1,204" where not all could be counted. */
export const countWords = ({ count, is_exact: isExact }: ReviewWaiting): string =>
  isExact ? formatCount(count) : `about ${formatCount(count)}`;
