import type { FileChoices, LabelsAreEnum, MeaningEnum, SeenCounts, SeenSuggestion } from '@/shared/api/schema.gen';
import { formatCount, formatPercent, formatPlural } from '@/shared/lib/format';

const FORMATS: Record<string, string> = {
  csv: 'CSV, columns',
  tsv: 'TSV, columns',
  jsonl: 'JSONL, one object a line',
  json: 'JSON',
  xlsx: 'Excel',
  parquet: 'Parquet',
  feather: 'Feather',
  arrow: 'Arrow',
  hf: 'Hugging Face data set',
  lines: 'Plain lines, one text each',
  fasttext: 'fastText lines',
  'label-studio': 'Label Studio',
  doccano: 'doccano',
  argilla: 'Argilla',
  prodigy: 'Prodigy',
  spacy: 'spaCy',
  multiannotator: 'One column per person',
  zip: 'Images in a zip',
  tar: 'Images in a tar',
  webdataset: 'WebDataset',
  addresses: 'Images by their addresses',
  bucket: 'A part of a bucket',
};

export const formatName = (format: string) => FORMATS[format] ?? format;

/** In which programs of today and of twenty years ago save. */
export const ENCODINGS: readonly { value: string; label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16', label: 'UTF-16' },
  { value: 'cp1252', label: 'Western (Windows 1252)' },
  { value: 'cp850', label: 'Western (DOS 850)' },
  { value: 'mac-roman', label: 'Western (Macintosh)' },
  { value: 'cp1250', label: 'Central European (Windows 1250)' },
  { value: 'iso8859-2', label: 'Central European (ISO 8859-2)' },
  { value: 'cp1257', label: 'Baltic (Windows 1257)' },
  { value: 'cp1251', label: 'Cyrillic (Windows 1251)' },
  { value: 'koi8-r', label: 'Cyrillic (KOI8-R)' },
  { value: 'cp866', label: 'Cyrillic (DOS 866)' },
  { value: 'cp1253', label: 'Greek (Windows 1253)' },
  { value: 'cp1254', label: 'Turkish (Windows 1254)' },
  { value: 'cp1255', label: 'Hebrew (Windows 1255)' },
  { value: 'cp1256', label: 'Arabic (Windows 1256)' },
  { value: 'cp874', label: 'Thai (Windows 874)' },
  { value: 'cp932', label: 'Japanese (Shift JIS)' },
  { value: 'euc-jp', label: 'Japanese (EUC)' },
  { value: 'gb18030', label: 'Chinese (GB 18030)' },
  { value: 'big5', label: 'Chinese (Big5)' },
  { value: 'euc-kr', label: 'Korean (EUC)' },
];

/** "UTF_8" and "utf-8" are one. */
export const encodingKey = (name: string) => name.toLowerCase().replaceAll('_', '-');

const DELIMITERS: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/** "semicolon between columns" */
export const delimiterWords = (delimiter: string) =>
  delimiter === '' ? '' : `${DELIMITERS[delimiter] ?? `“${delimiter}”`} between columns`;

export const MEANING_WORDS: Record<MeaningEnum, string> = {
  text: 'Text',
  label: 'Label',
  id: 'Id',
  person: 'Who answered',
  time: 'When',
  field: 'Also shown',
  metadata: 'Kept only',
  ignored: 'Not taken',
};

export const LABELS_ARE: Record<LabelsAreEnum, { label: string; description: string }> = {
  answers: {
    label: 'Answers that people gave',
    description: 'They count as labels, the model learns them, they cost nothing and are not asked again.',
  },
  truth: {
    label: 'Known to be right',
    description:
      'Kept hidden, for measuring only. Annotators are asked all the same, and the model does not learn them.',
  },
  suggestions: {
    label: 'Suggestions of a model',
    description: 'Kept beside the items. Never counted as answers, and hidden from annotators.',
  },
};

/** What the labels come to, one part each: "190 answers by 2 people". */
export function labelParts(counts: SeenCounts): string[] {
  const { answers, people, skips, truths, suggestions } = counts;
  return [
    answers > 0 ? `${formatPlural(answers, 'answer')} by ${formatPlural(people, 'person', 'people')}` : '',
    skips > 0 ? formatPlural(skips, 'skip') : '',
    truths > 0 ? `${formatPlural(truths, 'label')} known to be right` : '',
    suggestions > 0 ? formatPlural(suggestions, 'suggestion') : '',
  ].filter(Boolean);
}

/** "model-a 2 suggests positive, 90.0 %" */
export function suggestionWords({ model, version, label, probability, score }: SeenSuggestion): string {
  const who = [model || 'A model', version].filter(Boolean).join(' ');
  const sure = probability === null ? (score === null ? '' : `, score ${score}`) : `, ${formatPercent(probability)}`;
  return `${who} suggests ${label}${sure}`;
}

export function importWords({ items, is_whole, unchanged }: SeenCounts): string {
  if (!is_whole) return 'Import all items';
  if (items === 0 && unchanged > 0) return 'Import into the items that are there';
  return `Import ${formatPlural(items, 'item')}`;
}

/** Names of lines: "lines 3 and 7", "lines 3, 7, 9 and 2 more" */
export function lineWords(lines: readonly number[]): string {
  const shown = lines.slice(0, 4).map(formatCount);
  if (shown.length <= 1) return shown.length === 0 ? '' : `line ${shown.join('')}`;
  const rest = lines.length - shown.length;
  const last = rest > 0 ? `${formatCount(rest)} more` : shown.pop();
  return `lines ${shown.join(', ')} and ${last ?? ''}`;
}

export const isChosen = (choices: FileChoices) => Object.keys(choices).length > 0;
