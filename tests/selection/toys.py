"""Small, real inputs that every proxy can learn in a second."""

from typing import Any

import numpy as np

from selection import ImageRows, LabelledBatch, Pool, State, StepResult, Strategy, TextRows, round_rng, step
from selection.arrays import Floats32, Images, Ints
from selection.sources import ItemSource

N_ITEMS, N_CLASSES = 90, 3
FAST: dict[str, Any] = {
    "initial": 12,
    "query": 6,
    "epochs": 1.0,
    "min_steps": 12,
    "minibatch": 16,
    "peak_lr": 0.05,
    "augment": "crop",
    "threads": 1,
    "device": "cpu",
}
FAST_TEXT: dict[str, Any] = {
    "kind": "text",
    "proxy": "fasttext",
    "update": "scratch",
    "initial": 12,
    "query": 6,
    "epochs": 5.0,
    "min_steps": 1000,
    "peak_lr": 0.5,
    "text_bucket": 10_000,
    "threads": 1,
}


def labels(n: int = N_ITEMS) -> Ints:
    return np.arange(n, dtype=np.int64) % N_CLASSES


def images(n: int = N_ITEMS, *, channels: int = 1, side: int = 12) -> Images:
    """Noise with one bright band, whose place is the label."""
    rng = np.random.default_rng(7)
    pixels = rng.integers(0, 90, size=(n, side, side, channels), dtype=np.uint8)
    for pos, label in enumerate(labels(n)):
        pixels[pos, 4 * label + 1 : 4 * label + 3] += 120
    return pixels


def features(n: int = N_ITEMS, *, width: int = 20) -> Floats32:
    """A random projection of the images: what a frozen model could make of them."""
    flat: Floats32 = images(n).reshape(n, -1).astype(np.float32) / np.float32(255)
    mixing = np.random.default_rng(9).normal(size=(flat.shape[1], width)).astype(np.float32)
    projected: Floats32 = flat @ mixing
    return projected


def texts(n: int = N_ITEMS) -> list[str]:
    """Some noise words and one word that gives the label away."""
    rng = np.random.default_rng(8)
    words = [f"word{k}" for k in range(30)]
    names = ["good", "bad", "ugly"]
    return [" ".join([*rng.choice(words, 5), names[label]]) for label in labels(n)]


def strategy(**overrides: Any) -> Strategy:
    return Strategy(**{**FAST, **overrides})


def text_strategy(**overrides: Any) -> Strategy:
    return Strategy(**{**FAST_TEXT, **overrides})


def source_for(chosen: Strategy, n: int = N_ITEMS) -> ItemSource:
    return TextRows(texts(n)) if chosen.kind == "text" else ImageRows(images(n))


def rounds(
    chosen: Strategy,
    *,
    n_rounds: int,
    seed: int = 0,
    n_classes: int = N_CLASSES,
    probe_rows: Ints | None = None,
    source: ItemSource | None = None,
) -> list[StepResult]:
    """`n_rounds` rounds from a cold start, each answered from the truth; the state goes through bytes each time."""
    source = source or source_for(chosen)
    probe_rows = np.zeros(0, dtype=np.int64) if probe_rows is None else probe_rows
    truth, done = labels(source.n_rows), np.zeros(0, dtype=np.int64)
    state = State.fresh(n_rows=source.n_rows, n_classes=n_classes, strategy=chosen)
    batch, results = LabelledBatch(), []
    for round_ in range(n_rounds):
        pool = Pool(source, excluded_rows=done, probe_rows=probe_rows)
        results.append(step(state, batch, pool=pool, strategy=chosen, rng=round_rng(seed, round_)))
        query_rows = query_of(results[-1])
        state = State.from_bytes(results[-1].state.to_bytes())
        batch, done = LabelledBatch(query_rows, truth[query_rows]), np.concatenate([done, query_rows])
    return results


def query_of(result: StepResult) -> Ints:
    return result.ranking.rows[: result.ranking.n_query]
