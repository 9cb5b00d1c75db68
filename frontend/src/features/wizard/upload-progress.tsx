import { Button, Group, Progress, Text } from '@mantine/core';
import type { UploadHandle } from '@/features/wizard/use-upload';
import classes from '@/features/wizard/wizard.module.css';
import { formatBytes } from '@/shared/lib/format';

export function UploadProgress({ upload: { file, fraction, cancel } }: { upload: UploadHandle }) {
  if (!file) return null;
  const isSent = fraction >= 1;
  return (
    <div className={classes.panel}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} truncate>
          {file.name}
        </Text>
        <Button size="xs" variant="default" onClick={cancel}>
          Cancel the upload
        </Button>
      </Group>
      <Progress
        value={fraction * 100}
        mt={12}
        mb={8}
        size={6}
        striped={isSent}
        animated={isSent}
        aria-label={`Upload of ${file.name}`}
      />
      <Text size="xs" c="dimmed" role="status">
        {isSent
          ? 'Uploaded. Looking into the file …'
          : `${formatBytes(Math.round(file.size * fraction))} of ${formatBytes(file.size)} · ${Math.floor(fraction * 100)} %`}
      </Text>
    </div>
  );
}
