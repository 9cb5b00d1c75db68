import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { WebhooksSection } from '@/features/settings/webhooks/webhooks-section';
import type { Webhook, WebhookDelivery } from '@/shared/api/schema.gen';
import { comeBack, fakeServer, refusal, renderPage, unload, type FakeRoutes } from '@/shared/test/render';

const webhook: Webhook = {
  id: 4,
  url: 'https://hooks.example.org/labels?token=abc',
  events: ['item.labelled', 'job.ended'],
  active: true,
  created_by: 'alice',
  created_at: '2026-01-01T10:00:00Z',
  failures: 0,
  failing_since: null,
  waiting: 0,
  last: null,
};
const delivery: WebhookDelivery = {
  id: 9,
  message: 'msg_1',
  event: 'job.ended',
  state: 'failed',
  attempts: 11,
  next_attempt: null,
  created_at: '2026-01-01T10:00:00Z',
  ended_at: '2026-01-02T12:00:00Z',
  status: 404,
  error: 'It answered 404.',
  seconds: 0.25,
};
const secret = 'whsec_abcdefgh';

function open(routes: FakeRoutes = {}, webhooks: Webhook[] = [webhook]) {
  const requests = fakeServer({ 'GET /api/projects/1/webhooks': { body: webhooks }, ...routes });
  renderPage(<WebhooksSection project={1} />);
  return requests;
}

test('a webhook is added for the events that stay chosen, and its secret is shown until it is dismissed', async () => {
  const requests = open({ 'POST /api/projects/1/webhooks': { status: 201, body: { ...webhook, secret } } }, []);
  await userEvent.click(await screen.findByRole('button', { name: 'Add a webhook' }));
  expect(document.activeElement).toBe(screen.getByLabelText('Address'));
  await userEvent.click(screen.getByRole('button', { name: 'Add webhook' }));
  expect(screen.getByText('Fill this in.')).toBeTruthy();
  await userEvent.type(screen.getByLabelText('Address'), ' https://hooks.example.org/labels?token=abc');
  for (const name of [/Round done/, /Budget at/, /Project started/]) {
    await userEvent.click(screen.getByRole('checkbox', { name }));
  }
  await userEvent.click(screen.getByRole('button', { name: 'Add webhook' }));
  expect(await screen.findByText(secret)).toBeTruthy();
  expect(requests.find(({ route }) => route.startsWith('POST'))?.body).toEqual({
    url: webhook.url,
    events: ['item.labelled', 'job.ended'],
  });
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss the secret of hooks.example.org/labels' }));
  expect(screen.queryByText(secret)).toBeNull();
});

test('secrets stand one below the other until each is dismissed; a newer one of the same webhook replaces its own', async () => {
  const second = { ...webhook, id: 5, url: 'https://other.example.org/' };
  const drawn = ['whsec_one', 'whsec_two'];
  open(
    {
      'POST /api/projects/1/webhooks/4/secret': () => ({ body: { ...webhook, secret: drawn.shift() } }),
      'POST /api/projects/1/webhooks/5/secret': { body: { ...second, secret: 'whsec_other' } },
    },
    [webhook, second],
  );
  for (const host of ['hooks.example.org/labels', 'other.example.org/', 'hooks.example.org/labels']) {
    await userEvent.click(await screen.findByRole('button', { name: `New secret for ${host}` }));
    await userEvent.click(await screen.findByRole('button', { name: 'Draw a new secret' }));
  }
  expect(await screen.findByText('whsec_two')).toBeTruthy();
  expect(screen.getByText('whsec_other')).toBeTruthy();
  expect(screen.queryByText('whsec_one')).toBeNull();
  expect(unload()).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss the secret of other.example.org/' }));
  expect(unload()).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss the secret of hooks.example.org/labels' }));
  expect(unload()).toBe(true);
});

test('an address that is refused is said beside its field, and no event at all is said too', async () => {
  const detail = '“10.0.0.1” is an address inside this server’s own network.';
  open({ 'POST /api/projects/1/webhooks': refusal(400, 'address_refused', detail, 'url') }, []);
  await userEvent.click(await screen.findByRole('button', { name: 'Add a webhook' }));
  await userEvent.type(screen.getByLabelText('Address'), 'http://10.0.0.1');
  const boxes = screen.getAllByRole('checkbox');
  for (const box of boxes) await userEvent.click(box);
  await userEvent.click(screen.getByRole('button', { name: 'Add webhook' }));
  expect(screen.getByText('Choose at least one.')).toBeTruthy();
  await userEvent.click(screen.getByRole('checkbox', { name: /Item labelled/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Add webhook' }));
  expect(await screen.findByText(detail)).toBeTruthy();
});

test('a test says status and seconds, or what went wrong', async () => {
  let status = 200;
  open({
    'POST /api/projects/1/webhooks/4/test': () => ({
      body: {
        ...delivery,
        event: 'ping',
        ...(status === 200 ? { state: 'delivered', status, error: '', seconds: 0.14 } : {}),
        payload: {},
      },
    }),
  });
  const button = await screen.findByRole('button', { name: 'Test hooks.example.org/labels' });
  await userEvent.click(button);
  expect(await screen.findByText('Test. Delivered: 200 in 0.1 s')).toBeTruthy();
  status = 404;
  await userEvent.click(button);
  expect(await screen.findByText('Test. Failed: It answered 404. (0.3 s)')).toBeTruthy();
});

test('what was sent stands in a fold, and can be sent again', async () => {
  const requests = open({
    'GET /api/projects/1/webhooks/4/deliveries': { body: { deliveries: [delivery], next: 9 } },
    'GET /api/projects/1/webhooks/4/deliveries?before=9': {
      body: { deliveries: [{ ...delivery, id: 3 }], next: null },
    },
    'GET /api/projects/1/webhooks/4/deliveries/9': { body: { ...delivery, payload: { type: 'job.ended' } } },
    'POST /api/projects/1/webhooks/4/deliveries/9/redeliver': {
      status: 201,
      body: { ...delivery, id: 10, state: 'waiting', payload: {} },
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Deliveries to hooks.example.org/labels' }));
  const line = await screen.findByText('Failed: It answered 404. (0.3 s) Attempt 11.');
  expect(requests.some(({ route }) => route.endsWith('/deliveries/9'))).toBe(false);
  await userEvent.click(line);
  expect(await screen.findByText(/"type": "job.ended"/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Send again' }));
  expect(await screen.findByText('It is on its way, at the end of the line.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Show older deliveries' }));
  expect(await screen.findAllByText(/It answered 404/)).toHaveLength(2);
});

test('how it stands is said in words, and one that is off can be turned on', async () => {
  const failing = { ...webhook, id: 5, failures: 3, failing_since: '2026-01-01T10:00:00Z', waiting: 2 };
  const off = { ...webhook, id: 6, active: false };
  const requests = open({ 'PATCH /api/projects/1/webhooks/6': { body: webhook } }, [webhook, failing, off]);
  expect(await screen.findByText('Nothing was sent yet.')).toBeTruthy();
  expect(screen.getByText(/^3 attempts failed since .* 2 deliveries wait\.$/)).toBeTruthy();
  expect(screen.getByText('Off: nothing is sent.')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: /^Turn on/ }));
  expect(requests.find(({ route }) => route.startsWith('PATCH'))?.body).toEqual({ active: true });
});

test('a list that could not be asked for anew stays, and it is said', async () => {
  const answers = [{ body: [webhook] }];
  open({ 'GET /api/projects/1/webhooks': () => answers.shift() ?? refusal(503, 'away', 'The database is away.') });
  expect(await screen.findByText('Nothing was sent yet.')).toBeTruthy();
  comeBack();
  expect(await screen.findByText(/The database is away/)).toBeTruthy();
  expect(screen.getByText('Nothing was sent yet.')).toBeTruthy();
});

test('a new secret and removing ask once, and say what follows', async () => {
  const requests = open({
    'POST /api/projects/1/webhooks/4/secret': { body: { ...webhook, secret } },
    'DELETE /api/projects/1/webhooks/4': { status: 204 },
  });
  await userEvent.click(await screen.findByRole('button', { name: /^New secret for/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Draw a new secret' }));
  expect(await screen.findByText(secret)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: /^Remove hooks/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Remove this webhook?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Remove the webhook' }));
  expect(requests.map(({ route }) => route)).toContain('DELETE /api/projects/1/webhooks/4');
  await waitFor(() => expect(screen.queryByText(secret)).toBeNull());
});
