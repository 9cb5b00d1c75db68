import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useLocation } from 'wouter';
import { Page } from '@/shared/ui/page';
import { scroll, toDeckEvent, toPanel } from './actions';
import { describeKey } from './answering';
import { currentCard, isToLearn, onScreen, type Deck } from './deck';
import { EndState } from './end-state';
import { HeaderActions, HeaderStatus } from './header';
import { ItemView } from './item-view';
import { isTyping, matchKey, showChord } from '@/shared/lib/keys';
import { bindingsFor, type Action, type Binding } from './keys';
import { COMPACT_FROM, LabelPanel } from './label-panel';
import { AgainNotice, Notices, ReturnedNotice } from './notices';
import { PastChips } from './past-chips';
import { PanelGate } from './panel-gate';
import { PanelHost } from './panel-host';
import { isForAnother, ITEM_CHANGED } from './reduce';
import { useDeck, useWorkplace, type Workplace } from './use-deck';
import { useSwipeRight } from './use-swipe';
import { toZoomEvent, useZoom } from './use-zoom';
import { ModelState } from './model-state';
import type { ZoomEvent } from './zoom';
import classes from './workspace.module.css';

const NO_LABELS: never[] = [];
const NOT_OPENED = 'This could not be opened. Check the connection, then try again.';

export function Workspace({ project, user }: { project: number; user: number }) {
  const workplace = useWorkplace(project, user);
  const deck = useDeck(workplace.store);
  const scroller = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const card = currentCard(deck);
  const { view, onZoom } = useZoom(scroller, card?.item ?? null);
  const [gate] = useState(() => new PanelGate());
  const [warning, setWarning] = useState<string | null>(null);
  const labels = deck.project?.labels ?? NO_LABELS;
  const bindings = useMemo(() => bindingsFor(labels), [labels]);

  const act = useAct(workplace, { scroller, onZoom, gate, onWarning: setWarning });
  const onAction = useCallback(
    (action: Action, openedOn?: number | null) => {
      setWarning(null);
      act(action, openedOn);
    },
    [act],
  );
  const onUndo = useCallback(() => onAction({ type: 'undo' }), [onAction]);
  const onOpen = useCallback(
    (item: number) => workplace.store.dispatch({ type: 'reopened', item, now: Date.now() }),
    [workplace],
  );

  const onFailed = useCallback(() => {
    gate.close();
    setWarning(NOT_OPENED);
  }, [gate]);

  const onKeyAction = useLearntKeys(workplace, onAction, setWarning);
  useKeys(gate, bindings, onKeyAction, setWarning);
  useSwipeRight(stage, view.scale === 1, onUndo);

  const last = deck.past.at(-1);
  const flashed = useMemo(() => ({ label: last?.answer.label ?? null, n: deck.answered }), [last, deck.answered]);
  return (
    <Page
      title={deck.project?.name ?? 'Labelling'}
      fill
      hideJobs
      status={<HeaderStatus deck={deck} />}
      actions={<HeaderActions onAction={onAction} />}
    >
      <div className={classes.workspace} data-many={labels.length >= COMPACT_FROM || undefined}>
        <div className={classes.stage} ref={stage} data-again={card?.before ? true : undefined}>
          {card && !card.before ? <ReturnedNotice deck={deck} item={card.item} /> : null}
          {card ? (
            <ItemView item={card.item} images={workplace.images} view={view} scroller={scroller} />
          ) : (
            <EndState deck={deck} workplace={workplace} />
          )}
          {card?.before ? <AgainNotice deck={deck} card={card} onAction={onAction} /> : null}
          <Notices
            deck={deck}
            workplace={workplace}
            onAction={onAction}
            warning={warning}
            onWarningRead={() => setWarning(null)}
          />
        </div>
        <div className={classes.side}>
          {deck.project ? (
            <LabelPanel
              labels={labels}
              isDisabled={card === null}
              chosen={(card?.before ?? card?.item.returned)?.label ?? null}
              suggestion={card?.item.suggestion ?? null}
              flash={flashed}
              isFlagged={card?.flagged ?? false}
              hasComment={Boolean(card?.comment)}
              canUndo={deck.past.length > 0}
              onAction={onAction}
            />
          ) : null}
        </div>
        <div className={classes.foot}>
          {card || deck.past.length > 0 ? <PastChips past={deck.past} labels={labels} onOpen={onOpen} /> : <span />}
          <ModelState model={deck.model} />
        </div>
      </div>
      <LiveRegion message={deck.message} />
      <PanelHost
        gate={gate}
        deck={deck}
        card={card}
        bindings={bindings}
        onAction={onAction}
        onClose={gate.close}
        onFailed={onFailed}
      />
    </Page>
  );
}

/** Keys reach the deck only while no panel is open or opening. */
function useKeys(
  gate: PanelGate,
  bindings: readonly Binding[],
  onAction: (action: Action) => void,
  onWarning: (text: string) => void,
): void {
  useEffect(() => {
    const stopper = new AbortController();
    // Asked before anybody else sees the key: the very press that closes a panel is not one for the deck.
    let isForPanel = false;
    const onCapture = (event: KeyboardEvent) => {
      const { panel, isHandedOver } = gate.get();
      isForPanel = panel !== null;
      if (panel === null || isHandedOver) return;
      const isBound = matchKey(event, bindings).kind !== 'none';
      if (gate.keep(event) || isBound) event.preventDefault();
    };
    const onKey = (event: KeyboardEvent) => {
      if (isForPanel || event.defaultPrevented || isTyping(event.target, event.key)) return;
      const match = matchKey(event, bindings);
      if (match.kind === 'none') return;
      event.preventDefault();
      if (match.kind === 'action') onAction(match.action);
      else onWarning(describeConflict(match.chord, match.titles));
    };
    window.addEventListener('keydown', onCapture, { capture: true, signal: stopper.signal });
    window.addEventListener('keydown', onKey, { signal: stopper.signal });
    return () => stopper.abort();
  }, [gate, bindings, onAction, onWarning]);
}

/** A key that means another label since a moment ago is not taken before its person has been told so. */
function useLearntKeys(
  { store }: Workplace,
  onAction: (action: Action) => void,
  onWarning: (text: string) => void,
): (action: Action) => void {
  return useCallback(
    (action: Action) => {
      const deck = store.get();
      if (action.type === 'label' && isToLearn(deck, action.label)) {
        onWarning(describeKey(deck, action.label));
        store.dispatch({ type: 'key_learnt', label: action.label });
      } else onAction(action);
    },
    [store, onAction, onWarning],
  );
}

const describeConflict = (chord: string, titles: readonly string[]) =>
  `The key ${showChord(chord)} has two meanings (${titles.join(', ')}). Nothing was done.`;

interface Shown {
  scroller: RefObject<HTMLDivElement | null>;
  onZoom: (event: ZoomEvent) => void;
  gate: PanelGate;
  onWarning: (text: string) => void;
}

/** Carries out an action, with the item that its panel was opened on: the deck first, then what is merely shown. */
function useAct(
  workplace: Workplace,
  { scroller, onZoom, gate, onWarning }: Shown,
): (action: Action, openedOn?: number | null) => void {
  const { store } = workplace;
  const [, navigate] = useLocation();
  return useCallback(
    (action: Action, openedOn?: number | null) => {
      const event = toDeckEvent(action, Date.now(), openedOn);
      if (event) {
        if (isForAnother(store.get(), event)) onWarning(ITEM_CHANGED);
        store.dispatch(event);
        return;
      }
      const item = onScreen(store.get());
      const panel = toPanel(action, item !== null);
      // A panel that a panel opens is for the same item.
      if (panel) gate.open(panel, openedOn === undefined ? item : openedOn);
      if (action.type === 'give_back') void leave(workplace, navigate);
      if (!scroller.current) return;
      scroll(scroller.current, action.type);
      const zoomEvent = toZoomEvent(action, scroller.current.clientHeight);
      if (zoomEvent) onZoom(zoomEvent);
    },
    [store, workplace, scroller, onZoom, gate, onWarning, navigate],
  );
}

async function leave(workplace: Workplace, navigate: (to: string) => void): Promise<void> {
  try {
    await workplace.sync.giveBack();
  } catch {
    // Leases run out by themselves; nothing is lost but a little time of others.
  }
  navigate('/');
}

/** Says what happened. A space that comes and goes makes equal messages be read again. */
function LiveRegion({ message }: { message: Deck['message'] }) {
  return (
    <div aria-live="polite" aria-atomic className="visually-hidden">
      {message.text + (message.n % 2 ? '\u00a0' : '')}
    </div>
  );
}
