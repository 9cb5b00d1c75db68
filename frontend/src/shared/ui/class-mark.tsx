import classes from '@/shared/ui/class-mark.module.css';

interface ClassMarkProps {
  name: string;
  color: string;
  /** The key on its badge; '' or undefined shows none. */
  classKey?: string;
}

/** A class as it looks everywhere: colour, key badge, name. The colour is decoration, the name carries the meaning. */
export function ClassMark({ name, color, classKey }: ClassMarkProps) {
  return (
    <span className={classes.mark}>
      <span className={classes.swatch} style={{ background: color }} aria-hidden />
      {classKey ? <kbd className={classes.key}>{classKey}</kbd> : null}
      <span className={classes.name}>{name}</span>
    </span>
  );
}
