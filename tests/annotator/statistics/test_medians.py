"""Medians are enclosed as often as is said."""

from math import comb

import pytest

from annotator.statistics.medians import FEWEST, median_ranks


@pytest.mark.parametrize("n", [*range(FEWEST, 120), 500, 999])
def test_the_two_ranks_enclose_the_median_with_95_per_cent_whatever_the_distribution(n: int) -> None:
    low, high = median_ranks(n)
    assert 1 <= low < high <= n
    assert low + high == n + 1
    missed = 2 * sum(comb(n, k) for k in range(low)) / 2**n
    assert missed <= 0.05


def test_of_too_few_values_no_two_enclose_the_median() -> None:
    with pytest.raises(ValueError, match="7 values are too few"):
        median_ranks(7)
