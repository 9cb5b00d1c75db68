import { Alert, Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { DecisionPanel } from '@/features/review/decision-panel';
import { isSending, isTie, versionOf, waitingFor } from '@/features/review/desk';
import { Dialogs, type DialogName } from '@/features/review/dialogs';
import { ItemStage } from '@/features/review/item-stage';
import { bindingsFor, type Action } from '@/features/review/keys';
import { KINDS } from '@/features/review/kinds';
import classes from '@/features/review/review.module.css';
import type { DeskInUse } from '@/features/review/use-desk';
import { useKeys } from '@/features/review/use-keys';
import { reviewItemsOptions, type ReviewItem, type ReviewKind } from '@/shared/api/review';
import type { Project, ReviewPerson } from '@/shared/api/schema.gen';
import { formatPlural } from '@/shared/lib/format';
import { LoadingStack } from '@/shared/ui/loading-stack';
import { ErrorBlock, StateBlock } from '@/shared/ui/state-block';

// So many are here before anybody asks for them.
const AHEAD = 5;
const IMAGES_AHEAD = 3;

interface OpenDialog {
  name: DialogName;
  /** What is chosen in it is for the item that it was opened on. */
  item: ReviewItem | null;
}

interface QueueProps {
  project: Project;
  kind: ReviewKind;
  people: readonly ReviewPerson[];
  desk: DeskInUse;
}

/** One item after the other. */
export function Queue({ project, kind, people, desk: { desk, judge, undo, leave, takeUp } }: QueueProps) {
  const pages = usePages(project.id, kind);
  const here = pages.data?.pages.flatMap(({ results }) => results) ?? [];
  const items = waitingFor(desk, here);
  const [item] = items;
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [warning, setWarning] = useState<string | null>(null);
  useAhead(pages, items.length);
  useImages(items.slice(1, IMAGES_AHEAD + 1));

  const act = (action: Action) => {
    setWarning(null);
    if (action.type === 'undo') undo();
    else if (action.type === 'guidelines' || action.type === 'keys') setDialog({ name: action.type, item: null });
    if (!item) return;
    switch (action.type) {
      case 'accept':
        if (isTie(item)) setWarning('These answers amount to no label: choose one, or reject them.');
        else judge(item, { kind: 'accept' });
        break;
      case 'settle':
        judge(item, { kind: 'settle', label: action.label });
        break;
      case 'set_aside':
        judge(item, { kind: 'set_aside' });
        break;
      case 'later':
        leave(item);
        break;
      case 'reject':
      case 'send_back':
      case 'find':
        setDialog({ name: action.type, item });
        break;
      default:
    }
  };
  const bindings = bindingsFor(project.labels);
  useKeys(bindings, dialog !== null, act, setWarning);

  return (
    <div className={classes.queue}>
      <div className={classes.middle}>
        <Notice text={warning ?? desk.trouble} />
        {item ? (
          <ItemStage key={item.id} project={project} item={item} />
        ) : (
          <End
            kind={kind}
            pages={pages}
            later={here.filter((one) => desk.later.has(versionOf(one))).length}
            onTakeUp={takeUp}
          />
        )}
      </div>
      <DecisionPanel
        labels={project.labels}
        item={item ?? null}
        canUndo={desk.past.length > 0}
        isSaving={isSending(desk)}
        onAction={act}
      />
      <div aria-live="polite" aria-atomic className="visually-hidden">
        {desk.message.text + (desk.message.n % 2 ? '\u00a0' : '')}
      </div>
      {dialog === null ? null : (
        <Dialogs
          {...dialog}
          project={project}
          people={people}
          bindings={bindings}
          onJudge={judge}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}

/** Room is kept for it: nothing moves when something is said. */
function Notice({ text }: { text: string | null }) {
  return (
    <div className={classes.notice}>
      {text === null ? null : (
        <Alert color="gray" role="alert" p="xs">
          {text}
        </Alert>
      )}
    </div>
  );
}

const usePages = (project: number, kind: ReviewKind) => useInfiniteQuery(reviewItemsOptions(project, kind));
type Pages = ReturnType<typeof usePages>;

/** A page may hold nothing where few match: the next one is asked for as well. */
function useAhead(pages: Pages, waiting: number) {
  const { hasNextPage, isFetching, isError, fetchNextPage } = pages;
  useEffect(() => {
    if (waiting < AHEAD && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [waiting, hasNextPage, isFetching, isError, fetchNextPage]);
}

/** Pictures are here before their items are. */
function useImages(items: readonly ReviewItem[]) {
  const urls = items.flatMap(({ image }) => (image ? [image.url] : [])).join(' ');
  useEffect(() => {
    for (const url of urls.split(' ').filter(Boolean)) new Image().src = url;
  }, [urls]);
}

interface EndProps {
  kind: ReviewKind;
  pages: Pages;
  later: number;
  onTakeUp: () => void;
}

/** Nothing is on screen: why, and what helps. */
function End({ kind, pages, later, onTakeUp }: EndProps) {
  if (pages.error) {
    return (
      <ErrorBlock
        title="The items could not be loaded"
        error={pages.error}
        onRetry={() => void (pages.data ? pages.fetchNextPage() : pages.refetch())}
      />
    );
  }
  if (pages.isFetching || pages.hasNextPage) {
    return (
      <LoadingStack gap="md" words="Loading the next item">
        <Skeleton h={360} radius="lg" />
      </LoadingStack>
    );
  }
  const again = (
    <Button variant="default" onClick={() => void pages.refetch()}>
      Look again
    </Button>
  );
  if (later > 0) {
    return (
      <StateBlock
        title={`${formatPlural(later, 'item')} left for later`}
        action={<Button onClick={onTakeUp}>Go on with them</Button>}
      >
        All others of this kind are decided.
      </StateBlock>
    );
  }
  return (
    <div role="status">
      <StateBlock title="Nothing waits here" action={again}>
        {KINDS[kind].why} Those that nobody has decided on as they are wait here.
      </StateBlock>
    </div>
  );
}
