import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { projectOptions } from '@/shared/api/projects';
import type { Project } from '@/shared/api/schema.gen';
import { NoEntry } from '@/shared/ui/no-entry';
import { Page } from '@/shared/ui/page';
import { ProjectError } from '@/shared/ui/project-error';
import { projectTabs } from '@/shared/ui/project-tabs';

interface ProjectFrameProps {
  id: number;
  /** Only managers may go on, for example to start something. */
  forManagers?: boolean;
  /** What stands there until the project is known. */
  fallback: ReactNode;
  children: (project: Project) => ReactNode;
}

/** The project's page around each page of benchmarks: name, tabs, and who may see them. */
export function ProjectFrame({ id, forManagers = false, fallback, children }: ProjectFrameProps) {
  const { data, error, refetch } = useQuery(projectOptions(id));
  return (
    <Page title={data?.name ?? 'Benchmark'} tabs={projectTabs(id, data?.role ?? (error ? 'annotator' : 'reviewer'))}>
      {data ? (
        <Guarded project={data} forManagers={forManagers}>
          {children}
        </Guarded>
      ) : error ? (
        <ProjectError error={error} onRetry={() => void refetch()} />
      ) : (
        fallback
      )}
    </Page>
  );
}

function Guarded({
  project,
  forManagers,
  children,
}: Required<Pick<ProjectFrameProps, 'forManagers' | 'children'>> & { project: Project }) {
  const mayEnter = project.role === 'manager' || (project.role === 'reviewer' && !forManagers);
  if (mayEnter) return children(project);
  return (
    <NoEntry title={forManagers ? 'Benchmarks are started by managers' : 'Benchmarks are for managers and reviewers'}>
      Ask a manager of this project.
    </NoEntry>
  );
}
