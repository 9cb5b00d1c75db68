import { Badge } from '@mantine/core';

/** on: it goes on, or is sure. off: nothing goes on. wrong: somebody should look. */
type Tone = 'on' | 'off' | 'wrong';

/** A state in one or two words. */
export function StateBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <Badge
      variant={tone === 'on' ? 'light' : 'default'}
      {...(tone === 'off' && { c: 'dimmed' })}
      tt="none"
      fw={600}
      radius="sm"
      flex="none"
    >
      {children}
    </Badge>
  );
}
