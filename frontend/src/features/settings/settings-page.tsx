import { Skeleton, Stack } from '@mantine/core';
import { AddData } from '@/features/settings/add-data';
import { DeleteProject } from '@/features/settings/delete-project';
import { SettingsForm } from '@/features/settings/settings-form';
import classes from '@/features/settings/settings.module.css';
import { WebhooksSection } from '@/features/settings/webhooks/webhooks-section';
import type { TaggedProject } from '@/shared/api/projects';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ProjectPage } from '@/shared/ui/project-page';

export default function SettingsPage({ project: id }: { project: number }) {
  return (
    <ProjectPage
      id={id}
      name="Settings"
      className={classes.page}
      closed={{ title: 'Settings are for managers', words: 'Ask a manager of this project to change something.' }}
      skeleton={<SettingsSkeleton />}
    >
      {(project) => <Settings project={project} />}
    </ProjectPage>
  );
}

function Settings({ project }: { project: TaggedProject }) {
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
