"""Near-duplicates: who stands for whom, against a slow twin and on features whose answer is known."""

from itertools import count

import numpy as np
import pytest

from selection.arrays import Floats32, Ints
from selection.errors import BadInput, RoundStopped
from selection.features import duplicates
from selection.features.duplicates import near_duplicates
from tests.selection.features.test_neighbours import directions, view_of

DEGREES_2_5 = float(np.cos(np.radians(2.5)))


def twin(units: Floats32, rows: Ints, *, threshold: float, n_fixed: int) -> list[int]:
    """One after the other: a row that no earlier one stands for stands for all that come after it and are near."""
    by: list[int] = rows.tolist()
    for place, row in enumerate(rows):
        if by[place] != row:
            continue
        for after in range(place + 1, len(rows)):
            is_near = units[row] @ units[rows[after]] >= threshold
            if after >= n_fixed and by[after] == rows[after] and is_near:
                by[after] = int(row)
    return by


@pytest.mark.parametrize("block", [2, 1024])
def test_an_earlier_row_stands_for_those_near_it_and_no_chain_drifts_away(
    monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(duplicates, "BLOCK", block)
    view = view_of(directions(0, 50, 0, 52, 120, 54))
    # Row 5 at 54° stands for row 3 at 52°; row 1 at 50° is near row 3 and not near row 5.
    stands = near_duplicates(view, np.array([5, 0, 1, 2, 3, 4]), threshold=DEGREES_2_5)
    assert stands.tolist() == [5, 0, 1, 0, 5, 4]
    assert near_duplicates(view, np.array([3, 5, 1]), threshold=DEGREES_2_5).tolist() == [3, 3, 3]


def test_what_is_fixed_stands_for_itself_and_for_others() -> None:
    view = view_of(directions(0, 1, 2, 90, 91))
    stands = near_duplicates(view, np.array([1, 2, 0, 3, 4]), threshold=DEGREES_2_5, n_fixed=2)
    assert stands.tolist() == [1, 2, 1, 3, 3]


@pytest.mark.parametrize("block", [3, 16, 1024])
@pytest.mark.parametrize("n_fixed", [0, 20])
def test_blocks_and_fixed_rows_agree_with_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch, block: int, n_fixed: int
) -> None:
    monkeypatch.setattr(duplicates, "BLOCK", block)
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(12, 6))
    features = (centres[rng.integers(12, size=150)] + rng.normal(0, 0.15, (150, 6))).astype(np.float32)
    units = features / np.linalg.norm(features, axis=1, keepdims=True)
    rows = rng.permutation(150)[:120]
    stands = near_duplicates(view_of(features), rows, threshold=0.98, n_fixed=n_fixed)
    assert stands.tolist() == twin(units, rows, threshold=0.98, n_fixed=n_fixed)
    assert 10 < len(set(stands.tolist())) < 120


def test_in_many_rows_nearly_all_copies_are_found_and_whoever_stands_for_others_stands_for_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(duplicates, "MOST_COMPARED", 500)
    monkeypatch.setattr(duplicates, "ROWS_PER_CELL", 100)
    rng = np.random.default_rng(3)
    originals = rng.normal(size=(3000, 32))
    copies = originals[:1000] + rng.normal(0, 0.1, (1000, 32))
    rows = np.concatenate([3000 + np.arange(1000), np.arange(3000)])
    view = view_of(np.concatenate([originals, copies]).astype(np.float32))
    stands = near_duplicates(view, rows, threshold=0.97)
    assert (stands[:1000] == rows[:1000]).all()
    assert (stands[1000:2000] == rows[:1000]).mean() > 0.95
    assert (stands[2000:] == rows[2000:]).all()
    assert (stands[np.searchsorted(rows[1000:], stands[stands < 3000]) + 1000] == stands[stands < 3000]).all()


def test_many_copies_of_one_row_are_told_without_pairs() -> None:
    view = view_of(np.tile(directions(30), (9000, 1)))
    assert set(near_duplicates(view, np.arange(9000)[::-1], threshold=0.99).tolist()) == {8999}


def test_rows_of_zeros_are_like_nothing() -> None:
    stands = near_duplicates(view_of(np.zeros((3, 4), dtype=np.float32)), np.arange(3), threshold=0.5)
    assert stands.tolist() == [0, 1, 2]


def test_no_row_has_no_copies() -> None:
    assert near_duplicates(view_of(directions(0)), np.zeros(0, dtype=np.int64), threshold=0.9).tolist() == []


@pytest.mark.parametrize("threshold", [0.0, 1.5, float("nan")])
def test_a_threshold_that_is_no_cosine_is_refused(threshold: float) -> None:
    with pytest.raises(BadInput, match="threshold"):
        near_duplicates(view_of(directions(0, 1)), np.array([0, 1]), threshold=threshold)


def test_rows_without_features_have_no_copies_to_tell() -> None:
    with pytest.raises(BadInput, match="features are there"):
        near_duplicates(view_of(directions(0, 1), waiting=(1,)), np.array([0, 1]), threshold=0.9)


def test_a_search_can_be_stopped_in_any_part() -> None:
    view, asked = view_of(np.random.default_rng(0).random((9000, 4), dtype=np.float32)), count()
    with pytest.raises(RoundStopped):
        near_duplicates(view, np.arange(9000), threshold=0.9, should_stop=lambda: next(asked) > 3)
