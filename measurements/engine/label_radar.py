"""Seconds that the label radar takes after a round, on one core: 1,000 to 100,000 labels on a view.

384 numbers per row in half precision in memory, 77 classes, every tenth label wrong. What the database then does with
the suspected labels is not in it.
"""

from functools import partial

import numpy as np
import torch

from annotator.statistics.label_radar import radar, suspects
from measurements.engine.heads import Sizes, drawn
from measurements.engine.timing import one_core, seconds
from measurements.figures import Result, figure
from selection import ItemSource, unseen_probabilities
from selection.arrays import Ints

REPEATS = 3
WRONG = 10
MOST = 10_000

SIZES = Sizes(rows=(1_000, 20_000, 100_000), targets=(None, None, None))
QUICK = Sizes(rows=(200,), targets=(None,), width=16, n_classes=5)


def measure(*, quick: bool) -> Result:
    torch.set_num_threads(1)
    sizes, figures, raw = QUICK if quick else SIZES, [], {}
    for n_rows in sizes.rows:
        source, labels = drawn(n_rows, sizes=sizes)
        labels[::WRONG] = (labels[::WRONG] + 1) % sizes.n_classes
        with one_core():
            took = seconds(partial(_look, source, labels, n_classes=sizes.n_classes), repeats=REPEATS)
        figures.append(figure(f"label radar: {n_rows:,} labels × {sizes.width} × {sizes.n_classes} classes", took, "s"))
        raw[str(n_rows)] = {"radar_s": took}
    return Result(figures, raw)


def _look(source: ItemSource, labels: Ints, *, n_classes: int) -> None:
    rows, rng = np.arange(len(labels)), np.random.default_rng(0)
    probs = unseen_probabilities(source, rows, labels, n_classes=n_classes, rng=rng)
    suspects(radar(labels, probs), labels, most=MOST)
