import { Anchor, Group, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { DataSoFar } from '@/features/wizard/data-so-far';
import { NextFile } from '@/features/wizard/next-file';
import { useImportJob } from '@/features/wizard/use-import-job';
import { useLastUpload } from '@/features/wizard/use-last-upload';
import { WizardSkeleton } from '@/features/wizard/wizard-skeleton';
import classes from '@/features/wizard/wizard.module.css';
import { projectOptions } from '@/shared/api/projects';
import type { Project } from '@/shared/api/schema.gen';
import { NoEntry } from '@/shared/ui/no-entry';
import { Page } from '@/shared/ui/page';
import { ProjectError } from '@/shared/ui/project-error';
import { projectTabs } from '@/shared/ui/project-tabs';

/** More items, or answers of elsewhere, for a project that runs. */
export default function AddDataPage({ project: id }: { project: number }) {
  const { data, error, refetch } = useQuery(projectOptions(id));
  const role = data?.role ?? (error ? 'annotator' : 'manager');
  return (
    <Page title={data?.name ?? 'Add data'} tabs={projectTabs(id, role)}>
      <div className={classes.wizard}>
        {data ? (
          <AddData project={data} />
        ) : error ? (
          <ProjectError error={error} onRetry={() => void refetch()} />
        ) : (
          <WizardSkeleton />
        )}
      </div>
    </Page>
  );
}

function AddData({ project }: { project: Project }) {
  if (project.role !== 'manager') {
    return <NoEntry title="Data are for managers">Ask a manager of this project to add some.</NoEntry>;
  }
  return <AddDataFor project={project} />;
}

function AddDataFor({ project }: { project: Project }) {
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
