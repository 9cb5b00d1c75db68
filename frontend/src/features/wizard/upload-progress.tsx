import { Button, Group, Progress, Text } from '@mantine/core';
import type { UploadHandle } from '@/features/wizard/use-upload';
import classes from '@/features/wizard/wizard.module.css';
import type { Job } from '@/shared/api/schema.gen';
import { formatBytes } from '@/shared/lib/format';
import { percentDone, progressWords } from '@/shared/lib/job-words';

export function UploadProgress({ upload: { file, fraction, job, cancel } }: { upload: UploadHandle }) {
  if (!file) return null;
  const isSent = fraction >= 1;
  const looked = job ? percentDone(job) : null;
  return (
    <div className={classes.panel}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} truncate>
          {file.name}
        </Text>
        <Button size="xs" variant="default" onClick={cancel}>
          {job ? 'Cancel' : 'Cancel the upload'}
        </Button>
      </Group>
      <Progress
        value={looked ?? fraction * 100}
        mt={12}
        mb={8}
        size={6}
        striped={isSent && looked === null}
        animated={isSent && looked === null}
        aria-label={`Upload of ${file.name}`}
      />
      <Text size="xs" c="dimmed" role="status">
        {isSent
          ? lookWords(job)
          : `${formatBytes(Math.round(file.size * fraction))} of ${formatBytes(file.size)} · ${Math.floor(fraction * 100)} %`}
      </Text>
    </div>
  );
}

function lookWords(job: Job | null): string {
  const words = 'Uploaded. Looking into the file';
  return job === null || (job.state === 'running' && job.done === 0) ? `${words} …` : `${words}: ${progressWords(job)}`;
}
