import type { DeckResponse } from '@/shared/api/schema.gen';

export const POSITIVE = 11;
export const NEGATIVE = 12;

export function response(change: Partial<DeckResponse> = {}): DeckResponse {
  return {
    results: [],
    items: [],
    lost: [],
    progress: { labels: 100, budget: 500, mine: 10, skipped: 0 },
    model: { round: 3, running: false, labels_behind: 4, worker_alive: true, worker_seen_at: null },
    state: 'open',
    retry_in_s: null,
    detail: '',
    caution: '',
    ending: null,
    server_time: '2026-11-20T10:00:00Z',
    project: null,
    ...change,
  };
}

export const textItem = (id: number) => ({
  id,
  text: `Text ${id}`,
  image: null,
  fields: [],
  suggestion: null,
  returned: null,
  expires_at: '2026-11-20T10:15:00Z',
});

export const project = {
  id: 1,
  name: 'Shop reviews',
  kind: 'text' as const,
  guidelines: '',
  deck_size: 10,
  version: '1.annotator',
  role: 'annotator' as const,
  labels: [
    { id: POSITIVE, name: 'positive', key: '1', color: '#0072B2', position: 0 },
    { id: NEGATIVE, name: 'negative', key: '2', color: '#E69F00', position: 1 },
  ],
};
