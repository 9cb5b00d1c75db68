import classes from '@/shared/charts/sparkline.module.css';

const HEIGHT = 24;
const INSET = 3;

/** Points of the line, newest at the right; a flat series runs through the middle. */
export function sparklinePoints(values: readonly number[], width = 96): [x: number, y: number][] {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const step = (width - 2 * INSET) / Math.max(1, values.length - 1);
  return values.map((value, at) => {
    const share = span === 0 ? 0.5 : (value - low) / span;
    return [INSET + at * step, HEIGHT - INSET - share * (HEIGHT - 2 * INSET)];
  });
}

/** The shape of a series beside its figure, which carries the meaning. */
export function Sparkline({ values, width = 96 }: { values: readonly number[]; width?: number }) {
  if (values.length < 2) return null;
  const points = sparklinePoints(values, width);
  const last = points.at(-1);
  return (
    <svg className={classes.sparkline} viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} aria-hidden>
      <polyline points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      {last ? <circle cx={last[0]} cy={last[1]} r={2.5} /> : null}
    </svg>
  );
}
