import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { previewOverlap } from '@/shared/api/projects';
import type { OverlapPreview, ProjectWrite, Project } from '@/shared/api/schema.gen';

// The server counts all items: not at every key.
const WAIT_MS = 250;

/** What another number of answers per item will cost, or what stays, before it is saved. */
export function OverlapCost({ project, patch }: { project: Project; patch: ProjectWrite }) {
  const question = JSON.stringify(questionOf(patch));
  const [asked] = useDebouncedValue(question, WAIT_MS);
  const { data } = useQuery({
    queryKey: ['projects', project.id, 'overlap-cost', project.overlap, asked],
    queryFn: ({ signal }) => previewOverlap(project.id, JSON.parse(asked) as OverlapPreview, signal),
    enabled: patch.overlap !== undefined && asked === question,
    retry: false,
    // People label meanwhile.
    staleTime: 0,
  });
  if (patch.overlap === undefined) return null;
  return (
    <Text size="sm" mt={8} role="status">
      {asked === question ? data?.detail : undefined}
    </Text>
  );
}

/** Budget and price as they stand in the form decide what it costs and whether it is paid for. */
function questionOf({ overlap, ...patch }: ProjectWrite): OverlapPreview | null {
  if (overlap === undefined) return null;
  const { budget_labels, budget_money, price_per_label } = patch;
  return {
    overlap,
    ...(budget_labels !== undefined && { budget_labels }),
    ...(budget_money !== undefined && { budget_money }),
    ...(price_per_label !== undefined && { price_per_label }),
  };
}
