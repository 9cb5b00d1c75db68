import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Headings, SmallPrint } from '@/shared/ui/item-fields';

const FIELDS = [
  { name: 'prompt', look: 'heading' as const, value: 'Who wrote it?' },
  { name: 'turn', look: 'small' as const, value: '3' },
];

test('headings stand by themselves, small print has its names', () => {
  render(
    <MantineProvider>
      <Headings fields={FIELDS} />
      <SmallPrint fields={FIELDS} />
    </MantineProvider>,
  );
  expect(screen.getByText('Who wrote it?').tagName).toBe('P');
  expect(screen.getByText('turn').tagName).toBe('DT');
  expect(screen.getByText('3').tagName).toBe('DD');
});
