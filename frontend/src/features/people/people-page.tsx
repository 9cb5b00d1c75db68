import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { AddPeople } from '@/features/people/add-people';
import { DecisionList } from '@/features/people/decision-list';
import { HandedOverList } from '@/features/people/handed-over-list';
import { InvitationList } from '@/features/people/invitation-list';
import classes from '@/features/people/people.module.css';
import { FormerPerson, PersonItem } from '@/features/people/person-item';
import { isMember } from '@/features/people/roles';
import { WorkSection } from '@/features/people/work-section';
import { peopleOptions } from '@/shared/api/people';
import type { Project } from '@/shared/api/schema.gen';
import { sessionOptions } from '@/shared/api/session';
import { formatPlural } from '@/shared/lib/format';
import boxes from '@/shared/ui/boxes.module.css';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ProjectPage } from '@/shared/ui/project-page';
import { ErrorBlock } from '@/shared/ui/state-block';

export default function PeoplePage({ project: id }: { project: number }) {
  return (
    <ProjectPage
      id={id}
      name="People"
      className={classes.page}
      closed={{ title: 'People are for managers', words: 'Ask a manager of this project to add or change someone.' }}
      skeleton={<PeopleSkeleton />}
    >
      {(project) => <People of={project} />}
    </ProjectPage>
  );
}

function People({ of }: { of: Project }) {
  const project = of.id;
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
        <ul className={boxes.list}>
          {members.map((person) => (
            <PersonItem key={person.user} project={project} person={person} isMe={person.user === user?.id} />
          ))}
          {former.map((person) => (
            <FormerPerson key={person.user} project={project} person={person} />
          ))}
        </ul>
        {members.length === 1 ? (
          <Text size="sm" c="dimmed" mt="md">
            Only you so far. Add annotators above; they find the project in their list at once.
          </Text>
        ) : null}
      </section>
      <WorkSection project={of} />
      <DecisionList project={project} />
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
