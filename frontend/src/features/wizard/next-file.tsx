import { Button, Group, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import type { SeenUpload } from '@/features/wizard/await-preview';
import { FileZone } from '@/features/wizard/file-zone';
import { FromAddress } from '@/features/wizard/from-address';
import { bundlesOf, type Bundle } from '@/features/wizard/files/bundles';
import type { Dropped } from '@/features/wizard/files/dropped';
import { forgetWaiting, letWait, takeNext, useWaitingFiles } from '@/features/wizard/files/waiting-files';
import { choicesOf } from '@/features/wizard/preview/choices';
import { FilePreview } from '@/features/wizard/preview/file-preview';
import { usePreview } from '@/features/wizard/preview/use-preview';
import { importWords } from '@/features/wizard/preview/words';
import { UploadProgress } from '@/features/wizard/upload-progress';
import { takeUploadError } from '@/features/wizard/use-create';
import type { LastUpload } from '@/features/wizard/use-last-upload';
import { useUpload } from '@/features/wizard/use-upload';
import { describeError } from '@/shared/api/errors';
import { importUpload, projectOptions } from '@/shared/api/projects';
import type { Project } from '@/shared/api/schema.gen';
import { useUnloadGuard } from '@/shared/lib/leave-guard';
import { Problem } from '@/shared/ui/problem';

interface NextFileProps {
  project: Project;
  last: LastUpload;
}

/** Why nothing came. */
interface Refused {
  error: unknown;
  /** Where it was to be fetched; null: it was a file of one's own. */
  address: string | null;
}

const wordsOf = (refused: Refused | null) => (refused?.error ? describeError(refused.error) : undefined);

/** The file that comes next: it is dropped, sent, looked at, and imported by a button. */
export function NextFile({ project, last }: NextFileProps) {
  const upload = useUpload();
  const waiting = useWaitingFiles(project.id);
  const [refused, setRefused] = useState<Refused | null>(() => ({ error: takeUploadError(project.id), address: null }));
  const [address, setAddress] = useState<string | null>(null);
  useUnloadGuard(waiting.length > 0);
  const settle = async (sending: ReturnType<typeof upload.send>, from: string | null = null) => {
    const sent = await sending;
    if (sent.upload) last.onUploaded(sent.upload);
    else last.onGone();
    // An address that has brought nothing stays in its field, to be mended.
    if (from !== null) setAddress(sent.upload ? null : from);
    if (sent.error) setRefused({ error: sent.error, address: from });
  };
  const send = (bundle: Bundle) => {
    setRefused(null);
    return settle(upload.send(project.id, bundle));
  };
  const take = async (files: Dropped[]) => {
    const [first, ...others] = await bundlesOf(files);
    letWait(project.id, others);
    if (first) await send(first);
  };
  const fetchFrom = (from: string) => {
    setRefused(null);
    void settle(upload.fetch(project.id, from), from);
  };
  const sendNext = () => {
    const next = takeNext(project.id);
    if (next) void send(next);
  };
  useFollowed(last.pending?.id ?? null, () => {
    const { pending } = last;
    if (pending && !upload.file) void settle(upload.follow(project.id, pending), pending.address || null);
  });
  if (upload.file) return <UploadProgress upload={upload} />;
  if (last.upload?.job === null) {
    return (
      <Preview key={last.upload.id} project={project} last={last} upload={last.upload} onDone={sendNext}>
        <WaitingFiles waiting={waiting} project={project.id} />
      </Preview>
    );
  }
  const hasData = project.items > 0 || last.upload !== null;
  return (
    <div>
      {hasData ? (
        <Title order={2} size="h3" mb={8}>
          Add more data
        </Title>
      ) : null}
      <WaitingFiles waiting={waiting} project={project.id} onNext={sendNext} />
      <FileZone
        kind={project.kind}
        onFiles={(files) => void take(files)}
        error={refused?.address === null ? wordsOf(refused) : undefined}
      />
      <FromAddress
        project={project.id}
        address={address}
        refused={refused?.address === null ? undefined : wordsOf(refused)}
        onChange={(typed) => {
          setAddress(typed);
          setRefused(null);
        }}
        onFetch={fetchFrom}
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

interface WaitingFilesProps {
  waiting: readonly Bundle[];
  project: number;
  onNext?: () => void;
}

/** What was dropped together with the file that is looked at. */
function WaitingFiles({ waiting, project, onNext }: WaitingFilesProps) {
  const [next] = waiting;
  if (!next) return null;
  const others = waiting.length - 1;
  return (
    <Group gap={8} mb={8}>
      <Text size="sm">
        {others === 0 ? `“${next.name}” waits` : `“${next.name}” and ${others} more wait`}; each is looked at before it
        comes in.
      </Text>
      {onNext ? (
        <Button size="xs" variant="default" onClick={onNext}>
          Go on with {next.name}
        </Button>
      ) : null}
      <Button size="xs" variant="subtle" onClick={() => forgetWaiting(project)}>
        Leave {others === 0 ? 'it' : 'them'} out
      </Button>
    </Group>
  );
}

interface PreviewProps extends NextFileProps {
  upload: SeenUpload;
  /** This file is through, one way or the other. */
  onDone: () => void;
  children: ReactNode;
}

function Preview({ project, last, upload, onDone, children }: PreviewProps) {
  const client = useQueryClient();
  const handle = usePreview(project.id, upload, choicesOf(upload.choices));
  const start = useMutation({
    mutationFn: () => importUpload(project.id, { upload: upload.id, ...handle.choices }),
    onSuccess: async (job) => {
      await client.invalidateQueries({ queryKey: ['jobs'] });
      last.onImported(upload, job.id);
      void client.invalidateQueries({ queryKey: projectOptions(project.id).queryKey, exact: true });
      onDone();
    },
  });
  return (
    <FilePreview project={project} upload={upload} handle={handle}>
      {children}
      <Problem error={start.error} />
      <Group justify="flex-end">
        <Button
          variant="default"
          onClick={() => {
            last.onPutAside();
            onDone();
          }}
        >
          Choose another file
        </Button>
        <Button
          loading={start.isPending}
          disabled={handle.isLooking || handle.error !== null}
          onClick={() => start.mutate()}
        >
          {importWords(upload.preview.counts)}
        </Button>
      </Group>
    </FilePreview>
  );
}
