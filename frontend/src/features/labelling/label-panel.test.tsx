import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { DeckSuggestion } from '@/shared/api/schema.gen';
import { NEGATIVE, POSITIVE, project } from './deck.test-data';
import { LabelPanel } from './label-panel';

function open(suggestion: DeckSuggestion | null) {
  const onAction = vi.fn();
  render(
    <LabelPanel
      labels={project.labels}
      isDisabled={false}
      chosen={null}
      suggestion={suggestion}
      flash={{ label: null, n: 0 }}
      isFlagged={false}
      hasComment={false}
      canUndo={false}
      onAction={onAction}
    />,
  );
  return onAction;
}

const ringed = () => document.querySelectorAll('[data-suggested]');

test('the suggested label has a ring and its share, and neither key nor state is another', async () => {
  const onAction = open({ label: NEGATIVE, probability: 0.8149, score: null });
  const button = screen.getByRole('button', { name: 'negative suggested, 81 %' });
  expect([...ringed()]).toEqual([button]);
  expect(button.getAttribute('aria-keyshortcuts')).toBe('2');
  expect(button.getAttribute('aria-pressed')).toBe('false');
  expect(screen.getByText('81 %').getAttribute('aria-hidden')).toBe('true');
  await userEvent.click(screen.getByRole('button', { name: 'positive' }));
  expect(onAction).toHaveBeenCalledExactlyOnceWith({ type: 'label', label: POSITIVE });
});

test('what is no probability is no share', () => {
  open({ label: POSITIVE, probability: null, score: 7.5 });
  expect(ringed()).toHaveLength(1);
  expect(screen.getByRole('button', { name: 'positive suggested' })).toBeTruthy();
  expect(screen.queryByText(/%/)).toBeNull();
});

test('where nothing is suggested no label has a ring', () => {
  open(null);
  expect(ringed()).toHaveLength(0);
  expect(screen.queryByRole('button', { name: /suggested/ })).toBeNull();
});
