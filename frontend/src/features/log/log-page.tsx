import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LogList } from '@/features/log/log-list';
import classes from '@/features/log/log.module.css';
import { projectOptions } from '@/shared/api/projects';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { NoEntry } from '@/shared/ui/no-entry';
import { Page } from '@/shared/ui/page';
import { ProjectError } from '@/shared/ui/project-error';
import { projectTabs } from '@/shared/ui/project-tabs';

export default function LogPage({ project: id }: { project: number }) {
  const project = useQuery(projectOptions(id));
  const role = project.data?.role;
  return (
    <Page title={project.data?.name ?? 'Log'} tabs={projectTabs(id, role ?? (project.error ? 'annotator' : 'manager'))}>
      <div className={classes.page}>
        {project.error && !project.data ? (
          <ProjectError error={project.error} onRetry={() => void project.refetch()} />
        ) : role === undefined ? (
          <LogSkeleton />
        ) : role === 'manager' ? (
          <LogList project={id} skeleton={<LogSkeleton />} />
        ) : (
          <NoEntry title="The log is for managers">Ask a manager of this project what has changed.</NoEntry>
        )}
      </div>
    </Page>
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
