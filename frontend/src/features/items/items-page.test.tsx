import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ITEMS, detail, open, page, rows, total } from '@/features/items/items-page.test-data';
import { testItem } from '@/shared/test/test-item';
import { testProject } from '@/shared/test/test-project';

// jsdom has no layout, so nothing scrolls.
window.scrollTo = vi.fn();

const links = () =>
  within(screen.getByRole('table', { name: 'Items' }))
    .getAllByRole('link')
    .map((link) => link.textContent);
const asked = (requests: { route: string }[], part: string) => requests.filter(({ route }) => route.includes(part));

test('each item is a row, and how many there are stands above', async () => {
  const tie = testItem(1, { label: null, state: 'tied', share: 0.5, answers: 2, people: ['ben', 'ada'] });
  const predicted = { round: 7, likeliest: [{ label: 'negative', probability: 0.706 }] };
  open('disagreeing=true&show=shop', {
    ...page('disagreeing=true&', [testItem(0, { metadata: { shop: 'Kiel' } }), { ...tie, predicted }]),
    ...total('?disagreeing=true', 2),
  });
  expect(await screen.findByText('2 of 5,000 items')).toBeTruthy();
  const cells = (await screen.findAllByRole('row')).map((row) => row.textContent);
  expect(cells).toEqual([
    'Choose all that are loadedItemLabelHow surePeopleModelshop',
    'Choose a-0Text 0positive100 % of 1benKiel',
    'Choose a-1Text 1Tied50 % of 2ben, adanegative 71 %',
  ]);
  expect(within(screen.getByRole('list', { name: 'Filters' })).getByText('disagreeing')).toBeTruthy();
});

test('more items come as somebody goes on, and only those on screen are drawn', async () => {
  const { requests } = open('', {
    ...page('', rows(0, 100), `${ITEMS}?after=m1`),
    [`GET ${ITEMS}?after=m1`]: { body: { next: `${ITEMS}?after=m2`, results: rows(100, 200) } },
    ...total('?', 5000),
  });
  expect(await screen.findByText('5,000 items')).toBeTruthy();
  await screen.findByRole('table', { name: 'Items' });
  expect(links().length).toBeLessThan(40);
  expect(asked(requests, 'after=m1')).toHaveLength(0);
  screen.getByRole('link', { name: 'Text 0' }).focus();
  await userEvent.keyboard('jj{ArrowDown}k');
  expect(document.activeElement?.textContent).toBe('Text 2');
});

test('where pages come empty, the next ones are asked for until something is found', async () => {
  open('flagged=true', {
    ...page('flagged=true&', [], `${ITEMS}?after=m1`),
    [`GET ${ITEMS}?after=m1`]: { body: { next: `${ITEMS}?after=m2`, results: [] } },
    [`GET ${ITEMS}?after=m2`]: { body: { next: null, results: rows(4711, 4712) } },
    ...total('?flagged=true', 1, false),
  });
  expect(await screen.findByRole('link', { name: 'Text 4711' })).toBeTruthy();
  expect(await screen.findByText('about 1 of 5,000 items')).toBeTruthy();
});

test('filters are added and taken out, each in the address', async () => {
  const { history } = open('', {
    ...page('', rows(0, 2)),
    ...total('?', 5000),
    ...page('label=negative&', rows(0, 1)),
    ...total('?label=negative', 1),
    ...page('label=negative&skipped=true&', []),
    ...total('?label=negative&skipped=true', 0),
  });
  const add = await screen.findByRole('combobox', { name: 'Add a filter' });
  await userEvent.click(add);
  await userEvent.click(await screen.findByRole('option', { name: 'Label' }));
  const label = screen.getByRole('combobox', { name: 'Label' });
  expect(document.activeElement).toBe(label);
  await userEvent.click(label);
  await userEvent.click(await screen.findByRole('option', { name: 'negative' }));
  expect(await screen.findByText('1 of 5,000 items')).toBeTruthy();
  expect(history.at(-1)).toBe('/projects/1/items?label=negative');
  await userEvent.click(add);
  await userEvent.click(await screen.findByRole('option', { name: 'Skipped' }));
  expect(await screen.findByRole('heading', { name: 'No item matches' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Take out skipped' }));
  expect(history.at(-1)).toBe('/projects/1/items?label=negative');
  expect((await screen.findByRole('link', { name: 'Export these' })).getAttribute('href')).toBe(
    '/projects/1/results?label=negative',
  );
  expect(screen.getByRole('link', { name: 'Remove…' }).getAttribute('href')).toBe(
    '/projects/1/remove-items?label=negative',
  );
});

test('a filter that is there is said anew, and what cannot be meant is not taken', async () => {
  const { history } = open('probability_from=0.9', {
    ...page('probability_from=0.9&', rows(0, 1)),
    ...total('?probability_from=0.9', 1),
    ...page('probability_from=0.5&', rows(0, 1)),
    ...total('?probability_from=0.5', 1),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Model sure ≥ 90 %' }));
  const share = screen.getByRole('textbox', { name: 'Model sure, at least' });
  await userEvent.clear(share);
  await userEvent.type(share, '500{Enter}');
  expect(await screen.findByText('Say per cent, from 0 to 100.')).toBeTruthy();
  await userEvent.clear(share);
  await userEvent.type(share, '50{Enter}');
  expect(await screen.findByRole('button', { name: 'Model sure ≥ 50 %' })).toBeTruthy();
  expect(history.at(-1)).toBe('/projects/1/items?probability_from=0.5');
});

test('words are sought once somebody pauses', async () => {
  const { history } = open('', {
    ...page('', rows(0, 2)),
    ...total('?', 5000),
    ...page('text=red+shoe&', rows(1, 2)),
    ...total('?text=red+shoe', 1),
  });
  await userEvent.type(await screen.findByRole('searchbox', { name: 'Search the items' }), 'red shoe');
  expect(await screen.findByText('1 of 5,000 items')).toBeTruthy();
  expect(history).toEqual(['/projects/1/items?text=red+shoe']);
});

const answer = {
  id: 5,
  item: 2,
  external_id: 'a-1',
  user: 7,
  username: 'ben',
  label: 'negative',
  skip_reason: '',
  flagged: true,
  comment: 'size?',
  seconds: 4.1,
  answered_at: '2025-01-01T10:02:00Z',
  received_at: '2025-01-01T10:02:00Z',
  replaced_at: null,
  is_taken_back: false,
  late: false,
  paid: true,
  origin: 'queue',
  source: 'ranking',
  round: 7,
  rank: 12,
  score: 0.934,
  probability: 0.031,
} as const;
test('a row opens the item with all that is known of it, arrows walk on, and Escape gives the focus back', async () => {
  const { history } = open('', {
    ...page('', rows(0, 3)),
    ...total('?', 3),
    ...detail(0),
    ...detail(1, {
      given: [answer],
      why: 'Round 7 asked for it. The model was torn between shirt 41 % and t-shirt 39 %.',
      predictions: [
        {
          round: 7,
          likeliest: [
            { label: 'shirt', probability: 0.41 },
            { label: 't-shirt', probability: 0.39 },
          ],
        },
      ],
    }),
    ...detail(2),
  });
  await userEvent.click(await screen.findByRole('link', { name: 'Text 0' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText('It waits in the pool.')).toBeTruthy();
  expect(history.at(-1)).toBe('/projects/1/items?item=1');
  await userEvent.keyboard('{ArrowRight}');
  expect(await within(dialog).findByText(/torn between shirt 41 % and t-shirt 39 %/)).toBeTruthy();
  expect(within(dialog).getByText('100 % of 1 label')).toBeTruthy();
  const answers = within(dialog).getByRole('region', { name: 'Answers' });
  expect(answers.textContent).toContain('bennegativeflagged“size?”');
  expect(answers.textContent).toContain('4.1 s · round 7 · rank 12 · score 0.93 · chance 3 %');
  expect(within(dialog).getByText('shirt 41 %, t-shirt 39 %')).toBeTruthy();
  expect(await within(dialog).findByText('No features are there yet.')).toBeTruthy();
  await userEvent.keyboard('j');
  expect(await within(dialog).findByText('a-2', { selector: '[role=status]' })).toBeTruthy();
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'The next item' }).disabled).toBe(true);
  await userEvent.keyboard('{ArrowRight}k');
  expect(history.at(-1)).toBe('/projects/1/items?item=2');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(history.at(-1)).toBe('/projects/1/items');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Text 1'));
});

test('a suspected error says in the drawer why, and nothing is said of other items', async () => {
  const suspicion = 'Ada said sneaker; the model, which had not seen this answer, says sandal 91 %.';
  open('suspected=true&sort=suspected', {
    [`GET ${ITEMS}?suspected=true&sort=suspected&count=100`]: { body: { next: null, results: rows(0, 2) } },
    ...total('?suspected=true', 2),
    ...detail(0, { suspicion }),
    ...detail(1),
  });
  await userEvent.click(await screen.findByRole('link', { name: 'Text 0' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(suspicion)).toBeTruthy();
  await userEvent.keyboard('{ArrowRight}');
  expect(await within(dialog).findByText('It waits in the pool.')).toBeTruthy();
  await waitFor(() => expect(within(dialog).queryByRole('region', { name: 'Suspected error' })).toBeNull());
});

test('similar items are shown where features are there', async () => {
  open('item=1', {
    ...page('', rows(0, 1)),
    ...total('?', 1),
    ...detail(0),
    [`GET ${ITEMS}/1/nearest?count=6`]: {
      body: { representation: 'words', title: 'Words', among: 9, items: [{ id: 8, cosine: 0.912 }] },
    },
    [`GET ${ITEMS}?id=8&count=6`]: { body: { next: null, results: [testItem(7)] } },
  });
  const similar = await screen.findByRole('region', { name: 'Similar items' });
  expect((await within(similar).findByRole('link', { name: 'Text 7' })).getAttribute('href')).toBe(
    '/projects/1/items?item=8',
  );
  expect(similar.textContent).toContain('91 % alike, positive');
});

test('a filter is kept as a view, which leads back to it and can be forgotten', async () => {
  const view = { id: 4, name: 'To settle', items: { state: 'tied' }, sort: '-answered' };
  const kept: object[] = [{ id: 3, name: 'Flagged', items: { flagged: true }, sort: 'row' }];
  const { requests } = open('state=tied&sort=-answered', {
    [`GET ${ITEMS}?state=tied&sort=-answered&count=100`]: { body: { next: null, results: rows(0, 1) } },
    ...total('?state=tied', 1),
    'GET /api/projects/1/views': () => ({ body: [...kept] }),
    'POST /api/projects/1/views': () => {
      kept.push(view);
      return { status: 201, body: view };
    },
    'DELETE /api/projects/1/views/4': () => {
      kept.pop();
      return { status: 204 };
    },
  });
  const views = await screen.findByRole('navigation', { name: 'Views' });
  expect(within(views).getByRole('link', { name: 'Flagged' }).getAttribute('href')).toBe(
    '/projects/1/items?flagged=true',
  );
  await userEvent.click(within(views).getByRole('button', { name: 'Keep this as a view…' }));
  await userEvent.keyboard('To settle{Enter}');
  const link = await within(views).findByRole('link', { name: 'To settle' });
  expect(link.getAttribute('aria-current')).toBe('page');
  expect(link.getAttribute('href')).toBe('/projects/1/items?sort=-answered&state=tied');
  expect(requests.find(({ route }) => route.startsWith('POST'))?.body).toEqual({
    name: 'To settle',
    items: { state: 'tied' },
    sort: '-answered',
  });
  await userEvent.click(within(views).getByRole('button', { name: 'Forget the view To settle' }));
  expect(await within(views).findByRole('button', { name: 'Keep this as a view…' })).toBeTruthy();
});

test('pictures can be looked at side by side', async () => {
  const picture = testItem(0, { text: null, image: { url: '/api/media/1', width: 4, height: 3 } });
  open('view=grid', { ...page('', [picture]), ...total('?', 1) }, testProject({ kind: 'image', status: 'active' }));
  expect((await screen.findByRole('img', { name: 'a-0' })).getAttribute('src')).toBe('/api/media/1');
  await userEvent.click(screen.getByText('Table'));
  expect(await screen.findByRole('table', { name: 'Items' })).toBeTruthy();
});

test('an address that cannot be read shows no items, and an error can be tried again', async () => {
  const unread = open('state=lost');
  expect(await screen.findByText(/by “State” with “lost”, which there is not/)).toBeTruthy();
  expect(asked(unread.requests, '/items')).toHaveLength(0);
  unread.unmount();
  open('state=tied');
  expect(await screen.findByRole('heading', { name: 'The items could not be loaded' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test('reviewers look, and managers alone export and remove', async () => {
  open('', { ...page('', rows(0, 1)), ...total('?', 1) }, testProject({ role: 'reviewer', status: 'active' }));
  expect(await screen.findByRole('link', { name: 'Text 0' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Remove…' })).toBeNull();
  expect(screen.queryByRole('checkbox')).toBeNull();
});

test('annotators are told that this is not for them', async () => {
  const { requests } = open('', {}, testProject({ role: 'annotator', status: 'active' }));
  expect(await screen.findByRole('heading', { name: 'Items are for managers and reviewers' })).toBeTruthy();
  expect(asked(requests, '/items')).toHaveLength(0);
});
