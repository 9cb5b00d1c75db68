import { Button, Drawer, SegmentedControl, Skeleton, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useSearchParams } from 'wouter';
import { fewRounds, jobsInterval, projectOfPath, splitJobs } from '@/features/jobs/jobs-logic';
import { jobsOptions } from '@/shared/api/jobs';
import type { Job } from '@/shared/api/schema.gen';
import { useParam } from '@/shared/lib/address';
import { formatPlural } from '@/shared/lib/format';
import { JobCard } from '@/shared/ui/job-card';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ErrorBlock, StateBlock } from '@/shared/ui/state-block';

const OPEN_POLL_MS = 5_000;
const MOST_ROUNDS = 3;

export default function JobsDrawer({ onClose }: { onClose: () => void }) {
  const [location] = useLocation();
  const [params] = useSearchParams();
  const here = projectOfPath(location, params);
  const onlyHere = here !== undefined && params.get('of') !== 'all';
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      title="Jobs"
      closeButtonProps={{ 'aria-label': 'Close the jobs' }}
      transitionProps={{ duration: 120 }}
    >
      <Stack gap="md">
        {here === undefined ? null : <Scope />}
        <JobList {...(onlyHere && { project: here })} />
      </Stack>
    </Drawer>
  );
}

function Scope() {
  const [of, setOf] = useParam('of');
  return (
    <SegmentedControl
      aria-label="Jobs of"
      value={of === 'all' ? 'all' : 'here'}
      onChange={(value) => setOf(value === 'all' ? 'all' : null)}
      data={[
        { value: 'here', label: 'This project' },
        { value: 'all', label: 'All projects' },
      ]}
    />
  );
}

function JobList({ project }: { project?: number }) {
  const { data, error, refetch } = useQuery({
    ...jobsOptions(project),
    refetchInterval: (query) => jobsInterval(query.state.data, OPEN_POLL_MS),
  });
  if (!data && error) {
    return <ErrorBlock title="The jobs could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <JobsSkeleton />;
  if (data.length === 0) {
    return (
      <StateBlock title="No jobs yet">
        Imports, exports, benchmarks and the model’s rounds appear here while they run.
      </StateBlock>
    );
  }
  const { active, ended } = splitJobs(data);
  const showProject = project === undefined;
  return (
    <>
      {active.length > 0 ? <JobGroup title="Running now" jobs={active} showProject={showProject} /> : null}
      {ended.length > 0 ? <Ended jobs={ended} showProject={showProject} /> : null}
    </>
  );
}

function Ended({ jobs, showProject }: { jobs: Job[]; showProject: boolean }) {
  const [isAll, all] = useDisclosure();
  const { shown, hidden } = fewRounds(jobs, isAll ? jobs.length : MOST_ROUNDS);
  return (
    <>
      <JobGroup title="Ended" jobs={shown} showProject={showProject} />
      {hidden > 0 ? (
        <Button variant="default" onClick={all.open}>
          Show {formatPlural(hidden, 'older round')}
        </Button>
      ) : null}
    </>
  );
}

function JobGroup({ title, jobs, showProject }: { title: string; jobs: Job[]; showProject: boolean }) {
  return (
    <Stack gap="sm" component="section">
      <Title order={3} size="h4" c="dimmed">
        {title}
      </Title>
      {jobs.map((job) => (
        <JobCard key={job.id} job={job} showProject={showProject} />
      ))}
    </Stack>
  );
}

function JobsSkeleton() {
  return (
    <LoadingStack gap="sm" words="Loading the jobs">
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} h={88} radius="lg" />
      ))}
    </LoadingStack>
  );
}
