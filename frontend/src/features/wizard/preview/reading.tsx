import { Select, Text } from '@mantine/core';
import { withEncoding, withFormat, withHeader, withSheet } from '@/features/wizard/preview/choices';
import type { PreviewHandle } from '@/features/wizard/preview/use-preview';
import { ENCODINGS, delimiterWords, encodingKey, formatName } from '@/features/wizard/preview/words';
import classes from '@/features/wizard/preview/preview.module.css';
import type { Preview } from '@/shared/api/schema.gen';
import { FIELD_ORDER } from '@/shared/project-setup/field-order';

interface ReadingProps {
  preview: Preview;
  handle: PreviewHandle;
}

/** How the file is read: by which reader, in which encoding, with or without a line of names. */
export function Reading({ preview, handle: { choices, choose } }: ReadingProps) {
  const format = choices.format ?? preview.format;
  const formats = [...new Set([format, preview.format, ...preview.formats])];
  return (
    <div className={classes.reading}>
      {formats.length === 1 ? (
        <div>
          <Text size="sm" fw={600}>
            Read as
          </Text>
          <Text size="sm">{formatName(format)}</Text>
        </div>
      ) : (
        <Select
          label="Read as"
          description={delimiterWords(preview.delimiter) || 'What the file looks like.'}
          data={formats.map((value) => ({ value, label: formatName(value) }))}
          value={format}
          allowDeselect={false}
          inputWrapperOrder={FIELD_ORDER}
          onChange={(value) => value && choose(withFormat(choices, value))}
        />
      )}
      {preview.encoding === '' ? null : (
        <Encoding
          preview={preview}
          chosen={choices.encoding}
          onChoose={(name) => choose(withEncoding(choices, name))}
        />
      )}
      {preview.sheets.length < 2 ? null : (
        <Sheet preview={preview} chosen={choices.sheet} onChoose={(name) => choose(withSheet(choices, name))} />
      )}
      {preview.has_header === null ? null : (
        <Select
          label="First line"
          description="Names, or an item like the others."
          data={[
            { value: 'names', label: 'Names of the columns' },
            { value: 'item', label: 'The first item' },
          ]}
          value={(choices.has_header ?? preview.has_header) ? 'names' : 'item'}
          allowDeselect={false}
          inputWrapperOrder={FIELD_ORDER}
          onChange={(value) => value && choose(withHeader(choices, value === 'names'))}
        />
      )}
    </div>
  );
}

interface SheetProps {
  preview: Preview;
  chosen: string | undefined;
  onChoose: (name: string | null) => void;
}

/** Names of sheets are not empty. */
const GUESSED = '';

function Sheet({ preview: { sheets }, chosen, onChoose }: SheetProps) {
  const read = sheets.filter((sheet) => sheet.is_read).map(({ name }) => `“${name}”`);
  return (
    <Select
      label="Sheet"
      description="Of the workbook."
      data={[
        { value: GUESSED, label: chosen ? 'The one with the table' : read.join(', ') },
        ...sheets.map(({ name }) => ({ value: name, label: name })),
      ]}
      value={chosen ?? GUESSED}
      allowDeselect={false}
      inputWrapperOrder={FIELD_ORDER}
      onChange={(name) => name !== null && onChoose(name === GUESSED ? null : name)}
    />
  );
}

interface EncodingProps {
  preview: Preview;
  chosen: string | undefined;
  onChoose: (name: string) => void;
}

function Encoding({ preview, chosen, onChoose }: EncodingProps) {
  const value = encodingKey(chosen ?? preview.encoding);
  const isKnown = ENCODINGS.some((encoding) => encoding.value === value);
  return (
    <Select
      label="Encoding"
      description="If letters look wrong, try another."
      data={isKnown ? ENCODINGS : [{ value, label: value.toUpperCase() }, ...ENCODINGS]}
      value={value}
      searchable
      allowDeselect={false}
      inputWrapperOrder={FIELD_ORDER}
      onChange={(name) => name && name !== value && onChoose(name)}
    />
  );
}
