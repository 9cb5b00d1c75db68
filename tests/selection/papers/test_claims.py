"""Every claim can come out in all three ways, by what its runs say."""

import numpy as np
import pytest

from selection.benchmark.data import DataError
from selection.benchmark.store import Key, SavedRound
from selection.papers.claims import CLAIMS, PAPER, SMALL
from selection.papers.verdicts import (
    ABOVE,
    BELOW,
    NOT_REPRODUCED,
    REPRODUCED,
    UNDECIDED,
    Part,
    Records,
    judged,
    verdict,
)
from tests.selection.papers import synthetic

OUTCOMES = {REPRODUCED: synthetic.GOOD, NOT_REPRODUCED: synthetic.BAD, UNDECIDED: synthetic.NOISY}


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("claim", CLAIMS)
def test_the_verdict_follows_the_records(claim: str, outcome: str) -> None:
    verdict = CLAIMS[claim].verdict(synthetic.records(claim, OUTCOMES[outcome]))
    assert verdict.outcome == outcome, verdict.sentence
    assert verdict.n_seeds == 5
    assert verdict.interval is not None
    assert verdict.interval.low <= verdict.effect <= verdict.interval.high
    assert verdict.sentence.startswith(outcome.capitalize())


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("seeds", [1, 2])
def test_two_seeds_prove_nothing(claim: str, seeds: int) -> None:
    assert CLAIMS[claim].verdict(synthetic.records(claim, (1.0,) * seeds)).outcome == UNDECIDED


@pytest.mark.parametrize("claim_id", CLAIMS)
def test_every_claim_is_complete(claim_id: str) -> None:
    claim = CLAIMS[claim_id]
    assert claim.id == claim_id
    assert set(claim.experiments) == set(claim.minutes) == {SMALL, PAPER}
    datasets = [experiment.dataset for scale, experiment in claim.all_experiments() if scale == SMALL]
    assert len(set(datasets)) == len(datasets)
    for _, experiment in claim.all_experiments():
        assert experiment.configuration()
        assert len(set(experiment.arm_names)) == len(experiment.arms)


def test_experiments_of_one_name_are_one_experiment() -> None:
    by_name: dict[str, object] = {}
    for claim in CLAIMS.values():
        for _, experiment in claim.all_experiments():
            assert (
                by_name.setdefault(experiment.name, experiment) is experiment or by_name[experiment.name] == experiment
            )


@pytest.mark.parametrize(
    ("side", "shift", "outcome"),
    [
        (ABOVE, 1.0, REPRODUCED),
        (ABOVE, -1.0, NOT_REPRODUCED),
        (BELOW, -1.0, REPRODUCED),
        (BELOW, 1.0, NOT_REPRODUCED),
        (ABOVE, 0.0, UNDECIDED),
        (BELOW, 0.0, UNDECIDED),
    ],
)
def test_an_interval_decides(side: str, shift: float, outcome: str) -> None:
    values = np.array([-0.1, 0.1, 0.05, -0.02]) + shift
    assert judged(Part(compared="x", values=values, side=side, threshold=0.0)).outcome == outcome


def test_one_part_that_fails_decides_for_all() -> None:
    parts = [Part(compared=name, values=np.array(values), side=ABOVE, threshold=0.0) for name, values in VALUES.items()]
    assert verdict(parts).outcome == NOT_REPRODUCED
    assert verdict(parts).effect == pytest.approx(-1)
    assert verdict(parts[:2]).outcome == UNDECIDED
    assert verdict(parts[:1]).outcome == REPRODUCED


VALUES = {"good": [1.0, 1.1, 0.9], "open": [-1.0, 1.0, 0.1], "bad": [-1.0, -1.1, -0.9]}


def test_only_complete_seeds_count() -> None:
    saved = [SavedRound(Key(seed, arm, 0), {"error": 0.1}, {}) for seed in (0, 1) for arm in ("a", "b")]
    assert Records(saved[:-1], arms=("a", "b"), rounds=1).seeds == [0]
    with pytest.raises(DataError, match="No seed is complete"):
        Records(saved[:1], arms=("a", "b"), rounds=1)
