"""Steps of an update, and the learning rate of each."""

import numpy as np
import pytest

from selection import Strategy, StrategyError
from selection.segments import Segment, parse_segments
from selection.training.schedules import SCHEDULES, learning_rates, n_steps, one_cycle
from tests.selection import toys

PAPER = "1@0.01 90@0.1 45@0.01 45@0.001"


def segmented(text: str, **overrides: object) -> Strategy:
    return toys.strategy(**{"schedule": "segments", "segments": text, "min_steps": 0, **overrides})


@pytest.mark.parametrize("steps", [1, 2, 3, 10, 157, 1000])
def test_one_cycle_goes_from_start_over_peak_to_end(steps: int) -> None:
    rates = one_cycle(steps, start=0.01, peak=0.2, end=0.001)
    assert len(rates) == steps
    assert rates[0] == pytest.approx(0.01)
    if steps >= 10:
        top = int(rates.argmax())
        assert rates.max() == pytest.approx(0.2)
        assert rates[-1] == pytest.approx(0.001)
        assert top == round(0.3 * steps)
        assert (np.diff(rates[: top + 1]) > 0).all()
        assert (np.diff(rates[top:]) < 0).all()


def test_steps_are_epochs_or_the_floor() -> None:
    chosen = toys.strategy(epochs=20.0, min_steps=100, minibatch=64)
    assert n_steps(6400, strategy=chosen) == 2000
    assert n_steps(33, strategy=chosen) == 100
    assert n_steps(1, strategy=toys.strategy(epochs=0.1, min_steps=0)) == 1


def test_the_papers_segments_are_181_epochs_at_four_rates() -> None:
    """SVP's code: 1,280 images are 10 steps of 128 an epoch."""
    rates = learning_rates(1280, strategy=segmented(PAPER, minibatch=128))
    assert rates.tolist() == [0.01] * 10 + [0.1] * 900 + [0.01] * 450 + [0.001] * 450


def test_segments_replace_the_epochs() -> None:
    assert n_steps(128, strategy=segmented("2@0.1 1.5@0.01", epochs=77.0, minibatch=32)) == 14


def test_more_steps_than_the_epochs_stretch_every_segment_alike() -> None:
    rates = learning_rates(10, strategy=segmented("1@0.01 3@0.1", minibatch=10, min_steps=40))
    assert rates.tolist() == [0.01] * 10 + [0.1] * 30


@pytest.mark.parametrize("n_items", [1, 7, 50, 999])
def test_a_segment_ends_where_its_last_image_is_done(n_items: int) -> None:
    rates = learning_rates(n_items, strategy=segmented("1@0.5 2@0.25", minibatch=16))
    assert len(rates) == max(1, -(-3 * n_items // 16))
    assert (rates == 0.5).sum() == min(len(rates), -(-n_items // 16))
    assert (np.diff(rates) <= 0).all()


def test_constant_is_the_peak_throughout() -> None:
    rates = learning_rates(64, strategy=toys.strategy(schedule="constant", peak_lr=0.001, epochs=3.0, min_steps=0))
    assert rates.tolist() == [0.001] * 12


def test_spaces_and_commas_separate_segments() -> None:
    wanted = (Segment(1, 0.01), Segment(90, 0.1))
    assert parse_segments("1@0.01,90@0.1") == parse_segments(" 1@0.01, 90@1e-1 ") == wanted
    assert parse_segments("") == ()


@pytest.mark.parametrize("text", ["90", "90@", "@0.1", "a@b", "0@0.1", "1@0", "-1@0.1", "1@nan", "inf@0.1", "1@0.1@2"])
def test_segments_that_make_no_sense_are_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(StrategyError, match=r"segments are epochs@rate.* is not\.$"):
        segmented(f"1@0.1 {text}")


@pytest.mark.parametrize(
    "overrides",
    [
        {"schedule": "segments"},
        {"schedule": "segments", "segments": " , "},
        {"segments": "1@0.1"},
        {"schedule": "constant", "segments": "1@0.1"},
        {"schedule": "constant", "peak_lr": 0.0},
    ],
)
def test_segments_and_schedule_must_agree(overrides: dict[str, object]) -> None:
    with pytest.raises(StrategyError):
        toys.strategy(**overrides)


def test_only_one_cycle_looks_at_its_ends() -> None:
    assert toys.strategy(schedule="constant", peak_lr=1e-3).peak_lr < toys.strategy().start_lr
    with pytest.raises(StrategyError, match="peak_lr the highest"):
        toys.strategy(peak_lr=1e-3)


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("n_items", [1, 33, 1000])
def test_every_schedule_gives_one_finite_rate_above_zero_per_step(name: str, n_items: int) -> None:
    chosen = segmented("1@0.1 1@0.01") if name == "segments" else toys.strategy(schedule=name)
    rates = learning_rates(n_items, strategy=chosen)
    assert rates.shape == (n_steps(n_items, strategy=chosen),)
    assert np.isfinite(rates).all()
    assert (rates > 0).all()
