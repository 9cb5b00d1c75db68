import { Button, Group, Progress, Text } from '@mantine/core';
import type { Sending, UploadHandle } from '@/features/wizard/use-upload';
import type { Job } from '@/shared/api/schema.gen';
import { formatBytes, formatPlural } from '@/shared/lib/format';
import { leftWords, percentDone, progressWords } from '@/shared/lib/job-words';
import boxes from '@/shared/ui/boxes.module.css';

export function UploadProgress({ upload: { file, job, cancel } }: { upload: UploadHandle }) {
  if (!file) return null;
  const looked = job ? percentDone(job) : null;
  const isLooking = file.stage === 'looking';
  const isEndless = isLooking && looked === null;
  return (
    <div className={boxes.panel}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} truncate>
          {file.name}
        </Text>
        <Button size="xs" variant="default" onClick={cancel}>
          {job || file.isFetched ? 'Cancel' : 'Cancel the upload'}
        </Button>
      </Group>
      <Progress
        value={isLooking ? (looked ?? 100) : file.fraction * 100}
        mt={12}
        mb={8}
        size={6}
        striped={isEndless}
        animated={isEndless}
        aria-label={`Upload of ${file.name}`}
      />
      <Text size="xs" c="dimmed" role="status">
        {isLooking ? lookWords(job, file) : sendingWords(file)}
      </Text>
    </div>
  );
}

/** "4.1 MB of 20.0 MB · 20 % · 8 s left" */
export function sendingWords({ files, size, stage, fraction, seconds }: Sending): string {
  const done = `${formatBytes(Math.round(size * fraction))} of ${formatBytes(size)}`;
  const left = fraction > 0 && fraction < 1 && seconds > 1 ? (seconds / fraction) * (1 - fraction) : null;
  return [
    stage === 'packing' ? `Packing ${formatPlural(files, 'file')} into one: ${done}` : done,
    `${Math.floor(fraction * 100)} %`,
    left === null ? '' : `${leftWords(left)} left`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function lookWords(job: Job | null, { isFetched }: Sending): string {
  const words = isFetched ? 'Fetching and looking into it' : 'Uploaded. Looking into the file';
  if (job?.message) return `${words}: ${job.message}`;
  return job === null || (job.state === 'running' && job.done === 0) ? `${words} …` : `${words}: ${progressWords(job)}`;
}
