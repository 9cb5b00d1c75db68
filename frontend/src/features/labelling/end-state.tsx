import { Button, Group, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { formatPlural } from '@/shared/lib/format';
import { StateBlock } from '@/shared/ui/state-block';
import type { Deck } from './deck';
import classes from './end-state.module.css';
import { describeWaiting, loginAddress, NOT_UNDERSTOOD } from './notices';
import { ProjectEnd } from './project-end';
import type { Workplace } from './use-deck';

/** What stands in the item's place while there is none: loading, waiting, done, or why not. */
export function EndState({ deck, workplace }: { deck: Deck; workplace: Workplace }) {
  const retry = (
    <Button variant="default" onClick={() => workplace.sync.poke()}>
      Look again
    </Button>
  );
  return <div className={classes.end}>{describe(deck, workplace, retry)}</div>;
}

const allProjects = (
  <Button component={Link} href="/" variant="default">
    All projects
  </Button>
);

function describe(deck: Deck, workplace: Workplace, retry: ReactNode): ReactNode {
  if (deck.isSuperseded) {
    return (
      <StateBlock
        title="Labelling goes on in another tab"
        action={<Button onClick={workplace.takeOver}>Label here instead</Button>}
      >
        Only one tab at a time, so that no item comes up twice. {describeWaiting(deck)}
      </StateBlock>
    );
  }
  if (deck.trouble) return <TroubleState deck={deck} retry={retry} />;
  if (deck.state === null) return <ItemSkeleton />;
  if (deck.project?.labels.length === 0) {
    return (
      <StateBlock title="No labels yet" action={retry}>
        The project’s manager has not set any labels. Labelling starts when there are at least two.
      </StateBlock>
    );
  }
  if (deck.state === 'open') return <ItemSkeleton />;
  return <ProjectEnd deck={deck} workplace={workplace} retry={retry} />;
}

function TroubleState({ deck, retry }: { deck: Deck; retry: ReactNode }) {
  if (!deck.trouble) return null;
  const { kind, detail } = deck.trouble;
  switch (kind) {
    case 'logged_out':
      return (
        <StateBlock
          title="You are logged out"
          action={
            <Button component="a" href={loginAddress()}>
              Log in again
            </Button>
          }
        >
          {describeWaiting(deck)}
        </StateBlock>
      );
    case 'other_person':
      return (
        <StateBlock
          title="Somebody else is signed in now"
          action={
            <Button component="a" href="/">
              All projects
            </Button>
          }
        >
          This page was opened by another person, so it stops here. {describeHandedOver(deck)}
        </StateBlock>
      );
    case 'not_member':
      return (
        <StateBlock
          title={deck.project ? 'You are not in this project any more' : 'You are not in this project'}
          action={
            <Group gap="sm" justify="center">
              {allProjects}
              {retry}
            </Group>
          }
        >
          {describeLeftOut(deck)}
        </StateBlock>
      );
    case 'no_access':
      return (
        <StateBlock title="You cannot label here" action={retry}>
          {detail} {deck.outbox.length > 0 ? describeWaiting(deck) : null}
        </StateBlock>
      );
    case 'server':
      return (
        <StateBlock title="The server has a problem" action={retry}>
          {describeWaiting(deck)} This page keeps trying; the next items come by themselves.
        </StateBlock>
      );
    case 'offline':
      return (
        <StateBlock title="No connection" action={retry}>
          {describeWaiting(deck)} The next items come by themselves when the network is back.
        </StateBlock>
      );
    case 'error':
      return (
        <StateBlock title="The next items could not be fetched" action={retry}>
          {NOT_UNDERSTOOD} {describeWaiting(deck)}
        </StateBlock>
      );
  }
}

function describeHandedOver(deck: Deck): string {
  const count = deck.outbox.length;
  if (count === 0) return 'Everything that they did is saved.';
  return `${formatPlural(count, 'answer')} of theirs ${count === 1 ? 'waits' : 'wait'} on this machine and will be sent when they sign in here again.`;
}

function describeLeftOut({ project, refusals }: Deck): string {
  if (refusals.length > 0)
    return 'What had not been sent by then cannot be counted. You can copy it below, for the manager.';
  if (project) return 'Everything you did is saved. If this is a mistake, ask the project’s manager to add you again.';
  return 'Perhaps it was deleted. If it was not, ask its manager to add you.';
}

/** The real thing's shape, drawn late enough that a fast answer never flashes it. */
function ItemSkeleton() {
  return (
    <Group className={classes.skeleton} aria-label="Loading the first items" role="status">
      <Skeleton height={20} width="92%" />
      <Skeleton height={20} width="84%" />
      <Skeleton height={20} width="60%" />
    </Group>
  );
}
