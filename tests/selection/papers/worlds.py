"""Small worlds for the benchmark mode: labelled toys, and experiments that take a second."""

from dataclasses import replace
from typing import Any

import numpy as np

from selection.benchmark.data import Dataset, dataset
from selection.papers.experiment import Arm, Experiment, Measure, Schedule
from tests.selection import toys

FAST = {key: value for key, value in toys.FAST.items() if key not in ("initial", "query")}
EVALUATION = {"epochs": 1.0, "min_steps": 6, "minibatch": 16, "device": "cpu", "threads": 1}


def data() -> Dataset:
    """90 images of three classes, 30 of them for tests."""
    names = [str(label) for label in toys.labels()]
    return dataset("image", toys.images(), names, is_test=np.arange(toys.N_ITEMS) >= 60)


def experiment(**fields: Any) -> Experiment:
    """Two arms, three rounds."""
    small = Experiment(
        name="toys",
        dataset="toys",
        arms=(
            Arm(name="clactive", preset="default", overrides={"cold_start": "random"}),
            Arm(name="random", preset="random"),
        ),
        schedule=Schedule(initial=9, queries=(6, 8)),
        common=FAST,
        evaluation=EVALUATION,
        measures=(Measure(name="error"), Measure(name="proxy_error")),
    )
    return replace(small, **fields)
