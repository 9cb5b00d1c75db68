import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SeenUpload } from '@/features/wizard/await-preview';
import { choicesOf } from '@/features/wizard/preview/choices';
import type { LastUpload } from '@/features/wizard/use-last-upload';
import { importUpload } from '@/shared/api/projects';
import type { Job, Project } from '@/shared/api/schema.gen';
import { formatCount, formatPlural } from '@/shared/lib/format';
import { isActive } from '@/shared/lib/job-words';
import { JobCard } from '@/shared/ui/job-card';
import { Problem } from '@/shared/ui/problem';

interface DataSoFarProps {
  project: Project;
  job: Job | undefined;
  last: LastUpload;
}

/** What is in the project, and the import that brings more or brought the last. */
export function DataSoFar({ project, job, last }: DataSoFarProps) {
  if (!job && project.items === 0) return null;
  const ofJob = last.imported?.job === job?.id ? last.imported : null;
  return (
    <div>
      {project.items > 0 ? (
        <Text size="sm" mb={8}>
          {formatPlural(project.items, project.kind)} in the project{truthWords(project)}.
        </Text>
      ) : null}
      {job ? <JobCard job={withTotal(job, ofJob)} /> : null}
      {job && isActive(job) ? (
        <Text size="sm" c="dimmed" mt={8}>
          {project.status === 'draft'
            ? 'You can go on while it runs: labelling may start before it is through.'
            : 'Labelling goes on while it runs.'}
        </Text>
      ) : null}
      {job && ofJob && isStopped(job) ? <TakeUp project={project} upload={ofJob} last={last} /> : null}
    </div>
  );
}

const isStopped = ({ state }: Job) => state === 'cancelled' || state === 'failed';

/** Until the worker has counted them itself, the preview knows how many rows there are. */
function withTotal(job: Job, upload: SeenUpload | null): Job {
  const counts = upload?.preview.counts;
  return job.total === null && counts?.is_whole ? { ...job, total: counts.rows } : job;
}

function truthWords({ items, items_with_truth: known }: Project): string {
  if (known === 0) return '';
  return known === items ? ', all with a known label' : `, ${formatCount(known)} of them with a known label`;
}

interface TakeUpProps {
  project: Project;
  upload: SeenUpload;
  last: LastUpload;
}

/** The same file by the same choices, from where it stopped. */
function TakeUp({ project, upload, last }: TakeUpProps) {
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => importUpload(project.id, { upload: upload.id, goes_on: true, ...choicesOf(upload.choices) }),
    onSuccess: async (job) => {
      await client.invalidateQueries({ queryKey: ['jobs'] });
      last.onImported(upload, job.id);
    },
  });
  return (
    <Group gap={8} mt={8}>
      <Button size="xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
        Go on with this import
      </Button>
      <Text size="sm" c="dimmed">
        Items that are in stay as they are; none comes twice.
      </Text>
      <Problem error={again.error} />
    </Group>
  );
}
