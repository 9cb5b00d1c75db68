import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { changedByBoth, lastChange } from '@/features/settings/meanwhile';
import SettingsPage from '@/features/settings/settings-page';
import type { LogEntry, Project } from '@/shared/api/schema.gen';
import { fakeServer, refusal, renderPage } from '@/shared/test/render';
import { testProject } from '@/shared/test/test-project';

const entry = (changes: Partial<LogEntry>): LogEntry => ({
  id: 1,
  at: '2026-11-28T10:32:00Z',
  username: 'mara',
  kind: 'setting',
  sentence: 'Changed the answers per item from 1 to 2.',
  ...changes,
});

/** A server in which Mara has saved `theirs` after the page had read the project. */
function open(theirs: Partial<Project>) {
  let version = 1;
  let project = testProject({ status: 'active' });
  const tags: (string | null)[] = [];
  const shown = () => ({ body: project, headers: { ETag: `"${version}-x"` } });
  fakeServer({
    'GET /api/projects/1': shown,
    'GET /api/strategies': { body: [] },
    'GET /api/projects/1/log': { body: { entries: [entry({})], next: null } },
    'PATCH /api/projects/1': (body, headers) => {
      tags.push(headers.get('If-Match'));
      if (headers.get('If-Match') !== `"${version}-x"`) return refusal(412, 'changed_meanwhile', 'Read them again.');
      project = { ...project, ...(body as Partial<Project>) };
      version += 1;
      return shown();
    },
  });
  renderPage(<SettingsPage project={1} />);
  const changeMeanwhile = () => {
    project = { ...project, ...theirs };
    version += 1;
  };
  return { tags, changeMeanwhile, stored: () => project };
}

test('what somebody else changed meanwhile is said, stays, and so does what was typed here', async () => {
  const { tags, changeMeanwhile, stored } = open({ overlap: 2 });
  const guidelines = await screen.findByLabelText<HTMLTextAreaElement>('Guidelines');
  await userEvent.type(guidelines, 'Be kind.');
  changeMeanwhile();
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText(/about other settings: save again, and both count/)).toBeTruthy();
  expect(screen.getByText(/by mara, .*Changed the answers per item from 1 to 2\./)).toBeTruthy();
  expect(guidelines.value).toBe('Be kind.');
  expect(screen.getByLabelText<HTMLInputElement>('Answers per item').value).toBe('2');
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText('Saved')).toBeTruthy();
  expect(screen.queryByText(/were changed meanwhile/)).toBeNull();
  expect(stored()).toMatchObject({ overlap: 2, guidelines: 'Be kind.' });
  expect(tags).toEqual(['"1-x"', '"2-x"']);
});

test('where both changed one setting, it is named, and discarding keeps theirs', async () => {
  const { changeMeanwhile } = open({ name: 'Reviews of shoes' });
  const name = await screen.findByLabelText<HTMLInputElement>('Name');
  await userEvent.type(name, ' 2');
  changeMeanwhile();
  await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
  expect(await screen.findByText(/Both change the name: save again to put yours/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Discard changes' }));
  expect(name.value).toBe('Reviews of shoes');
  expect(screen.queryByText(/were changed meanwhile/)).toBeNull();
});

test('both change what is in the patch and is another now', () => {
  const [begun, fresh] = [testProject(), testProject({ name: 'Other', overlap: 3 })];
  expect(changedByBoth({ name: 'Mine', guidelines: 'Mine' }, begun, fresh)).toEqual(['name']);
});

test('the last change is all that was saved in one go, and people are no setting', () => {
  const entries = [
    entry({ id: 9, kind: 'person_added', at: '2026-11-28T11:00:00Z' }),
    entry({ id: 8 }),
    entry({ id: 7, kind: 'labels_added' }),
    entry({ id: 6, at: '2026-11-27T10:00:00Z' }),
  ];
  expect(lastChange(entries).map(({ id }) => id)).toEqual([8, 7]);
  expect(lastChange([])).toEqual([]);
});
