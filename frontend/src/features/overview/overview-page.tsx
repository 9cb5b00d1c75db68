import { Alert, Anchor, Button, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { Suspense, lazy } from 'react';
import { Link } from 'wouter';
import { Cards } from '@/features/overview/cards';
import { ClassBalance } from '@/features/overview/class-balance';
import { curveTable, rankingAge, waitWords, type CurveAxis } from '@/features/overview/figures';
import { ItemParts } from '@/features/overview/item-parts';
import classes from '@/features/overview/overview.module.css';
import { LooksPanel } from '@/features/overview/looks-panel';
import { MoreLike } from '@/features/overview/more-like';
import { PeopleTable } from '@/features/overview/people-table';
import { ProjectActions } from '@/features/overview/project-actions';
import { RoundsPanel } from '@/features/overview/rounds-panel';
import { ApiError, describeError } from '@/shared/api/errors';
import { overviewOptions, projectOptions } from '@/shared/api/projects';
import type { Overview, Project } from '@/shared/api/schema.gen';
import { ChartFrame } from '@/shared/charts/chart-frame';
import { useParam } from '@/shared/lib/address';
import { formatClock, formatDuration, formatPercent } from '@/shared/lib/format';
import boxes from '@/shared/ui/boxes.module.css';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { Page } from '@/shared/ui/page';
import { ProjectError } from '@/shared/ui/project-error';
import { projectTabs } from '@/shared/ui/project-tabs';
import { ErrorBlock, StateBlock } from '@/shared/ui/state-block';
import { StatusBadge } from '@/shared/ui/status-badge';
import { describeWorker } from '@/shared/ui/worker-state';

// Charts come after the figures: the library behind them is heavier than the rest of the page.
const AccuracyChart = lazy(() => import('@/features/overview/accuracy-chart'));

const POLL_MS = 5_000;
const RUNNING_POLL_MS = 1_500;
// Paused, spent, all labelled: the badge and the buttons follow.
const PROJECT_POLL_MS = 15_000;

export default function OverviewPage({ project: id }: { project: number }) {
  const project = useQuery({ ...projectOptions(id), refetchInterval: PROJECT_POLL_MS });
  if (!project.data) {
    return (
      <Page title="Project" {...(project.error ? {} : { tabs: projectTabs(id, 'reviewer') })}>
        {project.error ? (
          <ProjectError error={project.error} onRetry={() => void project.refetch()} />
        ) : (
          <OverviewSkeleton />
        )}
      </Page>
    );
  }
  return <OverviewOf project={project.data} />;
}

function OverviewOf({ project }: { project: Project }) {
  return (
    <Page
      title={project.name}
      tabs={projectTabs(project.id, project.role)}
      actions={
        <Group visibleFrom="md" mr={8}>
          <ProjectActions project={project} />
        </Group>
      }
    >
      {project.status === 'draft' ? null : (
        <Group hiddenFrom="md" mb="md" className={classes.actions}>
          <ProjectActions project={project} />
        </Group>
      )}
      <Content project={project} />
    </Page>
  );
}

/** Stops by itself while the tab is hidden. An error without figures stays to be read until someone asks again. */
function pollInterval(overview: Overview | undefined): number | false {
  if (!overview) return false;
  return overview.ranking.running ? RUNNING_POLL_MS : POLL_MS;
}

function Content({ project }: { project: Project }) {
  const mayRead = project.role !== 'annotator' && project.status !== 'draft';
  const overview = useQuery({
    ...overviewOptions(project.id),
    enabled: mayRead,
    refetchInterval: (query) => pollInterval(query.state.data),
  });
  if (!mayRead) return <Elsewhere project={project} />;
  if (overview.data) {
    const since = overview.error ? overview.dataUpdatedAt : null;
    return <Dashboard project={project} overview={overview.data} staleSince={since} error={overview.error} />;
  }
  if (!overview.error) return <OverviewSkeleton />;
  return (
    <ErrorBlock
      title="The figures could not be loaded"
      error={withComfort(overview.error)}
      onRetry={() => void overview.refetch()}
    />
  );
}

/** What is safe belongs to every error. */
function withComfort(error: Error): Error {
  return error instanceof ApiError && error.status >= 500
    ? new Error(`${error.message} Labels are safe, and labelling goes on without this page.`)
    : error;
}

function Elsewhere({ project }: { project: Project }) {
  if (project.role === 'annotator') {
    return (
      <StateBlock
        title="The figures are for managers and reviewers"
        action={
          <Button component={Link} href={`/projects/${project.id}/label`}>
            Start labelling
          </Button>
        }
      />
    );
  }
  return (
    <StateBlock
      title="Not started yet"
      action={
        project.role === 'manager' ? (
          <Button component={Link} href={`/projects/new?project=${project.id}&step=${project.items === 0 ? 1 : 2}`}>
            Continue set-up
          </Button>
        ) : undefined
      }
    >
      Figures appear here once labelling has begun.
    </StateBlock>
  );
}

interface DashboardProps {
  project: Project;
  overview: Overview;
  staleSince: number | null;
  error: unknown;
}

function Dashboard({ project, overview, staleSince, error }: DashboardProps) {
  return (
    <Stack gap="lg">
      <Lead project={project} overview={overview} />
      {staleSince === null ? null : (
        <Alert
          color="gray"
          role="status"
          title={`These figures are from ${formatClock(new Date(staleSince).toISOString())}`}
        >
          {describeError(error)} The page goes on trying.
        </Alert>
      )}
      <Warnings overview={overview} />
      <Cards overview={overview} />
      <div className={classes.charts}>
        <AccuracyPanel project={project} overview={overview} />
        <ClassBalance balance={overview.classes} project={project.name}>
          {project.role === 'manager' && overview.looks ? (
            <MoreLike project={project.id} balance={overview.classes} waiting={overview.ranking.alike} />
          ) : null}
        </ClassBalance>
      </div>
      <div className={classes.halves}>
        {overview.looks ? <LooksPanel looks={overview.looks} project={project.name} /> : null}
        <RoundsPanel project={project} rounds={overview.rounds} />
        <PeopleTable people={overview.people} />
      </div>
    </Stack>
  );
}

function Lead({ project, overview }: { project: Project; overview: Overview }) {
  const age = rankingAge(overview, formatDuration);
  // A worker that is gone stands among the warnings.
  const worker = overview.ranking.worker_alive ? describeWorker(overview.ranking) : null;
  return (
    <div>
      <Text size="lg" className={classes.lead} component="p">
        {overview.sentence.replaceAll(' %', '\u00a0%')}
      </Text>
      <Group gap={12} mt={8}>
        <StatusBadge status={project.status} endedBy={project.ended_by} />
        <Text size="sm" c="dimmed">
          {[worker, age, waitWords(overview.ranking)].filter(Boolean).join(' · ')}
        </Text>
        {project.role === 'manager' && overview.spent.labels > 0 ? (
          <Anchor component={Link} size="sm" href={`/projects/${project.id}/benchmarks/new?source=labels`}>
            What would another strategy have cost?
          </Anchor>
        ) : null}
      </Group>
      <ItemParts items={overview.items} />
    </div>
  );
}

function Warnings({ overview: { warnings, ranking } }: { overview: Overview }) {
  const isAsleepTold = ranking.worker_alive || warnings.some((warning) => warning.code.includes('worker'));
  const all = isAsleepTold ? warnings : [{ code: 'worker', detail: describeWorker(ranking) }, ...warnings];
  if (all.length === 0) return null;
  return (
    <Alert
      variant="default"
      icon={<TriangleAlert size={18} aria-hidden color="var(--app-danger)" />}
      title={all.length === 1 ? 'One thing to look at' : `${all.length} things to look at`}
    >
      <ul className={boxes.points}>
        {all.map((warning) => (
          <li key={warning.code + warning.detail}>{warning.detail}</li>
        ))}
      </ul>
    </Alert>
  );
}

function curveNote({ forecast, chance }: Overview): string {
  return [
    'Line: share of audit items on which the model is right; rounds that learned nothing new are left out.',
    'Band: 95 % interval.',
    ...(forecast ? ['Dashed: forecast, if it goes on as it did.'] : []),
    ...(chance ? [`Grey: always saying “${chance.name}” is right on ${formatPercent(chance.value)}.`] : []),
  ].join(' ');
}

function AccuracyPanel({ project, overview }: { project: Project; overview: Overview }) {
  const [x, setX] = useParam('x');
  const { currency } = overview.spent;
  const forecast = overview.forecast?.curve ?? [];
  const hasMoney = overview.curve.some((point) => Number(point.money) > 0);
  const axis: CurveAxis = hasMoney && x === 'money' ? 'money' : 'labels';
  return (
    <ChartFrame
      title={axis === 'labels' ? 'Accuracy against labels' : `Accuracy against money (${currency})`}
      note={curveNote(overview)}
      file={[project.name, 'accuracy']}
      {...curveTable(overview.curve, forecast, currency)}
      empty={
        overview.curve.length === 0
          ? 'No points yet. The first is the round whose accuracy is known to ± 10 points.'
          : undefined
      }
      controls={
        hasMoney ? (
          <SegmentedControl
            size="xs"
            aria-label="Horizontal axis"
            value={axis}
            onChange={(value) => setX(value === 'money' ? value : null)}
            transitionDuration={0}
            data={[
              { value: 'labels', label: 'Labels' },
              { value: 'money', label: 'Money' },
            ]}
          />
        ) : undefined
      }
    >
      <Suspense fallback={<Skeleton h={264} />}>
        <AccuracyChart
          curve={overview.curve}
          forecast={forecast}
          chance={overview.chance}
          axis={axis}
          currency={currency}
        />
      </Suspense>
    </ChartFrame>
  );
}

function OverviewSkeleton() {
  return (
    <LoadingStack gap="lg" words="Loading the figures">
      <div>
        <Skeleton h={24} w="70%" mb={12} />
        <Skeleton h={16} w="40%" />
      </div>
      <div className={classes.cards}>
        {[0, 1, 2, 3].map((card) => (
          <Skeleton key={card} h={112} radius="lg" />
        ))}
      </div>
      <div className={classes.charts}>
        <Skeleton h={348} radius="lg" />
        <Skeleton h={348} radius="lg" />
      </div>
    </LoadingStack>
  );
}
