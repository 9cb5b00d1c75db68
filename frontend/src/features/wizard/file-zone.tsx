import '@mantine/dropzone/styles.css';
import { Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { Upload } from 'lucide-react';
import classes from '@/features/wizard/wizard.module.css';
import type { Kind } from '@/shared/api/schema.gen';

interface FileZoneProps {
  kind: Kind | null;
  isBusy?: boolean;
  onFile: (file: File) => void;
  error?: string | undefined;
}

const HINTS: Record<Kind, string> = {
  image: 'A zip of images. Folders inside it become labels, if there are any.',
  text: 'A CSV or JSONL file, one text per row.',
};

/** The server judges the file: names and media types of tables differ from system to system. */
export function FileZone({ kind, isBusy, onFile, error }: FileZoneProps) {
  const title =
    kind === 'image' ? 'Drop a zip here' : kind === 'text' ? 'Drop a CSV or JSONL here' : 'Drop a zip or a CSV here';
  return (
    <div>
      <Dropzone
        className={classes.zone}
        multiple={false}
        useFsAccessApi={false}
        loading={isBusy ?? false}
        aria-label={`${title}, or press Enter to choose a file`}
        inputProps={{ 'aria-label': 'File to import' }}
        onDrop={(files) => files[0] && onFile(files[0])}
      >
        <Stack align="center" gap={8}>
          <Upload size={24} aria-hidden className={classes.zoneIcon} />
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed" ta="center">
            {kind ? HINTS[kind] : 'Images come in a zip, texts in a CSV or JSONL file.'} Or click to choose a file.
          </Text>
        </Stack>
      </Dropzone>
      {error ? (
        <Text size="sm" c="var(--app-danger)" mt={8} role="alert">
          {error}
        </Text>
      ) : null}
    </div>
  );
}
