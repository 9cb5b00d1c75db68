"""The engine's parts beside other libraries, once and small: that all agree on the result, never how fast."""

import pytest

from measurements.engine import alone, entropy, k_centers
from measurements.engine.timing import slope
from selection.arrays import Floats32, Ints

pytestmark = pytest.mark.slow


def test_entropy_is_the_same_for_all_and_every_figure_names_its_peers() -> None:
    result = entropy.measure(quick=True)
    assert [set(figure.peers) for figure in result.figures[:2]] == [
        {"small-text", "scikit-activeml", "NumPy's formula"}
    ] * 2
    assert all(0 < figure.low <= figure.value <= figure.high for figure in result.figures)


def test_all_k_centers_pick_the_farthest() -> None:
    result = k_centers.measure(quick=True)
    assert {peer for figure in result.figures for peer in figure.peers} == {"NumPy", "scikit-activeml", "small-text"}


def test_a_way_that_picks_anything_else_is_not_timed() -> None:
    def wrong(points: Floats32, centres: Floats32, k: int) -> Ints:
        return k_centers.ours(points, centres, k)[::-1].copy()

    with pytest.raises(AssertionError, match="not the farthest"):
        k_centers._beside(k_centers.QUICK, {"wrong": wrong})


def test_the_slope_of_a_power_is_its_exponent() -> None:
    assert slope([10, 20, 40, 80], [3 * size**1.5 for size in (10, 20, 40, 80)]) == pytest.approx(1.5)


@pytest.mark.parametrize("name", ["throughput", "flat_rounds", "pool_growth", "encoders", "heads"])
def test_the_others_run_in_a_process_of_their_own(name: str) -> None:
    result = alone.measured(name, quick=True)
    assert all(figure.low <= figure.value <= figure.high for figure in result.figures)
    assert result.figures[-1].name.endswith("peak memory of its largest process")
