import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { KindList } from '@/features/review/kind-list';
import { firstKind, isKind } from '@/features/review/kinds';
import { Queue } from '@/features/review/queue';
import classes from '@/features/review/review.module.css';
import { useDesk } from '@/features/review/use-desk';
import { reviewOptions } from '@/shared/api/review';
import type { Project, Review as ReviewBody } from '@/shared/api/schema.gen';
import { useParam } from '@/shared/lib/address';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ProjectPage } from '@/shared/ui/project-page';
import { ErrorBlock } from '@/shared/ui/state-block';

const ASK_EVERY_MS = 15_000;

/** What waits for a second look, one item after the other; one key decides. */
export default function ReviewPage({ project: id }: { project: number }) {
  return (
    <ProjectPage
      id={id}
      name="Review"
      roles={['manager', 'reviewer']}
      closed={{ title: 'Review is for managers and reviewers', words: 'You see the items that you are asked.' }}
      skeleton={<ReviewSkeleton />}
    >
      {(project) => <Review project={project} />}
    </ProjectPage>
  );
}

function Review({ project }: { project: Project }) {
  const review = useQuery({ ...reviewOptions(project.id), refetchInterval: ASK_EVERY_MS });
  if (!review.data) {
    if (!review.error) return <ReviewSkeleton />;
    return (
      <ErrorBlock
        title="What waits for review could not be loaded"
        error={review.error}
        onRetry={() => void review.refetch()}
      />
    );
  }
  return <Kinds project={project} {...review.data} />;
}

function Kinds({ project, waiting, people }: ReviewBody & { project: Project }) {
  const [asked, setAsked] = useParam('kind', { isStep: true });
  // Whoever has decided on the last item of it stays, until they choose another.
  const [first] = useState(() => firstKind(waiting));
  const desk = useDesk(project.id);
  const kind = isKind(asked) ? asked : first;
  return (
    <div className={classes.page}>
      <KindList project={project} waiting={waiting} kind={kind} onKind={setAsked} />
      <Queue key={kind} project={project} kind={kind} people={people} desk={desk} />
    </div>
  );
}

function ReviewSkeleton() {
  return (
    <LoadingStack gap="md" words="Loading what waits for review">
      <div className={classes.page}>
        <Skeleton h={220} />
        <Skeleton h={420} radius="lg" />
      </div>
    </LoadingStack>
  );
}
