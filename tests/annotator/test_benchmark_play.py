"""A benchmark in the product: through queue, leases, budget and tasks, to the same rows as the headless engine."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits

import selection
from annotator import pixels
from annotator.draws import draws
from annotator.models import Benchmark, BenchmarkPoint, Item, Project
from annotator.selectors import strategies
from annotator.selectors.benchmark_items import frozen
from annotator.selectors.strategies import evaluation_of, strategy_of
from annotator.services import hints, projects, rounds
from annotator.services.labels import WantedLabel
from annotator.tasks import play_benchmark
from selection.benchmark.data import Labelled
from selection.benchmark.play import Played, beginning, next_round
from tests.cast import alice, benchmark_of

pytestmark = pytest.mark.django_db(transaction=True)

ITEMS = 150


@cache
def digits() -> tuple[np.ndarray, np.ndarray]:
    """Three digits, as 32 x 32 pixels: uint8[150, 32, 32, 3] and their classes."""
    found = load_digits(n_class=3)
    grey = np.kron(255 - found.images[:ITEMS] * 15.9, np.ones((4, 4))).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=3), found.target[:ITEMS].astype(np.int64)


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
    project.refresh_from_db()
    return project


SMALL = {"initial": 8, "query": 6, "rounds": 2, "test": 40, "pool": 90}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models that learn next to nothing: what is compared here is who was asked, and when."""
    little = {"threads": 1, "epochs": 1.0, "min_steps": 2}
    monkeypatch.setattr(strategies, "_machine", lambda: little)
    monkeypatch.setattr(rounds, "RETRY_AFTER", timedelta(0))


@pytest.fixture(autouse=True)
def hinted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Hints that were sent to workers."""
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(hints, "ask_to_play", lambda run, *, round_: sent.append((run, round_)))
    return sent


def by_tasks(hinted: list[tuple[int, int]]) -> None:
    """What a worker does: take a hint, run the task, until there is none."""
    while hinted:
        play_benchmark(*hinted.pop(0))


def points(benchmark: Benchmark) -> dict[tuple[str, int, int], BenchmarkPoint]:
    found = BenchmarkPoint.objects.filter(run__benchmark=benchmark).select_related("run")
    return {(point.run.arm, point.run.seed, point.round): point for point in found}


def test_two_strategies_and_two_seeds_choose_and_err_as_the_headless_engine_does(
    hinted: list[tuple[int, int]],
) -> None:
    project = digits_project(price_per_label="0.5")
    benchmark = benchmark_of(project, **SMALL, seeds=2)
    by_tasks(hinted)
    benchmark.refresh_from_db()
    assert (benchmark.state, benchmark.error) == ("done", "")
    found = points(benchmark)
    for arm in ("default", "random"):
        for seed in range(2):
            mine = [found[arm, seed, round_] for round_ in range(3)]
            assert [(point.rows, point.error) for point in mine] == headless(benchmark, arm=arm, seed=seed)
            assert [point.labels for point in mine] == [8, 14, 20]
            assert [float(point.money) for point in mine] == [4.0, 7.0, 10.0]
    assert len(found) == 12


def headless(benchmark: Benchmark, *, arm: str, seed: int) -> list[tuple[list[int], float]]:
    """Rows and error of each round, by `selection.benchmark.play` alone."""
    project, items = benchmark.project, frozen(benchmark)
    images, classes = digits()
    everything = Labelled(images, classes, np.arange(ITEMS))
    arena = Project(kind="image", strategy=arm, batch_size=6, advanced={"initial": 8})
    strategy, evaluation = strategy_of(arena), evaluation_of(project)
    locked = np.setdiff1d(np.arange(ITEMS), items.pool_rows(size=90, seed=seed))
    played, told = beginning(everything, n_classes=3, strategy=strategy), []
    for number in range(3):
        played = in_order_of_rows(
            next_round(
                played,
                source=everything.source(strategy),
                answers_N=classes,
                strategy=strategy,
                seed=seed,
                locked_rows=locked,
            )
        )
        model = selection.fresh_model(
            evaluation,
            images[played.rows],
            classes[played.rows],
            n_classes=3,
            rng=np.random.default_rng([seed, number, 1_000_002]),
        )
        error = float(np.mean(model.logits(images[items.test_rows]).argmax(axis=1) != items.test_labels))
        told.append((played.query_rows.tolist(), error))
    return told


def in_order_of_rows(played: Played) -> Played:
    """The product forgets in which order people answered; so must who compares with it."""
    query = np.sort(played.query_rows)
    return replace(played, query_rows=query, rows=np.concatenate([played.rows[: -len(query)], query]))
