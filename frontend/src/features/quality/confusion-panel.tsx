import { Anchor, Text } from '@mantine/core';
import type { CSSProperties } from 'react';
import { Link } from 'wouter';
import { matrixOf, type Chosen } from '@/features/quality/figures';
import { Panel } from '@/features/quality/panel';
import classes from '@/features/quality/quality.module.css';
import { itemQuery } from '@/shared/api/items';
import type { ItemFilter, Project, Quality } from '@/shared/api/schema.gen';
import { formatCount, formatPlural } from '@/shared/lib/format';

interface ConfusionPanelProps {
  project: Project;
  quality: Quality;
  chosen: Chosen;
}

/** Which label the one gave where the other, the truth or the model says which; each cell leads to its items. */
export function ConfusionPanel({ project, quality, chosen }: ConfusionPanelProps) {
  const { first, second, column: what, cells, filter } = wordsOf(quality, chosen);
  const matrix = matrixOf(
    cells,
    project.labels.map(({ name }) => name),
  );
  return (
    <Panel
      title={`${first} and ${second}`}
      note={`Rows: the label of ${first}. Columns: ${what}. Each number leads to its items.`}
    >
      <table className={classes.matrix}>
        <thead>
          <tr>
            <td />
            {matrix.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {matrix.columns.map((column) => {
                const items = matrix.items(row, column);
                return (
                  <td
                    key={column}
                    className={row === column ? classes.same : undefined}
                    style={{ '--share': `${Math.round((60 * items) / matrix.most)}%` } as CSSProperties}
                  >
                    {items === 0 ? (
                      <Text span c="dimmed">
                        0
                      </Text>
                    ) : (
                      <Anchor
                        component={Link}
                        href={`/projects/${project.id}/items?${itemQuery(filter(row, column)).toString()}`}
                        aria-label={`${formatPlural(items, 'item')}: ${first} “${row}”, ${second} “${column}”`}
                      >
                        {formatCount(items)}
                      </Anchor>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface Words {
  first: string;
  second: string;
  /** What a column stands for. */
  column: string;
  cells: Quality['pairs'][number]['cells'];
  filter: (first: string, second: string) => ItemFilter;
}

function wordsOf({ people }: Quality, chosen: Chosen): Words {
  if (chosen.kind === 'person') {
    const { id, name, cells } = chosen.person;
    return {
      first: name,
      second: 'the truth',
      column: 'the true label',
      cells,
      filter: (row, truth) => ({ given: [`${id}=${row}`], truth, measures: true, set_aside: false }),
    };
  }
  if (chosen.kind === 'model') {
    const { id, name, model_cells: cells } = chosen.person;
    return {
      first: name,
      second: 'the model',
      column: 'the label that the model thought likeliest',
      cells,
      filter: (row, predicted) => ({ given: [`${id}=${row}`], predicted, set_aside: false }),
    };
  }
  const { first, second, cells } = chosen.pair;
  const name = (id: number) => people.find((person) => person.id === id)?.name ?? '';
  return {
    first: name(first),
    second: name(second),
    column: `the label of ${name(second)}`,
    cells,
    filter: (row, column) => ({ given: [`${first}=${row}`, `${second}=${column}`], set_aside: false }),
  };
}
