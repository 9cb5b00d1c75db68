"""What every part of a round is told, checked once at its beginning."""

from dataclasses import dataclass

import numpy as np

from selection import acquisition
from selection.arrays import Ints, as_rows
from selection.errors import BadInput
from selection.replay import memory
from selection.sources import LabelledBatch, Pool
from selection.state import State
from selection.stopping import Stop
from selection.strategy import Strategy


@dataclass(frozen=True, kw_only=True)
class RoundInputs:
    """What every part of a round is told. `state` already remembers the batch; `earlier` is what replay may draw.

    One generator per part, so that a part that is skipped does not shift what the others draw.
    """

    state: State
    new: LabelledBatch
    earlier: LabelledBatch
    pool: Pool
    pool_rows: Ints
    probe_rows: Ints
    strategy: Strategy
    should_stop: Stop | None
    update_rng: np.random.Generator
    candidates_rng: np.random.Generator
    scores_rng: np.random.Generator
    query_rng: np.random.Generator

    @classmethod
    def begun(
        cls,
        state: State,
        batch: LabelledBatch,
        *,
        pool: Pool,
        strategy: Strategy,
        rng: np.random.Generator,
        should_stop: Stop | None,
    ) -> "RoundInputs":
        """Raises BadInput where state and source differ in size, or a row or label is out of range."""
        if pool.source.n_rows != state.n_rows:
            raise BadInput(
                f"The state knows {state.n_rows} rows, the source has {pool.source.n_rows}: resize it first."
            )
        probe_rows = as_rows(pool.probe_rows, n_rows=state.n_rows, name="probe rows")
        new = batch.checked(n_rows=state.n_rows, n_classes=state.n_classes).without(probe_rows)
        update_rng, candidates_rng, scores_rng, query_rng, memory_rng = rng.spawn(5)
        return cls(
            state=memory.remembering(state.for_strategy(strategy), new, strategy=strategy, rng=memory_rng),
            new=new,
            earlier=memory.replayable(state, new).without(probe_rows),
            pool=pool,
            pool_rows=pool.open_rows(),
            probe_rows=probe_rows,
            strategy=strategy,
            should_stop=should_stop,
            update_rng=update_rng,
            candidates_rng=candidates_rng,
            scores_rng=scores_rng,
            query_rng=query_rng,
        )

    @property
    def is_cold(self) -> bool:
        """Whether no label is known yet."""
        return not len(self.state.memory_rows)

    @property
    def scores_at_random(self) -> bool:
        """Whether no proxy is asked: no label is known yet, or the strategy wants it so."""
        return self.is_cold or self.strategy.acquisition == acquisition.RANDOM

    @property
    def forgets_in_full(self) -> bool:
        """Whether labels were taken back and the proxy learns from all that are left, even without new ones."""
        return bool(len(self.new.forgotten_rows)) and self.strategy.replay == "all"

    @property
    def n_wanted(self) -> int:
        """Rows in this round's query, where there are so many."""
        return self.strategy.initial if self.is_cold else self.strategy.query
