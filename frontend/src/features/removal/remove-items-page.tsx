import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Link } from 'wouter';
import { MatchingItems, OutcomeNote } from '@/features/removal/matching-items';
import classes from '@/features/removal/removal.module.css';
import { itemQuery, type ChosenItems } from '@/shared/api/items';
import type { Project } from '@/shared/api/schema.gen';
import { FilterBar } from '@/shared/items/filter-bar';
import { choiceOf } from '@/shared/items/read-filter';
import { useFilter } from '@/shared/items/use-filter';
import type { Outcome } from '@/shared/removal/remove-all';
import { RemoveDialog } from '@/shared/removal/remove-dialog';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ProjectPage } from '@/shared/ui/project-page';
import { StateBlock } from '@/shared/ui/state-block';

const WAIT_MS = 300;

/** Some items leave the project for good: which ones, how many, and what goes with them. */
export default function RemoveItemsPage({ project: id }: { project: number }) {
  return (
    <ProjectPage
      id={id}
      name="Remove items"
      className={classes.page}
      closed={{ title: 'Data are for managers', words: 'Ask a manager of this project to remove some.' }}
      skeleton={<RemovalSkeleton />}
    >
      {(project) => <Removal project={project} />}
    </ProjectPage>
  );
}

function Removal({ project }: { project: Project }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>Remove items</Title>
        <Text size="sm" c="dimmed">
          They go with their answers and suggestions, from all counts and later exports.
        </Text>
      </div>
      {outcome ? <OutcomeNote outcome={outcome} /> : null}
      {project.items > 0 ? (
        <SomeItems project={project} outcome={outcome} onOutcome={setOutcome} />
      ) : (
        <NoItems id={project.id} />
      )}
    </Stack>
  );
}

function NoItems({ id }: { id: number }) {
  return (
    <StateBlock
      title="There are no items"
      action={
        <Button component={Link} href={`/projects/${id}/add-data`} variant="default">
          Add data
        </Button>
      }
    >
      Nothing is left to remove.
    </StateBlock>
  );
}

interface SomeItemsProps {
  project: Project;
  outcome: Outcome | null;
  onOutcome: (outcome: Outcome | null) => void;
}

function SomeItems({ project, outcome, onOutcome }: SomeItemsProps) {
  const choice = useFilter();
  const [asked, setAsked] = useState<ChosenItems | null>(null);
  const query = itemQuery(choice.filter).toString();
  const [settled] = useDebouncedValue(query, WAIT_MS);
  const { filter } = choiceOf(new URLSearchParams(settled));
  const ask = () => {
    onOutcome(null);
    setAsked({ items: filter });
  };
  return (
    <>
      <FilterBar project={project} choice={choice} />
      {choice.problem !== null ? null : choice.isAll || settled === '' ? (
        <StateBlock title="Choose what goes">
          To choose nothing would be to remove everything. Say above which items are to go; you see them before.
        </StateBlock>
      ) : (
        <MatchingItems project={project} filter={filter} isBehind={settled !== query} onAsk={ask} />
      )}
      <RemoveDialog
        project={project.id}
        chosen={asked}
        returnFocus={outcome === null}
        onClose={() => setAsked(null)}
        onEnd={(ended) => {
          setAsked(null);
          onOutcome(ended);
        }}
      />
    </>
  );
}

function RemovalSkeleton() {
  return (
    <LoadingStack gap="lg" words="Loading the project">
      <Skeleton h={48} w="60%" />
      <Skeleton h={200} radius="lg" />
    </LoadingStack>
  );
}
