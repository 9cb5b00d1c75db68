"""What several runs amount to, and how a table says it."""

from measurements.figures import Figure, figure, percentile
from measurements.table import table


def test_percentiles_are_values_that_occurred() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile(list(range(1, 101)), 0.95) == 95
    assert percentile([7.0], 0.95) == 7.0


def test_ratios_say_how_many_times_better_whichever_way_is_better() -> None:
    fast = figure("speed", [10.0, 30.0, 20.0], "items/s", peers={"other": 5.0}, higher_is_better=True)
    short = Figure("wait", 2.0, "s", 2.0, 2.0, target=1.0, peers={"other": 8.0})
    assert (fast.value, fast.low, fast.high, fast.ratio(5.0)) == (20.0, 10.0, 30.0, 4.0)
    assert (short.ratio(8.0), short.ratio(1.0)) == (4.0, 0.5)
    assert "4×" in table([fast, short])
