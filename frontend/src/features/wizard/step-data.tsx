import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { DataSoFar } from '@/features/wizard/data-so-far';
import { NextFile } from '@/features/wizard/next-file';
import type { Step } from '@/features/wizard/steps';
import type { DraftHandle } from '@/features/wizard/use-draft';
import type { LastUpload } from '@/features/wizard/use-last-upload';
import classes from '@/features/wizard/wizard.module.css';
import { MAX_PROJECT_NAME_CHARS } from '@/shared/api/constants.gen';
import type { Job, Project } from '@/shared/api/schema.gen';
import { isActive } from '@/shared/lib/job-words';

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
      <DataSoFar project={project} job={job} last={last} />
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
