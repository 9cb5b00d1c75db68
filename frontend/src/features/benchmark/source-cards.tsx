import { Group, Radio, Stack, Text } from '@mantine/core';
import classes from '@/features/benchmark/form.module.css';
import type { BenchmarkList, BenchmarkSettings } from '@/shared/api/schema.gen';

export type Source = BenchmarkSettings['source'];
export type Offer = BenchmarkList['sources'][number];

const TITLES: Record<Source, string> = {
  truth: 'Known answers',
  labels: 'What if: the labels that people gave here',
};

export const parseSource = (text: string | null): Source | null =>
  text === 'truth' || text === 'labels' ? text : null;

/** What was asked for where it can be, else what can. */
export const usableSource = (offers: readonly Offer[], wanted: Source | null): Source =>
  wanted ?? offers.find((offer) => offer.usable)?.source ?? 'truth';

interface SourceCardsProps {
  offers: Offer[];
  value: Source;
  error: string | undefined;
  onChange: (source: Source) => void;
}

/** From where the oracle knows the answers, with what there is of it. */
export function SourceCards({ offers, value, error, onChange }: SourceCardsProps) {
  return (
    <Radio.Group
      value={value}
      error={error}
      aria-label="Answers from"
      onChange={(next) => onChange(parseSource(next) ?? value)}
    >
      <Stack gap="sm">
        {offers.map(({ source, detail, usable }) => (
          <Radio.Card
            key={source}
            value={source}
            disabled={!usable}
            className={classes.source}
            aria-label={`${TITLES[source]}. ${detail}`}
          >
            <Group gap={12} wrap="nowrap" align="flex-start">
              <Radio.Indicator mt={2} disabled={!usable} />
              <div>
                <Text size="sm" fw={600}>
                  {TITLES[source]}
                </Text>
                <Text size="sm" c="dimmed">
                  {detail}
                </Text>
              </div>
            </Group>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}
