import '@mantine/dropzone/styles.css';
import { Button, Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { Upload } from 'lucide-react';
import { useRef } from 'react';
import { droppedFiles, type Dropped } from '@/features/wizard/files/dropped';
import classes from '@/features/wizard/wizard.module.css';
import type { Kind } from '@/shared/api/schema.gen';
import { Problem } from '@/shared/ui/problem';

interface FileZoneProps {
  kind: Kind | null;
  isBusy?: boolean;
  onFiles: (files: Dropped[]) => void;
  error?: string | undefined;
}

const IMAGES = 'Pictures, a folder of them, or a zip or tar; a table beside them may name their labels.';
const TEXTS =
  'CSV, Excel, JSON, JSONL, Parquet, plain lines, or what Label Studio, doccano, Argilla, Prodigy or spaCy have written.';

/** The server judges the files: names and media types of tables differ from system to system. */
export function FileZone({ kind, isBusy, onFiles, error }: FileZoneProps) {
  const title = 'Drop files or a folder here';
  const take = (files: File[]) => {
    const dropped = droppedFiles(files);
    if (dropped.length > 0) onFiles(dropped);
  };
  return (
    <div>
      <Dropzone
        className={classes.zone}
        useFsAccessApi={false}
        loading={isBusy ?? false}
        aria-label={`${title}, or press Enter to choose files`}
        inputProps={{ 'aria-label': 'Files to import' }}
        onDrop={take}
      >
        <Stack align="center" gap={8}>
          <Upload size={24} aria-hidden className={classes.zoneIcon} />
          <Text fw={600}>{title}</Text>
          {kind === 'text' ? null : <Hint>{IMAGES}</Hint>}
          {kind === 'image' ? null : <Hint>{TEXTS}</Hint>}
          <Hint>Click to choose files.</Hint>
        </Stack>
      </Dropzone>
      <FolderButton isDisabled={isBusy ?? false} onFiles={take} />
      <Problem error={error} mt={8} />
    </div>
  );
}

function Hint({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed" ta="center" className={classes.hint}>
      {children}
    </Text>
  );
}

/** Known to every browser, though to no type of React. */
const OF_FOLDER = { webkitdirectory: '' };

/** A folder can be dropped as well; by keyboard this is the way. */
function FolderButton({ isDisabled, onFiles }: { isDisabled: boolean; onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Group justify="center" mt={8}>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Folder to import"
        {...OF_FOLDER}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Button variant="subtle" size="xs" disabled={isDisabled} onClick={() => input.current?.click()}>
        Choose a folder
      </Button>
    </Group>
  );
}
