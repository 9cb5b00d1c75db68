"""How the default strategy is chosen: arms that differ from it in one thing each, on pools as people have them.

A contest is an experiment on one world: a data set and what is odd about its pool. The first arm, the incumbent, is the
default of the product when the contests were set up; its fields are written out here, so that the saved runs still say
what was compared after the default has moved on. CONTESTS, name -> Contest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selection.benchmark.experiment import Arm, Experiment, Measure, Schedule, Twist
from selection.strategy import IMAGE, TEXT

INCUMBENT = "incumbent"


@dataclass(frozen=True, kw_only=True)
class Contest:
    """One world. odd: what its pool is like, as a heading. minutes: of one seed, on one core of the machine we used."""

    name: str
    odd: str
    experiment: Experiment
    minutes: float


IMBALANCE, COLD = "imbalance", "cold"
_WORLDS: dict[str, tuple[str, Twist]] = {
    "clean": ("as it comes", Twist()),
    "duplicates": ("every item five times", Twist(duplicates=5)),
    IMBALANCE: ("classes ten to one", Twist(imbalance=10.0)),
    "noise": ("a fifth of the labels wrong", Twist(label_noise=0.2)),
    COLD: ("one or two labels per class to begin with", Twist()),
}
_QUERY: dict[str, Any] = {
    "candidates": "history",
    "candidate_fraction": 0.1,
    "history_weights": "ranks",
    "uniform_floor": 0.1,
    "acquisition": "margin",
    "pick": "power",
    "power_beta": 3.0,
}
_UPDATE: dict[str, Any] = {"update": "shrink_perturb", "shrink": 0.4, "perturb": 0.1, "augment": "crop"}
_WHOLE: dict[str, Any] = {"candidates": "all", "candidate_fraction": 0.0, "uniform_floor": 0.0}
# What is different from the incumbent, one thing at a time.
_BOTH_ARMS: dict[str, dict[str, Any]] = {
    INCUMBENT: {},
    "top-k": {"pick": "top_k"},
    "uniform candidates": {"candidates": "uniform", "uniform_floor": 0.0},
    "badge": {"pick": "badge"},
}
# Of networks alone: fastText always begins anew.
_IMAGE_ARMS: dict[str, dict[str, Any]] = {
    **_BOTH_ARMS,
    "keep": {"update": "keep"},
    "scratch": {"update": "scratch"},
}
# fastText is so cheap on short texts that more can be asked.
_TEXT_ARMS: dict[str, dict[str, Any]] = {
    **_BOTH_ARMS,
    "whole pool": _WHOLE,
    "whole pool, top-k": {**_WHOLE, "pick": "top_k"},
    "least confidence": {"acquisition": "least_confidence"},
    "entropy": {"acquisition": "entropy"},
    "k-centers": {"pick": "k_centers"},
    "class-balanced": {"pick": "class_balanced"},
}
_TYPICAL: dict[str, Any] = {"cold_start": "typical"}
_COLD_ARMS: dict[str, dict[str, Any]] = {"typical start": _TYPICAL}
# What looked best in the first contests, together, and the part of it that they had asked about from a cold start only.
_FINAL_ARMS: dict[str, dict[str, Any]] = {
    INCUMBENT: {},
    "typical start": _TYPICAL,
    "badge, typical start": {**_TYPICAL, "pick": "badge"},
}


def _experiment(
    name: str, *, arms: Mapping[str, Mapping[str, Any]], base: Mapping[str, Any], schedule: Schedule, **fields: Any
) -> Experiment:
    """The judge is the same for all arms. It is asked half-way and at the end: arms begin alike."""
    judged = ((len(schedule.queries) + 1) // 2, len(schedule.queries))
    varied = [Arm(name=arm, preset="default", overrides={**base, **changed}) for arm, changed in arms.items()]
    return Experiment(
        name=f"contest-{name}",
        arms=(*varied, Arm(name="random", preset="random")),
        schedule=schedule,
        test=3000,
        seeds=5,
        measures=(Measure(name="error", rounds=judged), Measure(name="proxy_error", rounds=judged)),
        **fields,
    )


_IMAGE_SCHEDULES = {COLD: Schedule(initial=15, queries=(20,) * 5)}
_TEXT_SCHEDULES = {COLD: Schedule(initial=77, queries=(40,) * 5)}


def _images(name: str, *, world: str, arms: Mapping[str, Mapping[str, Any]]) -> Experiment:
    """Fashion-MNIST, the product's own network as proxy and judge."""
    return _experiment(
        name,
        arms=arms,
        base={**_QUERY, **_UPDATE},
        schedule=Schedule(initial=15, queries=(20,) * 5)
        if world == COLD
        else Schedule(initial=100, queries=(100,) * 4),
        kind=IMAGE,
        dataset="fashion_mnist",
        # Of 20,000 images 7,800 are left when classes are uneven.
        pool=20_000 if world == IMBALANCE else 10_000,
        twist=_WORLDS[world][1],
        evaluation={"proxy": "small_cnn", "epochs": 24.0, "min_steps": 100, "augment": "none"},
    )


def _texts(name: str, *, world: str, arms: Mapping[str, Mapping[str, Any]]) -> Experiment:
    """Questions to a bank, 77 intents, all there are; fastText as proxy and judge."""
    return _experiment(
        name,
        arms=arms,
        base=_QUERY,
        schedule=Schedule(initial=77, queries=(40,) * 5)
        if world == COLD
        else Schedule(initial=150, queries=(150,) * 4),
        kind=TEXT,
        dataset="banking77",
        common={"threads": 1},
        twist=_WORLDS[world][1],
    )


def _reviews(name: str) -> Experiment:
    """Reviews of films, long texts of two classes: whether what questions to a bank show holds there, too."""
    return _experiment(
        name,
        arms=_BOTH_ARMS,
        base=_QUERY,
        schedule=Schedule(initial=200, queries=(200,) * 4),
        kind=TEXT,
        dataset="imdb",
        pool=10_000,
        common={"threads": 1},
    )


def _contests() -> list[Contest]:
    found = []
    for world, (odd, _) in _WORLDS.items():
        cold = _COLD_ARMS if world == COLD else {}
        images = _images(f"{world}-images", world=world, arms={**_IMAGE_ARMS, **cold})
        texts = _texts(f"{world}-texts", world=world, arms={**_TEXT_ARMS, **cold})
        found.append(Contest(name=f"{world}-images", odd=odd, experiment=images, minutes=2.0))
        found.append(Contest(name=f"{world}-texts", odd=odd, experiment=texts, minutes=0.5))
    found.append(Contest(name="reviews", odd="as it comes, long texts", experiment=_reviews("reviews"), minutes=1.0))
    for world, (odd, _) in _WORLDS.items():
        for kind, minutes, made in (("images", 1.0, _images), ("texts", 0.2, _texts)):
            name = f"final-{world}-{kind}"
            experiment = made(name, world=world, arms=_FINAL_ARMS)
            found.append(Contest(name=name, odd=f"{odd}; the best together", experiment=experiment, minutes=minutes))
    return found


CONTESTS: dict[str, Contest] = {contest.name: contest for contest in _contests()}
