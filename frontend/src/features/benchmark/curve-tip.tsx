import { Fragment } from 'react';
import type { Frame } from '@/features/benchmark/axes';
import classes from '@/features/benchmark/curves.module.css';
import { halfWords, type CurveDatum } from '@/features/benchmark/figures';
import type { Arm } from '@/shared/api/benchmarks';
import series from '@/shared/charts/series.module.css';
import { formatCount, formatPercent } from '@/shared/lib/format';

interface CurveTipProps {
  datum: CurveDatum | undefined;
  arms: Arm[];
  frame: Frame;
}

/** Everything that was measured at one place, the best first. */
export function CurveTip({ datum, arms, frame: { unit, axis } }: CurveTipProps) {
  if (!datum) return null;
  const here = arms
    .flatMap((arm) => {
      const spot = datum.spots[arm.name];
      return spot ? [{ arm, spot }] : [];
    })
    .sort((a, b) => a.spot.value - b.spot.value);
  const [first] = here;
  const place = datum.x >= 100 || axis === 'labels' ? formatCount(datum.x) : datum.x.toFixed(1);
  return (
    <div className={series.tip}>
      <strong>
        {place} {unit.unit}
      </strong>
      {axis !== 'labels' && first ? ` · ${formatCount(first.spot.point.labels)} labels` : null}
      <dl className={classes.tipList}>
        {here.map(({ arm, spot }) => (
          <Fragment key={arm.name}>
            <dt>{arm.title}</dt>
            <dd>
              <strong>{formatPercent(spot.value)}</strong> {halfWords(spot.point.error)}
            </dd>
          </Fragment>
        ))}
      </dl>
    </div>
  );
}
