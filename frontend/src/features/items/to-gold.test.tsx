import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { ToGold } from '@/features/items/to-gold';
import { fakeServer, renderPage } from '@/shared/test/render';
import { testProject } from '@/shared/test/test-project';

const outcome = {
  decision: null,
  items: 12,
  labels: 0,
  skips: 0,
  open_again: 0,
  paid_labels: 0,
  money: '0.0000',
  held: 0,
  left: false,
};

test('what becomes gold is looked at before, with the label that is right, and then done', async () => {
  const detail = '12 items will be asked of everybody once, hidden among the others.';
  const requests = fakeServer({
    'POST /api/projects/1/decisions?dry_run=true': { body: { ...outcome, detail } },
    'POST /api/projects/1/decisions': { body: { ...outcome, decision: 3, detail } },
  });
  const chosen = { items: { truth: 'positive' } };
  renderPage(<ToGold project={testProject({ status: 'active' })} chosen={chosen} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Make gold…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Make items gold' });
  expect(await within(dialog).findByText(detail)).toBeTruthy();
  await userEvent.click(within(dialog).getByRole('combobox', { name: 'Right is' }));
  await userEvent.click(await screen.findByRole('option', { name: 'negative', hidden: true }));
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Make 12 items gold' }));
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  expect(requests.findLast(({ route }) => route === 'POST /api/projects/1/decisions')?.body).toEqual({
    kind: 'to_gold',
    ...chosen,
    label: 'negative',
    why: '',
    expected: 12,
  });
});
