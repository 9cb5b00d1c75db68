import type { KeyLike } from '@/shared/lib/keys';

export type PanelName = 'guidelines' | 'keys' | 'commands' | 'filter' | 'comment' | 'reason';

interface GateState {
  panel: PanelName | null;
  /** The item that was on screen when it was opened: what is chosen in it is for that one, and for no other. */
  item: number | null;
  /** What was typed since the key that opened the panel. */
  typed: string;
  /** The panel is there and takes the keys itself. */
  isHandedOver: boolean;
}

const CLOSED: GateState = { panel: null, item: null, typed: '', isHandedOver: false };

/**
 * Stands between the key that opens a panel and the field that then takes the keys. It closes with that very key press,
 * not when the panel is drawn: a dialog may take seconds to come, and what is typed meanwhile is meant for its field.
 */
export class PanelGate {
  private state = CLOSED;
  private readonly listeners = new Set<() => void>();

  readonly get = (): GateState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly open = (panel: PanelName, item: number | null): void => this.become({ ...CLOSED, panel, item });

  readonly close = (): void => this.become(CLOSED);

  /** The panel is on screen; what was typed for it. */
  readonly handOver = (): string => {
    const { typed } = this.state;
    this.become({ ...this.state, typed: '', isHandedOver: true });
    return typed;
  };

  /**
   * Keep a key for the field; whether it was one to keep. Enter is not: nobody has seen yet what it would choose.
   */
  keep(event: KeyLike): boolean {
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Backspace') this.type(Array.from(this.state.typed).slice(0, -1).join(''));
    else if (isText(event) && !event.repeat) this.type(this.state.typed + event.key);
    return isText(event) || ['Escape', 'Backspace', 'Enter'].includes(event.key);
  }

  private type(typed: string): void {
    this.become({ ...this.state, typed });
  }

  private become(state: GateState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

/** AltGr, which some layouts need for signs, comes as Ctrl with Alt. */
function isText({ key, ctrlKey, metaKey, altKey }: KeyLike): boolean {
  return Array.from(key).length === 1 && !metaKey && ctrlKey === altKey;
}
