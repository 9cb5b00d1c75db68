"""Records made up so that a claim holds (quality 1) or fails (quality -1): one world per claim.

Where a world does not say what an arm does, the claim's other parts hold. Seeds differ by next to nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from selection.benchmark.store import Key, SavedRound
from selection.papers.claims import CLAIMS, SMALL
from selection.papers.experiment import Experiment
from selection.papers.verdicts import Records

PP = 0.01
POOL = 10_000
World = Callable[[str, int, float], dict[str, Any]]


def _errors(errors: dict[str, float]) -> Callable[[str], dict[str, Any]]:
    return lambda arm: {"error": errors[arm]} if arm in errors else {}


def s1(arm: str, _round: int, q: float) -> dict[str, Any]:
    return _errors({"target": 0.05, "proxy": 0.05 + (0.3 - 0.2 * q) * PP, "random": 0.2})(arm)


def s2(_arm: str, _round: int, q: float) -> dict[str, Any]:
    return {"spearman": 0.6 + 0.1 * q, "overlap": 0.5, "overlap_by_chance": 0.125}


def s3(arm: str, round_: int, q: float) -> dict[str, Any]:
    return _errors({"random": 0.1, "short proxy": 0.1 + q * PP if round_ == 1 else 0.05})(arm)


def s4(arm: str, _round: int, q: float) -> dict[str, Any]:
    size = int(arm.split()[0])
    return {"points": size, "search_s": 1e-6 * size ** (1.15 - 0.15 * q)}


def c1(arm: str, round_: int, q: float) -> dict[str, Any]:
    late = 0.05 + (0.3 - 0.2 * q) * PP
    return _errors({"target": 0.05, "clactive": late if round_ >= 3 else 0.052, "random": 0.1})(arm)


LEARNED = (0, 200, 1000, 2000, 3000, 4000)


def c2(arm: str, round_: int, q: float) -> dict[str, Any]:
    spent = 12.0 * LEARNED[round_] * ((5 - 3 * q) / 100 if arm == "clactive" else 1)
    return {"sample_steps": spent, "update_s": spent / 1000}


def c3(arm: str, round_: int, q: float) -> dict[str, Any]:
    new = LEARNED[round_] - LEARNED[max(0, round_ - 1)]
    seen = new + min(new, LEARNED[max(0, round_ - 1)])
    if arm == "clactive":
        return {"epochs": 3.0, "sample_steps": 3 * seen * (1 if q > 0 else 2)}
    return {"epochs": 12.0, "sample_steps": 12 * LEARNED[round_]}


def c4(arm: str, _round: int, q: float) -> dict[str, Any]:
    return _errors({"proxy": 0.05, "clactive": 0.05 + (0.3 - 0.2 * q) * PP})(arm)


def c5(arm: str, _round: int, q: float) -> dict[str, Any]:
    old = 0.8 + 0.1 * q if arm == "memory off" else 0.1
    errors = {"memory on": 0.05, "memory off": 0.07, "random": 0.06}
    return {"proxy_per_class": [old] * 5 + [0.0] * 5, "locked": [5, 6, 7, 8, 9], "error": errors.get(arm, 0.05)}


def c5b(arm: str, _round: int, q: float) -> dict[str, Any]:
    return _errors({"random": 0.1, "memory on": 0.1 - q * PP})(arm)


def c6(arm: str, _round: int, q: float) -> dict[str, Any]:
    return _errors({"all labels": 0.1, "newest only": 0.1 + (1 - 0.5 * q) * PP})(arm)


def c6b(arm: str, _round: int, q: float) -> dict[str, Any]:
    old = 0.1 + (1 + 0.5 * q) * PP if arm == "newest only" else 0.1
    return {"proxy_per_class": [old, old, 0.9, 0.9], "locked": [2, 3]}


def k1(arm: str, round_: int, q: float) -> dict[str, Any]:
    counts = {"history 5 %": 500, "history 10 %": 1000}
    error = 0.1 + (0.3 - 0.2 * q) * PP if arm == "history 10 %" else 0.15 if arm == "random" else 0.1
    return {"error": error, "n_candidates": POOL if round_ < 2 else counts.get(arm, POOL), "scored": round_ > 0}


def k2(arm: str, _round: int, q: float) -> dict[str, Any]:
    return _errors({"uniform 10 %": 0.1 + q * PP, "history 10 %": 0.1})(arm)


def k3(_arm: str, _round: int, q: float) -> dict[str, Any]:
    return {"rank_correlation": 0.6 + 0.1 * q}


def k4(arm: str, _round: int, q: float) -> dict[str, Any]:
    return _errors({"random": 0.1, "power margin": 0.1 - q * PP, "history 10 %": 0.08, "full": 0.15, "margin": 0.14})(
        arm
    )


def k5(arm: str, round_: int, q: float) -> dict[str, Any]:
    if arm != "history 10 %" or round_ < 2:
        return {"n_candidates": POOL, "score_s": 2.0}
    return {"n_candidates": 1000, "score_s": 2 * (1 - 0.9 * (0.9 + 0.05 * q))}


def d1(arm: str, _round: int, q: float) -> dict[str, Any]:
    errors = {"uniform 512": 0.1, "worst class 512": 0.11, "bandit 512": 0.12, "exploration 512": 0.1 + q * PP}
    return _errors({**errors, "bucketed curriculum 512": 0.15, "simple curriculum 512": 0.2})(arm)


def d2(arm: str, _round: int, q: float) -> dict[str, Any]:
    return _errors({"uniform 32": 0.1, "bandit 32": 0.1 - (2 + q) * PP})(arm)


def d3(arm: str, _round: int, q: float) -> dict[str, Any]:
    return _errors({"exploration 32": 0.105, "exploration 512": 0.105 + 0.3 * q * PP})(arm)


def d4(_arm: str, _round: int, q: float) -> dict[str, Any]:
    return {"pulls": [20 - 5 * q] * 3 + [20 + 10 * q] * 4 + [20 - 5 * q] * 3}


def d5(arm: str, _round: int, q: float) -> dict[str, Any]:
    return _errors({"bandit 512": 0.1 + (5 + 2 * q) * PP, "worst class 512": 0.11})(arm)


def e1(arm: str, _round: int, q: float) -> dict[str, Any]:
    return {"bias": 0.0, "plain_bias": 0.2, "rmse": 0.85 - 0.1 * q if arm == "mixed" else 1.0}


def e2(_arm: str, round_: int, q: float) -> dict[str, Any]:
    return {"kappa": 0.99 + 0.005 * q} if round_ >= 2 else {}


WORLDS: dict[str, World] = {
    "S1": s1,
    "S2": s2,
    "S3": s3,
    "S4": s4,
    "C1": c1,
    "C2": c2,
    "C3": c3,
    "C4": c4,
    "C5": c5,
    "C5b": c5b,
    "C6": c6,
    "C6b": c6b,
    "K1": k1,
    "K2": k2,
    "K3": k3,
    "K4": k4,
    "K5": k5,
    "D1": d1,
    "D2": d2,
    "D3": d3,
    "D4": d4,
    "D5": d5,
    "E1": e1,
    "E2": e2,
}
GOOD, BAD, NOISY = (1.0,) * 5, (-1.0,) * 5, (1.0, -1.0, 1.0, -1.0, 1.0)


def saved(claim: str, qualities: Sequence[float]) -> list[SavedRound]:
    """Complete runs of the claim's small experiment, a quality per seed."""
    experiment = CLAIMS[claim].experiments[SMALL]
    return [
        _saved(claim, Key(seed, arm, round_), quality=quality * (1 + 1e-3 * seed))
        for seed, quality in enumerate(qualities)
        for arm in experiment.arm_names
        for round_ in range(experiment.rounds)
    ]


def records(claim: str, qualities: Sequence[float]) -> Records:
    experiment = CLAIMS[claim].experiments[SMALL]
    return Records(saved(claim, qualities), arms=experiment.arm_names, rounds=experiment.rounds)


def _saved(claim: str, key: Key, *, quality: float) -> SavedRound:
    experiment = CLAIMS[claim].experiments[SMALL]
    counts = experiment.schedule.counts(POOL) if isinstance(experiment, Experiment) else (POOL,)
    labels = np.cumsum(counts).tolist()
    before = labels[key.round - 1] if key.round else 0
    usual = {"labels": labels[key.round], "pool": POOL, "learned": before, "error": 0.1}
    values = {**usual, **WORLDS[claim](key.arm, key.round, quality)}
    return SavedRound(
        key,
        {name: value for name, value in values.items() if not name.endswith("_s")},
        {name: value for name, value in values.items() if name.endswith("_s")},
    )
