import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import SettingsPage from '@/features/settings/settings-page';
import { fakeServer, refusal, renderPage, type FakeRoutes } from '@/shared/test/render';
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
