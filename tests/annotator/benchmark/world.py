"""A small project with ground truth, and workers that play its benchmarks at once."""

from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np
from sklearn.datasets import load_digits

from annotator.models import Benchmark, BenchmarkPoint, Item, Project
from annotator.selectors.turns import unplayed
from annotator.services.across.turns import take_turn
from annotator.services.benchmark.play import play_due
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel
from annotator.sources import pixels
from annotator.statistics.audit_draw import draws
from tests.cast import alice, bob, join

ITEMS = 150


@cache
def digits() -> tuple[np.ndarray, np.ndarray]:
    """Three digits, as 32 x 32 pixels: uint8[150, 32, 32, 3] and their classes."""
    data = load_digits(n_class=3)
    grey = np.kron(255 - data.images[:ITEMS] * 15.9, np.ones((4, 4))).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=3), data.target[:ITEMS].astype(np.int64)


def digits_project(**settings: Any) -> Project:
    """Alice's project of 150 images whose pixels this host has already."""
    project = projects.create(name="Digits", kind="image", owner=alice(), seed=1, audit_share=0.0, **settings)
    projects.update(project.pk, changes={}, labels=[WantedLabel(name=str(digit)) for digit in range(3)])
    images, classes = digits()
    labels = list(project.labels.all())
    numbers = draws(project.seed, np.arange(ITEMS)).tolist()
    Item.objects.bulk_create(
        Item(project=project, row=row, content_hash=f"{row}", truth=labels[classes[row]], draw=numbers[row])
        for row in range(ITEMS)
    )
    Project.objects.filter(pk=project.pk).update(next_row=ITEMS)
    pixels.write(project.pk, np.arange(ITEMS), images)
    join(project, bob())
    project.refresh_from_db()
    return project


SMALL = {"initial": 8, "query": 6, "rounds": 2, "test": 40, "pool": 90}


def by_turns(hinted: list[str]) -> None:
    """What a worker does: take a hint, take a turn, until there is no hint."""
    while hinted:
        hinted.pop(0)
        take_turn()


def points(benchmark: Benchmark) -> dict[tuple[str, int, int], BenchmarkPoint]:
    stored = BenchmarkPoint.objects.filter(run__benchmark=benchmark).select_related("run")
    return {(point.run.arm, point.run.seed, point.round): point for point in stored}


class Killed(BaseException):
    """What a worker does not live to handle."""


def until_ended(benchmark: Benchmark) -> Benchmark:
    """Played round by round; a worker that dies is followed by another."""
    while waiting := unplayed():
        with suppress(Killed):
            play_due(waiting[0])
    benchmark.refresh_from_db()
    return benchmark


ONE = {**SMALL, "strategies": ["default"], "seeds": 1}
