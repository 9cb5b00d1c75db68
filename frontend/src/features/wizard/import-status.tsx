import { Text } from '@mantine/core';
import type { Step } from '@/features/wizard/steps';
import type { Job } from '@/shared/api/schema.gen';
import { isActive, percentDone, progressWords } from '@/shared/lib/job-words';

/** The running import in the header, on the steps that do not show it themselves. */
export function ImportStatus({ job, step }: { job: Job | undefined; step: Step }) {
  if (!job || step === 1 || !isActive(job)) return null;
  const percent = percentDone(job);
  return (
    <Text size="xs" c="dimmed" truncate>
      {percent === null ? 'Importing' : `Importing: ${percent} %`}
      <Text span inherit visibleFrom="sm">
        {' '}
        · {progressWords(job)}
      </Text>
    </Text>
  );
}
