import { Button, Group } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { DeckHeld } from '@/shared/api/schema.gen';
import { formatClock, formatCount, formatMoment, formatPlural } from '@/shared/lib/format';
import { StateBlock } from '@/shared/ui/state-block';
import type { Deck } from './deck';
import { describeWaiting } from './notices';
import type { Workplace } from './use-deck';

interface ProjectEndProps {
  deck: Deck;
  workplace: Workplace;
  retry: ReactNode;
}

/** Nothing to answer: what is left of the project, whom it waits for, and what helps. */
export function ProjectEnd({ deck, workplace, retry }: ProjectEndProps) {
  const skipped = <TakeUpSkipped deck={deck} workplace={workplace} />;
  switch (deck.state) {
    case 'budget_spent':
      return (
        <StateBlock title={spentTitle(deck)} action={<Helpful deck={deck} mayRaise />}>
          {deck.detail} {thanks(deck)}{' '}
          {deck.project?.role === 'manager' ? null : 'It goes on when a manager raises the budget.'}
        </StateBlock>
      );
    case 'finished':
      return (
        <StateBlock title="Everything is labelled" action={<Helpful deck={deck} />}>
          {deck.detail} {thanks(deck)}
        </StateBlock>
      );
    case 'done_here':
      return (
        <StateBlock title="Nothing is left for you here" action={<Helpful deck={deck} first={skipped} />}>
          {deck.detail} {thanks(deck)}
        </StateBlock>
      );
    case 'stopped':
      return (
        <StateBlock title="Let us look at this together" action={retry}>
          {deck.detail}
        </StateBlock>
      );
    case 'paused':
      return (
        <StateBlock title="This project is paused" action={retry}>
          {deck.detail || 'A manager paused it and can start it again.'} {describeWaiting(deck)}
        </StateBlock>
      );
    default:
      return (
        <StateBlock
          title={
            deck.ending?.held?.lacks_budget
              ? 'The rest of the budget is with other people'
              : 'All remaining items are with other people'
          }
          action={
            <Group justify="center" gap={8}>
              {skipped}
              {retry}
            </Group>
          }
        >
          {deck.detail} {deck.ending?.held ? describeHeld(deck.ending.held) : null}{' '}
          <Countdown key={deck.serverTime} seconds={deck.retryInS ?? 15} />
        </StateBlock>
      );
  }
}

function spentTitle({ progress }: Deck): string {
  if (!progress || progress.labels < progress.budget) return 'Budget spent';
  return `Budget spent: ${formatCount(progress.labels)} of ${formatPlural(progress.budget, 'label')}`;
}

function thanks({ progress }: Deck): string {
  const mine = progress?.mine ?? 0;
  return mine > 0 ? `${formatPlural(mine, 'label')} of this project ${mine === 1 ? 'is' : 'are'} yours.` : '';
}

/** "ben holds 8, ada 5." for who may see names; "They come back by 14:02 at the latest." for everybody. */
function describeHeld({ holders, until, people }: DeckHeld): string {
  const [first, ...others] = holders;
  const names = first
    ? [`${first.username} holds ${first.items}`, ...others.map((one) => `${one.username} ${one.items}`)].join(', ')
    : '';
  const when = isToday(until) ? formatClock(until) : formatMoment(until);
  const back = `What ${people === 1 ? 'they do' : 'these people do'} not answer comes back by ${when} at the latest.`;
  return names ? `${names}. ${back}` : back;
}

const isToday = (iso: string) => new Date(iso).toDateString() === new Date().toDateString();

function TakeUpSkipped({ deck, workplace }: { deck: Deck; workplace: Workplace }) {
  const skipped = deck.ending?.skipped ?? 0;
  if (skipped === 0) return null;
  const takeUp = () => {
    workplace.store.dispatch({ type: 'skipped_taken_up' });
    workplace.sync.poke();
  };
  return <Button onClick={takeUp}>Take up {formatPlural(skipped, 'skipped item')} again</Button>;
}

/** The buttons that help at an end. */
function Helpful({ deck, first, mayRaise = false }: { deck: Deck; first?: ReactNode; mayRaise?: boolean }) {
  const { project } = deck;
  const isManager = project?.role === 'manager';
  return (
    <Group justify="center" gap={8}>
      {first}
      {isManager && mayRaise ? (
        <Button component={Link} href={`/projects/${project.id}/settings`}>
          Raise the budget
        </Button>
      ) : null}
      {project && project.role !== 'annotator' ? (
        <Button component={Link} href={`/projects/${project.id}`} variant="default">
          Overview
        </Button>
      ) : null}
      <Button component={Link} href="/" variant="default">
        Other projects
      </Button>
    </Group>
  );
}

function Countdown({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span aria-hidden>{left > 0 ? `Looking again in ${left} s.` : 'Looking again.'}</span>;
}
