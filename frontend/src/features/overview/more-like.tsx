import { Button, Menu, ScrollArea, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ListPlus } from 'lucide-react';
import { askAlike, overviewOptions, takeBackAlike } from '@/shared/api/projects';
import type { ClassShare } from '@/shared/api/schema.gen';
import { formatPlural } from '@/shared/lib/format';
import { Problem } from '@/shared/ui/problem';

const COUNT = 50;

export interface MoreLikeProps {
  project: number;
  balance: readonly ClassShare[];
  /** Items that come before the ranking already. */
  waiting: number;
}

/** The nearest unlabelled items of a class come before the ranking. */
export function MoreLike({ project, balance, waiting }: MoreLikeProps) {
  const client = useQueryClient();
  const settled = () => client.invalidateQueries(overviewOptions(project));
  const ask = useMutation({
    mutationFn: (each: ClassShare) => askAlike(project, { label: each.id, count: COUNT }),
    onSettled: settled,
  });
  const takeBack = useMutation({ mutationFn: () => takeBackAlike(project), onSettled: settled });
  const known = balance.filter((each) => each.labels > 0);
  const error = ask.error ?? takeBack.error;
  if (known.length === 0) return null;
  return (
    <div>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<ListPlus size={14} aria-hidden />}
            loading={ask.isPending}
          >
            More items like a class
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{COUNT} unlabelled items most like it come next</Menu.Label>
          <ScrollArea.Autosize mah={320}>
            {known.map((each) => (
              <Menu.Item key={each.id} onClick={() => ask.mutate(each)}>
                {each.name}
              </Menu.Item>
            ))}
          </ScrollArea.Autosize>
        </Menu.Dropdown>
      </Menu>
      {waiting > 0 ? (
        <Text size="sm" c="dimmed" role="status">
          {formatPlural(waiting, 'item')} asked for as like a class or other items {waiting === 1 ? 'comes' : 'come'}{' '}
          before the ranking.{' '}
          <Button size="compact-sm" variant="subtle" loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
            Take back
          </Button>
        </Text>
      ) : null}
      <Problem error={error} />
    </div>
  );
}
