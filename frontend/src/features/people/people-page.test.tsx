import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Person } from '@/shared/api/schema.gen';
import PeoplePage from '@/features/people/people-page';
import { fakeServer, refusal, renderPage, unload, type FakeRoutes } from '@/shared/test/render';
import { testProject } from '@/shared/test/test-project';
import { emptySheet, nobodysWork } from '@/features/people/work.test-data';

const here = {
  joined_at: '2026-01-01T10:00:00Z',
  has_left: false,
  from_file: '',
  labels: 0,
  skips: 0,
  password_is_given: false,
  may_set_password: false,
  stage: null,
  caution: '',
};
const alice: Person = { ...here, id: 1, user: 1, username: 'alice', role: 'manager' };
const bob: Person = { ...here, id: 2, user: 2, username: 'bob', role: 'annotator', labels: 1240, skips: 1 };
const carol = {
  id: null,
  user: 3,
  username: 'carol',
  role: null,
  joined_at: null,
  has_left: true,
  from_file: '',
  labels: 7,
  skips: 0,
  password_is_given: false,
  may_set_password: false,
  stage: null,
  caution: '',
};

function open(routes: FakeRoutes = {}, project = testProject({ status: 'active' })) {
  const requests = fakeServer({
    'GET /api/projects/1': { body: project },
    'GET /api/projects/1/people': { body: [alice, bob] },
    'GET /api/projects/1/invitations': { body: [] },
    'GET /api/projects/1/decisions?count=10': { body: { results: [], next: null } },
    'GET /api/projects/1/people/figures': { body: nobodysWork },
    'GET /api/projects/1/people/pay?period=month': { body: emptySheet },
    ...routes,
  });
  renderPage(<PeoplePage project={1} />);
  return requests;
}

const dora: Person = { ...bob, id: 3, user: 3, username: 'dora' };
const invitation = {
  id: 9,
  who: 'eve@example.org',
  role: 'annotator',
  state: 'open',
  invited_by: 'alice',
  created_at: '2026-01-01T10:00:00Z',
  expires_at: '2026-01-08T10:00:00Z',
  used_by: null,
  used_at: null,
  mailed_at: null,
  mail_problem: '',
  link: '/join#abc',
};

test('pasted names and addresses are invited at once, and what cannot be taken stays in the field', async () => {
  const requests = open({
    'POST /api/projects/1/invitations': {
      status: 201,
      body: [
        { who: 'dora', person: dora, invitation: null, problem: '' },
        { who: 'eve@example.org', person: null, invitation, problem: '' },
        { who: 'b0b', person: null, invitation: null, problem: '“b0b” looks like “bob”.' },
      ],
    },
    'GET /api/projects/1/invitations': { body: [invitation] },
  });
  const field = await screen.findByLabelText('User names or e-mail addresses');
  await userEvent.type(field, 'dora, eve@example.org{Enter}b0b');
  await userEvent.click(screen.getByRole('button', { name: 'Add 3 people' }));
  const alert = await screen.findByRole('alert');
  expect(within(alert).getByRole('listitem').textContent).toBe('b0b: “b0b” looks like “bob”.');
  expect(screen.getByText(/In the project now: dora/)).toBeTruthy();
  expect((field as HTMLTextAreaElement).value).toBe('b0b');
  expect(await screen.findByRole('button', { name: 'Copy the link of eve@example.org' })).toBeTruthy();
  expect(requests.find(({ route }) => route === 'POST /api/projects/1/invitations')?.body).toEqual({
    whom: ['dora', 'eve@example.org', 'b0b'],
    role: 'annotator',
  });
});

test('each drawn password stays until it is dismissed; the browser asks before one is lost of which there is no copy', async () => {
  open({
    'POST /api/projects/1/people': (body) => {
      const { username } = body as { username: string };
      if (username === 'bob') return refusal(409, 'already_member', 'bob is in this project already.', 'username');
      return { status: 201, body: { ...dora, username, initial_password: `kelp-${username}` } };
    },
  });
  await userEvent.type(await screen.findByLabelText('User names or e-mail addresses'), 'dora,bob,eve');
  await userEvent.click(screen.getByRole('radio', { name: /with a password that is drawn now/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Add 3 people' }));
  expect(await screen.findByText('kelp-eve')).toBeTruthy();
  expect(screen.getByText('kelp-dora')).toBeTruthy();
  expect(screen.getByText(/bob is in this project already/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss the password of dora' }));
  expect(screen.queryByText('kelp-dora')).toBeNull();
  expect(screen.getByText('kelp-eve')).toBeTruthy();
  expect(unload()).toBe(false);
  await userEvent.setup().click(screen.getByRole('button', { name: 'Copy the password of eve' }));
  expect(await screen.findByRole('button', { name: 'Copy the password of eve: copied' })).toBeTruthy();
  expect(unload()).toBe(true);
});

test('who forgot their password gets a link from who looks after their account, and nobody else does', async () => {
  open({
    'GET /api/projects/1/people': { body: [alice, { ...bob, may_set_password: true }] },
    'POST /api/projects/1/people/2/password': { status: 201, body: { link: '/reset#xyz', password: null } },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'New password for bob' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Make a link' }));
  expect(await screen.findByText(`${window.location.origin}/reset#xyz`)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'New password for alice' })).toBeNull();
});

test('an invitation is taken back', async () => {
  const requests = open({
    'GET /api/projects/1/invitations': { body: [invitation] },
    'DELETE /api/projects/1/invitations/9': { status: 204 },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Take back the invitation of eve@example.org' }));
  expect(requests.map(({ route }) => route)).toContain('DELETE /api/projects/1/invitations/9');
});

test('removing asks once, names what is lost, and then removes', async () => {
  const requests = open({ 'DELETE /api/projects/1/people/2': { status: 204 } });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove bob' }));
  const dialog = await screen.findByRole('dialog', { name: 'Remove bob?' });
  expect(dialog.textContent).toContain('Their 1,240 labels and 1 skip stay, in every table and export');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Remove bob' }));
  expect(requests.map((request) => request.route)).toContain('DELETE /api/projects/1/people/2');
});

test('who has left stays in the list with their answers, without role or button', async () => {
  open({ 'GET /api/projects/1/people': { body: [alice, bob, carol] } });
  expect(await screen.findByText('left; 7 labels stay')).toBeTruthy();
  expect(screen.getByRole('heading', { name: '2 people' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Remove carol' })).toBeNull();
  expect(screen.queryByLabelText('Role of carol')).toBeNull();
});

test('the last manager cannot go, and the dialog says why', async () => {
  open({ 'DELETE /api/projects/1/people/1': refusal(400, 'last_manager', 'A project needs at least one manager.') });
  await userEvent.click(await screen.findByRole('button', { name: 'Remove alice' }));
  const dialog = await screen.findByRole('dialog', { name: 'Remove alice?' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Remove alice' }));
  expect((await within(dialog).findByRole('alert')).textContent).toBe('A project needs at least one manager.');
});

test('who is no manager is told whom to ask', async () => {
  open({}, testProject({ role: 'reviewer', status: 'active' }));
  expect(await screen.findByRole('heading', { name: 'People are for managers' })).toBeTruthy();
});

const outcome = {
  decision: null,
  items: 3,
  labels: 3,
  skips: 1,
  open_again: 3,
  paid_labels: 3,
  money: '0.3000',
  held: 0,
  left: false,
  detail: '3 labels and 1 skip of bob no longer count; 3 items are open again.',
};
const decision = {
  id: 5,
  kind: 'take_back',
  sentence: 'Took back 3 labels and 1 skip of bob on 3 items.',
  why: 'Read too fast.',
  chosen: {},
  person: 2,
  since: null,
  label: '',
  items: 3,
  labels: 3,
  skips: 1,
  by: 'alice',
  at: '2026-01-01T10:00:00Z',
  undone_by: '',
  undone_at: null,
};

test('what would happen is said before answers are taken back, and only these go', async () => {
  let decisions: unknown[] = [];
  const requests = open({
    'POST /api/projects/1/decisions?dry_run=true': { body: outcome },
    'POST /api/projects/1/decisions': () => {
      decisions = [decision];
      return { body: { ...outcome, decision: 5 } };
    },
    'GET /api/projects/1/decisions?count=10': () => ({ body: { results: decisions, next: null } }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Take back answers of bob' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByText(outcome.detail)).toBeTruthy();
  await userEvent.type(within(dialog).getByLabelText('Why'), 'Read too fast.');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Take back 3 labels and 1 skip' }));
  expect(await screen.findByText(decision.sentence)).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
  const sent = requests.find(({ route }) => route === 'POST /api/projects/1/decisions');
  expect(sent?.body).toEqual({ kind: 'take_back', person: 2, why: 'Read too fast.', expected: 3 });
});

test('since when is said before it is looked at', async () => {
  const requests = open({ 'POST /api/projects/1/decisions?dry_run=true': { body: { ...outcome, items: 0 } } });
  await userEvent.click(await screen.findByRole('button', { name: 'Take back answers of bob' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByLabelText('Those given since'));
  expect(within(dialog).queryByRole('button', { name: /^Take back/ })).toBeNull();
  fireEvent.change(within(dialog).getByLabelText('Since'), { target: { value: '2026-01-02T08:30' } });
  expect(await within(dialog).findByText(outcome.detail)).toBeTruthy();
  const since = new Date('2026-01-02T08:30').toISOString();
  expect(requests.at(-1)?.body).toEqual({ kind: 'take_back', person: 2, since });
  expect(within(dialog).queryByRole('button', { name: /^Take back/ })).toBeNull();
});

test('what others changed meanwhile is said, and looked at anew', async () => {
  open({
    'POST /api/projects/1/decisions?dry_run=true': { body: outcome },
    'POST /api/projects/1/decisions': refusal(409, 'other_items', 'These are 2 items by now, not 3.'),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Take back answers of bob' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Take back 3 labels and 1 skip' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('These are 2 items by now, not 3.');
  expect(await screen.findByRole('button', { name: 'Take back 3 labels and 1 skip' })).toBeTruthy();
});

test('a decision is undone from its list, and what came of it is said', async () => {
  let undone: Record<string, unknown> = {};
  open({
    'GET /api/projects/1/decisions?count=10': () => ({ body: { results: [{ ...decision, ...undone }], next: null } }),
    'POST /api/projects/1/decisions/5/undo': () => {
      undone = { undone_by: 'alice', undone_at: '2026-01-01T11:00:00Z' };
      return { body: { changed: 4, stayed: 0, detail: '4 answers count again.' } };
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: `Undo: ${decision.sentence}` }));
  expect(await screen.findByText('4 answers count again.')).toBeTruthy();
  expect(await screen.findByText(/undone by alice/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
});

test('who answered nothing has nothing to take back', async () => {
  open();
  expect(await screen.findByRole('button', { name: 'Remove alice' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Take back answers of alice' })).toBeNull();
});

test('who was stopped is shown with why, and a manager lets them go on with a word in the log', async () => {
  const caution = 'Right on 1 of 12 gold items: 8 %, by its 95 % interval 1 % to 35 %; the settings ask for 70 %.';
  const people = [[alice, { ...bob, stage: 'stopped' as const, caution }], [alice, bob]];
  const requests = open({
    'GET /api/projects/1/people': () => ({ body: people.length > 1 ? people.shift() : people[0] }),
    'POST /api/projects/1/people/2/let-go-on': { body: bob },
  });
  expect(await screen.findByText('Stopped')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Let bob go on' }));
  const dialog = await screen.findByRole('dialog', { name: 'Let bob go on?' });
  expect(within(dialog).getByText(/held against them no more/)).toBeTruthy();
  await userEvent.type(within(dialog).getByLabelText('Why'), 'We talked.');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Let bob go on' }));
  await expect.poll(() => screen.queryByText('Stopped')).toBeNull();
  expect(requests.find(({ route }) => route.endsWith('/let-go-on'))?.body).toEqual({ why: 'We talked.' });
});
