"""Features as rows of a project: an `ItemSource` for heads, from the cache and, where it lacks some, the model."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from selection.arrays import Floats32, Ints
from selection.features.cache import FeatureCache, stored
from selection.features.model import FrozenModel
from selection.sources import ItemSource
from selection.strategy import HEAD_PROXIES, Strategy

CHUNK = 256


@dataclass(frozen=True)
class FeatureRows:
    """Features of the items of another source: float32[R, D]. What is not in the cache is computed and put there.

    cache_rows int64[n_rows]: which row of the cache each row is; None: the same.
    Raises NonFiniteScore where the frozen model gives NaN or infinity, BadInput on items that it cannot read.
    """

    source: ItemSource
    model: FrozenModel
    cache: FeatureCache
    cache_rows: Ints | None = None

    @property
    def n_rows(self) -> int:
        """Number of items of the source."""
        return self.source.n_rows

    def take(self, rows_R: Ints, /) -> Floats32:
        """float32[R, D] in the order of `rows_R`; rows not in the cache are computed and written to it."""
        cached = rows_R if self.cache_rows is None else self.cache_rows[rows_R]
        values, filled = self.cache.read(cached)
        if filled.all():
            return values
        missing, first, place = np.unique(cached[~filled], return_index=True, return_inverse=True)
        computed = self._computed(missing, rows=rows_R[~filled][first])
        whole = values if values.shape[1] else np.zeros((len(rows_R), computed.shape[1]), dtype=np.float32)
        whole[~filled] = computed[place]
        return whole

    def _computed(self, cached: Ints, *, rows: Ints) -> Floats32:
        """Part by part, each kept as soon as it is there: what a stopped round has computed is not lost."""
        parts = []
        for start in range(0, len(rows), CHUNK):
            part = slice(start, start + CHUNK)
            features = stored(self.model.features(self.source.take(rows[part])))
            self.cache.write(cached[part], features)
            # As they will be read again: a later round sees the same numbers.
            parts.append(features.astype(np.float32))
        return np.concatenate(parts)


def with_features(
    source: ItemSource, *, strategy: Strategy, path: Path, cache_rows: Ints | None = None, data: str = ""
) -> ItemSource:
    """What the strategy's proxy eats: features for a head, cached in `path`; for any other proxy the items themselves.

    The items too for a head on a view, which comes with the pool.
    data: names the items behind the rows, where one file may meet several sets of them.
    Raises StrategyError where the frozen model is not to be had.
    """
    if strategy.proxy not in HEAD_PROXIES or strategy.by_view:
        return source
    # torch comes with it: only where a head asks.
    from selection.features.frozen import frozen_model

    model = frozen_model(strategy)
    return FeatureRows(source, model, FeatureCache(path, identity=f"{model.identity} {data}"), cache_rows)
