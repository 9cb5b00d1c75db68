"""From contents to features on disk, part by part."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from selection.arrays import Ints
from selection.features.cache import FeatureCache
from selection.features.encoders.process import encode
from selection.features.encoders.protocol import Content
from selection.stopping import Stop


@dataclass(frozen=True)
class Filled:
    """How far it is.

    n_done: rows so far. unreadable_rows: those of this part that could not be read; they stay without features.
    """

    n_done: int
    unreadable_rows: Ints


def fill(
    cache: FeatureCache,
    name: str,
    rows_R: Ints,
    contents: Iterable[Content],
    *,
    fitted: Path | None = None,
    should_stop: Stop | None = None,
) -> Iterator[Filled]:
    """Computes the features of `contents`, those of `rows_R` in that order, by `encode`, and keeps each part at once.

    What stops or dies after a part has lost nothing: the rows that `cache.filled` lacks are what is left to do.
    Raises as `encode` does.
    """
    for part in encode(name, contents, fitted=fitted, should_stop=should_stop):
        rows = rows_R[part.first : part.first + len(part.readable_N)]
        if part.readable_N.any():
            cache.write(rows[part.readable_N], part.features_ND[part.readable_N])
        yield Filled(part.first + len(rows), rows[~part.readable_N])
