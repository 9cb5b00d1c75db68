import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DeckResponse, OwnAnswer } from '@/shared/api/schema.gen';
import { sessionOptions } from '@/shared/api/session';
import { theme } from '@/shared/ui/theme';
import { project, response, textItem } from './deck.test-data';
import type { DeckBody } from './sync';
import { Workspace } from './workspace';

let requests: DeckBody[] = [];
let next = 0;

function answer(body: DeckBody): DeckResponse {
  return response({
    results: body.answers.map(({ key }) => ({ key, status: 'accepted', code: '', detail: '' })),
    items: Array.from({ length: body.want }, () => textItem(++next)),
    project: body.include_project ? project : null,
  });
}

function open(reply: (body: DeckBody) => DeckResponse = answer, before: OwnAnswer[] = []) {
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    if (path.endsWith('/own-answers?person=7'))
      return Promise.resolve(new Response(JSON.stringify({ answers: before })));
    const body = JSON.parse(init.body as string) as DeckBody;
    requests.push(body);
    return Promise.resolve(new Response(JSON.stringify(reply(body))));
  });
  const client = new QueryClient();
  const user = { id: 7, username: 'bob', display_name: 'Bob', may_create_projects: false, may_create_accounts: false, password_is_given: false };
  client.setQueryData(sessionOptions().queryKey, { user, demo_accounts: [] });
  return render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={client}>
        <Workspace project={1} user={7} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const item = () => screen.getByRole('region', { name: 'Item' });
const press = (key: string) => fireEvent.keyDown(document.body, { key, code: /\d/.test(key) ? `Digit${key}` : key });

beforeEach(() => {
  requests = [];
  next = 0;
});
afterEach(() => vi.unstubAllGlobals());

test('a key press puts the next item on screen in the same step', async () => {
  open();
  await screen.findByText('Text 1');
  press('1');
  expect(within(item()).getByText('Text 2')).toBeTruthy();
  press('2');
  expect(within(item()).getByText('Text 3')).toBeTruthy();
  await waitFor(() => expect(requests).toHaveLength(2), { timeout: 2000 });
  expect(requests[1]?.answers.map((one) => one.label)).toEqual([11, 12]);
});

test('progress, save state, model age and the last answers are on the page', async () => {
  open();
  await screen.findByText('Text 1');
  press('1');
  expect(screen.getByRole('progressbar', { name: 'Labels of the budget' }).getAttribute('aria-valuenow')).toBe('101');
  expect(screen.getByText('Saving')).toBeTruthy();
  expect(screen.getByText('model 4 labels behind · round 3 done')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: /Text 1.*positive/ }));
  expect(within(item()).getByText('Text 1')).toBeTruthy();
  expect(screen.getByRole('button', { name: /positive/, pressed: true })).toBeTruthy();
});

test('undo brings the last item back with its answer', async () => {
  open();
  await screen.findByText('Text 1');
  press('2');
  press('Backspace');
  expect(within(item()).getByText('Text 1')).toBeTruthy();
  expect(screen.getByText(/You chose/).textContent).toContain('negative');
  press('ArrowRight');
  expect(within(item()).getByText('Text 2')).toBeTruthy();
});

test('an item that came back from review shows the note and what was said before', async () => {
  const returned = { note: 'Look at the last sentence.', answered: true, label: 12 };
  open((body) => {
    const reply = answer(body);
    return { ...reply, items: reply.items.map((one) => (one.id === 1 ? { ...one, returned } : one)) };
  });
  await screen.findByText('Text 1');
  const note = screen.getByRole('region', { name: 'Note of the reviewer' });
  expect(note.textContent).toContain('You had said negative.');
  expect(note.textContent).toContain('“Look at the last sentence.”');
  expect(screen.getByRole('button', { name: /negative/, pressed: true })).toBeTruthy();
  press('2');
  expect(screen.queryByRole('region', { name: 'Note of the reviewer' })).toBeNull();
});

test('undo goes on over a reload: what was answered before can be chosen again', async () => {
  const old = { key: 'k', label: 12, skip_reason: '', flagged: false, comment: 'dim', seconds: 2 };
  open(answer, [{ ...old, item: textItem(901), answered_at: '2026-11-01T10:00:00Z' }]);
  await screen.findByText('Text 1');
  await screen.findByRole('button', { name: /Text 901.*negative/ });
  press('1');
  press('Backspace');
  press('Backspace');
  expect(within(item()).getByText('Text 901')).toBeTruthy();
  expect(screen.getByText(/You chose/).textContent).toContain('negative');
  press('1');
  await waitFor(() => expect(requests.at(-1)?.answers[0]).toMatchObject({ item: 901, label: 11, comment: 'dim' }), {
    timeout: 3000,
  });
});

test('keys do nothing while a comment is typed, and the comment goes with the answer', async () => {
  open();
  await screen.findByText('Text 1');
  press('c');
  const field = await screen.findByRole('textbox', { name: 'Comment' });
  await userEvent.type(field, '1 odd page{Enter}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(within(item()).getByText('Text 1')).toBeTruthy();
  press('1');
  await waitFor(() => expect(requests.at(-1)?.answers[0]).toMatchObject({ item: 1, comment: '1 odd page' }), {
    timeout: 2000,
  });
});

test('what is typed right after the key of a panel is for its field', async () => {
  open();
  await screen.findByText('Text 1');
  await userEvent.keyboard('c1 s');
  expect(within(item()).getByText('Text 1')).toBeTruthy();
  expect(await screen.findByDisplayValue('1 s')).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  press('2');
  expect(within(item()).getByText('Text 2')).toBeTruthy();
});

test('"/" finds a label by name', async () => {
  open();
  await screen.findByText('Text 1');
  press('/');
  const field = await screen.findByRole('combobox', { name: /Find a label/ });
  await userEvent.type(field, 'neg{Enter}');
  expect(within(item()).getByText('Text 2')).toBeTruthy();
  expect(screen.getByRole('button', { name: /Text 1.*negative/ })).toBeTruthy();
});

test.each([
  ['/', /Find a label/, 'neg{Enter}'],
  ['c', 'Comment', 'torn{Enter}'],
  ['S', 'Or in your words', 'torn{Enter}'],
])('a panel that was open when its item went to somebody else stores nothing (%s)', async (key, name, typed) => {
  let lost: number[] = [];
  open((body) => ({ ...answer(body), lost }));
  await screen.findByText('Text 1');
  fireEvent.keyDown(document.body, { key, code: key, shiftKey: key === 'S' });
  const field = await screen.findByLabelText(name, { selector: 'input, textarea' });
  lost = [1];
  window.dispatchEvent(new Event('online'));
  expect(await screen.findByText('The item changed while this was open. Nothing will be stored.')).toBeTruthy();
  await userEvent.type(field, typed);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(within(item()).getByText('Text 2')).toBeTruthy();
  expect(screen.getByText('The item changed meanwhile. Nothing was stored.', { selector: 'span' })).toBeTruthy();
  press('1');
  await waitFor(() => expect(requests.at(-1)?.answers).toMatchObject([{ item: 2, label: 11, comment: '' }]), {
    timeout: 2000,
  });
});

test('classes whose keys changed meanwhile are told, and a key that means another one is asked for twice', async () => {
  let news: DeckResponse['project'] = null;
  open((body) => ({ ...answer(body), ...(news && body.project_version !== news.version && { project: news }) }));
  await screen.findByText('Text 1');
  const labels = project.labels.map((label) => ({ ...label, key: label.key === '1' ? '2' : '1' }));
  news = { ...project, version: '2.annotator', labels, guidelines: 'Be strict.' };
  window.dispatchEvent(new Event('online'));
  const words = /“positive” has key 2 now; “negative” has key 1 now\. The guidelines changed/;
  expect(await screen.findByText(words, { selector: 'span' })).toBeTruthy();
  press('1');
  expect(within(item()).getByText('Text 1')).toBeTruthy();
  expect(screen.getByText(/The key 1 means “negative” now/, { selector: 'span' })).toBeTruthy();
  press('1');
  expect(within(item()).getByText('Text 2')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'positive' }));
  expect(within(item()).getByText('Text 3')).toBeTruthy();
  await userEvent.click(
    within(screen.getByText(words, { selector: 'span' }).parentElement ?? item()).getByRole('button', {
      name: 'Guidelines',
    }),
  );
  expect(await screen.findByText('Be strict.')).toBeTruthy();
  expect(screen.queryByText(words, { selector: 'span' })).toBeNull();
});

test('skip, flag and label work by mouse too', async () => {
  open();
  await screen.findByText('Text 1');
  await userEvent.click(screen.getByRole('button', { name: 'flag' }));
  await userEvent.click(screen.getByRole('button', { name: 'positive' }));
  await userEvent.click(screen.getByRole('button', { name: 'skip' }));
  expect(within(item()).getByText('Text 3')).toBeTruthy();
  await waitFor(
    () =>
      expect(requests.at(-1)?.answers).toMatchObject([
        { flagged: true, label: 11 },
        { flagged: false, label: null },
      ]),
    { timeout: 2000 },
  );
});

test('review text is shown as text, never as HTML', async () => {
  const hostile = { ...textItem(1), text: '<img src=x onerror="alert(1)"> line one\n  line two' };
  open(() => response({ items: [hostile], project }));
  await screen.findByText(/line one/);
  expect(item().querySelector('img')).toBeNull();
  expect(item().textContent).toContain(hostile.text);
});

test.each([
  [
    response({ state: 'budget_spent', project, progress: { labels: 500, budget: 500, mine: 10, skipped: 0 } }),
    'Budget spent: 500 of 500 labels',
  ],
  [response({ state: 'finished', project }), 'Everything is labelled'],
  [response({ state: 'paused', project }), 'This project is paused'],
  [response({ state: 'stopped', detail: 'A manager sees this.', project }), 'Let us look at this together'],
  [response({ state: 'waiting', retry_in_s: 40, project }), 'All remaining items are with other people'],
  [response({ project: { ...project, labels: [] } }), 'No labels yet'],
])('an empty deck says why (%#)', async (reply, title) => {
  open(() => reply);
  expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
});

test('a worker that sleeps is named in plain words', async () => {
  const model = { round: 3, running: false, labels_behind: 40, worker_alive: false, worker_seen_at: null };
  open(() => response({ items: [textItem(1)], project, model }));
  expect(
    await screen.findByText('No worker. Labels are safe; the order will not change until one is back.'),
  ).toBeTruthy();
});

test('what happened is announced', async () => {
  const { container } = open();
  await screen.findByText('Text 1');
  press('1');
  expect(container.querySelector('[aria-live="polite"]')?.textContent).toContain('positive. Next item: Text 2');
});

test('who is told how they label may take note of it, and goes on', async () => {
  open((body) => ({ ...answer(body), caution: 'You are going very fast.' }));
  expect(await screen.findAllByText('You are going very fast.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(within(document.querySelector('main') ?? document.body).queryByText('You are going very fast.', { ignore: '[aria-live] *, [aria-live]' })).toBeNull();
  press('1');
  expect(within(item()).getByText('Text 2')).toBeTruthy();
});
