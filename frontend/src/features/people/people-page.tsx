import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { AddPeople } from '@/features/people/add-people';
import { HandedOverList } from '@/features/people/handed-over-list';
import { InvitationList } from '@/features/people/invitation-list';
import classes from '@/features/people/people.module.css';
import { FormerPerson, PersonItem } from '@/features/people/person-item';
import { isMember } from '@/features/people/roles';
import { peopleOptions } from '@/shared/api/people';
import { projectOptions } from '@/shared/api/projects';
import { sessionOptions } from '@/shared/api/session';
import { formatPlural } from '@/shared/lib/format';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { NoEntry } from '@/shared/ui/no-entry';
import { Page } from '@/shared/ui/page';
import { ProjectError } from '@/shared/ui/project-error';
import { projectTabs } from '@/shared/ui/project-tabs';
import { ErrorBlock } from '@/shared/ui/state-block';

export default function PeoplePage({ project: id }: { project: number }) {
  const project = useQuery(projectOptions(id));
  const role = project.data?.role;
  return (
    <Page
      title={project.data?.name ?? 'People'}
      tabs={projectTabs(id, role ?? (project.error ? 'annotator' : 'manager'))}
    >
      <div className={classes.page}>
        {project.error && !project.data ? (
          <ProjectError error={project.error} onRetry={() => void project.refetch()} />
        ) : role === undefined ? (
          <PeopleSkeleton />
        ) : role === 'manager' ? (
          <People project={id} />
        ) : (
          <NoEntry title="People are for managers">Ask a manager of this project to add or change someone.</NoEntry>
        )}
      </div>
    </Page>
  );
}

function People({ project }: { project: number }) {
  const { data, error, refetch } = useQuery(peopleOptions(project));
  const { user } = useSuspenseQuery(sessionOptions()).data;
  if (!data && error) {
    return <ErrorBlock title="The people could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <PeopleSkeleton />;
  const members = data.filter(isMember);
  const former = data.filter((person) => !isMember(person));
  return (
    <Stack gap="xl">
      <HandedOverList project={project} />
      <AddPeople project={project} mayCreate={user?.may_create_accounts ?? false} />
      <InvitationList project={project} />
      <section>
        <Title order={2} mb="md">
          {formatPlural(members.length, 'person', 'people')}
        </Title>
        <ul className={classes.list}>
          {members.map((person) => (
            <PersonItem key={person.user} project={project} person={person} isMe={person.user === user?.id} />
          ))}
          {former.map((person) => (
            <FormerPerson key={person.user} person={person} />
          ))}
        </ul>
        {members.length === 1 ? (
          <Text size="sm" c="dimmed" mt="md">
            Only you so far. Add annotators above; they find the project in their list at once.
          </Text>
        ) : null}
      </section>
    </Stack>
  );
}

function PeopleSkeleton() {
  return (
    <LoadingStack gap="sm" words="Loading the people">
      <Skeleton h={120} radius="lg" mb="lg" />
      {[0, 1, 2].map((row) => (
        <Skeleton key={row} h={56} radius="lg" />
      ))}
    </LoadingStack>
  );
}
