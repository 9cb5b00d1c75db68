import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { projectOptions, type TaggedProject } from '@/shared/api/projects';
import type { Role } from '@/shared/api/schema.gen';
import { NoEntry } from '@/shared/ui/no-entry';
import { Page } from '@/shared/ui/page';
import { ProjectError } from '@/shared/ui/project-error';
import { projectTabs } from '@/shared/ui/project-tabs';

interface ProjectPageProps {
  id: number;
  /** Of the page, until the project's is known. */
  name: string;
  /** Who may enter. */
  roles?: readonly [Role, ...Role[]];
  /** What others read instead: whom it is for, and what they can do. */
  closed: { title: string; words: string };
  skeleton: ReactNode;
  className?: string | undefined;
  children: (project: TaggedProject) => ReactNode;
}

/** A page of a project: its name and tabs, and what stands there until it is known who may see it. */
export function ProjectPage({ id, name, roles = ['manager'], className, skeleton, ...rest }: ProjectPageProps) {
  const { data, error, refetch } = useQuery(projectOptions(id));
  const role = data?.role ?? (error ? 'annotator' : roles[0]);
  return (
    <Page title={data?.name ?? name} tabs={projectTabs(id, role)}>
      <div className={className}>
        {data ? (
          <Entered project={data} roles={roles} {...rest} />
        ) : error ? (
          <ProjectError error={error} onRetry={() => void refetch()} />
        ) : (
          skeleton
        )}
      </div>
    </Page>
  );
}

type EnteredProps = Pick<ProjectPageProps, 'closed' | 'children'> & { project: TaggedProject; roles: readonly Role[] };

function Entered({ project, roles, closed, children }: EnteredProps) {
  if (!roles.includes(project.role)) return <NoEntry title={closed.title}>{closed.words}</NoEntry>;
  return children(project);
}
