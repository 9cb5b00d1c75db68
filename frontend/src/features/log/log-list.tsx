import { Button, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import classes from '@/features/log/log.module.css';
import { logOptions } from '@/shared/api/log';
import type { LogEntry } from '@/shared/api/schema.gen';
import { formatMoment } from '@/shared/lib/format';
import boxes from '@/shared/ui/boxes.module.css';
import { Problem } from '@/shared/ui/problem';
import { ErrorBlock } from '@/shared/ui/state-block';

/** Every change of a project, the newest first. */
export function LogList({ project, skeleton }: { project: number; skeleton: ReactNode }) {
  const log = useInfiniteQuery(logOptions(project));
  if (!log.data) {
    return log.error ? (
      <ErrorBlock title="The log could not be loaded" error={log.error} onRetry={() => void log.refetch()} />
    ) : (
      skeleton
    );
  }
  return (
    <section>
      <Title order={2} mb="xs">
        Log
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        Who changed settings, labels, people or status, and who deleted what. The newest first.
      </Text>
      <ol className={boxes.list}>
        {log.data.pages.flatMap((page) => page.entries.map((entry) => <Entry key={entry.id} entry={entry} />))}
      </ol>
      {log.hasNextPage ? (
        <Button variant="default" mt="md" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Show older entries
        </Button>
      ) : null}
      <Problem error={log.error} mt="sm" />
    </section>
  );
}

/** Who did it, where nobody did who has an account. */
const nobody = (kind: LogEntry['kind']) => (kind === 'webhook_gave_up' ? 'The server' : 'A command');

function Entry({ entry: { at, username, kind, sentence } }: { entry: LogEntry }) {
  return (
    <li className={classes.entry}>
      <time className={classes.when} dateTime={at}>
        {formatMoment(at)}
      </time>
      <span className={classes.who}>{username || nobody(kind)}</span>
      <span className={classes.what}>{sentence}</span>
    </li>
  );
}
