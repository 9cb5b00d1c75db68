import { Title } from '@mantine/core';
import { Fragment } from 'react';
import classes from '@/features/benchmark/benchmark.module.css';
import { SOURCE_WORDS } from '@/features/benchmark/words';
import type { Benchmark, BenchmarkSettings } from '@/shared/api/schema.gen';
import { formatCount, formatDuration, formatPercent, formatPlural } from '@/shared/lib/format';
import boxes from '@/shared/ui/boxes.module.css';

/** So many letters tell two benchmarks apart; the JSON has all of them. */
const DIGEST = 12;

/** What somebody needs to repeat or to doubt the figures. */
export function Facts({ benchmark }: { benchmark: Benchmark }) {
  return (
    <section className={boxes.panel} aria-label="How it was played">
      <Title order={2} size="h3" mb={8}>
        How it was played
      </Title>
      <dl className={classes.facts}>
        {factsOf(benchmark).map(([name, words]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function factsOf({ settings, ...benchmark }: Benchmark): [name: string, words: string][] {
  const { initial, query, rounds } = settings;
  const facts: [string, string | null][] = [
    ['Answers', `from ${SOURCE_WORDS[settings.source]}`],
    ['Pool', benchmark.pool_items === null ? null : formatPlural(benchmark.pool_items, 'item')],
    ['Test', benchmark.test_items === null ? null : `${formatPlural(benchmark.test_items, 'item')}, never asked`],
    ['Labels', `${formatCount(initial)} at first, then ${formatPlural(rounds, 'time')} ${formatCount(query)}`],
    ['Seeds', `${settings.seeds}, the same for every strategy`],
    ['Judge', benchmark.judge_name],
    ['Annotators', annotatorWords(settings)],
    ['Machine', benchmark.hardware || null],
    ['Digest', benchmark.digest.slice(0, DIGEST) || null],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null);
}

function annotatorWords({ annotators }: BenchmarkSettings): string {
  const { count, noise, confusion, seconds_per_label: seconds, absence } = annotators;
  const right = confusion
    ? 'confuse labels by a matrix'
    : noise > 0
      ? `wrong on ${formatPercent(noise)}`
      : 'never wrong';
  const away = absence > 0 ? [`walk away from ${formatPercent(absence)} of decks`] : [];
  return [formatPlural(count, 'person', 'people'), right, `${formatDuration(seconds)} per label`, ...away].join(', ');
}
