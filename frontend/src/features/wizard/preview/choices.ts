/** What a manager says about a file, and how one choice changes the others. Pure: no React, no server. */
import type {
  FileChoices,
  FileChosen,
  LabelsAreEnum,
  MappedLabel,
  MeaningEnum,
  Preview,
  SeenColumn,
  ShownField,
} from '@/shared/api/schema.gen';

/** What a column can be made. */
export const CHOOSABLE = [
  'text',
  'label',
  'id',
  'person',
  'time',
  'field',
  'metadata',
] as const satisfies readonly MeaningEnum[];
export type Choosable = (typeof CHOOSABLE)[number];

/**
 * What the labels are: as chosen; else as the file itself says, by most of them; else as guessed. Null: there are none.
 */
export function labelsAre({ labels_are: chosen }: FileChoices, preview: Preview): LabelsAreEnum | null {
  const { labels_are: guess, counts } = preview;
  if (chosen) return chosen;
  if (guess === null) return null;
  if (counts.answers + counts.skips > 0) return 'answers';
  return counts.truths === 0 && counts.suggestions > 0 ? 'suggestions' : guess;
}

/** What was said of a file when it was last looked at, without what was left to be guessed. */
export function choicesOf({ mapping, ...chosen }: FileChosen): FileChoices {
  const given = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null));
  return mapping.length === 0 ? given : { ...given, mapping };
}

/** Columns have other names, or none, in another reader: what was said of them goes. */
export const withFormat = ({ labels_are }: FileChoices, format: string): FileChoices => ({
  format,
  ...(labels_are && { labels_are }),
});

export const withEncoding = (choices: FileChoices, encoding: string): FileChoices => ({
  ...byReader(choices),
  encoding,
});

/** Another sheet has other columns; null: the one that looks most like the table. */
export function withSheet(choices: FileChoices, sheet: string | null): FileChoices {
  const next = byReader(choices);
  delete next.sheet;
  return sheet === null ? next : { ...next, sheet };
}

export const withHeader = (choices: FileChoices, has_header: boolean): FileChoices => ({
  ...byReader(choices),
  has_header,
});

/** What stays true of a file whose columns are called otherwise. */
function byReader({ format, encoding, has_header, sheet, labels_are }: FileChoices): FileChoices {
  return {
    ...(sheet !== undefined && { sheet }),
    ...(format !== undefined && { format }),
    ...(encoding !== undefined && { encoding }),
    ...(has_header !== undefined && { has_header }),
    ...(labels_are !== undefined && { labels_are }),
  };
}

/**
 * The columns that annotators see beside the main content: as chosen, as the project has them, or as the preview does.
 */
export function fieldsOf(choices: FileChoices, preview: Preview, stored: readonly ShownField[]): ShownField[] {
  if (choices.fields) return choices.fields;
  if (stored.length > 0) return [...stored];
  const shown = new Map(preview.items.flatMap(({ fields }) => fields.map(({ name, look }) => [name, look] as const)));
  return preview.columns
    .filter(({ meaning }) => meaning === 'field')
    .map(({ name }) => ({ name, look: shown.get(name) ?? 'small', read: false }));
}

/** A column becomes something else; what it was is nothing then, or guessed anew. */
export function withMeaning(
  choices: FileChoices,
  preview: Preview,
  { name, meaning: was }: SeenColumn,
  meaning: Choosable,
  stored: readonly ShownField[] = [],
): FileChoices {
  const next = { ...choices };
  const fields = fieldsOf(choices, preview, stored);
  if (was === 'label') next.label_column = '';
  if (was === 'id') next.id_column = '';
  if (was === 'person') next.person_column = '';
  if (was === 'time') next.time_column = '';
  if (was === 'field') next.fields = fields.filter((field) => field.name !== name);
  if (meaning === 'text') next.text_column = name;
  if (meaning === 'id') next.id_column = name;
  if (meaning === 'person') next.person_column = name;
  if (meaning === 'time') next.time_column = name;
  if (meaning === 'field') next.fields = [...fields, { name, look: 'small', read: false }];
  // Other labels: what was said of these goes.
  if (meaning === 'label') next.label_column = name;
  if (meaning === 'label' || was === 'label') delete next.mapping;
  return next;
}

/** Labels of the file become one class, or are left out (null). */
export function withMapped(choices: FileChoices, labels: readonly string[], to: string | null): FileChoices {
  const others = (choices.mapping ?? []).filter(({ label }) => !labels.includes(label));
  const mapping = [...others, ...labels.map((label) => ({ label, to })).filter((each) => each.label !== each.to)];
  const next = { ...choices };
  delete next.mapping;
  return mapping.length === 0 ? next : { ...next, mapping };
}

export interface LabelRow {
  /** As the file writes it; what else is taken for the same class. */
  label: string;
  spellings: readonly string[];
  /** The class that it becomes; null: left out. */
  to: string | null;
  /** How often that class comes; null where it stands in another row. */
  count: number | null;
  key: string;
  color: string | null;
  isNew: boolean;
}

/** A row for each label of the file, those that were sent elsewhere after the others. */
export function labelRows({ labels }: Pick<Preview, 'labels'>, mapping: readonly MappedLabel[] = []): LabelRow[] {
  const isMoved = new Set(mapping.map(({ label }) => label));
  const seen = labels
    .filter(({ name }) => !isMoved.has(name))
    .map(({ name, spellings, items, key, color, is_new }) => ({
      label: name,
      spellings,
      to: name,
      count: items,
      key,
      color,
      isNew: is_new,
    }));
  const moved = mapping.map(({ label, to }) => ({
    label,
    spellings: [],
    to,
    count: null,
    key: '',
    color: labels.find(({ name }) => name === to)?.color ?? null,
    isNew: false,
  }));
  return [...seen, ...moved];
}
