import classes from '@/features/benchmark/curves.module.css';
import type { Look } from '@/features/benchmark/looks';

/** A piece of an arm's line, for wherever its name stands. */
export function LineSample({ look }: { look: Look }) {
  return (
    <svg width={28} height={8} className={`${classes.sample} ${classes.arms}`} aria-hidden>
      <line x1={0} x2={28} y1={4} y2={4} stroke={look.color} strokeWidth={look.width} strokeDasharray={look.dash} />
    </svg>
  );
}
