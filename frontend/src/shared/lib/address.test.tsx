import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { useAddress, useParam } from '@/shared/lib/address';
import { renderPage } from '@/shared/test/render';

function Choice() {
  const [sort, setSort] = useParam('sort');
  const [, setJobs] = useParam('jobs', { isStep: true });
  const [params, change] = useAddress();
  return (
    <>
      <output>{sort ?? 'none'}</output>
      <button onClick={() => setSort('label')}>Sort</button>
      <button onClick={() => setSort('')}>Unsort</button>
      <button onClick={() => setJobs('open')}>Jobs</button>
      <button onClick={() => change((next) => next.append('column', `${params.getAll('column').length}`))}>
        Column
      </button>
    </>
  );
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

test('a parameter is set and taken out, and what else stands in the address stays', async () => {
  const { history } = renderPage(<Choice />, '/items?split=test&sort=id');
  expect(screen.getByRole('status').textContent).toBe('id');
  await press('Sort');
  await press('Column');
  await press('Column');
  await press('Unsort');
  expect(history).toEqual(['/items?split=test&column=0&column=1']);
  await press('Jobs');
  expect(history).toEqual(['/items?split=test&column=0&column=1', '/items?split=test&column=0&column=1&jobs=open']);
});
