import { BookOpen, Check, CloudOff, CloudUpload, Command } from 'lucide-react';
import { formatCount, formatPlural } from '@/shared/lib/format';
import { showChord } from '@/shared/lib/keys';
import { StatusBadge } from '@/shared/ui/status-badge';
import { labelsDone, saveState, type Deck } from './deck';
import classes from './header.module.css';
import type { Action } from './keys';

export function HeaderStatus({ deck }: { deck: Deck }) {
  if (!deck.progress) return null;
  const done = labelsDone(deck);
  const { budget, mine } = deck.progress;
  return (
    <div className={classes.status}>
      <span className={classes.count} title={`${formatPlural(mine, 'label')} by you`}>
        {formatCount(done)} <span className={classes.of}>of {formatCount(budget)}</span>
      </span>
      {deck.state === 'budget_spent' || deck.state === 'finished' ? (
        <StatusBadge status="active" endedBy={deck.state === 'finished' ? 'items' : 'budget'} />
      ) : (
        <Track done={done} budget={budget} />
      )}
      <SaveMark deck={deck} />
    </div>
  );
}

function Track({ done, budget }: { done: number; budget: number }) {
  return (
    <div
      className={classes.track}
      role="progressbar"
      aria-label="Labels of the budget"
      aria-valuemin={0}
      aria-valuemax={budget}
      aria-valuenow={Math.min(done, budget)}
      aria-valuetext={`${formatCount(done)} of ${formatPlural(budget, 'label')}`}
    >
      <div className={classes.bar} style={{ transform: `scaleX(${budget > 0 ? Math.min(1, done / budget) : 0})` }} />
    </div>
  );
}

const SAVE = {
  saved: { icon: Check, text: 'Saved' },
  saving: { icon: CloudUpload, text: 'Saving' },
  offline: { icon: CloudOff, text: 'Offline' },
  stopped: { icon: CloudOff, text: 'Stopped' },
};

function SaveMark({ deck }: { deck: Deck }) {
  const state = saveState(deck);
  const { icon: Icon, text } = SAVE[state];
  const waiting = deck.outbox.length;
  return (
    <span
      className={classes.save}
      data-state={state}
      title={waiting > 0 ? `${formatPlural(waiting, 'answer')} on the way` : ''}
    >
      <Icon size={14} aria-hidden />
      <span>{state === 'offline' && waiting > 0 ? `${waiting} wait` : text}</span>
    </span>
  );
}

export function HeaderActions({ onAction }: { onAction: (action: Action) => void }) {
  return (
    <>
      <HeaderButton label="Guidelines" onClick={() => onAction({ type: 'guidelines' })}>
        <BookOpen size={18} className={classes.narrow} aria-hidden />
        <span className={classes.wide}>g</span>
      </HeaderButton>
      <HeaderButton label="Keys" isWideOnly onClick={() => onAction({ type: 'keys' })}>
        ?
      </HeaderButton>
      <HeaderButton label="All commands" onClick={() => onAction({ type: 'commands' })}>
        <Command size={18} className={classes.narrow} aria-hidden />
        <span className={classes.wide}>{showChord('mod+k')}</span>
      </HeaderButton>
    </>
  );
}

interface HeaderButtonProps {
  label: string;
  isWideOnly?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function HeaderButton({ label, isWideOnly, onClick, children }: HeaderButtonProps) {
  return (
    <button
      type="button"
      className={isWideOnly ? `${classes.key} ${classes.wide}` : classes.key}
      aria-label={label}
      title={label}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      <kbd>{children}</kbd>
    </button>
  );
}
