import { X } from 'lucide-react';
import { memo } from 'react';
import type { LabelClass } from '@/shared/api/schema.gen';
import type { Past } from './deck';
import classes from './past-chips.module.css';

const SHOWN = 5;

interface PastChipsProps {
  past: readonly Past[];
  labels: readonly LabelClass[];
  onOpen: (item: number) => void;
}

/** The last five answers, newest first; a click opens one again. */
export const PastChips = memo(function PastChips({ past, labels, onOpen }: PastChipsProps) {
  const shown = past.slice(-SHOWN).reverse();
  if (shown.length === 0)
    return <p className={classes.hint}>Your last five answers appear here; click one to correct it.</p>;
  return (
    <ul className={classes.chips} aria-label="Last answers, newest first">
      {shown.map((one) => (
        <li key={one.item.id}>
          <Chip past={one} label={labels.find((label) => label.id === one.answer.label)} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
});

const STATUS = { waiting: 'not sent yet', saved: 'saved', refused: 'not counted' };

function Chip({ past, label, onOpen }: { past: Past; label: LabelClass | undefined; onOpen: (item: number) => void }) {
  const name = label?.name ?? 'skipped';
  return (
    <button
      type="button"
      className={classes.chip}
      data-status={past.status}
      title={`${name}, ${STATUS[past.status]}. Click to correct.`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onOpen(past.item.id)}
    >
      {past.item.image ? (
        <img src={past.item.image.url} alt="" width={20} height={20} />
      ) : (
        <span className={classes.text}>{past.item.text?.slice(0, 40)}</span>
      )}
      <span className={classes.swatch} style={{ background: label?.color ?? 'transparent' }} aria-hidden />
      <span className={classes.name}>{name}</span>
      {past.status === 'refused' ? <X size={14} aria-hidden /> : null}
      <span className="visually-hidden">{`, ${STATUS[past.status]}, correct it`}</span>
    </button>
  );
}
