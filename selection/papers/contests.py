"""How the default strategy is chosen: arms that differ from it in one thing each, on pools as people have them.

A contest is one world: a data set and what is odd about its pool. The first arm, the incumbent, is the default of the
product when the contests were set up; its fields are written out here, so that the saved runs still say what was
compared after the default has moved on. CONTESTS, name -> Contest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from selection.papers.experiment import ERROR, Arm, Experiment, Measure, Schedule, Twist
from selection.strategy import AUTO, IMAGE, REPRESENTATIONS, TEXT, Strategy

INCUMBENT = "incumbent"
# What contests are pooled among.
WORLDS, OF_REPRESENTATIONS = "worlds", "representations"
# The same, for machines without an hour to spare: no network is trained to judge.
BY_HEADS = "representations by heads"


@dataclass(frozen=True, kw_only=True)
class Contest:
    """One world. odd: what its pool is like, as a heading. minutes: of one seed, on one core of the machine we used.

    among: what it is pooled with, those that ask the same of the same incumbent.

    experiments: the first holds the incumbent. A later one holds arms that were thought of when the first had been
    seen, on the same pools, starts and judges of a seed, so that they too are paired with the incumbent's runs.
    """

    name: str
    odd: str
    experiments: tuple[Experiment, ...]
    minutes: float
    among: str = WORLDS

    @property
    def kind(self) -> str:
        """Of its items: image or text."""
        return self.experiments[0].kind


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
_BADGE_TYPICAL: dict[str, dict[str, Any]] = {"badge, typical start": {**_TYPICAL, "pick": "badge"}}
# In the first experiment of the cold worlds, in the later one of all others.
_START_ARMS: dict[str, dict[str, Any]] = {"typical start": _TYPICAL}
RANDOM = Arm(name="random", preset="random")


@dataclass(frozen=True, kw_only=True)
class _Variation(Arm):
    """Of the default as it was: its start was not written out before the default's changed.

    It is set here and not in the overrides, so that the configuration of the saved runs is still this one.
    """

    def strategy(self, *, kind: str, common: Mapping[str, Any]) -> Strategy:
        return super().strategy(kind=kind, common={"cold_start": "random", **common})


def _arms(variations: Mapping[str, Mapping[str, Any]], base: Mapping[str, Any]) -> tuple[Arm, ...]:
    return tuple(
        _Variation(name=arm, preset="default", overrides={**base, **changed}) for arm, changed in variations.items()
    )


def _experiment(name: str, *, schedule: Schedule, **fields: Any) -> Experiment:
    """The judge is the same for all arms. It is asked half-way and at the end: arms begin alike."""
    judged = ((len(schedule.queries) + 1) // 2, len(schedule.queries))
    measures = (Measure(name="error", rounds=judged), Measure(name="proxy_error", rounds=judged))
    return Experiment(name=f"contest-{name}", schedule=schedule, test=3000, seeds=5, measures=measures, **fields)


def _images(name: str, *, world: str, arms: tuple[Arm, ...]) -> Experiment:
    """Fashion-MNIST, the product's own network as proxy and judge."""
    cold = Schedule(initial=15, queries=(20,) * 5)
    return _experiment(
        name,
        schedule=cold if world == COLD else Schedule(initial=100, queries=(100,) * 4),
        arms=arms,
        kind=IMAGE,
        dataset="fashion_mnist",
        # Of 20,000 images 8,100 are left when classes are uneven.
        pool=20_000 if world == IMBALANCE else 10_000,
        twist=_WORLDS[world][1],
        evaluation={"proxy": "small_cnn", "epochs": 24.0, "min_steps": 100, "augment": "none"},
    )


def _texts(name: str, *, world: str, arms: tuple[Arm, ...]) -> Experiment:
    """Questions to a bank, 77 intents, all there are; fastText as proxy and judge."""
    cold = Schedule(initial=77, queries=(40,) * 5)
    return _experiment(
        name,
        schedule=cold if world == COLD else Schedule(initial=150, queries=(150,) * 4),
        arms=arms,
        kind=TEXT,
        dataset="banking77",
        common={"threads": 1},
        twist=_WORLDS[world][1],
    )


def _contest_of_images(world: str) -> Contest:
    base, name = {**_QUERY, **_UPDATE}, f"{world}-images"
    first, later = (_IMAGE_ARMS | _START_ARMS, {}) if world == COLD else (_IMAGE_ARMS, _START_ARMS)
    experiments = (
        _images(name, world=world, arms=(*_arms(first, base), RANDOM)),
        _images(f"{name}-later", world=world, arms=_arms(later | _BADGE_TYPICAL, base)),
    )
    return Contest(name=name, odd=_WORLDS[world][0], experiments=experiments, minutes=2.5)


def _contest_of_texts(world: str) -> Contest:
    name = f"{world}-texts"
    first, later = (_TEXT_ARMS | _START_ARMS, {}) if world == COLD else (_TEXT_ARMS, _START_ARMS)
    experiments = (
        _texts(name, world=world, arms=(*_arms(first, _QUERY), RANDOM)),
        _texts(f"{name}-later", world=world, arms=_arms(later | _BADGE_TYPICAL, _QUERY)),
    )
    return Contest(name=name, odd=_WORLDS[world][0], experiments=experiments, minutes=0.5)


def _reviews() -> Contest:
    """Long texts of two classes: whether what questions to a bank show holds there, too."""
    variations = {INCUMBENT: {}, "badge": {"pick": "badge"}} | _START_ARMS | _BADGE_TYPICAL
    experiment = _experiment(
        "reviews",
        schedule=Schedule(initial=100, queries=(150,) * 4),
        arms=(*_arms(variations, _QUERY), RANDOM),
        kind=TEXT,
        dataset="imdb",
        pool=10_000,
        common={"threads": 1},
    )
    return Contest(name="reviews", odd="long texts, as they come", experiments=(experiment,), minutes=1.0)


# 20 labels, then so many more that there are 50, 100, 200 … 1,600.
_DOUBLING = Schedule(initial=20, queries=(30, 50, 100, 200, 400, 800))
_BY_THE_BEST: dict[str, Any] = {"proxy": "logistic_head", "features": AUTO}


def _representation(name: str, *, dataset: str, kind: str, minutes: float, **fields: Any) -> tuple[Contest, Contest]:
    """The default of now against a head on the representation chosen and on each one, judged by the best of all.

    And the same, judged by the best of the heads alone.
    """
    heads = tuple(Arm(name=arm, preset=AUTO, overrides={"features": arm}) for arm in (AUTO, *REPRESENTATIONS[kind]))
    experiment = Experiment(
        name=f"contest-representation-{name}",
        dataset=dataset,
        kind=kind,
        arms=(Arm(name=INCUMBENT, preset="default"), *heads, RANDOM),
        common={"threads": 1},
        evaluation=_BY_THE_BEST,
        seeds=8,
        **{"schedule": _DOUBLING, "pool": 4000, "test": 1000, **fields},
    )
    odd = f"representations of {name}, as it comes"
    # What a team is shown beside what its labels are worth: the error of each arm's own model.
    measures = (*ERROR, Measure(name="proxy_error"))
    by_heads = replace(experiment, name=f"contest-heads-{name}", from_scratch=False, measures=measures)
    return (
        Contest(
            name=f"representation-{name}",
            odd=odd,
            experiments=(experiment,),
            minutes=minutes,
            among=OF_REPRESENTATIONS,
        ),
        Contest(
            name=f"heads-{name}",
            odd=f"{odd}, judged by heads alone",
            experiments=(by_heads,),
            minutes=minutes / 3,
            among=BY_HEADS,
        ),
    )


_REPRESENTATIONS = (
    _representation("banking77", dataset="banking77", kind=TEXT, minutes=4, pool=0, test=2000),
    _representation("sentiment", dataset="amazon_multidomain", kind=TEXT, minutes=4, pool=5000, test=0),
    _representation(
        "domains",
        dataset="amazon_multidomain",
        kind=TEXT,
        minutes=4,
        pool=5000,
        test=0,
        data_options={"label": "domain"},
    ),
    _representation("imdb", dataset="imdb", kind=TEXT, minutes=6),
    _representation(
        "clothing10",
        dataset="clothing10",
        kind=IMAGE,
        minutes=4,
        pool=0,
        # As large as the photo encoder sees them; as large as a project's network does.
        data_options={"side": 224},
        network_side=32,
        schedule=Schedule(initial=20, queries=(30, 50, 100, 200)),
    ),
    _representation("cifar10", dataset="cifar10", kind=IMAGE, minutes=10),
    _representation("fashion_mnist", dataset="fashion_mnist", kind=IMAGE, minutes=10),
    _representation("quickdraw15", dataset="quickdraw15", kind=IMAGE, minutes=10),
)

CONTESTS: dict[str, Contest] = {
    contest.name: contest
    for contest in (
        *map(_contest_of_images, _WORLDS),
        *map(_contest_of_texts, _WORLDS),
        _reviews(),
        *(by_all for by_all, _ in _REPRESENTATIONS),
        *(by_heads for _, by_heads in _REPRESENTATIONS),
    )
}
