"""Strategies as people see them, and the one that a project is set to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

import selection
from annotator.models import Project
from annotator.selectors import strategy_limits

DEFAULT = "auto"


@dataclass(frozen=True)
class StrategyCard:
    """What a choice does and what it costs, in plain words."""

    name: str
    title: str
    description: str
    cost: str
    kinds: tuple[str, ...]

    @property
    def is_default(self) -> bool:
        return self.name == DEFAULT


CARDS = (
    StrategyCard(
        DEFAULT,
        "Recommended",
        "Looks at items with ready-made encoders and keeps the one that learns best from this project’s own labels. "
        "Begins with typical items, then asks for those that the model is unsure of, each unlike the others.",
        "About a second per round; features are computed once, in the background.",
        ("image", "text"),
    ),
    StrategyCard(
        "default",
        "From scratch",
        "A small model that learns from this project’s labels alone. Begins with typical items, then asks for those "
        "that it is most torn about, each unlike the others.",
        "Seconds per round; looks again at a tenth of the items.",
        ("image", "text"),
    ),
    StrategyCard(
        "clactive",
        "CLActive",
        "As in the paper: the least confident items of the whole pool; the model learns on from round to round.",
        "Looks at every item in each round: slower as the project grows.",
        ("image", "text"),
    ),
    StrategyCard(
        "ceal",
        "Candidate pool",
        "As in Compute-Efficient Active Learning: only items that looked hard before are looked at again.",
        "Trains a new model in each round, on all labels.",
        ("image",),
    ),
    StrategyCard(
        "svp",
        "Selection via Proxy",
        "As in the paper: a small model learns all labels anew in each round; all items looked at again.",
        "Every round takes longer than the last.",
        ("image",),
    ),
    StrategyCard(
        "full",
        "Full retraining",
        "A larger model learns all labels anew in each round; all items looked at again. A baseline to compare with.",
        "The dearest: every round takes longer than the last.",
        ("image", "text"),
    ),
    StrategyCard(
        "random",
        "Random order",
        "Items in random order. Choose it to compare, or when the labels are wanted for statistics.",
        "The model is trained only to measure accuracy.",
        ("image", "text"),
    ),
)


def strategies() -> tuple[StrategyCard, ...]:
    """The strategies that a manager can choose, the recommended one first."""
    return CARDS


def title_of(name: str) -> str:
    """What people call a strategy; one without a card goes by its name."""
    return next((card.title for card in CARDS if card.name == name), name)


def strategy_of(project: Project) -> selection.Strategy:
    """The preset with the project's settings over it.

    Raises selection.StrategyError on contradictions, and on what is beyond this machine's limits.
    """
    sizes = {"query": project.batch_size, "initial": project.batch_size}
    return strategy_with(project.strategy, kind=project.kind, overrides={**sizes, **project.advanced})


def strategy_with(name: str, *, kind: str, overrides: Mapping[str, Any]) -> selection.Strategy:
    """A preset as on this machine, with some fields replaced. Raises selection.StrategyError as `strategy_of` does."""
    strategy = selection.strategy_for(name, kind=kind, overrides={**_machine(), **overrides})
    strategy_limits.check(strategy)
    return strategy


def judge_of(project: Project) -> selection.Strategy:
    """A benchmark's fresh judge: the best of heads on the project's representations and of that from the items."""
    head = {"proxy": "logistic_head", "features": selection.AUTO, "update": "scratch"}
    return selection.evaluation_strategy(kind=project.kind, overrides={**head, **_machine()})


def _machine() -> dict[str, int]:
    return {"threads": settings.PROXY_THREADS}
