import { uuid } from '@/shared/lib/uuid';
import type { DeckEvent } from './reduce';
import type { Action, ActionName } from './keys';
import type { PanelName } from './panel-gate';

/**
 * What an action means to the deck; null for those that only change what is shown.
 * meantFor: the item it was chosen for, where that may be another one than is on screen by now.
 */
export function toDeckEvent(action: Action, now: number, meantFor?: number | null): DeckEvent | null {
  switch (action.type) {
    case 'label':
      return { type: 'answered', label: action.label, key: uuid(), now, meantFor };
    case 'skip':
      return { type: 'answered', label: null, reason: action.reason ?? '', key: uuid(), now, meantFor };
    case 'undo':
      return { type: 'undone', now };
    case 'keep':
      return { type: 'kept', key: uuid(), now, meantFor };
    case 'flag':
      return { type: 'flag_toggled', meantFor };
    case 'comment':
      return action.text === undefined ? null : { type: 'commented', text: action.text, meantFor };
    default:
      return null;
  }
}

const PANELS: Partial<Record<Action['type'], PanelName>> = {
  guidelines: 'guidelines',
  keys: 'keys',
  commands: 'commands',
  filter: 'filter',
  comment: 'comment',
  skip_with_reason: 'reason',
};

const NEEDS_ITEM: readonly PanelName[] = ['filter', 'comment', 'reason'];

/** The panel that an action opens; none where it would need an item and there is none. */
export function toPanel(action: Action, hasItem: boolean): PanelName | null {
  const panel = PANELS[action.type] ?? null;
  return panel && !hasItem && NEEDS_ITEM.includes(panel) ? null : panel;
}

const LINE = 64;

/** Scroll keys work wherever the focus is. */
export function scroll(element: HTMLElement, name: ActionName | 'label'): void {
  const page = element.clientHeight * 0.9;
  switch (name) {
    case 'scroll_start':
      element.scrollTo({ top: 0 });
      break;
    case 'scroll_end':
      element.scrollTo({ top: element.scrollHeight });
      break;
    case 'scroll_up':
      element.scrollBy({ top: -LINE });
      break;
    case 'scroll_down':
      element.scrollBy({ top: LINE });
      break;
    case 'page_up':
      element.scrollBy({ top: -page });
      break;
    case 'page_down':
      element.scrollBy({ top: page });
      break;
    default:
      break;
  }
}
