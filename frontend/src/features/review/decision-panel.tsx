import { Text } from '@mantine/core';
import { Archive, Check, Clock, CornerUpLeft, Search, Undo2, X, type LucideIcon } from 'lucide-react';
import { isTie } from '@/features/review/desk';
import type { Action } from '@/features/review/keys';
import classes from '@/features/review/review.module.css';
import type { ReviewItem } from '@/shared/api/review';
import type { LabelClass } from '@/shared/api/schema.gen';
import { ClassMark } from '@/shared/ui/class-mark';

interface DecisionPanelProps {
  labels: readonly LabelClass[];
  /** Null: nothing is on screen. */
  item: ReviewItem | null;
  canUndo: boolean;
  isSaving: boolean;
  onAction: (action: Action) => void;
}

const FIND_FROM = 9;
/** A click must not take the focus: a key after it would press the same button again. */
const keepFocus = (event: React.MouseEvent) => event.preventDefault();

/** What can become of the item: a label, or one of a few words. */
export function DecisionPanel({ labels, item, canUndo, isSaving, onAction }: DecisionPanelProps) {
  const isOff = item === null;
  const hasFind = labels.length >= FIND_FROM || labels.some(({ key }) => key === '');
  const tool = (type: ToolAction, icon: LucideIcon, badge: string, words: string, isDisabled = isOff) => (
    <button
      type="button"
      className={classes.tool}
      disabled={isDisabled}
      onMouseDown={keepFocus}
      onClick={() => onAction({ type })}
    >
      <Icon of={icon} />
      <span>{words}</span>
      <kbd aria-hidden>{badge}</kbd>
    </button>
  );
  return (
    <section className={classes.panel} aria-label="What becomes of it">
      <button
        type="button"
        className={classes.accept}
        disabled={isOff || isTie(item)}
        onMouseDown={keepFocus}
        onClick={() => onAction({ type: 'accept' })}
      >
        <Check size={18} aria-hidden />
        <span>{acceptWords(item)}</span>
        <kbd aria-hidden>Enter</kbd>
      </button>
      <ul className={classes.labels} aria-label="Labels">
        {labels.map(({ id, name, color, key }) => (
          <li key={id}>
            <button
              type="button"
              className={classes.label}
              disabled={isOff}
              aria-label={`Settle as ${name}`}
              aria-keyshortcuts={key || undefined}
              onMouseDown={keepFocus}
              onClick={() => onAction({ type: 'settle', label: name })}
            >
              <ClassMark name={name} color={color} classKey={key} />
            </button>
          </li>
        ))}
      </ul>
      {hasFind ? tool('find', Search, '/', 'Find a label') : null}
      <div className={classes.tools}>
        {tool('send_back', CornerUpLeft, '⇧ B', 'Send back…')}
        {tool('reject', X, '⇧ R', 'Reject…')}
        {tool('set_aside', Archive, '⇧ A', 'Set aside')}
        {tool('later', Clock, 's', 'Later')}
        {tool('undo', Undo2, '⌫', 'Undo', !canUndo)}
      </div>
      {canUndo || isSaving ? (
        <Text size="xs" c="dimmed" ta="right">
          {isSaving ? 'Saving' : 'Saved'}
        </Text>
      ) : null}
    </section>
  );
}

type ToolAction = 'find' | 'reject' | 'send_back' | 'set_aside' | 'later' | 'undo';

const Icon = ({ of: Shown }: { of: LucideIcon }) => <Shown size={16} aria-hidden />;

function acceptWords(item: ReviewItem | null): string {
  if (item === null) return 'Accept';
  if (isTie(item)) return 'A tie: choose a label';
  return item.label === null ? 'Accept the skip' : `Accept ${item.label}`;
}
