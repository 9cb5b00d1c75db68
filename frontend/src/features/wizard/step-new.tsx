import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { FileZone } from '@/features/wizard/file-zone';
import { kindOfFile, nameFromFile, stepHref } from '@/features/wizard/steps';
import { UploadProgress } from '@/features/wizard/upload-progress';
import { keepUpload } from '@/features/wizard/use-last-upload';
import { useUpload } from '@/features/wizard/use-upload';
import classes from '@/features/wizard/wizard.module.css';
import { MAX_PROJECT_NAME_CHARS } from '@/shared/api/constants.gen';
import { OfflineError, describeError } from '@/shared/api/errors';
import { createProject, deleteProject, projectOptions, projectsOptions } from '@/shared/api/projects';
import type { Kind, Project } from '@/shared/api/schema.gen';
import { serverProblems } from '@/shared/project-setup/setup-draft';

/** Nothing exists yet: a name, a kind, a file. The file alone is enough, it suggests the other two. */
export function StepNew() {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Kind | null>(null);
  const [waiting, setWaiting] = useState<{ file: File; kind: Kind } | null>(null);
  const [nameError, setNameError] = useState<string>();
  const typed = useRef('');
  const nameInput = useRef<HTMLInputElement>(null);
  const { create, upload } = useCreate();
  const problems = serverProblems(create.error);
  const kind = chosen ?? waiting?.kind ?? null;

  const begin = (file: File | null, itsName: string, itsKind: Kind) => {
    if (itsName.trim() === '') {
      setNameError('Give the project a name.');
      nameInput.current?.focus();
      return;
    }
    const onError = (error: Error) => {
      if (serverProblems(error).name) nameInput.current?.focus();
      else {
        setWaiting(null);
        // What only a refused file has suggested goes with it.
        setName(typed.current);
      }
    };
    create.mutate({ name: itsName.trim(), kind: itsKind, file }, { onError });
  };
  const takeFile = async (file: File) => {
    typed.current = name;
    const itsName = name.trim() === '' ? nameFromFile(file.name) : name;
    const itsKind = chosen ?? (await kindOfFile(file));
    setName(itsName);
    setWaiting({ file, kind: itsKind });
    begin(file, itsName, itsKind);
  };
  const error = create.error && !problems.name ? describeError(create.error) : undefined;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        begin(waiting?.file ?? null, name, kind ?? 'image');
      }}
    >
      <Stack gap="lg">
        <TextInput
          ref={nameInput}
          label="Name"
          description="Annotators see it above each item."
          value={name}
          error={nameError ?? problems.name}
          maxLength={MAX_PROJECT_NAME_CHARS}
          onChange={(event) => {
            typed.current = event.currentTarget.value;
            setName(event.currentTarget.value);
            setNameError(undefined);
          }}
        />
        <div>
          <Text size="sm" fw={600} mb={4} id="kind-label">
            Items
          </Text>
          <SegmentedControl
            aria-labelledby="kind-label"
            value={kind ?? 'image'}
            onChange={(value) => setChosen(value === 'text' ? 'text' : 'image')}
            data={[
              { value: 'image', label: 'Images' },
              { value: 'text', label: 'Texts' },
            ]}
          />
        </div>
        {upload.file ? (
          <UploadProgress upload={upload} />
        ) : (
          <FileZone kind={kind} isBusy={create.isPending} onFile={(file) => void takeFile(file)} error={error} />
        )}
        {waiting && problems.name ? (
          <Text size="sm">“{waiting.file.name}” is kept; it is uploaded as soon as the name is free.</Text>
        ) : null}
        <Group justify="flex-end">
          <Button
            type="submit"
            variant={waiting ? 'filled' : 'default'}
            loading={create.isPending && !upload.file}
            disabled={upload.file !== null}
          >
            {waiting ? `Upload ${waiting.file.name}` : 'Create without a file'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Makes the draft, sends the file, and goes on at the draft's own address; a refused file leaves no draft. */
function useCreate() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const upload = useUpload();
  const remove = async (project: Project) => {
    await deleteProject(project.id, project.name);
    client.removeQueries({ queryKey: projectOptions(project.id).queryKey });
    void client.invalidateQueries(projectsOptions());
  };
  const create = useMutation({
    mutationFn: async ({ name, kind, file }: { name: string; kind: Kind; file: File | null }) => {
      const project = await createProject({ name, kind });
      client.setQueryData(projectOptions(project.id).queryKey, project);
      void client.invalidateQueries(projectsOptions());
      if (!file) return project;
      const sent = await upload.send(project.id, file);
      if (sent.upload) keepUpload(client, project.id, sent.upload);
      else if (sent.error instanceof OfflineError) rememberError(project.id, sent.error);
      else {
        await remove(project);
        if (sent.error) throw sent.error;
        return null;
      }
      return project;
    },
    onSuccess: (project) => project && navigate(stepHref(project.id, 1), { replace: true }),
  });
  return { create, upload };
}

const errors = new Map<number, unknown>();

function rememberError(project: number, error: unknown) {
  errors.set(project, error);
}

/** Why the first file of a new draft did not arrive; told once, on the draft's own page. */
export function takeUploadError(project: number): unknown {
  const error = errors.get(project) ?? null;
  errors.delete(project);
  return error;
}
