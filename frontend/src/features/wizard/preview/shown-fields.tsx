import { Text, Title } from '@mantine/core';
import { fieldsOf } from '@/features/wizard/preview/choices';
import type { PreviewHandle } from '@/features/wizard/preview/use-preview';
import type { Preview, Project } from '@/shared/api/schema.gen';
import { FIELDS_STAND, FieldsEditor } from '@/shared/project-setup/fields-editor';

interface ShownFieldsProps {
  preview: Preview;
  project: Project;
  handle: PreviewHandle;
}

/** The columns that annotators see beside the main content: those of the project, until others are chosen. */
export function ShownFields({ preview, project: { kind, fields: stored }, handle }: ShownFieldsProps) {
  const { choices, choose } = handle;
  const fields = fieldsOf(choices, preview, stored);
  if (fields.length === 0) return null;
  return (
    <section>
      <Title order={3} size="h3" mb={4}>
        Shown beside the {kind === 'image' ? 'image' : 'text'}
      </Title>
      <Text size="sm" c="dimmed" mb={8}>
        {FIELDS_STAND[kind]}
        {stored.length > 0 ? ' A change is one for all items of the project.' : null}
      </Text>
      <FieldsEditor fields={fields} kind={kind} onChange={(next) => choose({ ...choices, fields: next })} />
    </section>
  );
}
