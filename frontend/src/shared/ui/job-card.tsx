import { Button, Collapse, Group, Progress, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Download } from 'lucide-react';
import { Link } from 'wouter';
import { cancelJob } from '@/shared/api/jobs';
import type { Job } from '@/shared/api/schema.gen';
import { formatBytes, formatMoment, formatPlural } from '@/shared/lib/format';
import { STATE_WORDS, endWords, isActive, jobHref, percentDone, progressWords } from '@/shared/lib/job-words';
import { CancelButton } from '@/shared/ui/cancel-button';
import classes from '@/shared/ui/job-card.module.css';

interface JobCardProps {
  job: Job;
  /** Where the list spans several projects. */
  showProject?: boolean;
}

/** One import, export, round, oracle run or benchmark: how far, how it ended, what can be done about it. */
export function JobCard({ job, showProject }: JobCardProps) {
  return (
    <article className={classes.card} aria-label={`${job.title}: ${STATE_WORDS[job.state]}`}>
      <Group justify="space-between" gap={8} wrap="nowrap">
        <Text size="sm" fw={600} truncate title={job.title}>
          {job.title}
        </Text>
        <StateWord job={job} />
      </Group>
      <Text size="xs" c="dimmed">
        {showProject ? `${job.project_name} · ` : null}
        {formatMoment(job.finished_at ?? job.started_at ?? job.created_at)}
      </Text>
      {isActive(job) ? <Running job={job} /> : <Ended job={job} />}
      {job.file?.sha256 ? <FileFacts file={job.file} /> : null}
      <Foot job={job} />
    </article>
  );
}

function StateWord({ job }: { job: Job }) {
  const percent = job.state === 'running' ? percentDone(job) : null;
  return (
    <Text
      size="sm"
      className={classes.state}
      {...(job.state === 'failed' ? { c: 'var(--app-danger)' } : { c: 'dimmed' })}
    >
      {percent === null ? STATE_WORDS[job.state] : `${percent} %`}
    </Text>
  );
}

function Running({ job }: { job: Job }) {
  const percent = percentDone(job);
  return (
    <>
      <Progress
        size={6}
        mt={8}
        mb={6}
        value={percent ?? (job.state === 'running' ? 100 : 0)}
        striped={percent === null}
        animated={percent === null}
        aria-label={job.title}
      />
      <Text size="xs" c="dimmed">
        {progressWords(job)}
      </Text>
      {job.message ? (
        <Text size="xs" c="dimmed">
          {job.message}
        </Text>
      ) : null}
    </>
  );
}

function Ended({ job }: { job: Job }) {
  return (
    <Text size="sm" mt={6} className={classes.words} {...(job.state === 'failed' && { c: 'var(--app-danger)' })}>
      {endWords(job)}
    </Text>
  );
}

/** So that who has the file can tell whether it came whole. */
function FileFacts({ file }: { file: NonNullable<Job['file']> }) {
  return (
    <Text size="xs" c="dimmed" className={classes.words}>
      {file.name} · {formatBytes(file.size)} · SHA-256 <code>{file.sha256}</code>
    </Text>
  );
}

function Foot({ job }: { job: Job }) {
  const [isLogOpen, log] = useDisclosure();
  const page = jobHref(job);
  const hasFoot =
    page !== null || job.can_cancel || job.log.length > 0 || job.download_url !== null || job.problems_url !== null;
  if (!hasFoot) return null;
  return (
    <>
      <Group gap={8} mt={8}>
        {page === null ? null : (
          <Button component={Link} href={page} size="xs" variant="default">
            Open the benchmark
          </Button>
        )}
        {job.download_url ? <FileButton href={job.download_url} label="Download the file" isMain /> : null}
        {job.problems_url ? (
          <FileButton href={job.problems_url} label={`Download ${formatPlural(job.problems, 'problem')}`} />
        ) : null}
        {job.can_cancel ? (
          <CancelButton words="Cancel" isStopping={false} cancel={() => cancelJob(job.id)} shownBy={[]} />
        ) : null}
        {job.log.length > 0 ? (
          <Button size="xs" variant="subtle" color="gray" aria-expanded={isLogOpen} onClick={log.toggle}>
            {isLogOpen ? 'Hide the log' : 'Show the log'}
          </Button>
        ) : null}
      </Group>
      <Collapse expanded={isLogOpen} transitionDuration={0}>
        <pre className={classes.log}>{job.log.join('\n')}</pre>
      </Collapse>
    </>
  );
}

function FileButton({ href, label, isMain }: { href: string; label: string; isMain?: boolean }) {
  return (
    <Button
      component="a"
      href={href}
      download
      size="xs"
      variant={isMain ? 'filled' : 'default'}
      leftSection={<Download size={14} aria-hidden />}
    >
      {label}
    </Button>
  );
}
