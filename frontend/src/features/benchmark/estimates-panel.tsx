import { Select, Skeleton } from '@mantine/core';
import { Suspense, lazy } from 'react';
import classes from '@/features/benchmark/benchmark.module.css';
import curves from '@/features/benchmark/curves.module.css';
import { AuditMark, LureMark, MeasuredMark } from '@/features/benchmark/estimate-marks';
import { chosenArm, estimateTable, hasEstimates } from '@/features/benchmark/estimates';
import type { Benchmark } from '@/shared/api/schema.gen';
import { ChartFrame } from '@/shared/charts/chart-frame';
import series from '@/shared/charts/series.module.css';
import { useParam } from '@/shared/lib/address';

const EstimatesChart = lazy(() => import('@/features/benchmark/estimates-chart'));
const NOTHING = { columns: [], rows: [] };

/** Would a team without ground truth have known? What audit items and LURE said, against what was measured. */
export function EstimatesPanel({ benchmark: { arms, title } }: { benchmark: Benchmark }) {
  const [name, setName] = useParam('arm');
  const arm = chosenArm(arms, name);
  const isEmpty = !hasEstimates(arm);
  return (
    <ChartFrame
      title="Estimated error"
      note="Measured on all test items, and as audit items or LURE tell it from a few open items. Band: 95 % over seeds. Bars: 95 % as one run would see it."
      file={[title, `estimates-${arm?.name ?? ''}`]}
      {...(arm ? estimateTable(arm) : { data: NOTHING })}
      empty={isEmpty && !arms.some(hasEstimates) ? 'No estimates yet. They come with the first round.' : undefined}
      controls={
        <Select
          size="xs"
          w={152}
          aria-label="Strategy"
          allowDeselect={false}
          value={arm?.name ?? null}
          onChange={setName}
          data={arms.map((each) => ({ value: each.name, label: each.title }))}
        />
      }
    >
      <Marks />
      <Suspense fallback={<Skeleton h={264} />}>{arm ? <EstimatesChart arm={arm} /> : null}</Suspense>
    </ChartFrame>
  );
}

const MARKS = [
  { name: 'measured on all test items', Mark: MeasuredMark },
  { name: 'from audit items', Mark: AuditMark },
  { name: 'LURE', Mark: LureMark },
];

function Marks() {
  return (
    <ul className={classes.marks}>
      {MARKS.map(({ name, Mark }) => (
        <li key={name}>
          <svg width={16} height={12} className={`${series.series} ${curves.arms}`} aria-hidden>
            <Mark cx={8} cy={6} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
