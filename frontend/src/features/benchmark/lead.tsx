import { Anchor, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import classes from '@/features/benchmark/benchmark.module.css';
import { CERTAINTY_WORDS, SOURCE_WORDS } from '@/features/benchmark/words';
import type { Benchmark, Project } from '@/shared/api/schema.gen';
import { formatCount, formatMoment, formatPlural } from '@/shared/lib/format';
import { STATE_WORDS, isActive } from '@/shared/lib/job-words';
import { Problem } from '@/shared/ui/problem';
import { StateBadge } from '@/shared/ui/state-badge';

/** The verdict first, then how sure it is, and on what it stands. */
export function Lead({ benchmark, project }: { benchmark: Benchmark; project: Project }) {
  const { advice } = benchmark;
  // How far it is stands with its progress.
  const sentence = isActive(benchmark) ? advice.sentence : benchmark.sentence;
  return (
    <div>
      <Text size="lg" className={classes.lead} component="p">
        {sentence || advice.sentence}
      </Text>
      {advice.sentence !== sentence && sentence !== '' ? (
        <Text mt={4} className={classes.lead} component="p">
          {advice.sentence}
        </Text>
      ) : null}
      <Group gap={12} mt={8}>
        <StateBadge tone={advice.certainty === 'clear' ? 'on' : 'off'}>{CERTAINTY_WORDS[advice.certainty]}</StateBadge>
        <Text size="sm" c="dimmed">
          {basisWords(benchmark)}
        </Text>
        <TakeIt benchmark={benchmark} project={project} />
      </Group>
      <Problem error={benchmark.error} mt={8} />
    </div>
  );
}

function basisWords({ arms, seeds, source, test_items: test, state, finished_at: end }: Benchmark): string {
  const tested = test === null ? [] : [`tested on ${formatCount(test)} items`];
  const ended = end === null || isActive({ state }) ? [] : [`${STATE_WORDS[state].toLowerCase()} ${formatMoment(end)}`];
  const played = `${formatPlural(arms.length, 'strategy', 'strategies')}, ${formatPlural(seeds, 'seed')} each`;
  return [played, `answered from ${SOURCE_WORDS[source]}`, ...tested, ...ended].join(' · ');
}

/** Where a manager can act on the advice. */
function TakeIt({ benchmark: { advice }, project }: { benchmark: Benchmark; project: Project }) {
  if (project.role !== 'manager' || advice.strategy === null || advice.strategy === project.strategy) return null;
  return (
    <Anchor component={Link} size="sm" href={`/projects/${project.id}/settings`}>
      Change the strategy in the settings
    </Anchor>
  );
}
