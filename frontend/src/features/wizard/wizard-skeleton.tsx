import { Skeleton } from '@mantine/core';
import classes from '@/features/wizard/wizard.module.css';
import { LoadingStack } from '@/shared/ui/loading-stack';

export function WizardSkeleton() {
  return (
    <LoadingStack gap="lg" words="Loading the project" className={classes.wizard}>
      <Skeleton h={32} />
      <Skeleton h={64} />
      <Skeleton h={240} />
    </LoadingStack>
  );
}
