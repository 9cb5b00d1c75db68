import { Check, Delete, Flag, MessageSquare, Search, SkipForward, Undo2 } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { DeckSuggestion, LabelClass } from '@/shared/api/schema.gen';
import { formatWholePercent } from '@/shared/lib/format';
import type { Action } from './keys';
import classes from './label-panel.module.css';

interface LabelPanelProps {
  labels: readonly LabelClass[];
  isDisabled: boolean;
  /** The label chosen before, when an item came back. */
  chosen: number | null;
  /** What a model says of the item, where the project shows that. */
  suggestion: DeckSuggestion | null;
  /** The last label given and how many answers there were, for the short flash on its button. */
  flash: { label: number | null; n: number };
  isFlagged: boolean;
  hasComment: boolean;
  canUndo: boolean;
  onAction: (action: Action) => void;
}

const FILTER_FROM = 9;
export const COMPACT_FROM = 13;

/** A click must not take the focus: a Space after it would press the same button again. */
const keepFocus = (event: React.MouseEvent) => event.preventDefault();

export const LabelPanel = memo(function LabelPanel(props: LabelPanelProps) {
  const { labels, isDisabled, chosen, suggestion, flash, isFlagged, hasComment, canUndo, onAction } = props;
  const hasFilter = labels.length >= FILTER_FROM || labels.some((label) => label.key === '');
  return (
    <section className={classes.panel} aria-label="Labels">
      <div className={classes.labels} data-compact={labels.length >= COMPACT_FROM || undefined}>
        {labels.map((label) => (
          <LabelButton
            key={label.id}
            label={label}
            isDisabled={isDisabled}
            isChosen={chosen === label.id}
            suggestion={suggestion?.label === label.id ? suggestion : null}
            flash={flash.label === label.id ? flash.n : 0}
            onAction={onAction}
          />
        ))}
      </div>
      {hasFilter ? (
        <button
          type="button"
          className={classes.find}
          onMouseDown={keepFocus}
          onClick={() => onAction({ type: 'filter' })}
        >
          <kbd aria-hidden>/</kbd>
          <Search size={16} aria-hidden />
          <span>Find a label</span>
        </button>
      ) : null}
      <div className={classes.tools}>
        <Tool name="skip" badge="s" icon={SkipForward} isDisabled={isDisabled} onAction={onAction} />
        <Tool name="flag" badge="f" icon={Flag} isDisabled={isDisabled} isOn={isFlagged} onAction={onAction} />
        <Tool name="undo" badge={<Delete size={14} />} icon={Undo2} isDisabled={!canUndo} onAction={onAction} />
        <Tool
          name="comment"
          badge="c"
          icon={MessageSquare}
          isDisabled={isDisabled}
          isOn={hasComment}
          onAction={onAction}
        />
      </div>
    </section>
  );
});

interface LabelButtonProps {
  label: LabelClass;
  isDisabled: boolean;
  isChosen: boolean;
  suggestion: DeckSuggestion | null;
  flash: number;
  onAction: (action: Action) => void;
}

function LabelButton({ label, isDisabled, isChosen, suggestion, flash, onAction }: LabelButtonProps) {
  return (
    <button
      type="button"
      className={classes.label}
      title={suggestion ? `${label.name}, ${suggestedWords(suggestion)}` : label.name}
      disabled={isDisabled}
      data-suggested={suggestion ? true : undefined}
      aria-pressed={isChosen}
      aria-keyshortcuts={label.key || undefined}
      onMouseDown={keepFocus}
      onClick={() => onAction({ type: 'label', label: label.id })}
    >
      <span className={classes.swatch} style={{ background: label.color }} aria-hidden />
      {label.key ? <kbd aria-hidden>{label.key}</kbd> : <span className={classes.noKey} aria-hidden />}
      <span className={classes.name}>{label.name}</span>
      {suggestion ? (
        <>
          <span className={classes.share} aria-hidden>
            {shareOf(suggestion)}
          </span>
          <span className="visually-hidden">{suggestedWords(suggestion)}</span>
        </>
      ) : null}
      {isChosen ? <Check size={16} aria-hidden /> : null}
      {flash > 0 ? <span key={flash} className={classes.flash} aria-hidden /> : null}
    </button>
  );
}

/** A probability alone is a share; what a score means only its model knows. */
const shareOf = ({ probability }: DeckSuggestion) => (probability === null ? null : formatWholePercent(probability));

const suggestedWords = (suggestion: DeckSuggestion) =>
  ['suggested', shareOf(suggestion)].filter((part) => part !== null).join(', ');

interface ToolProps {
  name: 'skip' | 'flag' | 'undo' | 'comment';
  badge: ReactNode;
  icon: typeof Flag;
  isDisabled: boolean;
  isOn?: boolean;
  onAction: (action: Action) => void;
}

function Tool({ name, badge, icon: Icon, isDisabled, isOn, onAction }: ToolProps) {
  return (
    <button
      type="button"
      className={classes.tool}
      disabled={isDisabled}
      aria-pressed={isOn}
      onMouseDown={keepFocus}
      onClick={() => onAction({ type: name })}
    >
      <kbd aria-hidden>{badge}</kbd>
      <Icon size={16} className={classes.toolIcon} aria-hidden />
      <span>{isOn && name === 'flag' ? 'flagged' : name}</span>
      {isOn && name === 'comment' ? <Check size={14} className={classes.toolMark} aria-hidden /> : null}
    </button>
  );
}
