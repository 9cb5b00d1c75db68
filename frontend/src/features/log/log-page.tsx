import { Skeleton } from '@mantine/core';
import { LogList } from '@/features/log/log-list';
import classes from '@/features/log/log.module.css';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ProjectPage } from '@/shared/ui/project-page';

export default function LogPage({ project: id }: { project: number }) {
  return (
    <ProjectPage
      id={id}
      name="Log"
      className={classes.page}
      closed={{ title: 'The log is for managers', words: 'Ask a manager of this project what has changed.' }}
      skeleton={<LogSkeleton />}
    >
      {() => <LogList project={id} skeleton={<LogSkeleton />} />}
    </ProjectPage>
  );
}

function LogSkeleton() {
  return (
    <LoadingStack gap="sm" words="Loading the log">
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} h={56} radius="lg" />
      ))}
    </LoadingStack>
  );
}
