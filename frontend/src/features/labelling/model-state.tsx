import { memo } from 'react';
import type { DeckModel } from '@/shared/api/schema.gen';
import { WorkerState } from '@/shared/ui/worker-state';
import classes from './model-state.module.css';

/** How far the order of the items lags behind the labels. On a small screen only when something is wrong. */
export const ModelState = memo(function ModelState({ model }: { model: DeckModel | null }) {
  if (!model) return null;
  return (
    <div className={classes.model} data-asleep={!model.worker_alive || undefined}>
      <WorkerState worker={model} />
    </div>
  );
});
