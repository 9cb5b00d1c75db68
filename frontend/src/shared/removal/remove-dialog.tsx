import { Alert, Button, Checkbox, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { OfflineError, describeError } from '@/shared/api/errors';
import { itemCountOptions, removalOptions, type ChosenItems } from '@/shared/api/items';
import type { ItemRemoval, ItemTotal } from '@/shared/api/schema.gen';
import { useFirstFocus } from '@/shared/lib/first-focus';
import { formatCount, formatPlural } from '@/shared/lib/format';
import { planOf, type Outcome, type Plan } from '@/shared/removal/remove-all';
import { useRemoval, type RemovalInUse } from '@/shared/removal/use-removal';
import { Dialog } from '@/shared/ui/dialog';
import { LoadingStack } from '@/shared/ui/loading-stack';

interface RemoveDialogProps {
  project: number;
  /** null: nothing is asked. */
  chosen: ChosenItems | null;
  /** Who removes nothing goes on at the button that opened it. */
  returnFocus: boolean;
  onEnd: (outcome: Outcome) => void;
  onClose: () => void;
}

/** Says what would go, asks, and shows how it goes. */
export function RemoveDialog({ project, chosen, returnFocus, onEnd, onClose }: RemoveDialogProps) {
  const removal = useRemoval(project, onEnd);
  const close = () => {
    if (removal.isRunning) return;
    removal.reset();
    if (removal.gone > 0) onEnd({ gone: removal.gone, isStopped: true });
    else onClose();
  };
  return (
    <Dialog
      opened={chosen !== null}
      onClose={close}
      title="Remove items"
      returnFocus={returnFocus}
      withCloseButton={!removal.isRunning}
    >
      {chosen === null ? null : <Question project={project} chosen={chosen} removal={removal} onKeep={close} />}
    </Dialog>
  );
}

interface QuestionProps {
  project: number;
  chosen: ChosenItems;
  removal: RemovalInUse;
  onKeep: () => void;
}

function Question({ project, chosen, removal, onKeep }: QuestionProps) {
  // While items go, no figure holds; all are asked for anew when it ends.
  const enabled = !removal.isRunning;
  const seen = useQuery({ ...removalOptions(project, chosen), enabled });
  const count = useCount(project, chosen, enabled);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [tries, setTries] = useState(0);
  if (removal.isRunning && plan) return <Running plan={plan} removal={removal} />;
  const isLooking = seen.isFetching || count.isFetching;
  const error = seen.error ?? count.error;
  const run = (next: Plan) => {
    setPlan(next);
    setTries(tries + 1);
    removal.run(next);
  };
  return (
    <Stack gap="md">
      {removal.error ? <Failed gone={removal.gone} error={removal.error} /> : null}
      {isLooking ? (
        <Waiting onKeep={onKeep} />
      ) : seen.data && count.data && !error ? (
        <Decision
          // Who was sure was so of these figures, and of one try.
          key={`${tries} ${count.data.count} ${seen.data.detail}`}
          seen={seen.data}
          plan={planOf(chosen, seen.data, count.data)}
          onRemove={run}
          onKeep={onKeep}
        />
      ) : (
        <NotSeen error={error} onRetry={() => void Promise.all([seen.refetch(), count.refetch()])} onKeep={onKeep} />
      )}
    </Stack>
  );
}

/** Of a filter it is asked; whoever has named items one by one has counted them. */
function useCount(project: number, chosen: ChosenItems, enabled: boolean) {
  const isFilter = 'items' in chosen;
  const asked = useQuery({
    ...itemCountOptions(project, isFilter ? chosen.items : {}),
    enabled: enabled && isFilter,
  });
  const named: ItemTotal | undefined = isFilter ? undefined : { count: chosen.ids.length, is_exact: true };
  const refetch = () => (isFilter ? asked.refetch() : Promise.resolve(named));
  return { data: named ?? asked.data, error: asked.error, isFetching: asked.isFetching, refetch };
}

function Waiting({ onKeep }: { onKeep: () => void }) {
  return (
    <>
      <LoadingStack gap="xs" words="Looking what would go">
        <Skeleton h={20} />
        <Skeleton h={20} w="70%" />
      </LoadingStack>
      <Group justify="flex-end">
        {/* The dialog opens with it: the button that opened it has to be noted before the focus moves. */}
        <Button variant="default" data-autofocus onClick={onKeep}>
          Keep them
        </Button>
      </Group>
    </>
  );
}

function NotSeen({ error, onRetry, onKeep }: { error: unknown; onRetry: () => void; onKeep: () => void }) {
  return (
    <>
      <Alert color="gray" role="alert" title="It could not be found out what would go">
        {describeError(error)}
      </Alert>
      <Group justify="flex-end">
        <SafeButton onClick={onKeep}>Keep them</SafeButton>
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      </Group>
    </>
  );
}

interface SafeButtonProps {
  children: string;
  isDone?: boolean;
  onClick: () => void;
}

/** The button that loses nothing: focus starts there whenever the dialog says something else. */
function SafeButton({ children, isDone = false, onClick }: SafeButtonProps) {
  const button = useFirstFocus<HTMLButtonElement>();
  return (
    <Button ref={button} variant="default" data-autofocus aria-disabled={isDone} onClick={onClick}>
      {children}
    </Button>
  );
}

interface DecisionProps {
  seen: ItemRemoval;
  plan: Plan;
  onRemove: (plan: Plan) => void;
  onKeep: () => void;
}

function Decision({ seen, plan, onRemove, onKeep }: DecisionProps) {
  const [isSure, setSure] = useState(false);
  if (seen.items === 0) {
    return (
      <>
        <Text size="sm">No item matches any more: there is nothing to remove.</Text>
        <Group justify="flex-end">
          <SafeButton onClick={onKeep}>Close</SafeButton>
        </Group>
      </>
    );
  }
  return (
    <>
      <Text size="sm">
        {seen.left ? 'They go in several steps. The first: ' : ''}
        {seen.detail}
      </Text>
      <Checkbox
        label="They go for good; I have looked at what goes"
        checked={isSure}
        onChange={(event) => setSure(event.currentTarget.checked)}
      />
      <Group justify="flex-end">
        <SafeButton onClick={onKeep}>Keep them</SafeButton>
        <Button color="danger" disabled={!isSure} onClick={() => onRemove(plan)}>
          Remove {plan.total === null ? 'all of them' : formatPlural(plan.total, 'item')}
        </Button>
      </Group>
    </>
  );
}

function Running({ plan: { total }, removal: { gone, isStopping, stop } }: { plan: Plan; removal: RemovalInUse }) {
  const soFar = total === null ? formatPlural(gone, 'item') : `${formatCount(gone)} of ${formatPlural(total, 'item')}`;
  return (
    <Stack gap="md">
      <Progress
        size="lg"
        aria-label="Removed so far"
        value={total ? (100 * gone) / total : 100}
        animated={total === null}
      />
      <Text size="sm" role="status" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {soFar} removed{isStopping ? '; it stops after this step.' : '. Leave this page open.'}
      </Text>
      <Group justify="flex-end">
        <SafeButton isDone={isStopping} onClick={stop}>
          {isStopping ? 'Stopping' : 'Stop after this step'}
        </SafeButton>
      </Group>
    </Stack>
  );
}

function Failed({ gone, error }: { gone: number; error: Error }) {
  const before = gone === 0 ? '' : `${formatPlural(gone, 'item')} went before. `;
  const unknown = error instanceof OfflineError ? ' The last step may have been carried out all the same.' : '';
  return (
    <Alert color="gray" role="alert" title={gone === 0 ? 'Nothing was removed' : 'It ended half way'}>
      {before}
      {describeError(error)}
      {unknown} What would go now stands below.
    </Alert>
  );
}
