import '@mantine/notifications/styles.css';
import { Notifications, notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { endedSince, jobsInterval } from '@/features/jobs/jobs-logic';
import classes from '@/features/jobs/jobs.module.css';
import { jobsOptions } from '@/shared/api/jobs';
import type { Job } from '@/shared/api/schema.gen';
import { STATE_WORDS, endWords } from '@/shared/lib/job-words';

/** Says when an import, export or benchmark ends, on whichever page the person is by then. */
export default function JobsWatcher() {
  const client = useQueryClient();
  const before = useRef<Job[] | undefined>(undefined);
  const { data } = useQuery({
    ...jobsOptions(),
    refetchInterval: (query) =>
      jobsInterval(
        query.state.data?.filter((job) => job.kind !== 'round'),
        false,
      ),
  });
  useEffect(() => {
    if (!data) return;
    const ended = endedSince(before.current, data);
    before.current = data;
    ended.forEach(tell);
    if (ended.length > 0) void client.invalidateQueries({ queryKey: ['projects'] });
  }, [client, data]);
  return <Notifications position="top-right" classNames={{ root: classes.toasts }} />;
}

function tell(job: Job) {
  notifications.show({
    id: job.id,
    title: `${job.title}: ${STATE_WORDS[job.state].toLowerCase()}`,
    message: endWords(job),
    color: job.state === 'failed' ? 'danger' : 'accent',
    autoClose: job.state === 'failed' ? false : 8_000,
    classNames: { description: classes.description },
    closeButtonProps: { 'aria-label': 'Close' },
  });
}
