import { createElement, useEffect, useState, useSyncExternalStore, type ComponentType } from 'react';
import type { Action } from './keys';
import type { PanelGate } from './panel-gate';
import type { PanelsProps } from './panels';
import classes from './notices.module.css';

type Panels = ComponentType<PanelsProps>;

// Dialogs are not needed for the first item; they are fetched while it is being read.
const PREPARE_AFTER_MS = 1_500;
let loaded: Panels | null = null;

async function loadPanels(): Promise<Panels> {
  loaded ??= (await import('./panels')).default;
  return loaded;
}

interface PanelHostProps extends Omit<PanelsProps, 'name' | 'hasChanged' | 'onAction'> {
  gate: PanelGate;
  /** With the item that the panel was opened on. */
  onAction: (action: Action, openedOn: number | null) => void;
  onFailed: () => void;
}

/** The open panel, or, while its code is still on its way, what is typed for it. */
export function PanelHost({ gate, onAction, onFailed, ...props }: PanelHostProps) {
  const { panel, item, typed } = useSyncExternalStore(gate.subscribe, gate.get);
  const panels = usePanels(panel !== null, onFailed);
  if (!panel) return null;
  const hasChanged = item !== (props.card?.item.id ?? null);
  const act = (action: Action) => onAction(action, item);
  if (panels) return createElement(panels, { ...props, gate, name: panel, hasChanged, onAction: act });
  return (
    <div className={classes.opening} role="status">
      Opening … {typed}
    </div>
  );
}

function usePanels(isWanted: boolean, onFailed: () => void): Panels | null {
  const [panels, setPanels] = useState<{ it: Panels } | null>(loaded && { it: loaded });
  useEffect(() => {
    const timer = setTimeout(() => void loadPanels().catch(() => undefined), PREPARE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (isWanted && !panels) loadPanels().then((it) => setPanels({ it }), onFailed);
  }, [isWanted, panels, onFailed]);
  return panels?.it ?? loaded;
}
