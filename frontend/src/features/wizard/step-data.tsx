import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { SeenUpload } from '@/features/wizard/await-preview';
import { FileZone } from '@/features/wizard/file-zone';
import { takeUploadError } from '@/features/wizard/step-new';
import type { Step } from '@/features/wizard/steps';
import { UploadPreview, columnOf, type Columns } from '@/features/wizard/upload-preview';
import { UploadProgress } from '@/features/wizard/upload-progress';
import type { DraftHandle } from '@/features/wizard/use-draft';
import type { LastUpload } from '@/features/wizard/use-last-upload';
import { useUpload } from '@/features/wizard/use-upload';
import classes from '@/features/wizard/wizard.module.css';
import { MAX_PROJECT_NAME_CHARS } from '@/shared/api/constants.gen';
import { describeError } from '@/shared/api/errors';
import { importUpload } from '@/shared/api/projects';
import type { Job, Project } from '@/shared/api/schema.gen';
import { formatCount, formatPlural } from '@/shared/lib/format';
import { isActive } from '@/shared/lib/job-words';
import { JobCard } from '@/shared/ui/job-card';

interface StepDataProps {
  project: Project;
  form: DraftHandle;
  job: Job | undefined;
  last: LastUpload;
  onGo: (step: Step) => void;
}

export function StepData({ project, form, job, last, onGo }: StepDataProps) {
  const isReady = project.items > 0 || (job !== undefined && isActive(job));
  const isPreview = last.upload?.job === null;
  return (
    <Stack gap="lg" className={classes.form}>
      <TextInput
        label="Name"
        description={`${project.kind === 'image' ? 'An image' : 'A text'} project. Annotators see the name above each item.`}
        value={form.draft.name}
        error={form.refused.name ?? (form.draft.name.trim() === '' ? 'Give the project a name.' : undefined)}
        maxLength={MAX_PROJECT_NAME_CHARS}
        onChange={(event) => form.change({ name: event.currentTarget.value })}
      />
      <DataSoFar project={project} job={job} />
      <NextFile project={project} last={last} />
      {isPreview && !isReady ? null : (
        <Group justify="flex-end">
          {isReady ? null : (
            <Text size="sm" c="dimmed">
              Import a file to go on.
            </Text>
          )}
          <Button variant={isPreview ? 'default' : 'filled'} disabled={!isReady} onClick={() => onGo(2)}>
            Go on to labels
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function DataSoFar({ project, job }: { project: Project; job: Job | undefined }) {
  if (!job && project.items === 0) return null;
  return (
    <div>
      {project.items > 0 ? (
        <Text size="sm" mb={8}>
          {formatPlural(project.items, project.kind)} in the project{truthWords(project)}.
        </Text>
      ) : null}
      {job ? <JobCard job={job} /> : null}
      {job && isActive(job) ? (
        <Text size="sm" c="dimmed" mt={8}>
          You can go on while it runs.
        </Text>
      ) : null}
    </div>
  );
}

function truthWords({ items, items_with_truth: known }: Project): string {
  if (known === 0) return '';
  return known === items ? ', all with a known label' : `, ${formatCount(known)} of them with a known label`;
}

type NextFileProps = Pick<StepDataProps, 'project' | 'last'>;

function NextFile({ project, last }: NextFileProps) {
  const upload = useUpload();
  const [error, setError] = useState<unknown>(() => takeUploadError(project.id));
  const settle = async (sending: ReturnType<typeof upload.send>) => {
    const sent = await sending;
    if (sent.upload) last.onUploaded(sent.upload);
    else last.onGone();
    if (sent.error) setError(sent.error);
  };
  const take = (file: File) => {
    setError(null);
    return settle(upload.send(project.id, file));
  };
  useFollowed(last.pending?.id ?? null, () => {
    if (last.pending && !upload.file) void settle(upload.follow(project.id, last.pending));
  });
  if (upload.file) return <UploadProgress upload={upload} />;
  if (last.upload?.job === null)
    return <Preview key={last.upload.id} project={project} last={last} upload={last.upload} />;
  const hasData = project.items > 0 || last.upload !== null;
  return (
    <div>
      {hasData ? (
        <Title order={2} size="h3" mb={8}>
          Add another file
        </Title>
      ) : null}
      <FileZone
        kind={project.kind}
        onFile={(file) => void take(file)}
        error={error === null ? undefined : describeError(error)}
      />
    </div>
  );
}

/** A file that a worker was looking at when this page was opened. */
function useFollowed(pending: number | null, follow: () => void) {
  const begin = useEffectEvent(follow);
  useEffect(() => {
    if (pending !== null) begin();
  }, [pending]);
}

function Preview({ project, last, upload }: NextFileProps & { upload: SeenUpload }) {
  const { preview } = upload;
  const client = useQueryClient();
  const [columns, setColumns] = useState<Columns>({
    text_column: columnOf(preview, 'text'),
    label_column: columnOf(preview, 'label'),
    id_column: columnOf(preview, 'id'),
  });
  const start = useMutation({
    mutationFn: () => importUpload(project.id, { upload: upload.id, ...columns }),
    onSuccess: async (job) => {
      await client.invalidateQueries({ queryKey: ['jobs'] });
      last.onImported(upload, job.id);
    },
  });
  const count = preview.counts.is_whole ? preview.counts.items : null;
  return (
    <UploadPreview upload={upload} kind={project.kind} columns={columns} onColumns={setColumns}>
      {start.error ? (
        <Text size="sm" c="var(--app-danger)" role="alert">
          {describeError(start.error)}
        </Text>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={last.onPutAside}>
          Choose another file
        </Button>
        <Button
          loading={start.isPending}
          disabled={project.kind === 'text' && columns.text_column === ''}
          onClick={() => start.mutate()}
        >
          {count === null ? 'Import all items' : `Import ${formatPlural(count, 'item')}`}
        </Button>
      </Group>
    </UploadPreview>
  );
}
