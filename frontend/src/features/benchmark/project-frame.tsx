import type { ReactNode } from 'react';
import type { Project } from '@/shared/api/schema.gen';
import { ProjectPage } from '@/shared/ui/project-page';

interface ProjectFrameProps {
  id: number;
  /** Only managers may go on, for example to start something. */
  forManagers?: boolean;
  /** What stands there until the project is known. */
  fallback: ReactNode;
  children: (project: Project) => ReactNode;
}

/** The project's page around each page of benchmarks, and who may see them. */
export function ProjectFrame({ id, forManagers = false, fallback, children }: ProjectFrameProps) {
  const title = forManagers ? 'Benchmarks are started by managers' : 'Benchmarks are for managers and reviewers';
  return (
    <ProjectPage
      id={id}
      name="Benchmark"
      roles={forManagers ? ['manager'] : ['reviewer', 'manager']}
      closed={{ title, words: 'Ask a manager of this project.' }}
      skeleton={fallback}
    >
      {children}
    </ProjectPage>
  );
}
