import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SeenUpload } from '@/features/wizard/await-preview';
import { labelsAre } from '@/features/wizard/preview/choices';
import { ColumnsTable } from '@/features/wizard/preview/columns-table';
import { Counts } from '@/features/wizard/preview/counts';
import { FirstItems } from '@/features/wizard/preview/first-items';
import { LabelMapping } from '@/features/wizard/preview/label-mapping';
import { LabelsAre } from '@/features/wizard/preview/labels-are';
import classes from '@/features/wizard/preview/preview.module.css';
import { Reading } from '@/features/wizard/preview/reading';
import { Contradictions, Remarks } from '@/features/wizard/preview/remarks';
import { ShownFields } from '@/features/wizard/preview/shown-fields';
import type { PreviewHandle } from '@/features/wizard/preview/use-preview';
import type { Project } from '@/shared/api/schema.gen';
import { formatBytes } from '@/shared/lib/format';
import { progressWords } from '@/shared/lib/job-words';

interface FilePreviewProps {
  project: Project;
  upload: SeenUpload;
  handle: PreviewHandle;
  /** What can be done now. */
  children: ReactNode;
}

/** What the file holds, how it is read, what will come in and what will not; each choice is looked at anew. */
export function FilePreview({ project, upload, handle, children }: FilePreviewProps) {
  const { preview } = upload;
  const { kind } = project;
  const { choices, choose } = handle;
  const areNow = labelsAre(choices, preview);
  return (
    <Stack gap="lg" component="section" aria-label={`Preview of ${upload.filename}`} aria-busy={handle.isLooking}>
      <div>
        <Title order={2} className={classes.title}>
          {upload.filename}
        </Title>
        <Text size="sm" c="dimmed">
          {formatBytes(upload.size)}
        </Text>
      </div>
      <Reading preview={preview} handle={handle} />
      <Looking handle={handle} />
      <Counts counts={preview.counts} kind={kind} />
      {areNow === null ? null : (
        <LabelsAre
          value={areNow}
          why={preview.labels_why}
          onChange={(labels_are) => choose({ ...choices, labels_are })}
        />
      )}
      <Remarks preview={preview} />
      <Contradictions preview={preview} />
      <FirstItems preview={preview} />
      <ColumnsTable preview={preview} project={project} handle={handle} />
      <ShownFields preview={preview} project={project} handle={handle} />
      <LabelMapping preview={preview} project={project} handle={handle} />
      {children}
    </Stack>
  );
}

/** The file is looked at anew, or cannot be read so. Its place is kept, so that nothing moves. */
function Looking({ handle: { isLooking, job, error, back } }: { handle: PreviewHandle }) {
  if (error) {
    return (
      <Alert color="danger" variant="outline" title="The file cannot be read like this" role="alert">
        <Text size="sm" mb={8}>
          {error.message}
        </Text>
        <Button size="xs" variant="default" onClick={back}>
          Back to how it was read before
        </Button>
      </Alert>
    );
  }
  return (
    <Text size="xs" c="dimmed" role="status" className={classes.looking}>
      {isLooking ? `Looking into the file${job ? `: ${progressWords(job)}` : ' …'}` : 'This is what will come in.'}
    </Text>
  );
}
