"""The streams of a seed."""

import numpy as np
import pytest

from selection.benchmark.streams import Stream


@pytest.mark.parametrize(
    ("stream", "number"),
    [
        (Stream.POOL, 1_000_001),
        (Stream.EVALUATION, 1_000_002),
        (Stream.TWIST, 1_000_003),
        (Stream.TARGET, 1_000_004),
        (Stream.TARGET_TIES, 1_000_005),
        (Stream.KAPPA, 1_000_005),
        (Stream.TRAINING, 1_000_006),
        (Stream.DIFFICULTY, 1_000_007),
        (Stream.KNOWN_ITEMS, 1_000_008),
        (Stream.KNOWN_MODEL, 1_000_009),
        (Stream.DRAWS, 1_000_009),
        (Stream.RANDOM_POINTS, 1_000_010),
        (Stream.ESTIMATES, 1_000_011),
    ],
)
def test_what_was_drawn_for_saved_runs_would_be_drawn_again(stream: Stream, number: int) -> None:
    drawn, before = (np.random.default_rng([3, 1, last]).integers(2**63, size=4) for last in (stream, number))
    assert drawn.tolist() == before.tolist()


def test_no_stream_is_a_round() -> None:
    assert min(Stream) > 1_000_000
