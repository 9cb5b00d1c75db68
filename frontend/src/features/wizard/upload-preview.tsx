import { Alert, ScrollArea, Select, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatWords } from '@/features/wizard/steps';
import classes from '@/features/wizard/wizard.module.css';
import type { SeenUpload } from '@/features/wizard/await-preview';
import type { Kind, Preview } from '@/shared/api/schema.gen';
import { FIELD_ORDER } from '@/shared/project-setup/field-order';
import { formatBytes, formatCount, formatPlural } from '@/shared/lib/format';

export interface Columns {
  text_column: string;
  label_column: string;
  id_column: string;
}

interface UploadPreviewProps {
  upload: SeenUpload;
  kind: Kind;
  columns: Columns;
  onColumns: (columns: Columns) => void;
  /** What can be done now. */
  children: ReactNode;
}

/** The beginning of the file as the import will read it. */
export function UploadPreview({ upload, kind, columns, onColumns, children }: UploadPreviewProps) {
  const { preview } = upload;
  return (
    <Stack gap="md" component="section" aria-label={`Preview of ${upload.filename}`}>
      <div>
        <Title order={2}>{upload.filename}</Title>
        <Text size="sm" c="dimmed">
          {[
            preview.counts.is_whole ? formatPlural(preview.counts.rows, kind === 'image' ? 'image' : 'row') : null,
            formatBytes(upload.size),
            formatWords(preview),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      <Warnings preview={preview} />
      {kind === 'text' ? <ColumnChoice preview={preview} columns={columns} onColumns={onColumns} /> : null}
      <FoundLabels
        labels={preview.labels.map(({ name }) => name)}
        hasColumn={kind === 'image' || columns.label_column === columnOf(preview, 'label')}
      />
      {kind === 'image' ? <Thumbnails preview={preview} /> : <Rows preview={preview} />}
      {children}
    </Stack>
  );
}

const NONE = '';

/** The column that is taken for this; empty where there is none. */
export const columnOf = (preview: Preview, meaning: string): string =>
  preview.columns.find((column) => column.meaning === meaning)?.name ?? NONE;

function Warnings({ preview }: { preview: Preview }) {
  const warnings = [...preview.losses, ...preview.warnings];
  if (warnings.length === 0) return null;
  return (
    <Alert color="gray" title="Before you import">
      <ul className={classes.plainList}>
        {warnings.map((warning) => (
          <li key={warning.code + warning.detail}>{warning.detail}</li>
        ))}
      </ul>
    </Alert>
  );
}

function ColumnChoice({
  preview,
  columns,
  onColumns,
}: { preview: Preview } & Pick<UploadPreviewProps, 'columns' | 'onColumns'>) {
  const names = preview.columns.map(({ name }) => name).filter((name) => name !== NONE);
  const optional = [{ value: '-', label: 'None' }, ...names.map((name) => ({ value: `=${name}`, label: name }))];
  const optionalValue = (name: string) => (name === NONE ? '-' : `=${name}`);
  const read = (value: string | null) => (value?.startsWith('=') ? value.slice(1) : NONE);
  return (
    <div className={classes.columns}>
      <Select
        label="Text"
        description="What annotators read."
        data={names}
        value={columns.text_column === NONE ? null : columns.text_column}
        error={columns.text_column === NONE ? 'Choose the column that holds the texts.' : undefined}
        allowDeselect={false}
        inputWrapperOrder={FIELD_ORDER}
        onChange={(value) => onColumns({ ...columns, text_column: value ?? NONE })}
      />
      <Select
        label="Known label"
        description="Kept as truth, for measuring."
        data={optional}
        value={optionalValue(columns.label_column)}
        allowDeselect={false}
        inputWrapperOrder={FIELD_ORDER}
        onChange={(value) => onColumns({ ...columns, label_column: read(value) })}
      />
      <Select
        label="Id"
        description="The same id again updates, never doubles."
        data={optional}
        value={optionalValue(columns.id_column)}
        allowDeselect={false}
        inputWrapperOrder={FIELD_ORDER}
        onChange={(value) => onColumns({ ...columns, id_column: read(value) })}
      />
    </div>
  );
}

function FoundLabels({ labels, hasColumn }: { labels: readonly string[]; hasColumn: boolean }) {
  if (labels.length === 0 || !hasColumn) return null;
  const shown = labels.slice(0, 12);
  return (
    <Text size="sm">
      {formatPlural(labels.length, 'label')} found: {shown.join(', ')}
      {labels.length > shown.length ? ` and ${formatCount(labels.length - shown.length)} more` : ''}.
    </Text>
  );
}

function Thumbnails({ preview }: { preview: Preview }) {
  return (
    <ul className={classes.thumbnails}>
      {preview.items.map(({ text, thumbnail, label }, at) => (
        <li key={`${text}-${at}`}>
          <img src={thumbnail} alt={text} width={96} height={96} />
          <Text size="xs" truncate title={text}>
            {label || text.split('/').at(-1)}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function Rows({ preview: { items } }: { preview: Preview }) {
  return (
    <ScrollArea.Autosize mah={400} type="auto" className={classes.rows}>
      <Table stickyHeader verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={48}>Item</Table.Th>
            <Table.Th>Text</Table.Th>
            <Table.Th>Label</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item, at) => (
            <Table.Tr key={at}>
              <Table.Td c="dimmed">{at + 1}</Table.Td>
              <Table.Td className={classes.cell} data-text>
                {item.text}
              </Table.Td>
              <Table.Td className={classes.cell}>{labelWords(item)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

function labelWords({ label, answers }: Preview['items'][number]): string {
  const given = answers.map((answer) => `${answer.person}: ${answer.label || 'skipped'}`);
  return [label, ...given].filter(Boolean).join(', ');
}
