import classes from '@/shared/charts/part-names.module.css';
import { ROUND_PARTS, secondsWords, type RoundPart } from '@/shared/charts/round-parts';

/** The names of the pieces with their medians: read as a sentence, it needs no legend. */
export function PartNames({ seconds }: { seconds: (part: RoundPart) => number | null }) {
  return (
    <ul className={classes.parts}>
      {ROUND_PARTS.map(({ key, name }, at) => {
        const typical = seconds(key);
        return (
          <li key={key}>
            <span className={classes.swatch} data-part={at + 1} aria-hidden />
            {name}
            {typical === null ? null : <strong>{secondsWords(typical)}</strong>}
          </li>
        );
      })}
    </ul>
  );
}
