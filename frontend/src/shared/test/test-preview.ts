import type { FileChosen, Preview } from '@/shared/api/schema.gen';

/** A file of one text, but for what is said. */
export function testPreview(preview: Partial<Preview> = {}): Preview {
  return {
    format: 'csv',
    formats: ['csv', 'jsonl'],
    encoding: 'utf-8',
    delimiter: ',',
    has_header: true,
    sheets: [],
    columns: [{ name: 'text', meaning: 'text', samples: ['The strap broke.'] }],
    labels_are: null,
    labels_why: '',
    items: [
      {
        external_id: '',
        text: 'The strap broke.',
        thumbnail: '',
        fields: [],
        label: '',
        answers: [],
        suggestions: [],
      },
    ],
    counts: testCounts(),
    labels: [],
    contradictions: [],
    warnings: [],
    losses: [],
    ...preview,
  };
}

/** Of a file of one row, but for what is said. */
export function testCounts(counts: Partial<Preview['counts']> = {}): Preview['counts'] {
  return {
    rows: 1,
    items: 1,
    unchanged: 0,
    left_out: 0,
    answers: 0,
    people: 0,
    skips: 0,
    truths: 0,
    suggestions: 0,
    contradictions: 0,
    repeated_ids: 0,
    is_whole: true,
    ...counts,
  };
}

/** Nothing was said of the file, but for this. */
export function testChosen(chosen: Partial<FileChosen> = {}): FileChosen {
  const columns = { text_column: null, label_column: null, id_column: null };
  const answers = { person_column: null, time_column: null };
  const reading = { format: null, encoding: null, has_header: null, sheet: null };
  return { ...reading, ...columns, ...answers, labels_are: null, fields: null, mapping: [], ...chosen };
}
