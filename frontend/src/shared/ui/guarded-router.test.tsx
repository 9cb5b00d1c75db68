import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { Link, useLocation } from 'wouter';
import { useLeaveGuard } from '@/shared/lib/leave-guard';
import { renderPage, unload } from '@/shared/test/render';
import { GuardedRouter } from '@/shared/ui/guarded-router';

function Form({ lost }: { lost: string | null }) {
  useLeaveGuard(lost);
  return (
    <>
      <Link href="/">Projects</Link>
      <Link href="/projects/1/settings?jobs=open">Jobs</Link>
    </>
  );
}

const at = '/projects/1/settings';

test('who leaves is asked, may stay, and may leave', async () => {
  const { history } = renderPage(<Form lost="Two labels are not saved." />, at);
  expect(unload()).toBe(false);
  await userEvent.click(screen.getByText('Projects'));
  expect(await screen.findByText('Two labels are not saved.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Stay here' }));
  expect(history).toEqual([at]);
  await userEvent.click(screen.getByText('Projects'));
  await userEvent.click(await screen.findByRole('button', { name: 'Leave without saving' }));
  expect(history).toEqual([at, '/']);
});

test('what stays on the page is no leaving', async () => {
  const { history } = renderPage(<Form lost="Two labels are not saved." />, at);
  await userEvent.click(screen.getByText('Jobs'));
  expect(history.at(-1)).toBe(`${at}?jobs=open`);
});

test('nobody is asked where nothing is lost', async () => {
  const { history } = renderPage(<Form lost={null} />, at);
  expect(unload()).toBe(true);
  await userEvent.click(screen.getByText('Projects'));
  expect(history).toEqual([at, '/']);
});

function Address() {
  const [path] = useLocation();
  return <output>{path}</output>;
}

test('the way back asks too, and the page stays until it is answered', async () => {
  window.history.pushState(null, '', '/projects');
  window.history.pushState(null, '', at);
  render(
    <MantineProvider env="test">
      <GuardedRouter>
        <Address />
        <Form lost="Two labels are not saved." />
      </GuardedRouter>
    </MantineProvider>,
  );
  window.history.back();
  expect(await screen.findByText('Two labels are not saved.')).toBeTruthy();
  expect([window.location.pathname, screen.getByRole('status').textContent]).toEqual([at, at]);
  await userEvent.click(screen.getByRole('button', { name: 'Leave without saving' }));
  expect([window.location.pathname, screen.getByRole('status').textContent]).toEqual(['/projects', '/projects']);
});
