import { Group, SegmentedControl, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { PaySheetPanel } from '@/features/people/pay-sheet-panel';
import { CHOICES, choiceOf, dayAgo, isEmpty, periodOf, spanOf, type Choice } from '@/features/people/span';
import { WorkTable } from '@/features/people/work-table';
import classes from '@/features/people/work.module.css';
import type { Project } from '@/shared/api/schema.gen';
import { payOptions, workOptions, type Span } from '@/shared/api/work';
import { put, useAddress } from '@/shared/lib/address';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ErrorBlock } from '@/shared/ui/state-block';

/** What people did in a range of days, and what was paid for it; the address says which days. */
export function WorkSection({ project }: { project: Project }) {
  const [params] = useAddress();
  const span = spanOf(params);
  return (
    <section aria-label="Work">
      <Title order={2} mb="md">
        Work
      </Title>
      <Stack gap="md">
        <SpanControl span={span} />
        {isEmpty(span) ? null : (
          <>
            <Figures project={project} span={span} />
            <Pay project={project} span={span} />
          </>
        )}
      </Stack>
    </section>
  );
}

function SpanControl({ span }: { span: Span }) {
  const [params, change] = useAddress();
  const choice = choiceOf(params);
  const choose = (next: Choice) =>
    change((to) => {
      put(to, 'days', next === 'all' || next === 'own' ? null : next);
      put(to, 'from', next === 'own' ? (span.from ?? dayAgo(29)) : null);
      put(to, 'to', next === 'own' ? (span.to ?? dayAgo(0)) : null);
    });
  const day = (name: 'from' | 'to', value: string) =>
    // Empty is open, and still a range of one's own.
    change((to) => to.set(name, value));
  return (
    <div className={classes.span}>
      <div className={classes.choices}>
        <SegmentedControl
          aria-label="Which days"
          value={choice}
          onChange={(next) => choose(next)}
          transitionDuration={0}
          data={[...CHOICES]}
        />
      </div>
      {choice === 'own' ? (
        <Group gap="sm" align="flex-start">
          <TextInput
            type="date"
            label="From"
            value={span.from ?? ''}
            onChange={(event) => day('from', event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label="Until, with that day"
            value={span.to ?? ''}
            error={isEmpty(span) ? 'It must end after it begins.' : null}
            onChange={(event) => day('to', event.currentTarget.value)}
          />
        </Group>
      ) : null}
    </div>
  );
}

function Figures({ project, span }: { project: Project; span: Span }) {
  const { data, error, isPlaceholderData: isOld, refetch } = useQuery(workOptions(project.id, span));
  if (error) return <ErrorBlock title="The work could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting words="Counting what people did" />;
  return <WorkTable project={project} span={span} work={data} isOld={isOld} />;
}

function Pay({ project, span }: { project: Project; span: Span }) {
  const [params] = useAddress();
  const period = periodOf(params);
  const { data, error, isPlaceholderData: isOld, refetch } = useQuery(payOptions(project.id, span, period));
  if (error) {
    return <ErrorBlock title="The pay sheet could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return <Waiting words="Adding up what was paid" />;
  return <PaySheetPanel project={project} span={span} period={period} sheet={data} isOld={isOld} />;
}

function Waiting({ words }: { words: string }) {
  return (
    <LoadingStack gap="sm" words={words}>
      <Skeleton h={200} radius="lg" />
    </LoadingStack>
  );
}
