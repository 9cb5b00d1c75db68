import ItemsPage from '@/features/items/items-page';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testItem, testItemDetail } from '@/shared/test/test-item';
import { testProject } from '@/shared/test/test-project';

export const ITEMS = '/api/projects/1/items';
export const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => testItem(from + at));
/** What the list answers. */
export const page = (query: string, results: unknown[], next: string | null = null) => ({
  [`GET ${ITEMS}?${query}sort=row&count=100`]: { body: { next, results } },
});
export const total = (query: string, count: number, isExact = true) => ({
  [`GET ${ITEMS}/count${query}`]: { body: { count, is_exact: isExact } },
});

/** The page of items at an address. */
export function open(query: string, routes: FakeRoutes = {}, project = testProject({ status: 'active' })) {
  const requests = fakeServer({
    'GET /api/projects/1': { body: project },
    'GET /api/projects/1/columns': { body: { names: ['shop'], items: [] } },
    'GET /api/projects/1/people': { body: [] },
    'GET /api/projects/1/views': { body: [] },
    ...routes,
  });
  return { requests, ...renderPage(<ItemsPage project={1} />, `/projects/1/items?${query}`) };
}

/** What is known of an item. */
export const detail = (row: number, changes: object = {}) => ({
  [`GET ${ITEMS}/${row + 1}`]: { body: testItemDetail(row, changes) },
  [`GET ${ITEMS}/${row + 1}/nearest?count=6`]: refusal(409, 'no_features', 'No features are there yet.'),
});
