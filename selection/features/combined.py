"""Several representations side by side, as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from selection.arrays import Bools, Floats32, Ints
from selection.errors import BadInput
from selection.sources import ItemSource, View, features_at

# Name -> its parts and their lengths. The pool's own words weigh less than what an encoder has learned elsewhere.
COMBINATIONS: dict[str, dict[str, float]] = {
    "sentences+words": {"sentences": 1.0, "words": 0.7},
    "photos+shapes": {"photos": 1.0, "shapes": 0.5},
}


@dataclass(frozen=True)
class SideBySide:
    """The features of several sources in one row, each part of length `weights[i]`; a part of zeros stays zeros.

    Row by row, so that no row's numbers depend on which others there are.
    """

    sources: tuple[ItemSource, ...]
    weights: tuple[float, ...]

    @property
    def n_rows(self) -> int:
        """That of each source."""
        return self.sources[0].n_rows

    def take(self, rows_R: Ints, /) -> Floats32:
        """float32[R, sum of D] in the order of `rows_R`. Raises BadInput where a source holds no features."""
        parts = [
            of_length(weight, features_at(source, rows_R))
            for source, weight in zip(self.sources, self.weights, strict=True)
        ]
        return np.concatenate(parts, axis=1)


def combined(views: Sequence[View], *, weights: Sequence[float]) -> View:
    """One view of all of `views`, of the same rows: ready is what is ready in each. Raises BadInput."""
    if not views or len({view.source.n_rows for view in views}) != 1:
        raise BadInput("What is combined must be views of the same rows, at least one.")
    ready: Bools = np.logical_and.reduce([view.ready for view in views])
    return View(SideBySide(tuple(view.source for view in views), tuple(weights)), ready)


def with_combinations(views: Mapping[str, View]) -> dict[str, View]:
    """The views, and every one of `COMBINATIONS` whose parts are all among them."""
    put_together = {
        name: combined([views[part] for part in parts], weights=list(parts.values()))
        for name, parts in COMBINATIONS.items()
        if parts.keys() <= views.keys()
    }
    return {**views, **put_together}


def of_length(length: float, features: Floats32) -> Floats32:
    """Each row brought to this length; those of zeros stay zeros."""
    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    scaled: Floats32 = np.divide(
        features, lengths / np.float32(length), out=np.zeros(features.shape, dtype=np.float32), where=lengths > 0
    )
    return scaled
