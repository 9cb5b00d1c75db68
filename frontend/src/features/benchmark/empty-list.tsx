import { Text } from '@mantine/core';
import classes from '@/features/benchmark/benchmark.module.css';
import { NewButtons } from '@/features/benchmark/new-buttons';
import type { Offer } from '@/features/benchmark/source-cards';
import { StateBlock } from '@/shared/ui/state-block';

interface EmptyListProps {
  project: number;
  offers: Offer[];
  isManager: boolean;
}

/** What a benchmark is, and what it can be played on or what is lacking. */
export function EmptyList({ project, offers, isManager }: EmptyListProps) {
  const isUsable = offers.some((offer) => offer.usable);
  return (
    <>
      <StateBlock
        title={isUsable ? 'No benchmarks yet' : 'Nothing to benchmark on yet'}
        action={isManager && isUsable ? <NewButtons project={project} offers={offers} /> : undefined}
      >
        A benchmark plays several strategies on items whose labels are known and shows which one needs the fewest. An
        oracle answers in the annotators’ place: nobody is asked, and the project stays as it is.
      </StateBlock>
      <ul className={classes.offers}>
        {offers.map(({ source, detail }) => (
          <li key={source}>
            <Text size="sm" fw={600}>
              {source === 'truth' ? 'On known answers' : 'What if: on the labels that people gave'}
            </Text>
            <Text size="sm" c="dimmed">
              {detail}
            </Text>
          </li>
        ))}
      </ul>
    </>
  );
}
