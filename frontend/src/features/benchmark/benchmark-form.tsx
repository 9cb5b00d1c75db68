import { Accordion, Button, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { AnnotatorFields } from '@/features/benchmark/annotator-fields';
import { settingsOf, type Draft } from '@/features/benchmark/draft';
import type { Field, Problems } from '@/features/benchmark/draft-problems';
import classes from '@/features/benchmark/form.module.css';
import { MeasureFields } from '@/features/benchmark/measure-fields';
import { PlanWords } from '@/features/benchmark/plan-words';
import { SizeFields } from '@/features/benchmark/size-fields';
import { SourceCards, usableSource, type Offer, type Source } from '@/features/benchmark/source-cards';
import { StrategyChecks } from '@/features/benchmark/strategy-checks';
import { usePlan, useStart } from '@/features/benchmark/use-plan';
import { useEdits } from '@/features/benchmark/use-edits';
import type { Project } from '@/shared/api/schema.gen';
import { formatPlural } from '@/shared/lib/format';

interface BenchmarkFormProps {
  project: Project;
  offers: Offer[];
  wanted: Source | null;
  /** Where the form begins: for an empty one, or from an earlier benchmark. */
  start: (items: number) => Draft;
  /** Under what the typed fields are kept in this tab. */
  storeKey: string;
  onSource: (source: Source) => void;
}

export function BenchmarkForm({ project, offers, wanted, start, storeKey, onSource }: BenchmarkFormProps) {
  const source = usableSource(offers, wanted);
  const { edits, change, forget } = useEdits(storeKey);
  const draft = { ...start(offers.find((offer) => offer.source === source)?.items ?? 0), ...edits };
  const plan = usePlan(project.id, draft, source);
  const starting = useStart(project.id, forget);
  const problems: Problems = { ...plan.problems, ...starting.problems };
  const part = {
    draft,
    problems,
    change: (changes: Partial<Draft>) => {
      change(changes);
      // What the server said was said of the form as it was.
      starting.reset();
    },
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (plan.isValid) starting.start(settingsOf(draft, source));
      }}
    >
      <Stack gap="xl">
        <Section title="Answers from">
          <SourceCards offers={offers} value={source} error={problems.source} onChange={onSource} />
        </Section>
        <Section title="Strategies" note="All of them meet the same items and the same people.">
          <StrategyChecks
            project={project}
            value={draft.strategies}
            error={problems.strategies}
            onChange={(strategies) => part.change({ strategies })}
          />
        </Section>
        <Section title="How much">
          <SizeFields part={part} />
        </Section>
        <Details problems={problems}>
          {{ measure: <MeasureFields part={part} />, people: <AnnotatorFields part={part} labels={project.labels} /> }}
        </Details>
        <div className={classes.foot}>
          <Button component={Link} href={`/projects/${project.id}/benchmarks`} variant="default">
            Back to benchmarks
          </Button>
          <PlanWords plan={plan} refused={problems['']} error={starting.error} />
          <Button type="submit" loading={starting.isPending} disabled={!plan.isValid}>
            Start {formatPlural(draft.strategies.length * Number(draft.seeds), 'run')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={2} mb={note ? 0 : 'md'}>
        {title}
      </Title>
      {note ? (
        <Text size="sm" c="dimmed" mb="md">
          {note}
        </Text>
      ) : null}
      {children}
    </section>
  );
}

const IN_MEASURE: Field[] = ['pool', 'test', 'judge', 'target_error', 'title'];

interface DetailsProps {
  problems: Problems;
  children: { measure: ReactNode; people: ReactNode };
}

/** Folded until somebody wants them, or until something in them needs mending. */
function Details({ problems, children }: DetailsProps) {
  const [opened, setOpened] = useState<string[]>([]);
  const broken = [
    ...(IN_MEASURE.some((field) => problems[field]) ? ['measure'] : []),
    ...(Object.keys(problems).some((field) => field.startsWith('annotators')) ? ['people'] : []),
  ];
  return (
    <Accordion
      multiple
      variant="contained"
      transitionDuration={0}
      value={[...new Set([...opened, ...broken])]}
      onChange={setOpened}
    >
      <Accordion.Item value="measure">
        <Accordion.Control>Items and measuring</Accordion.Control>
        <Accordion.Panel>{children.measure}</Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="people">
        <Accordion.Control>The people who answer</Accordion.Control>
        <Accordion.Panel>{children.people}</Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
