import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import SettingsPage from '@/features/settings/settings-page';
import { comeBack, fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
import { testProject } from '@/shared/test/test-project';

const strategy = {
  name: 'default',
  title: 'Recommended',
  description: 'Asks for what the model is least sure of.',
  cost: 'About 10 s per round.',
  is_default: true,
  kinds: ['image', 'text'],
};

function open(routes: FakeRoutes = {}) {
  const requests = fakeServer({
    'GET /api/projects/1': { body: testProject({ status: 'active' }) },
    'GET /api/strategies': { body: [strategy] },
    'GET /api/projects/1/columns': { body: { names: [], items: [] } },
    'GET /api/projects/1/webhooks': { body: [] },
    ...routes,
  });
  const page = renderPage(<SettingsPage project={1} />);
  return { requests, ...page };
}

test('only what changed is saved, money following labels', async () => {
  const stored = testProject({ status: 'active', budget_labels: 500, budget_money: '60.00' });
  const { requests } = open({ 'PATCH /api/projects/1': { body: stored } });
  const labels = await screen.findByLabelText('Budget in labels');
  await userEvent.clear(labels);
  await userEvent.type(labels, '500');
  expect(screen.getByLabelText<HTMLInputElement>('Budget in money').value).toBe('60.00');
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText('Saved')).toBeTruthy();
  expect(requests.find((request) => request.route.startsWith('PATCH'))?.body).toEqual({
    budget_labels: 500,
    budget_money: '60.00',
  });
});

test('how sure the audit share will make accuracy is said while it is typed, with what is there already', async () => {
  const running = testProject({ status: 'active', labels_done: 400, audit_answered: 41 });
  open({ 'GET /api/projects/1': { body: running } });
  const share = await screen.findByLabelText('Audit share');
  expect(screen.getByText('Accuracy to ± 10 points or better at the end.')).toBeTruthy();
  await userEvent.clear(share);
  await userEvent.type(share, '20');
  expect(screen.getByText('Accuracy to ± 8 points or better at the end.')).toBeTruthy();
});

test('another number of answers per item says what it costs before it is saved, at the budget in the form', async () => {
  const detail = '3 answers instead of 1 on 40 items: up to 80 more labels, 6.40 EUR; the budget allows 60 of the 90.';
  const { requests } = open({
    'POST /api/projects/1/overlap/preview': {
      body: { items: 40, labels: 80, money: '6.4000', affordable: 60, detail },
    },
  });
  const overlap = await screen.findByLabelText('Answers per item');
  expect(screen.queryByText(/instead of/)).toBeNull();
  await userEvent.clear(overlap);
  await userEvent.type(overlap, '3');
  expect(await screen.findByText(detail)).toBeTruthy();
  const labels = screen.getByLabelText('Budget in labels');
  await userEvent.clear(labels);
  await userEvent.type(labels, '700');
  const asked = () => requests.filter((request) => request.route.endsWith('/overlap/preview')).at(-1)?.body;
  await expect.poll(asked).toEqual({ overlap: 3, budget_labels: 700, budget_money: '84.00' });
  expect(requests.some((request) => request.route.startsWith('PATCH'))).toBe(false);
});

test('what the model looks at is chosen by title, and other overrides stay', async () => {
  const stored = testProject({ status: 'active', strategy: 'auto', advanced: { temperature: 0.5 } });
  const { requests } = open({
    'GET /api/projects/1': { body: stored },
    'PATCH /api/projects/1': { body: { ...stored, advanced: { temperature: 0.5, features: 'tokens' } } },
  });
  const looks = await screen.findByRole<HTMLInputElement>('combobox', { name: 'What the model looks at' });
  expect(looks.value).toBe('Chosen by itself (recommended)');
  await userEvent.click(looks);
  expect(screen.queryByRole('option', { name: 'Photos' })).toBeNull();
  await userEvent.click(screen.getByRole('option', { name: 'Single words' }));
  expect(looks.value).toBe('Single words');
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText('Saved')).toBeTruthy();
  expect(requests.find((request) => request.route.startsWith('PATCH'))?.body).toEqual({
    advanced: { temperature: 0.5, features: 'tokens' },
  });
});

test('a strategy that looks at one thing alone offers no choice', async () => {
  open({ 'GET /api/projects/1': { body: testProject({ status: 'active', strategy: 'default' }) } });
  expect(await screen.findByLabelText('Strategy overrides')).toBeTruthy();
  expect(screen.queryByRole('combobox', { name: 'What the model looks at' })).toBeNull();
});

test('a label in use stays, and the list says why', async () => {
  open({
    'PATCH /api/projects/1': refusal(
      400,
      'label_in_use',
      '“negative” has annotations and cannot be removed.',
      'labels',
    ),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove negative' }));
  expect(screen.getByText('A project needs at least two labels.')).toBeTruthy();
  await userEvent.type(screen.getByLabelText('New label'), 'neutral{Enter}');
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText('“negative” has annotations and cannot be removed.')).toBeTruthy();
});

test('a new label shows the key and the colour that the server gives it', async () => {
  const looks = [
    { key: '1', color: '#0072B2' },
    { key: '2', color: '#E69F00' },
    { key: '7', color: '#009E73' },
  ];
  const { requests } = open({ 'POST /api/projects/1/labels/preview': { body: looks } });
  await userEvent.type(await screen.findByLabelText('New label'), '7{Enter}');
  const key = screen.getByLabelText<HTMLInputElement>('Key of 7');
  await expect.poll(() => key.value).toBe('7');
  expect(screen.getByLabelText<HTMLInputElement>('Colour of 7').value).toBe('#009E73');
  expect(requests.find((request) => request.route.endsWith('/labels/preview'))?.body).toEqual({
    labels: [{ id: 1, name: 'positive' }, { id: 2, name: 'negative' }, { name: '7' }],
  });
});

test('what the server would refuse is said before it is saved', async () => {
  const words = 'The key “2” means “negative”, and another label is called “2”.';
  open({ 'POST /api/projects/1/labels/preview': refusal(400, 'key_misleads', words, 'labels') });
  await userEvent.type(await screen.findByLabelText('New label'), '2{Enter}');
  expect((await screen.findByRole('alert')).textContent).toBe(words);
});

test('keys in the order of the list come from the server and are saved as typed', async () => {
  const looks = [
    { key: '1', color: '#0072B2' },
    { key: '2', color: '#E69F00' },
  ];
  const labels = [
    { id: 1, name: 'positive', key: 'q', color: '#0072B2', position: 0 },
    { id: 2, name: 'negative', key: 'w', color: '#E69F00', position: 1 },
  ];
  const { requests } = open({
    'GET /api/projects/1': { body: testProject({ status: 'active', labels }) },
    'POST /api/projects/1/labels/preview': { body: looks },
    'PATCH /api/projects/1': { body: testProject({ status: 'active' }) },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Give keys in list order' }));
  await expect.poll(() => screen.getByLabelText<HTMLInputElement>('Key of negative').value).toBe('2');
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await screen.findByText('Saved');
  expect(requests.find((request) => request.route.startsWith('PATCH'))?.body).toEqual({
    labels: [
      { id: 1, name: 'positive', key: '1' },
      { id: 2, name: 'negative', key: '2' },
    ],
  });
});

test('the order of labels can be changed in a draft', async () => {
  open({ 'GET /api/projects/1': { body: testProject({ status: 'draft' }) } });
  await userEvent.click(await screen.findByRole('button', { name: 'Move negative up' }));
  expect(labelNames()).toEqual(['negative', 'positive']);
  expect(screen.queryByText(/Their order stays/)).toBeNull();
});

test('once the project has started the order stays, and the page says why', async () => {
  open();
  const name = await screen.findByLabelText('Name of negative');
  expect(screen.queryByRole('button', { name: /^Move/ })).toBeNull();
  expect(screen.getByText(/Their order stays as it was at the start/)).toBeTruthy();
  await userEvent.type(name, '{Alt>}{ArrowUp}{/Alt}');
  expect(labelNames()).toEqual(['positive', 'negative']);
  expect(screen.getByRole('button', { name: 'Remove negative' })).toBeTruthy();
});

const labelNames = () => screen.getAllByLabelText<HTMLInputElement>(/^Name of/).map((input) => input.value);

test('discarding brings back what is stored', async () => {
  open();
  const name = await screen.findByLabelText<HTMLInputElement>('Name');
  await userEvent.type(name, ' 2');
  await userEvent.click(screen.getByRole('button', { name: 'Discard changes' }));
  expect(name.value).toBe('Shop reviews');
});

test('a project goes only when its name is typed', async () => {
  const { requests, history } = open({ 'DELETE /api/projects/1': { status: 204 } });
  await userEvent.click(await screen.findByRole('button', { name: 'Delete project' }));
  const dialog = await screen.findByRole('dialog', { name: 'Delete Shop reviews?' });
  const button = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Delete 5,000 items' });
  expect(button.disabled).toBe(true);
  await userEvent.type(within(dialog).getByLabelText(/Type/), 'Shop reviews');
  await userEvent.click(button);
  expect(requests.find((request) => request.route.startsWith('DELETE'))?.body).toEqual({
    confirm_name: 'Shop reviews',
  });
  expect(history.at(-1)).toBe('/');
});

test('who leaves with unsaved settings is asked, also for a new label that is only typed', async () => {
  const { history } = open();
  await userEvent.type(await screen.findByLabelText('New label'), 'mixed');
  await userEvent.click(screen.getByRole('link', { name: 'People' }));
  expect(await screen.findByText('The new label “mixed” is not in the list yet.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Stay here' }));
  await userEvent.clear(screen.getByLabelText('New label'));
  await userEvent.type(screen.getByLabelText('Name'), ' 2');
  await userEvent.click(screen.getByRole('link', { name: 'People' }));
  expect(await screen.findByText('Your changes to the settings are not saved yet.')).toBeTruthy();
  expect(history).toEqual(['/']);
});

test('a draft that lacks labels is left without a question while nobody has typed', async () => {
  const { history } = open({ 'GET /api/projects/1': { body: testProject({ labels: [] }) } });
  await screen.findByText('A project needs at least two labels.');
  await userEvent.click(screen.getByRole('link', { name: 'People' }));
  expect(history.at(-1)).toBe('/projects/1/people');
});

test('columns are shown beside the text, with the first items as annotators will see them', async () => {
  const stored = testProject({ status: 'active', fields: [{ name: 'title', look: 'heading', read: false }] });
  const item = {
    id: 7,
    text: 'The strap broke.',
    image: '',
    values: [
      { name: 'title', value: 'Red shoes' },
      { name: 'price', value: '12.00' },
    ],
  };
  const { requests } = open({
    'GET /api/projects/1': { body: stored },
    'GET /api/projects/1/columns': { body: { names: ['title', 'price'], items: [item] } },
    'PATCH /api/projects/1': { body: stored },
  });
  const first = await screen.findByRole('region', { name: 'The first items' });
  expect(within(first).getByText('Red shoes')).toBeTruthy();
  expect(within(first).queryByText('12.00')).toBeNull();
  await userEvent.click(screen.getByRole('combobox', { name: 'Show another column' }));
  await userEvent.click(await screen.findByRole('option', { name: 'price' }));
  expect(within(first).getByText('12.00')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'price up' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'The model reads title' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await expect
    .poll(() => requests.find((request) => request.route.startsWith('PATCH'))?.body)
    .toEqual({
      fields: [
        { name: 'price', look: 'small', read: false },
        { name: 'title', look: 'heading', read: true },
      ],
    });
});

test('columns that could not be asked for anew stay, and it is said', async () => {
  const answers = [{ body: { names: ['price'], items: [] } }];
  open({
    'GET /api/projects/1/columns': () => answers.shift() ?? refusal(503, 'away', 'The database is away.'),
  });
  expect(await screen.findByRole('combobox', { name: 'Show another column' })).toBeTruthy();
  comeBack();
  expect(await screen.findByText('The database is away.')).toBeTruthy();
  expect(screen.getByRole('combobox', { name: 'Show another column' })).toBeTruthy();
});

test('suggestions are shown of a model that is chosen, and may be hidden again', async () => {
  const suggested = testProject({ status: 'active', suggested_by: ['', 'nothing'] });
  const { requests } = open({
    'GET /api/projects/1': { body: suggested },
    'PATCH /api/projects/1': { body: { ...suggested, shown_suggestions: 'nothing' } },
  });
  const chosen = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Shown while labelling' });
  expect(chosen.value).toBe('Nothing');
  expect(screen.getByText(/were no faster in studies .*Audit items never show any/)).toBeTruthy();
  await userEvent.click(chosen);
  expect(screen.getByRole('option', { name: 'A model without a name', hidden: true })).toBeTruthy();
  await userEvent.click(screen.getByRole('option', { name: 'nothing', hidden: true }));
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText('Saved')).toBeTruthy();
  const saved = () => requests.filter((request) => request.route.startsWith('PATCH')).at(-1)?.body;
  expect(saved()).toEqual({ shown_suggestions: 'nothing' });
  await userEvent.click(chosen);
  await userEvent.click(screen.getByRole('option', { name: 'Nothing', hidden: true }));
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  await expect.poll(saved).toEqual({ shown_suggestions: null });
});

test('a project of which no model says anything has nothing to show', async () => {
  open();
  await screen.findByLabelText('Name');
  expect(screen.queryByLabelText('Shown while labelling')).toBeNull();
});

test('a share of gold items says what it takes of the money while it is typed', async () => {
  const stored = testProject({ status: 'active', gold_items: 12 });
  const { requests } = open({
    'GET /api/projects/1': { body: stored },
    'PATCH /api/projects/1': { body: { ...stored, gold_share: 0.05 } },
  });
  const share = await screen.findByLabelText('Share of gold items');
  expect(screen.getByText('There are 12 gold items, and nobody is asked any.')).toBeTruthy();
  await userEvent.clear(share);
  await userEvent.type(share, '5');
  expect(
    screen.getByText(
      'About each 20th item is gold: 5 % of the labels, and of the money. There are 12 gold items.',
    ),
  ).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText('Saved')).toBeTruthy();
  expect(requests.find((request) => request.route.startsWith('PATCH'))?.body).toEqual({ gold_share: 0.05 });
});

test('limits may be left empty, and nobody is stopped where they are not told yet', async () => {
  const { requests } = open({ 'PATCH /api/projects/1': { body: testProject({ status: 'active' }) } });
  await userEvent.type(await screen.findByLabelText('Tell people below'), '60');
  await userEvent.type(screen.getByLabelText('Stop people below'), '70');
  expect(screen.getByText('No more than people are told below.')).toBeTruthy();
  await userEvent.clear(screen.getByLabelText('Tell people below'));
  await userEvent.click(screen.getByRole('checkbox', { name: /too fast to have looked/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText('Saved')).toBeTruthy();
  expect(requests.find((request) => request.route.startsWith('PATCH'))?.body).toEqual({
    pause_below: 0.7,
    watch_pace: true,
  });
});
