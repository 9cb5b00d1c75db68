"""Compute-Efficient Active Learning, claims K1 to K5, with the control arms that its paper lacks.

The initial set is drawn at random; the paper's is balanced by labels that nobody has yet.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from selection.papers.claims.registry import PAPER, SMALL, Claim, on
from selection.papers.claims.svp import SMALL_JUDGE, SMALL_NETS
from selection.papers.experiment import Arm, Experiment, Measure, Schedule, Twist
from selection.papers.verdicts import ABOVE, BELOW, Part, Records, Verdict, gap, verdict

NAME = "Compute-Efficient Active Learning"
_WHOLE: dict[str, Any] = {
    "candidates": "all",
    "candidate_fraction": 0.0,
    "history_weights": "ranks",
    "history_power": 1.0,
    "full_first_scan": False,
}
# The paper's network, 4 of its 64 passes. With 1,000 random labels: 21.7 and 22.9 % test error (12 epochs, 2 seeds).
_SMALL_CEAL = {"proxy": "mnist_cnn", "epochs": 15.0, "passes": 4}
HISTORY_SHARES = (5, 10, 20)
HISTORY = "history 10 %"


def _share(name: str, percent: float, preset: str, fields: dict[str, Any]) -> Arm:
    size = {"candidate_count": 0, "candidate_fraction": percent / 100}
    return Arm(name=name, preset=preset, overrides={**fields, **size})


def _arms(preset: str, fields: dict[str, Any]) -> tuple[Arm, ...]:
    """The paper's arms, then the controls."""
    whole = {**fields, **_WHOLE, "candidate_count": 0}
    uniform = {**whole, "candidates": "uniform"}
    return (
        Arm(name="random", preset="random"),
        Arm(name="full", preset=preset, overrides=whole),
        *(_share(f"history {percent} %", percent, preset, fields) for percent in HISTORY_SHARES),
        _share("uniform 10 %", 10, preset, uniform),
        _share("shuffled history 10 %", 10, preset, {**fields, "shuffle_history": True}),
        _share("history 10 %, T 0.25", 10, preset, {**fields, "temperature": 0.25}),
        Arm(name="margin", preset=preset, overrides={**whole, "acquisition": "margin", "passes": 1}),
        Arm(name="power", preset=preset, overrides={**whole, "pick": "power"}),
        Arm(
            name="power margin",
            preset=preset,
            overrides={**whole, "acquisition": "margin", "passes": 1, "pick": "power", "power_beta": 3.0},
        ),
    )


POOLS_SMALL = Experiment(
    name="candidates-small",
    dataset="fashion_mnist",
    pool=5000,
    test=5000,
    seeds=5,
    schedule=Schedule(initial=100, queries=(100,) * 10),
    common={**SMALL_NETS, "peak_lr": 0.02},
    evaluation=SMALL_JUDGE,
    measures=(Measure(name="error", rounds=(5, 10)),),
    arms=_arms("ceal", _SMALL_CEAL),
)
POOLS_PAPER = Experiment(
    name="candidates-paper",
    dataset="mnist",
    seeds=3,
    schedule=Schedule(initial=600, queries=(600,) * 10),
    evaluation={"proxy": "mnist_cnn", "epochs": 50.0, "augment": "none"},
    arms=_arms("ceal-paper", {}),
)
_DUPLICATE_ARMS = ("random", "full", "margin", "power margin", HISTORY)


def _with_duplicates(experiment: Experiment, name: str) -> Experiment:
    arms = tuple(arm for arm in experiment.arms if arm.name in _DUPLICATE_ARMS)
    return replace(experiment, name=name, arms=arms, twist=Twist(duplicates=5))


def _scored(records: Records, arm: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """float64[seeds]: candidates that a proxy scored, all rounds together."""
    return np.asarray((records.table("n_candidates", arm) * records.table("scored", arm)).sum(axis=1))


def k1(records: Records) -> Verdict:
    """The smaller two pools: with a fifth of the pool, scorings come to 28 % of the full ones by arithmetic."""
    parts = []
    for arm in ("history 5 %", HISTORY):
        scorings = 100 * _scored(records, arm) / _scored(records, "full")
        parts += [
            Part(compared=f"{arm} less full pool", values=gap(records, arm, "full", -1), side=BELOW, threshold=0.3),
            Part(compared=f"random less {arm}", values=gap(records, "random", arm, -1), side=ABOVE, threshold=2),
            Part(compared=f"scorings of {arm}", values=scorings, side=BELOW, threshold=25, unit="% of the full pool's"),
        ]
    return verdict(parts)


def k2(records: Records) -> Verdict:
    """At the last budget, a tenth of the pool in both arms."""
    values = gap(records, "uniform 10 %", HISTORY, -1)
    return verdict([Part(compared="uniform candidates less history", values=values, side=ABOVE, threshold=0)])


def k3(records: Records) -> Verdict:
    """Each whole scan's scores against those of the scan before, from round 3 on."""
    return verdict(
        [
            Part(
                compared=f"rank correlation with the last scores, round {r}",
                values=records.at("rank_correlation", "full", r),
                side=ABOVE,
                threshold=0.6,
                unit="",
            )
            for r in range(3, records.rounds)
        ]
    )


def k4(records: Records) -> Verdict:
    """With five copies of every item: stochastic queries against random ones, random ones against top-k."""
    parts = [
        Part(compared=f"random less {arm}", values=gap(records, "random", arm, -1), side=ABOVE, threshold=0)
        for arm in ("power margin", HISTORY)
    ]
    parts += [
        Part(
            compared=f"top-k by {function} less random", values=gap(records, arm, "random", -1), side=ABOVE, threshold=0
        )
        for arm, function in (("full", "entropy"), ("margin", "margin"))
    ]
    return verdict(parts)


def k5(records: Records) -> Verdict:
    """Seconds of scoring after the first scored round, which scans the whole pool in both arms."""
    later = slice(2, None)
    spent, full = (records.table("score_s", arm)[:, later].sum(axis=1) for arm in (HISTORY, "full"))
    counts, all_counts = (records.table("n_candidates", arm)[:, later].sum(axis=1) for arm in (HISTORY, "full"))
    first = [records.at("score_s", arm, 1).mean() for arm in (HISTORY, "full")]
    share = (1 - spent / full) / (1 - counts / all_counts)
    compared = f"saved of the saving by arithmetic (first full scan apart: {first[0]:.2f} and {first[1]:.2f} s)"
    return verdict([Part(compared=compared, values=100 * share, side=ABOVE, threshold=90, unit="%")])


POOLS = {SMALL: POOLS_SMALL, PAPER: POOLS_PAPER}
POOLS_ELSEWHERE = (on("quickdraw15", POOLS_SMALL, seeds=3),)
POOLS_MINUTES = {SMALL: 60.0, PAPER: 400.0}
DUPLICATES = {
    SMALL: _with_duplicates(POOLS_SMALL, "duplicates-small"),
    PAPER: _with_duplicates(POOLS_PAPER, "duplicates-paper"),
}
CLAIMS = (
    Claim(
        id="K1",
        title="A candidate pool does as well as the full pool at a fraction of the scorings",
        paper=NAME,
        experiments=POOLS,
        elsewhere=POOLS_ELSEWHERE,
        check=k1,
        threshold="At the end: at most 0.3 pp above the full pool, random at least 2 pp above it, at most 25 % of the "
        "scorings.",
        minutes=POOLS_MINUTES,
    ),
    Claim(
        id="K2",
        title="Candidates by history beat candidates drawn evenly",
        paper=NAME,
        experiments=POOLS,
        elsewhere=POOLS_ELSEWHERE,
        check=k2,
        threshold="At the end: error with even candidates above that with history (10 % of the pool each).",
        minutes=POOLS_MINUTES,
        expected="undecided or not reproduced",
    ),
    Claim(
        id="K3",
        title="Earlier scores predict later ones",
        paper=NAME,
        experiments=POOLS,
        elsewhere=POOLS_ELSEWHERE,
        check=k3,
        threshold="Spearman of consecutive full scorings at least 0.6 from round 3 on.",
        minutes=POOLS_MINUTES,
    ),
    Claim(
        id="K4",
        title="Random parts in a query keep it from asking the same thing twice",
        paper=NAME,
        experiments=DUPLICATES,
        elsewhere=(on("quickdraw15", DUPLICATES[SMALL], seeds=3),),
        check=k4,
        threshold="With every item five times in the pool: stochastic below random, random below top-k.",
        minutes={SMALL: 35.0, PAPER: 180.0},
    ),
    Claim(
        id="K5",
        title="Scoring seconds fall in proportion to the candidates",
        paper=NAME,
        experiments=POOLS,
        elsewhere=POOLS_ELSEWHERE,
        check=k5,
        threshold="After the first full scan: at least 90 % of the saving 1 - c / N.",
        minutes=POOLS_MINUTES,
    ),
)
