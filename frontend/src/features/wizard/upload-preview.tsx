import { Alert, Group, ScrollArea, Select, Stack, Table, Text, Title } from '@mantine/core';
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
            preview.total_rows === null ? null : formatPlural(preview.total_rows, kind === 'image' ? 'image' : 'row'),
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
        labels={preview.labels}
        hasColumn={kind === 'image' || columns.label_column === preview.label_column}
      />
      {preview.thumbnails.length > 0 ? <Thumbnails preview={preview} /> : <Rows preview={preview} columns={columns} />}
      {children}
    </Stack>
  );
}

function Warnings({ preview: { warnings } }: { preview: Preview }) {
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

const NONE = '';

function ColumnChoice({
  preview,
  columns,
  onColumns,
}: { preview: Preview } & Pick<UploadPreviewProps, 'columns' | 'onColumns'>) {
  const names = preview.columns.filter((name) => name !== NONE);
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
      {preview.thumbnails.map((source, at) => {
        const [file = '', label = ''] = preview.rows[at] ?? [];
        return (
          <li key={`${file}-${at}`}>
            <img src={source} alt={file} width={96} height={96} />
            <Text size="xs" truncate title={file}>
              {label || file.split('/').at(-1)}
            </Text>
          </li>
        );
      })}
    </ul>
  );
}

function Rows({ preview, columns }: { preview: Preview; columns: Columns }) {
  const roles: Record<string, string> = {
    [columns.id_column]: 'id',
    [columns.label_column]: 'known label',
    [columns.text_column]: 'text',
  };
  return (
    <ScrollArea.Autosize mah={400} type="auto" className={classes.rows}>
      <Table stickyHeader verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={48}>Row</Table.Th>
            {preview.columns.map((name, at) => (
              <Table.Th key={`${name}-${at}`}>
                <Group gap={6} wrap="nowrap">
                  {name}
                  {name !== NONE && roles[name] ? <span className={classes.role}>{roles[name]}</span> : null}
                </Group>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {preview.rows.map((row, at) => (
            <Table.Tr key={at}>
              <Table.Td c="dimmed">{at + 1}</Table.Td>
              {row.map((cell, column) => (
                <Table.Td
                  key={column}
                  className={classes.cell}
                  data-text={preview.columns[column] === columns.text_column || undefined}
                >
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
