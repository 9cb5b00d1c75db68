import { useRef, useState, type RefObject } from 'react';
import { useLocation } from 'wouter';
import { drawerBindings, listBindings, type Action, type Binding, type Deed } from '@/features/items/keys';
import { itemAt, type ListHandle } from '@/features/items/row-keys';
import { useAround, type Around } from '@/features/items/use-around';
import { useDecisions, type DecisionsInUse } from '@/features/items/use-decisions';
import type { ItemsInUse } from '@/features/items/use-items';
import { useKeys } from '@/features/items/use-keys';
import { usePicked, type PickedInUse } from '@/features/items/use-picked';
import type { Place } from '@/features/items/use-place';
import { MAX_FILTER_IDS } from '@/shared/api/constants.gen';
import { itemQuery, type ChosenItems } from '@/shared/api/items';
import type { DecisionOutcome, Project } from '@/shared/api/schema.gen';
import type { FilterInUse } from '@/shared/items/use-filter';
import { formatPlural } from '@/shared/lib/format';
import type { Outcome } from '@/shared/removal/remove-all';

interface Given {
  project: Project;
  choice: FilterInUse;
  place: Place;
  items: ItemsInUse;
  list: RefObject<ListHandle | null>;
}

/** What is being asked in a dialog. isOpenItem: of the item in the drawer, not of the chosen ones. */
interface Asked {
  deed: Deed;
  chosen: ChosenItems;
  isOpenItem: boolean;
}

export interface DeedsInUse {
  around: Around;
  decisions: DecisionsInUse;
  /** null: whoever looks may decide nothing. */
  picks: PickedInUse | null;
  /** Where the chosen items are exported; null: none are, or too many one by one. */
  exportHref: string | null;
  act: (action: Action, at?: Element | null) => void;
  asked: Asked | null;
  isAsking: boolean;
  help: () => void;
  /** The keys that are shown; null: they are not. */
  shownKeys: readonly Binding[] | null;
  /** A dialog was closed, and nothing was done. */
  close: () => void;
  decided: (done: DecisionOutcome) => void;
  removed: (outcome: Outcome) => void;
  focusList: (index: number) => void;
}

/** What is done with the chosen items, or with the one that is open: by keys and buttons alike. */
export function useDeeds({ project, choice, place, items, list }: Given): DeedsInUse {
  const [, navigate] = useLocation();
  const mayDecide = project.role === 'manager';
  const around = useAround(project.id, place.item, items);
  const decisions = useDecisions(project.id);
  const picks = usePicked(choice, items.items);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isHelping, setHelping] = useState(false);
  // Several steps of one decision are undone together.
  const isFurther = useRef(false);
  const isAsking = asked !== null || isHelping;
  const bindings = listBindings(mayDecide);
  const exportHref = exportOf(project.id, picks.chosen);

  const focusList = (index: number) => {
    // What was in front of it keeps the focus until it is gone.
    requestAnimationFrame(() => list.current?.focus(Math.max(0, index)));
  };
  const ask = (deed: Deed) => {
    const isOpenItem = place.item !== null;
    const chosen = place.item === null ? picks.chosen : { ids: [place.item] };
    isFurther.current = false;
    if (chosen !== null) setAsked({ deed, chosen, isOpenItem });
  };
  const go = (to: number | undefined) => {
    if (to !== undefined) place.goTo(to);
  };
  const pickAll = () => {
    if (!picks.areLoadedIn) picks.toggleLoaded();
    else if (!choice.isAll) picks.all();
  };
  const act = (action: Action, at: Element | null = null) => {
    const id = itemAt(at);
    switch (action.type) {
      case 'deed':
        ask(action.deed);
        break;
      case 'label':
        if (place.item !== null) decisions.take({ kind: 'settle', label: action.label, ids: [place.item] });
        break;
      case 'pick':
        if (id !== null) picks.toggle(id);
        break;
      case 'pick_to':
        if (id !== null) picks.toggleTo(id);
        break;
      case 'pick_all':
        pickAll();
        break;
      case 'pick_none':
        picks.none();
        break;
      case 'export':
        if (exportHref !== null) navigate(exportHref);
        break;
      case 'before':
        go(around.before);
        break;
      case 'next':
        go(around.after);
        break;
      case 'undo':
        decisions.undo();
        break;
      case 'keys':
        setHelping(true);
        break;
      case 'by_focus':
        break;
    }
  };
  useKeys({ bindings, onAction: act, onConflict: decisions.say, isOn: place.item === null && !isAsking });

  /** The chosen ones are dealt with. */
  const end = () => {
    setAsked(null);
    if (asked?.isOpenItem !== false) return;
    const at = items.items.findIndex((item) => item.id === picks.picked.last);
    picks.none();
    if (at >= 0) focusList(at);
  };
  return {
    around,
    decisions,
    picks: mayDecide ? picks : null,
    exportHref,
    act,
    asked,
    isAsking,
    help: () => setHelping(true),
    shownKeys: isHelping ? (place.item === null ? bindings : drawerBindings(project.labels, mayDecide)) : null,
    close: () => {
      setAsked(null);
      setHelping(false);
    },
    decided: (done) => {
      decisions.add(done, { isMore: isFurther.current });
      isFurther.current = done.left;
      if (!done.left) end();
    },
    removed: ({ gone, isStopped }) => {
      const stopped = isStopped ? ' It was stopped there.' : ' What was paid stays in the ledger.';
      decisions.say(`${formatPlural(gone, 'item')} removed.${stopped}`);
      if (asked?.isOpenItem) place.goTo(around.after ?? around.before ?? null);
      end();
    },
    focusList,
  };
}

/** Which items a file is made of stands in the address, which holds so many ids and no more. */
function exportOf(project: number, chosen: ChosenItems | null): string | null {
  if (chosen === null || ('ids' in chosen && chosen.ids.length > MAX_FILTER_IDS)) return null;
  const query = itemQuery('ids' in chosen ? { id: chosen.ids } : chosen.items).toString();
  return `/projects/${project}/results${query ? `?${query}` : ''}`;
}
