"""From contents to features on disk, part by part."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path

from selection.arrays import Ints
from selection.features.cache import Contents, FeatureCache
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


@dataclass(frozen=True)
class ToFill:
    """Rows of a cache, in the order in which their contents come.

    marks_R: what each of them shows, as the cache's number; None: where nobody asks what values are of.
    """

    cache: FeatureCache
    rows_R: Ints
    marks_R: Contents | None = None


def fill(
    wanted: ToFill,
    name: str,
    contents: Iterable[Content],
    *,
    fitted: Path | None = None,
    should_stop: Stop | None = None,
) -> Generator[Filled, None, None]:
    """Computes the features of `contents` by `encode` and keeps each part at once.

    What stops or dies after a part has lost nothing: `cache.lacking` says what is left to do.
    Raises as `encode` does.
    """
    for part in encode(name, contents, fitted=fitted, should_stop=should_stop):
        of_part, readable = slice(part.first, part.first + len(part.readable_N)), part.readable_N
        rows = wanted.rows_R[of_part]
        if readable.any():
            marks = None if wanted.marks_R is None else wanted.marks_R[of_part][readable]
            wanted.cache.write(rows[readable], part.features_ND[readable], contents_R=marks)
        yield Filled(part.first + len(rows), rows[~readable])
