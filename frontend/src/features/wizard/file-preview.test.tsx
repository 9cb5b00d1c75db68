import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import AddDataPage from '@/features/wizard/add-data-page';
import type { FileChoices, Preview, Upload } from '@/shared/api/schema.gen';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testChosen, testCounts, testPreview } from '@/shared/test/test-preview';
import { testProject } from '@/shared/test/test-project';

const item = {
  external_id: 'r-1',
  text: 'The strap broke.',
  thumbnail: '',
  fields: [
    { name: 'title', look: 'heading' as const, value: 'Green bag' },
    { name: 'shop', look: 'small' as const, value: 'North' },
  ],
  label: '',
  answers: [
    { person: 'ben', label: 'negative' },
    { person: 'ada', label: '' },
  ],
  suggestions: [{ model: 'model-a', version: '2', label: 'negative', probability: 0.9, score: null }],
};
const preview = testPreview({
  formats: ['csv', 'label-studio'],
  columns: [
    { name: 'title', meaning: 'field', samples: ['Green bag'] },
    { name: 'body', meaning: 'text', samples: ['The strap broke.'] },
    { name: 'label', meaning: 'label', samples: ['negative'] },
    { name: 'shop', meaning: 'field', samples: ['North'] },
    { name: 'page', meaning: 'metadata', samples: ['3'] },
  ],
  labels_are: 'answers',
  labels_why: 'Only 190 of 200 rows have a label, so people seem to have given them.',
  items: [item],
  counts: testCounts({
    rows: 200,
    items: 178,
    unchanged: 20,
    left_out: 2,
    answers: 190,
    people: 2,
    skips: 8,
    contradictions: 3,
  }),
  labels: [
    { name: 'negative', key: '2', color: '#E69F00', items: 120, is_new: false, spellings: ['Negative '] },
    { name: 'fine', key: '3', color: '#009E73', items: 70, is_new: true, spellings: [] },
  ],
  contradictions: [{ content: 'It arrived.', labels: ['negative', 'fine'], lines: [3, 7] }],
  losses: [{ code: 'rows_left_out', detail: '2 rows will be left out. Line 9: no text.' }],
  warnings: [{ code: 'repeated_ids', detail: '20 rows have ids that came earlier.' }],
});
const upload: Upload = {
  id: 5,
  filename: 'reviews.csv',
  address: '',
  size: 12_000,
  kind: 'text',
  preview,
  choices: testChosen(),
  preview_job: null,
  job: null,
};

/** The preview of a file in a running project; `look` is what the server sees by other choices. */
function open(look: (choices: FileChoices) => Partial<Preview> = () => ({}), routes: FakeRoutes = {}) {
  const requests = fakeServer({
    'GET /api/projects/1': { body: testProject({ status: 'active' }) },
    'GET /api/jobs?project=1': { body: [] },
    'GET /api/projects/1/uploads': { body: [upload] },
    'POST /api/projects/1/uploads/5/preview': (body) => ({
      body: { ...upload, preview: { ...preview, ...look(body as FileChoices) } },
    }),
    ...routes,
  });
  renderPage(<AddDataPage project={1} />, '/projects/1/add-data');
  return {
    asked: () => requests.filter(({ route }) => route.endsWith('/preview')).map(({ body }) => body),
    requests,
  };
}

async function choose(select: string, option: string) {
  const box = await screen.findByRole('combobox', { name: select });
  await userEvent.click(box);
  const list = document.getElementById(box.getAttribute('aria-controls') ?? '');
  await userEvent.click(within(list ?? document.body).getByRole('option', { name: option }));
}

test('the counts add up, and say what the labels come to', async () => {
  open();
  const counts = await screen.findByRole('region', { name: 'What comes in' });
  expect(counts.textContent).toMatch(/200.*rows in the file.*=.*178.*new items.*\+.*20.*\+.*2.*left out/);
  expect(within(counts).getByText('With 190 answers by 2 people · 8 skips.')).toBeTruthy();
});

test('losses stand apart from what is good to know, and contradictions name both labels', async () => {
  open();
  const losses = await screen.findByRole('alert', { name: 'What will be missing' });
  expect(losses.textContent).toContain('Line 9: no text.');
  expect(losses.textContent).not.toContain('ids that came earlier');
  expect(screen.getByText('20 rows have ids that came earlier.')).toBeTruthy();
  const table = screen.getByRole('region', { name: 'Contradictions' });
  expect(within(table).getByText('negative and fine')).toBeTruthy();
  expect(within(table).getByText('lines 3 and 7')).toBeTruthy();
  expect(screen.getByText('And 2 items more.')).toBeTruthy();
});

test('items stand as annotators will see them, and below the line what is known', async () => {
  open();
  const first = await screen.findByRole('article', { name: 'Item 1' });
  expect(first.textContent).toMatch(/Green bag.*The strap broke\..*shop.*North/);
  expect(first.textContent).toMatch(/ben: .*negative.*ada: skip.*model-a 2 suggests negative, 90\.0 %/);
});

test('what the labels are is guessed, said why, and can be changed', async () => {
  const why = 'Known to be right: hidden, for measuring.';
  const { asked } = open(() => ({ labels_are: 'truth', labels_why: why }));
  expect(await screen.findByText(/Only 190 of 200 rows/)).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: 'Known to be right' }));
  expect(await screen.findByText(why)).toBeTruthy();
  expect(asked()).toEqual([{ labels_are: 'truth' }]);
});

test('a column becomes another, and the import says the same', async () => {
  const { asked, requests } = open(undefined, { 'POST /api/projects/1/imports': { status: 202, body: {} } });
  await choose('page will be', 'Id');
  await screen.findByText('This is what will come in.');
  await userEvent.click(screen.getByRole('button', { name: 'Import 178 items' }));
  expect(asked()).toEqual([{ id_column: 'page' }]);
  expect(requests.find(({ route }) => route.endsWith('/imports'))?.body).toEqual({ upload: 5, id_column: 'page' });
});

test('fields change their order and their look', async () => {
  const { asked } = open();
  await userEvent.click(await screen.findByRole('button', { name: 'shop up' }));
  await userEvent.click(await screen.findByLabelText('The model reads title'));
  const shop = { name: 'shop', look: 'small', read: false };
  const title = { name: 'title', look: 'heading', read: false };
  expect(asked()).toEqual([{ fields: [shop, title] }, { fields: [shop, { ...title, read: true }] }]);
});

test('a label is sent to another class with all its spellings, or left out', async () => {
  const { asked } = open();
  expect(await screen.findByText('also “Negative ”')).toBeTruthy();
  await choose('negative becomes', 'fine');
  await choose('fine becomes', 'Leave it out');
  expect(asked().at(-1)).toEqual({
    mapping: [
      { label: 'negative', to: 'fine' },
      { label: 'Negative ', to: 'fine' },
      { label: 'fine', to: null },
    ],
  });
});

test('a reader that cannot read the file is refused in a sentence, and there is a way back', async () => {
  const refused = refusal(400, 'not_label_studio', 'This is no export of Label Studio.', 'format');
  open(undefined, { 'POST /api/projects/1/uploads/5/preview': refused });
  await choose('Read as', 'Label Studio');
  expect(await screen.findByText('This is no export of Label Studio.')).toBeTruthy();
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Import 178 items' });
  expect(button.disabled).toBe(true);
  await userEvent.click(screen.getByRole('button', { name: 'Back to how it was read before' }));
  expect(screen.queryByText('This is no export of Label Studio.')).toBeNull();
  expect(button.disabled).toBe(false);
});
