import { Box, Button, Group, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Link } from 'wouter';
import { ProjectListSkeleton, ProjectListRow } from '@/features/projects/project-list-row';
import classes from '@/features/projects/projects.module.css';
import { projectsOptions } from '@/shared/api/projects';
import type { ProjectRow } from '@/shared/api/schema.gen';
import { sessionOptions } from '@/shared/api/session';
import { formatPlural } from '@/shared/lib/format';
import { useKeptAnswers, type Kept } from '@/shared/lib/waiting-answers';
import boxes from '@/shared/ui/boxes.module.css';
import { GivenPassword } from '@/shared/ui/given-password';
import { Page } from '@/shared/ui/page';
import { ErrorBlock, StateBlock } from '@/shared/ui/state-block';

const POLL_MS = 15_000;

export default function ProjectsPage() {
  const { user } = useSuspenseQuery(sessionOptions()).data;
  const mayCreate = user?.may_create_projects ?? false;
  return (
    <Page
      title="Projects"
      actions={
        mayCreate ? (
          <Box visibleFrom="sm" mr={8}>
            <NewProjectButton />
          </Box>
        ) : undefined
      }
    >
      <GivenPassword />
      <ProjectList mayCreate={mayCreate} user={user?.id} />
    </Page>
  );
}

function NewProjectButton() {
  return (
    <Button component={Link} href="/projects/new" size="sm" leftSection={<Plus size={16} aria-hidden />}>
      New project
    </Button>
  );
}

function ProjectList({ mayCreate, user }: { mayCreate: boolean; user: number | undefined }) {
  const kept = useKeptAnswers(user);
  const { data, error, refetch } = useQuery({
    ...projectsOptions(),
    refetchInterval: (query) => (query.state.data ? POLL_MS : false),
  });
  if (!data && error) {
    return <ErrorBlock title="The projects could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <ProjectListSkeleton />;
  const left = <LeftAnswers kept={kept} rows={data} />;
  if (data.length === 0)
    return (
      <>
        {left}
        <NoProjects mayCreate={mayCreate} />
      </>
    );
  const active = data.filter((row) => row.status === 'active' && row.ended_by === null).length;
  return (
    <>
      <Group justify="space-between" mb="md">
        <Title order={2}>{formatPlural(data.length, 'project')}</Title>
        <Text size="sm" c="dimmed" visibleFrom="sm">
          {active === 0 ? 'none active' : `${active} active`}
        </Text>
        {mayCreate ? (
          <Box hiddenFrom="sm">
            <NewProjectButton />
          </Box>
        ) : null}
      </Group>
      {error ? (
        <Text size="sm" c="var(--app-danger)" mb="sm" role="status">
          The list could not be refreshed; what you see may be old.
        </Text>
      ) : null}
      {left}
      <ul className={boxes.list}>
        {data.map((row) => (
          <ProjectListRow key={row.id} row={row} kept={kept.get(row.id)} />
        ))}
      </ul>
    </>
  );
}

/** Answers on this machine of projects that this person is not in any more: the labelling page lets them be copied. */
function LeftAnswers({ kept, rows }: { kept: ReadonlyMap<number, Kept>; rows: readonly ProjectRow[] }) {
  const left = [...kept].filter(([id, { refused }]) => refused > 0 && rows.every((row) => row.id !== id));
  return (
    <>
      {left.map(([id, { refused }]) => (
        <Text key={id} size="sm" c="var(--app-danger)" mb="sm">
          <Link href={`/projects/${id}/label`} className={classes.refused}>
            {`${formatPlural(refused, 'answer')} of a project that you are not in any more ${refused === 1 ? 'was' : 'were'} not counted: see why`}
          </Link>
        </Text>
      ))}
    </>
  );
}

function NoProjects({ mayCreate }: { mayCreate: boolean }) {
  if (!mayCreate) {
    return (
      <StateBlock title="No projects yet">
        Nobody has added you to a project. Ask a manager; it appears here by itself.
      </StateBlock>
    );
  }
  return (
    <StateBlock title="No projects yet" action={<NewProjectButton />}>
      A project is a pile of images or texts, the labels they can get, and a budget. Have your files at hand; it takes
      two minutes.
    </StateBlock>
  );
}
