import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { AddData } from '@/features/settings/add-data';
import { DeleteProject } from '@/features/settings/delete-project';
import { SettingsForm } from '@/features/settings/settings-form';
import classes from '@/features/settings/settings.module.css';
import { WebhooksSection } from '@/features/settings/webhooks/webhooks-section';
import { projectOptions, type TaggedProject } from '@/shared/api/projects';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { NoEntry } from '@/shared/ui/no-entry';
import { Page } from '@/shared/ui/page';
import { ProjectError } from '@/shared/ui/project-error';
import { projectTabs } from '@/shared/ui/project-tabs';

export default function SettingsPage({ project: id }: { project: number }) {
  const project = useQuery(projectOptions(id));
  return (
    <Page
      title={project.data?.name ?? 'Settings'}
      tabs={projectTabs(id, project.data?.role ?? (project.error ? 'annotator' : 'manager'))}
    >
      <div className={classes.page}>
        {project.data ? (
          <Settings project={project.data} />
        ) : project.error ? (
          <ProjectError error={project.error} onRetry={() => void project.refetch()} />
        ) : (
          <SettingsSkeleton />
        )}
      </div>
    </Page>
  );
}

function Settings({ project }: { project: TaggedProject }) {
  if (project.role !== 'manager') {
    return <NoEntry title="Settings are for managers">Ask a manager of this project to change something.</NoEntry>;
  }
  return (
    <Stack gap="xl">
      <SettingsForm project={project} />
      <WebhooksSection project={project.id} />
      <AddData project={project} />
      <DeleteProject project={project} />
    </Stack>
  );
}

function SettingsSkeleton() {
  return (
    <LoadingStack gap="lg" words="Loading the settings">
      <Skeleton h={64} />
      <Skeleton h={240} />
      <Skeleton h={160} />
    </LoadingStack>
  );
}
