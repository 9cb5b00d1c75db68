import { Button, Group, Skeleton, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Suspense, lazy } from 'react';
import { endedWords, medianSeconds, roundsTable } from '@/features/overview/figures';
import { describeError } from '@/shared/api/errors';
import { cancelJob } from '@/shared/api/jobs';
import { overviewOptions } from '@/shared/api/projects';
import type { Project, RoundRow } from '@/shared/api/schema.gen';
import { ChartFrame } from '@/shared/charts/chart-frame';
import { PartNames } from '@/shared/charts/part-names';
import { formatClock } from '@/shared/lib/format';

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
      {project.role === 'manager' ? <CancelButton project={project} round={round} /> : null}
    </Group>
  );
}

/** Labels are safe either way: the round's labels wait for the next one. */
function CancelButton({ project, round }: { project: Project; round: RoundRow }) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelJob(round.job),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: overviewOptions(project.id).queryKey }),
        client.invalidateQueries({ queryKey: ['jobs'] }),
      ]),
  });
  return (
    <Group gap={8}>
      {cancel.error ? (
        <Text size="xs" c="var(--app-danger)" role="alert">
          {describeError(cancel.error)}
        </Text>
      ) : null}
      <Button
        size="xs"
        variant="default"
        disabled={round.cancel_requested}
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        {round.cancel_requested ? 'Stopping' : 'Cancel the round'}
      </Button>
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
