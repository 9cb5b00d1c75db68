import { Button, CloseButton } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { copyText } from '@/shared/lib/copy-text';
import type { DeckItem } from '@/shared/api/schema.gen';
import { formatPlural } from '@/shared/lib/format';
import { ScrollRegion } from '@/shared/ui/scroll-region';
import { describeRefusal, labelName, newsOf, type Card, type Deck, type Refusal, type Trouble } from './deck';
import type { Action } from './keys';
import classes from './notices.module.css';
import type { Workplace } from './use-deck';

/** An item that came back: what was chosen, and how to leave it so. */
export function AgainNotice({ deck, card, onAction }: { deck: Deck; card: Card; onAction: (action: Action) => void }) {
  if (!card.before) return null;
  const { label } = card.before;
  return (
    <div className={classes.again}>
      <span>
        {label === null ? (
          'You skipped this item.'
        ) : (
          <>
            You chose <b>{labelName(deck, label)}</b>.
          </>
        )}
        <span className={classes.hint}> Choose again, or keep it.</span>
      </span>
      <Button size="compact-sm" variant="default" onClick={() => onAction({ type: 'keep' })}>
        Keep&nbsp;→
      </Button>
    </div>
  );
}

/** A reviewer sent the item back: what they say, and what was answered before. */
export function ReturnedNotice({ deck, item: { returned } }: { deck: Deck; item: DeckItem }) {
  if (!returned) return null;
  const { note, answered, label } = returned;
  const before = label === null ? 'You had skipped it.' : `You had said ${labelName(deck, label)}.`;
  return (
    <ScrollRegion label="Note of the reviewer" className={classes.returned}>
      <b>Came back from review.</b> {answered ? before : null} Answer as you see it now.
      <p dir="auto" className={classes.note}>
        “{note}”
      </p>
    </ScrollRegion>
  );
}

interface NoticesProps {
  deck: Deck;
  workplace: Workplace;
  onAction: (action: Action) => void;
  warning: string | null;
  onWarningRead: () => void;
}

/** What a person should know, over the lower edge of the stage, so that nothing else moves. */
export function Notices({ deck, workplace, onAction, warning, onWarningRead }: NoticesProps) {
  const { store, sync } = workplace;
  const news = newsOf(deck);
  const isFull = deck.cards.length > 0;
  return (
    <div className={classes.notices}>
      {warning ? <Notice onClose={onWarningRead}>{warning}</Notice> : null}
      {deck.refusals.length > 0 && deck.trouble?.kind !== 'other_person' ? (
        <RefusalNotice deck={deck} onClose={() => store.dispatch({ type: 'refusals_dismissed' })} />
      ) : null}
      {news && !deck.trouble ? <NewsNotice news={news} deck={deck} workplace={workplace} onAction={onAction} /> : null}
      {deck.caution !== '' && deck.caution !== deck.cautionRead ? (
        <Notice onClose={() => store.dispatch({ type: 'caution_read' })}>{deck.caution}</Notice>
      ) : null}
      {isFull && deck.trouble ? <TroubleNotice deck={deck} onRetry={() => sync.poke()} /> : null}
      {isFull && deck.state === 'paused' ? (
        <Notice>This project is paused. You can finish the items in hand; no new ones come.</Notice>
      ) : null}
      {store.isDurable || deck.outbox.length === 0 ? null : (
        <Notice isDanger>This browser stores nothing: keep this tab open until it says “Saved”.</Notice>
      )}
    </div>
  );
}

interface NewsNoticeProps {
  news: string;
  deck: Deck;
  workplace: Workplace;
  onAction: (action: Action) => void;
}

/** What is other than it was, until somebody has taken note of it. */
function NewsNotice({ news, deck, workplace, onAction }: NewsNoticeProps) {
  const hasNewGuidelines = deck.project?.guidelines !== deck.known?.guidelines;
  const dismiss = () => workplace.store.dispatch({ type: 'news_dismissed' });
  const read = () => {
    onAction({ type: 'guidelines' });
    dismiss();
  };
  return (
    <Notice
      onClose={dismiss}
      action={
        hasNewGuidelines ? (
          <Button size="compact-sm" variant="default" onClick={read}>
            Guidelines
          </Button>
        ) : null
      }
    >
      {news}
    </Notice>
  );
}

function RefusalNotice({ deck, onClose }: { deck: Deck; onClose: () => void }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await copyText(deck.refusals.map((refusal) => describeRefusal(deck, refusal)).join('\n'));
    setIsCopied(true);
  };
  return (
    <Notice
      isDanger
      onClose={onClose}
      action={
        <Button size="compact-sm" variant="default" onClick={() => void copy()}>
          {isCopied ? 'Copied' : deck.refusals.length === 1 ? 'Copy it' : 'Copy them'}
        </Button>
      }
    >
      {describeRefusals(deck)}
    </Notice>
  );
}

export const NOT_UNDERSTOOD = 'The server does not understand this page. Reload it to get the current one.';

const TROUBLES: Partial<Record<Trouble, string>> = {
  offline: 'No connection.',
  server: 'The server has a problem; trying again.',
  logged_out: 'You are logged out.',
  error: NOT_UNDERSTOOD,
};

function TroubleNotice({ deck, onRetry }: { deck: Deck; onRetry: () => void }) {
  if (!deck.trouble) return null;
  const { kind, detail } = deck.trouble;
  return (
    <Notice
      isDanger={kind !== 'offline' && kind !== 'server'}
      action={
        kind === 'logged_out' ? (
          <Button size="compact-sm" component="a" href={loginAddress()}>
            Log in again
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try now
          </Button>
        )
      }
    >
      {TROUBLES[kind] ?? detail} {describeWaiting(deck)}
    </Notice>
  );
}

interface NoticeProps {
  isDanger?: boolean;
  action?: ReactNode;
  onClose?: () => void;
  children: ReactNode;
}

function Notice({ isDanger, action, onClose, children }: NoticeProps) {
  return (
    <div className={classes.notice} data-danger={isDanger ? true : undefined} role="status">
      <span>{children}</span>
      {action}
      {onClose ? <CloseButton size="sm" aria-label="Dismiss" onClick={onClose} /> : null}
    </div>
  );
}

export const loginAddress = () => `/login?next=${encodeURIComponent(window.location.pathname)}`;

/** "3 answers wait here; they are safe." */
export function describeWaiting(deck: Deck): string {
  const count = deck.outbox.length;
  if (count === 0) return 'Everything you did is saved.';
  return `${formatPlural(count, 'answer')} ${count === 1 ? 'waits here; it is' : 'wait here; they are'} safe.`;
}

function describeRefusals(deck: Deck): string {
  const [first] = deck.refusals;
  if (!first) return '';
  const what = (refusal: Refusal) =>
    refusal.answer.label === null
      ? 'Your skip'
      : `Your answer “${refusal.words?.label ?? labelName(deck, refusal.answer.label)}”`;
  if (deck.refusals.length === 1) return `${what(first)} was not counted. ${first.detail}`;
  const reasons = [...new Set(deck.refusals.map((refusal) => refusal.detail))].join(' ');
  return `${formatPlural(deck.refusals.length, 'answer')} were not counted. ${reasons}`;
}
