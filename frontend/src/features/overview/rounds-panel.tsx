import { Group, Skeleton, Text } from '@mantine/core';
import { Suspense, lazy } from 'react';
import { endedWords, medianSeconds, roundsTable } from '@/features/overview/figures';
import { cancelJob } from '@/shared/api/jobs';
import { overviewOptions } from '@/shared/api/projects';
import type { Project, RoundRow } from '@/shared/api/schema.gen';
import { ChartFrame } from '@/shared/charts/chart-frame';
import { PartNames } from '@/shared/charts/part-names';
import { formatClock } from '@/shared/lib/format';
import { CancelButton } from '@/shared/ui/cancel-button';

const RoundsChart = lazy(() => import('@/features/overview/rounds-chart'));

export function RoundsPanel({ project, rounds }: { project: Project; rounds: RoundRow[] }) {
  const running = rounds.find((round) => round.status === 'running');
  return (
    <ChartFrame
      title="Seconds of each round"
      note="What the worker spent its time on; nobody waited for it. Figures: median of the finished rounds."
      file={[project.name, 'rounds']}
      {...roundsTable(rounds)}
      empty={rounds.length === 0 ? 'No rounds yet. The first starts when enough labels are in.' : undefined}
    >
      <PartNames seconds={(part) => medianSeconds(rounds, part)} />
      <Suspense fallback={<Skeleton h={224} />}>
        <RoundsChart rounds={rounds} />
      </Suspense>
      {running ? <RunningRound project={project} round={running} /> : null}
      <EndedRounds rounds={rounds} />
    </ChartFrame>
  );
}

function RunningRound({ project, round }: { project: Project; round: RoundRow }) {
  return (
    <Group justify="space-between" gap={8} mt={8}>
      <Text size="sm" c="dimmed">
        Round {round.number} has been running since {formatClock(round.started_at)}.
      </Text>
      {/* Labels are safe either way: the round's labels wait for the next one. */}
      {project.role === 'manager' ? (
        <CancelButton
          words="Cancel the round"
          isStopping={round.cancel_requested}
          cancel={() => cancelJob(round.job)}
          shownBy={[overviewOptions(project.id).queryKey]}
        />
      ) : null}
    </Group>
  );
}

function EndedRounds({ rounds }: { rounds: RoundRow[] }) {
  const ended = rounds.filter((round) => round.status === 'failed' || round.status === 'cancelled').slice(-2);
  return ended.map((round) => (
    <Text key={round.number} size="xs" c={round.status === 'failed' ? 'var(--app-danger)' : 'dimmed'} mt={4}>
      {endedWords(round)}
    </Text>
  ));
}
