"""A difference between two rounds is named only where it is more than chance."""

import numpy as np
import pytest

from annotator.statistics.differences import difference_of, paired_difference


def simulated(earlier: float, later: float, n: int, times: int = 2000, together: float = 0.6) -> tuple[float, float]:
    """Shares of comparisons whose interval holds the true difference, and that call it clear.

    together: share of the items on which one and the same number decides for both models, so that they err alike.
    """
    rng = np.random.default_rng(7)
    first, own = rng.random((times, n)), rng.random((times, n))
    second = np.where(rng.random((times, n)) < together, first, own)
    before, after = first < earlier, second < later
    cells = np.stack([after & ~before, before & ~after, after & before, ~after & ~before]).sum(axis=2).T.tolist()
    differences = [paired_difference(gained=a, lost=b, both=c, neither=d) for a, b, c, d in cells]
    truth = later - earlier
    held = sum(difference.low <= truth <= difference.high for difference in differences)
    return held / times, sum(difference.is_clear for difference in differences) / times


@pytest.mark.parametrize("n", [20, 60, 200])
@pytest.mark.parametrize(("earlier", "later"), [(0.5, 0.5), (0.9, 0.9), (0.6, 0.75), (0.93, 0.97), (0.98, 0.98)])
def test_the_interval_holds_the_true_difference_in_at_least_ninety_four_of_a_hundred(
    earlier: float, later: float, n: int
) -> None:
    assert simulated(earlier, later, n)[0] >= 0.94


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95])
def test_models_that_are_equally_good_are_rarely_told_apart_and_others_mostly_are(share: float) -> None:
    assert simulated(share, share, 150)[1] <= 0.06
    assert simulated(share - 0.15, share, 150)[1] >= 0.8


def test_newcombes_own_example_comes_out() -> None:
    """Table II of the paper, (a): 36, 12, 2, 0 of 50; by method 10 the difference lies between 0.0569 and 0.3404."""
    difference = paired_difference(both=36, gained=12, lost=2, neither=0)
    assert (difference.value, difference.n) == (0.2, 50)
    assert [difference.low, difference.high] == pytest.approx([0.0569, 0.3404], abs=1e-4)
    assert difference.is_clear


def test_only_items_that_both_were_judged_on_count() -> None:
    difference = difference_of(earlier=([1, 2, 3], [4, 5]), later=([3, 4, 6, 7], [1, 8]))
    assert difference == paired_difference(gained=1, lost=1, both=1, neither=0)
    assert difference is not None
    assert not difference.is_clear
    assert difference_of(earlier=([1], []), later=([2], [3])) is None


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to compare"):
        paired_difference(gained=0, lost=0, both=0, neither=0)
    with pytest.raises(ValueError, match="nothing to compare"):
        paired_difference(gained=-1, lost=3, both=0, neither=0)
