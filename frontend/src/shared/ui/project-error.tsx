import { describeError, hasCode } from '@/shared/api/errors';
import { NoEntry } from '@/shared/ui/no-entry';
import { ErrorBlock } from '@/shared/ui/state-block';

/** Asking again helps against a broken line, not against a project that is not there. */
export function ProjectError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!hasCode(error, 'not_found')) {
    return <ErrorBlock title="The project could not be loaded" error={error} onRetry={onRetry} />;
  }
  return <NoEntry title="No such project">{describeError(error)}</NoEntry>;
}
