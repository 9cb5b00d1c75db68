import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { FileZone } from '@/features/wizard/file-zone';
import { bundlesOf, type Bundle } from '@/features/wizard/files/bundles';
import type { Dropped } from '@/features/wizard/files/dropped';
import { nameFromFile } from '@/features/wizard/steps';
import { UploadProgress } from '@/features/wizard/upload-progress';
import { useCreate } from '@/features/wizard/use-create';
import classes from '@/features/wizard/wizard.module.css';
import { MAX_PROJECT_NAME_CHARS } from '@/shared/api/constants.gen';
import { describeError } from '@/shared/api/errors';
import type { Kind } from '@/shared/api/schema.gen';
import { serverProblems } from '@/shared/project-setup/setup-draft';

interface Waiting {
  bundles: readonly Bundle[];
  kind: Kind;
  /** What the first of them is called. */
  name: string;
}

/** Nothing exists yet: a name, a kind, files. The files alone are enough, they suggest the other two. */
export function StepNew() {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Kind | null>(null);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [nameError, setNameError] = useState<string>();
  const typed = useRef('');
  const nameInput = useRef<HTMLInputElement>(null);
  const { create, upload } = useCreate();
  const problems = serverProblems(create.error);
  const kind = chosen ?? waiting?.kind ?? null;

  const begin = (bundles: readonly Bundle[], itsName: string, itsKind: Kind) => {
    if (itsName.trim() === '') {
      setNameError('Give the project a name.');
      nameInput.current?.focus();
      return;
    }
    const isSuggested = typed.current.trim() === '';
    const onError = (error: Error) => {
      if (serverProblems(error).name) nameInput.current?.focus();
      else {
        setWaiting(null);
        // What only a refused file has suggested goes with it.
        setName(typed.current);
      }
    };
    create.mutate({ name: itsName.trim(), isSuggested, kind: itsKind, bundles }, { onError });
  };
  const takeFiles = async (files: Dropped[]) => {
    const bundles = await bundlesOf(files);
    const [first] = bundles;
    if (!first) return;
    const itsName = typed.current.trim() === '' ? nameFromFile(first.name) : typed.current;
    const itsKind = chosen ?? first.kind;
    setName(itsName);
    setWaiting({ bundles, kind: itsKind, name: first.name });
    begin(bundles, itsName, itsKind);
  };
  const error = create.error && !problems.name ? describeError(create.error) : undefined;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        begin(waiting?.bundles ?? [], name, kind ?? 'image');
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
          <FileZone kind={chosen} isBusy={create.isPending} onFiles={(files) => void takeFiles(files)} error={error} />
        )}
        {waiting && problems.name ? (
          <Text size="sm">“{waiting.name}” is kept; it is uploaded as soon as the name is free.</Text>
        ) : null}
        <Group justify="flex-end">
          <Button
            type="submit"
            variant={waiting ? 'filled' : 'default'}
            loading={create.isPending && !upload.file}
            disabled={upload.file !== null}
          >
            {waiting ? `Upload ${waiting.name}` : 'Create without a file'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
