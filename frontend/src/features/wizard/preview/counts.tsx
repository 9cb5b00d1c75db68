import { Text } from '@mantine/core';
import { Fragment } from 'react';
import classes from '@/features/wizard/preview/preview.module.css';
import { labelParts } from '@/features/wizard/preview/words';
import type { Kind, SeenCounts } from '@/shared/api/schema.gen';
import { formatCount } from '@/shared/lib/format';

/** Where each row goes: the figures add up before the reader's eyes. */
export function Counts({ counts, kind }: { counts: SeenCounts; kind: Kind }) {
  const { rows, items, unchanged, left_out: leftOut, is_whole: isWhole } = counts;
  const one = kind === 'image' ? 'image' : 'row';
  const terms = [
    { sign: '', value: rows, words: `${rows === 1 ? one : `${one}s`} ${isWhole ? 'in the file' : 'looked at'}` },
    { sign: '=', value: items, words: items === 1 ? 'new item' : 'new items' },
    { sign: '+', value: unchanged, words: 'there already, or twice in the file' },
    { sign: '+', value: leftOut, words: 'left out' },
  ];
  const labels = labelParts(counts);
  return (
    <section aria-label="What comes in">
      <div className={classes.sum}>
        {terms.map(({ sign, value, words }) => (
          <Fragment key={words}>
            {sign === '' ? null : (
              <span className={classes.sign}>
                <span aria-hidden>{sign}</span>
                <span className="visually-hidden">{sign === '=' ? 'are' : 'and'}</span>
              </span>
            )}
            <span className={classes.term}>
              <span className={classes.figure}>{formatCount(value)}</span> <span className={classes.unit}>{words}</span>
            </span>
          </Fragment>
        ))}
      </div>
      {labels.length === 0 ? null : (
        <Text size="sm" mt={8}>
          With {labels.join(' · ')}.
        </Text>
      )}
      {isWhole ? null : (
        <Text size="sm" c="dimmed" mt={8}>
          The file is long: these are the figures of its beginning. The import reads all of it.
        </Text>
      )}
    </section>
  );
}
