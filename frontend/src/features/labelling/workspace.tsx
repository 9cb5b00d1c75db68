import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type Dispatch,
  type RefObject,
  type SetStateAction,
} from 'react';
import { useLocation } from 'wouter';
import { Page } from '@/shared/ui/page';
import { scroll, toDeckEvent, toPanel, toZoom } from './actions';
import { currentCard, type Deck } from './deck';
import { EndState } from './end-state';
import { HeaderActions, HeaderStatus } from './header';
import { ItemView } from './item-view';
import { bindingsFor, isTyping, matchKey, showChord, type Action } from './keys';
import { COMPACT_FROM, LabelPanel } from './label-panel';
import { AgainNotice, Notices } from './notices';
import { PastChips } from './past-chips';
import { useDeck, useWorkplace, type Workplace } from './use-deck';
import { useSwipeRight } from './use-swipe';
import { ModelState } from './model-state';
import classes from './workspace.module.css';
import type { PanelName } from './panels';

// Dialogs are not needed for the first item; they are fetched while it is being read.
const loadPanels = () => import('./panels');
const Panels = lazy(loadPanels);

const NO_LABELS: never[] = [];
export function Workspace({ project, user }: { project: number; user: number }) {
  const workplace = useWorkplace(project, user);
  const deck = useDeck(workplace.store);
  const scroller = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const [panel, setPanel] = useState<PanelName | null>(null);
  const [warning, setWarning] = useState<string | null>(null);
  const labels = deck.project?.labels ?? NO_LABELS;
  const bindings = useMemo(() => bindingsFor(labels), [labels]);

  const act = useAct(workplace, scroller, setZoom, setPanel);
  const onAction = useCallback(
    (action: Action) => {
      setWarning(null);
      act(action);
    },
    [act],
  );
  const onUndo = useCallback(() => onAction({ type: 'undo' }), [onAction]);
  const onOpen = useCallback(
    (item: number) => workplace.store.dispatch({ type: 'reopened', item, now: Date.now() }),
    [workplace],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target, event.key)) return;
      const match = matchKey(event, bindings);
      if (match.kind === 'none') return;
      event.preventDefault();
      if (match.kind === 'action') onAction(match.action);
      else
        setWarning(
          `The key ${showChord(match.chord)} has two meanings (${match.titles.join(', ')}). Nothing was done.`,
        );
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [bindings, onAction]);

  useEffect(() => {
    const timer = setTimeout(() => void loadPanels(), 1_500);
    return () => clearTimeout(timer);
  }, []);

  useSwipeRight(stage, zoom === 1, onUndo);

  const card = currentCard(deck);
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
          {card ? (
            <ItemView item={card.item} images={workplace.images} zoom={zoom} scroller={scroller} />
          ) : (
            <EndState deck={deck} workplace={workplace} />
          )}
          {card?.before ? <AgainNotice deck={deck} card={card} onAction={onAction} /> : null}
          <Notices deck={deck} workplace={workplace} warning={warning} onWarningRead={() => setWarning(null)} />
        </div>
        <div className={classes.side}>
          {deck.project ? (
            <LabelPanel
              labels={labels}
              isDisabled={card === null}
              chosen={card?.before?.label ?? null}
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
      {panel ? (
        <Suspense fallback={null}>
          <Panels
            name={panel}
            deck={deck}
            card={card}
            bindings={bindings}
            workplace={workplace}
            onAction={onAction}
            onClose={() => setPanel(null)}
          />
        </Suspense>
      ) : null}
    </Page>
  );
}

/** Carries out an action: the deck first, then what is merely shown. */
function useAct(
  workplace: Workplace,
  scroller: RefObject<HTMLDivElement | null>,
  setZoom: Dispatch<SetStateAction<number>>,
  setPanel: (panel: PanelName) => void,
): (action: Action) => void {
  const { store } = workplace;
  const [, navigate] = useLocation();
  return useCallback(
    (action: Action) => {
      const event = toDeckEvent(action, Date.now());
      if (event) {
        store.dispatch(event);
        return;
      }
      const panel = toPanel(action, currentCard(store.get()) !== null);
      if (panel) setPanel(panel);
      setZoom((zoom) => toZoom(action, zoom));
      if (action.type === 'give_back') void leave(workplace, navigate);
      if (scroller.current) scroll(scroller.current, action.type);
    },
    [store, workplace, scroller, setZoom, setPanel, navigate],
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
