import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { QualityReport } from '@/features/quality/quality-report';
import { qualityOptions } from '@/shared/api/quality';
import type { Project } from '@/shared/api/schema.gen';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ProjectPage } from '@/shared/ui/project-page';
import { ErrorBlock } from '@/shared/ui/state-block';

/** How much people agree, with each other and with the truth. */
export default function QualityPage({ project: id }: { project: number }) {
  return (
    <ProjectPage
      id={id}
      name="Quality"
      closed={{ title: 'Quality is for managers', words: 'Ask a manager of this project how much people agree.' }}
      skeleton={<QualitySkeleton />}
    >
      {(project) => <Content project={project} />}
    </ProjectPage>
  );
}

function Content({ project }: { project: Project }) {
  const quality = useQuery(qualityOptions(project.id));
  if (quality.data) return <QualityReport project={project} quality={quality.data} />;
  if (!quality.error) return <QualitySkeleton />;
  return (
    <ErrorBlock title="The figures could not be loaded" error={quality.error} onRetry={() => void quality.refetch()} />
  );
}

function QualitySkeleton() {
  return (
    <LoadingStack gap="lg" words="Loading the figures">
      <Skeleton h={24} w="70%" />
      <Stack gap="md">
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} h={180} radius="lg" />
        ))}
      </Stack>
    </LoadingStack>
  );
}
