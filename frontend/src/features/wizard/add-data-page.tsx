import { Anchor, Group, Stack, Title } from '@mantine/core';
import { Link } from 'wouter';
import { DataSoFar } from '@/features/wizard/data-so-far';
import { NextFile } from '@/features/wizard/next-file';
import { useImportJob } from '@/features/wizard/use-import-job';
import { useLastUpload } from '@/features/wizard/use-last-upload';
import { WizardSkeleton } from '@/features/wizard/wizard-skeleton';
import classes from '@/features/wizard/wizard.module.css';
import type { Project } from '@/shared/api/schema.gen';
import { ProjectError } from '@/shared/ui/project-error';
import { ProjectPage } from '@/shared/ui/project-page';

/** More items, or answers of elsewhere, for a project that runs. */
export default function AddDataPage({ project: id }: { project: number }) {
  return (
    <ProjectPage
      id={id}
      name="Add data"
      className={classes.wizard}
      closed={{ title: 'Data are for managers', words: 'Ask a manager of this project to add some.' }}
      skeleton={<WizardSkeleton />}
    >
      {(project) => <AddData project={project} />}
    </ProjectPage>
  );
}

function AddData({ project }: { project: Project }) {
  const job = useImportJob(project.id);
  const files = useLastUpload(project.id);
  if (files.error) return <ProjectError error={files.error} onRetry={() => void files.refetch()} />;
  if (!files.data) return <WizardSkeleton />;
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="baseline">
        <Title order={2}>Data</Title>
        {project.items > 0 ? (
          <Anchor component={Link} size="sm" href={`/projects/${project.id}/remove-items`}>
            Remove items
          </Anchor>
        ) : null}
      </Group>
      <DataSoFar project={project} job={job} last={files.last} />
      <NextFile project={project} last={files.last} />
    </Stack>
  );
}
