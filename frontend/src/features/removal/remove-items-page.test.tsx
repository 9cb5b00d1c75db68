import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { parseCondition, writeCondition } from '@/shared/items/conditions';
import RemoveItemsPage from '@/features/removal/remove-items-page';
import { comeBack, fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testItem } from '@/shared/test/test-item';
import { testProject } from '@/shared/test/test-project';

const removal = (items: number, left = false) => ({
  items,
  held: 0,
  suggestions: 0,
  labels: 4,
  skips: 0,
  paid_labels: 4,
  money: '0.4800',
  left,
  detail: `${items} items with 4 labels: only importing brings such items back.`,
});

const ITEMS = '/api/projects/1/items';
const DRY = `DELETE ${ITEMS}?dry_run=true`;
const REMOVE = `DELETE ${ITEMS}`;
const count = (query: string, of: number, isExact = true) => ({
  [`GET ${ITEMS}/count?${query}`]: { body: { count: of, is_exact: isExact } },
  [`GET ${ITEMS}?${query}&count=5`]: { body: { next: null, results: [0, 1].map((row) => testItem(row)).slice(0, of) } },
});

function open(query: string, routes: FakeRoutes = {}, project = testProject({ status: 'active' })) {
  const requests = fakeServer({
    'GET /api/projects/1': { body: project },
    'GET /api/projects/1/columns': { body: { names: ['shop', 'a=b'], items: [] } },
    'GET /api/projects/1/people': { body: [] },
    ...routes,
  });
  return { requests, ...renderPage(<RemoveItemsPage project={1} />, `/projects/1/remove-items?${query}`) };
}

const sent = (requests: { route: string; body: unknown }[]) =>
  requests.filter(({ route }) => route === REMOVE).map(({ body }) => body);

async function confirm(name: string) {
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(await within(dialog).findByRole('checkbox', { name: /for good/ }));
  await userEvent.click(within(dialog).getByRole('button', { name }));
  return dialog;
}

test('where nothing is chosen, nothing is asked and nothing can be removed', async () => {
  const { requests } = open('text=%20');
  expect(await screen.findByRole('heading', { name: 'Choose what goes' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
  expect(requests.some(({ route }) => route.includes('/items'))).toBe(false);
});

test('a condition without a value, or one that there is not, never widens the choice', async () => {
  const half = open('state=labelled&column=shop%3D');
  expect(await screen.findByText(/Say what “shop” has to be/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
  half.unmount();
  open('state=lost&split=test');
  expect(await screen.findByText(/by “State” with “lost”, which there is not/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
});

test('what is chosen stands in the address, and the first items and their number are shown', async () => {
  const { history } = open('state=labelled', {
    ...count('state=labelled', 3100),
    ...count('state=labelled&column=shop%7EBonn', 1),
  });
  expect(await screen.findByText('3,100 items of 5,000 match.')).toBeTruthy();
  expect(screen.getAllByText(/^Text \d$/)).toHaveLength(2);
  await userEvent.click(screen.getByRole('combobox', { name: 'Add a filter' }));
  await userEvent.click(screen.getByRole('option', { name: 'Column' }));
  const column = screen.getByRole('combobox', { name: 'Column' });
  expect(document.activeElement).toBe(column);
  await userEvent.click(column);
  await userEvent.click(await screen.findByRole('option', { name: 'shop' }));
  await userEvent.click(screen.getByRole('combobox', { name: 'How it is compared' }));
  await userEvent.click(screen.getByRole('option', { name: 'contains' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Value' }), 'Bonn{Enter}');
  expect(await screen.findByText('1 item of 5,000 matches.')).toBeTruthy();
  expect(history.at(-1)).toContain('column=shop%7EBonn');
});

test('a column whose name holds a sign of comparison can be asked for', async () => {
  const { history } = open('state=labelled', {
    ...count('state=labelled', 3100),
    ...count('state=labelled&column=%22a%3Db%22%3D7', 1),
  });
  await userEvent.click(await screen.findByRole('combobox', { name: 'Add a filter' }));
  await userEvent.click(screen.getByRole('option', { name: 'Column' }));
  await userEvent.click(screen.getByRole('combobox', { name: 'Column' }));
  await userEvent.click(await screen.findByRole('option', { name: 'a=b' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Value' }), '7{Enter}');
  expect(await screen.findByText('1 item of 5,000 matches.')).toBeTruthy();
  expect(history.at(-1)).toContain('column=%22a%3Db%22%3D7');
});

test.each(['shop', 'a=b', '~', 'a>', '<', 'say "hi"', '"quoted"', '"a"=b', 'two\nlines'])(
  'the column %s is read as it was written',
  (column) => {
    for (const how of ['=', '~', '>=', '<='] as const) {
      const condition = { column, how, value: '"x"=1' };
      expect(parseCondition(writeCondition(condition))).toEqual(condition);
    }
  },
);

test('nothing goes before it was said what goes and that it is wanted', async () => {
  const { requests } = open('split=test', {
    ...count('split=test', 312),
    [DRY]: { body: removal(312) },
    [REMOVE]: { body: removal(312) },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove 312 items…' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(/312 items with 4 labels: only importing/)).toBeTruthy();
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Remove 312 items' }).disabled).toBe(true);
  expect(document.activeElement?.textContent).toBe('Keep them');
  expect(sent(requests)).toEqual([]);
  const before = requests.length;
  await confirm('Remove 312 items');
  const note = await screen.findByText('312 items removed');
  expect(note.closest('[role=status]')).toBe(document.activeElement);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(sent(requests)).toEqual([{ items: { split: 'test' }, expected: 312 }]);
  await waitFor(() =>
    expect(requests.slice(before).map(({ route }) => route)).toEqual(
      expect.arrayContaining(['GET /api/projects/1', `GET ${ITEMS}/count?split=test`]),
    ),
  );
});

test('more than go at once go step by step, each with the number that it expects', async () => {
  const steps = [removal(10_000, true), removal(10_000, true), removal(500)];
  const { requests } = open('split=test', {
    ...count('split=test', 20_500),
    [DRY]: { body: removal(10_000, true) },
    [REMOVE]: () => ({ body: steps.shift() }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove 20,500 items…' }));
  await confirm('Remove 20,500 items');
  expect(await screen.findByText('20,500 items removed')).toBeTruthy();
  expect(sent(requests)).toEqual([10_000, 10_000, 500].map((expected) => ({ items: { split: 'test' }, expected })));
});

/** Holds back the server's answers to removals until it is called. */
function holdBack() {
  const gate = new EventTarget();
  const opened = new Promise((resolve) => gate.addEventListener('open', resolve));
  const answer = globalThis.fetch;
  globalThis.fetch = async (path, init) => {
    if (init?.method === 'DELETE' && path === ITEMS) await opened;
    return answer(path, init);
  };
  return () => gate.dispatchEvent(new Event('open'));
}

test('it can be stopped between two steps, and says what is gone', async () => {
  const { requests } = open('split=test', {
    ...count('split=test', 20_500),
    [DRY]: { body: removal(10_000, true) },
    [REMOVE]: { body: removal(10_000, true) },
  });
  const letGo = holdBack();
  await userEvent.click(await screen.findByRole('button', { name: 'Remove 20,500 items…' }));
  await confirm('Remove 20,500 items');
  expect(document.activeElement?.textContent).toBe('Stop after this step');
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText(/it stops after this step/)).toBeTruthy();
  letGo();
  expect(await screen.findByText('10,000 items removed')).toBeTruthy();
  expect(screen.getByText(/It was stopped there/)).toBeTruthy();
  expect(sent(requests)).toHaveLength(1);
});

test('while items go, nobody asks what would go; once it has failed, that is asked anew', async () => {
  const { requests } = open('split=test', {
    ...count('split=test', 312),
    [DRY]: { body: removal(312) },
    [REMOVE]: refusal(409, 'other_items', 'These are 315 items by now.', 'expected'),
  });
  const letGo = holdBack();
  const looks = () => requests.filter(({ route }) => route === DRY).length;
  await userEvent.click(await screen.findByRole('button', { name: 'Remove 312 items…' }));
  await confirm('Remove 312 items');
  await screen.findByRole('button', { name: 'Stop after this step' });
  comeBack();
  expect(looks()).toBe(1);
  letGo();
  expect(await screen.findByText(/These are 315 items by now/)).toBeTruthy();
  expect(await screen.findByRole('button', { name: 'Remove 312 items' })).toBeTruthy();
  expect(looks()).toBe(2);
});

test('where there are other items by now, nothing goes and the new number is shown', async () => {
  const looks = [removal(312), removal(315)];
  const words = 'These are 315 items by now, not 312. Look again before you remove them.';
  const { requests } = open('split=test', {
    ...count('split=test', 312),
    [DRY]: () => ({ body: looks.shift() }),
    [REMOVE]: refusal(409, 'other_items', words, 'expected'),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove 312 items…' }));
  const dialog = await confirm('Remove 312 items');
  expect((await within(dialog).findByRole('alert')).textContent).toContain(words);
  const again = await within(dialog).findByRole<HTMLButtonElement>('button', { name: 'Remove 315 items' });
  expect(again.disabled).toBe(true);
  expect(sent(requests)).toHaveLength(1);
});

test('what matches nothing says so, and an error can be tried again', async () => {
  const none = open('split=none', count('split=none', 0));
  expect(await screen.findByRole('heading', { name: 'No item matches' })).toBeTruthy();
  none.unmount();
  open('split=test');
  expect(await screen.findByRole('heading', { name: 'The items could not be found' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test('who is no manager is told whom to ask', async () => {
  const { requests } = open('split=test', {}, testProject({ role: 'reviewer', status: 'active' }));
  expect(await screen.findByRole('heading', { name: 'Data are for managers' })).toBeTruthy();
  expect(requests.some(({ route }) => route.includes('/items'))).toBe(false);
});
