import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { testRow } from '@/features/benchmark/benchmark.test-data';
import BenchmarksPage from '@/features/benchmark/benchmarks-page';
import type { BenchmarkList } from '@/shared/api/schema.gen';
import { fakeServer, refusal, renderPage, type FakeAnswer } from '@/shared/test/render';
import { testProject } from '@/shared/test/test-project';

const truth = { source: 'truth', items: 5000, usable: true, detail: '5,000 items carry ground truth.' } as const;
const labels = { source: 'labels', items: 0, usable: false, detail: 'Nobody has answered yet.' } as const;
const recommended = {
  name: 'default',
  title: 'Recommended',
  description: '',
  cost: '',
  is_default: true,
  kinds: ['text'],
};

function open(answer: FakeAnswer, project = testProject({ status: 'active' })) {
  fakeServer({
    'GET /api/projects/1': { body: project },
    'GET /api/projects/1/benchmarks': answer,
    'GET /api/strategies': { body: [recommended] },
  });
  return renderPage(<BenchmarksPage project={1} />, '/projects/1/benchmarks');
}

const list = (changes: Partial<BenchmarkList> = {}): FakeAnswer => ({
  body: { sources: [truth, labels], benchmarks: [], ...changes },
});

test('an empty page says what a benchmark is and offers what can be played', async () => {
  open(list());
  expect(await screen.findByRole('heading', { name: 'No benchmarks yet' })).toBeTruthy();
  expect(screen.getByText(/which one needs the fewest/)).toBeTruthy();
  const start = screen.getByRole('link', { name: 'New benchmark' });
  expect(start.getAttribute('href')).toBe('/projects/1/benchmarks/new?source=truth');
  expect(screen.queryByRole('link', { name: /What if/ })).toBeNull();
  expect(screen.getByText('Nobody has answered yet.')).toBeTruthy();
});

test('without ground truth or labels it says what is lacking', async () => {
  const none = { ...truth, items: 0, usable: false, detail: 'No item carries ground truth. Import some.' };
  open(list({ sources: [none, labels] }));
  expect(await screen.findByRole('heading', { name: 'Nothing to benchmark on yet' })).toBeTruthy();
  expect(screen.getByText(/No item carries ground truth/)).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'New benchmark' })).toBeNull();
});

test('where people have given labels, What if is offered', async () => {
  open(
    list({
      sources: [
        { ...truth, usable: false },
        { ...labels, usable: true },
      ],
    }),
  );
  const link = await screen.findByRole('link', { name: /What if/ });
  expect(link.getAttribute('href')).toBe('/projects/1/benchmarks/new?source=labels');
});

test('each benchmark has its verdict, or how far it is', async () => {
  const running = testRow({ id: 13, title: 'Second look', state: 'running', done: 12, seconds_left: 240 });
  open(list({ benchmarks: [running, testRow()] }));
  await screen.findByRole('link', { name: 'First look' });
  const items = within(screen.getByRole('main')).getAllByRole('listitem');
  expect(items[0]?.textContent).toContain('12 of 42 rounds · about 4 min left');
  expect(items[1]?.textContent).toContain('Recommended errs on 5.0 %');
  await waitFor(() => expect(items[1]?.textContent).toContain('Recommended, random · 3 seeds · from known answers'));
  expect(screen.getByRole('link', { name: 'First look' }).getAttribute('href')).toBe('/projects/1/benchmarks/12');
  expect(screen.getByRole('progressbar', { name: 'Second look: rounds played' })).toBeTruthy();
});

test('a failed one says why', async () => {
  open(
    list({ benchmarks: [testRow({ state: 'failed', error: 'The disk is full.', sentence: 'No run was completed.' })] }),
  );
  expect(await screen.findByText('The disk is full.')).toBeTruthy();
});

test('a reviewer reads and starts nothing; an annotator is told whom to ask', async () => {
  const { unmount } = open(list({ benchmarks: [testRow()] }), testProject({ role: 'reviewer', status: 'active' }));
  await screen.findByRole('link', { name: 'First look' });
  expect(screen.queryByRole('link', { name: 'New benchmark' })).toBeNull();
  unmount();
  open(list(), testProject({ role: 'annotator', status: 'active' }));
  expect(await screen.findByRole('heading', { name: 'Benchmarks are for managers and reviewers' })).toBeTruthy();
});

test('an error can be tried again', async () => {
  open(refusal(500, 'error', 'The server made a mistake.'));
  expect((await screen.findByRole('alert')).textContent).toContain('The benchmarks could not be loaded');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});
