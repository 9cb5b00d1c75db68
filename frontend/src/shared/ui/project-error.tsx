import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { describeError, hasCode } from '@/shared/api/errors';
import { ErrorBlock, StateBlock } from '@/shared/ui/state-block';

/** Asking again helps against a broken line, not against a project that is not there. */
export function ProjectError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!hasCode(error, 'not_found')) {
    return <ErrorBlock title="The project could not be loaded" error={error} onRetry={onRetry} />;
  }
  return (
    <StateBlock
      title="No such project"
      action={
        <Button component={Link} href="/" variant="default">
          All projects
        </Button>
      }
    >
      {describeError(error)}
    </StateBlock>
  );
}
