import { Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import classes from '@/features/settings/settings.module.css';
import { MAX_FIELDS } from '@/shared/api/constants.gen';
import { columnsOptions } from '@/shared/api/projects';
import type { ItemColumns, Project, SeenField, ShownField } from '@/shared/api/schema.gen';
import { FieldsEditor } from '@/shared/project-setup/fields-editor';
import { Headings, SmallPrint } from '@/shared/ui/item-fields';
import { Problem } from '@/shared/ui/problem';
import { ScrollRegion } from '@/shared/ui/scroll-region';

interface ShownFieldsProps {
  project: Project;
  fields: readonly ShownField[];
  onChange: (fields: ShownField[]) => void;
  error: string | undefined;
}

/** Which columns annotators see beside an item, and the first items as they will see them. */
export function ShownFields({ project: { id, kind }, fields, onChange, error }: ShownFieldsProps) {
  const { data, error: failed } = useQuery(columnsOptions(id));
  if (!data) return <Problem error={failed} />;
  const left = data.names.filter((name) => !fields.some((field) => field.name === name));
  return (
    <Stack gap="md">
      <Problem error={failed} />
      {fields.length === 0 ? (
        <Text size="sm">{left.length === 0 ? 'The items have no other columns.' : 'Nothing is shown beside it.'}</Text>
      ) : (
        <FieldsEditor fields={fields} kind={kind} onChange={onChange} />
      )}
      {left.length === 0 || fields.length >= MAX_FIELDS ? null : (
        <Select
          maw={320}
          label="Show another column"
          placeholder="Choose a column"
          searchable
          data={left}
          value={null}
          onChange={(name) => name !== null && onChange([...fields, { name, look: 'small', read: false }])}
        />
      )}
      <Problem error={error} />
      {fields.length === 0 || data.items.length === 0 ? null : <First items={data.items} fields={fields} />}
    </Stack>
  );
}

function First({ items, fields }: { items: readonly ItemColumns[]; fields: readonly ShownField[] }) {
  return (
    <div>
      <Text size="sm" c="dimmed" mb={8}>
        The first items, as annotators will see them:
      </Text>
      <ScrollRegion label="The first items" className={classes.items}>
        {items.map((item) => (
          <Item key={item.id} item={item} fields={shownOf(item, fields)} />
        ))}
      </ScrollRegion>
    </div>
  );
}

function Item({ item: { id, text, image }, fields }: { item: ItemColumns; fields: readonly SeenField[] }) {
  return (
    <article className={classes.item}>
      {image === '' ? null : <img src={image} alt={`Item ${id}`} loading="lazy" />}
      <Headings fields={fields} />
      {image === '' ? (
        <p dir="auto" className={classes.text}>
          {text}
        </p>
      ) : null}
      <SmallPrint fields={fields} />
    </article>
  );
}

/** Those that the item has, in the order of the project. */
export function shownOf({ values }: Pick<ItemColumns, 'values'>, fields: readonly ShownField[]): SeenField[] {
  const words = new Map(values.map(({ name, value }) => [name, value]));
  return fields.flatMap(({ name, look }) => {
    const value = words.get(name);
    return value === undefined ? [] : [{ name, look, value }];
  });
}
