"""Plays an EstimateExperiment (one model's error, guessed from few points) and a TimingExperiment (k-centers)."""

import time
from collections.abc import Callable, Iterator

import numpy as np

from selection import acquisition
from selection.arrays import Floats, Ints
from selection.benchmark.data import Dataset, pool_of
from selection.benchmark.store import Key, SavedRound, Store
from selection.benchmark.streams import Stream
from selection.estimates.lure import lure_risk, mixed_proposal, sequential_draw
from selection.papers.experiment import EstimateExperiment, TimingExperiment
from selection.proxies import build_proxy
from selection.query.k_centers import farthest_first

# Keeps a score of 0 drawable: LURE's probabilities must be above 0.
_LEAST = 1e-6

# Name -> scores that are not negative to the proposal by which points are drawn.
PROPOSALS: dict[str, Callable[[Floats], Floats]] = {
    "uniform": lambda scores_N: np.ones(len(scores_N)),
    "uncertainty": lambda scores_N: scores_N + _LEAST,
    "square_root": lambda scores_N: np.sqrt(scores_N) + _LEAST,
    "mixed": lambda scores_N: mixed_proposal(scores_N, uniform=0.5),
}


def estimated(experiment: EstimateExperiment, *, data: Dataset, seed: int, store: Store) -> Iterator[Key]:
    """One record per proposal: the true error, and bias and RMSE of its plain and its weighted estimates."""
    keys = [Key(seed, arm, 0) for arm in experiment.arms]
    if not all(key in store for key in keys):
        losses, scores = losses_and_scores(experiment, data=data, seed=seed)
        for key in keys:
            if key not in store:
                store.add(_estimates(key, experiment, losses, scores))
    yield from keys


def losses_and_scores(experiment: EstimateExperiment, *, data: Dataset, seed: int) -> tuple[Floats, Floats]:
    """0 or 1 per unlabelled item, and its uncertainty 1 - max p, under a model trained on the labelled ones."""
    pool, strategy = pool_of(data, size=experiment.pool, seed=seed), experiment.strategy()
    order = np.random.default_rng([seed, Stream.KNOWN_ITEMS]).permutation(len(pool))
    known, rest = pool.take(order[: experiment.labels]), pool.take(order[experiment.labels :])
    model = build_proxy(strategy, n_classes=len(data.classes))
    rng = np.random.default_rng([seed, Stream.KNOWN_MODEL])
    model.update(known.all(strategy), known.labels, rng=rng, should_stop=None)
    logits = model.logits(rest.all(strategy))
    uncertainty = 1 - acquisition.probabilities(logits).max(axis=1).astype(np.float64)
    return (logits.argmax(axis=1) != rest.labels).astype(np.float64), np.maximum(uncertainty, 0)


def _estimates(key: Key, experiment: EstimateExperiment, losses_N: Floats, scores_N: Floats) -> SavedRound:
    started, truth = time.perf_counter(), float(losses_N.mean())
    rng = np.random.default_rng([key.seed, Stream.DRAWS])
    proposal = PROPOSALS[key.arm](scores_N)
    plain, weighted = [], []
    for _ in range(experiment.repeats):
        points, probabilities = sequential_draw(proposal, experiment.points, rng=rng)
        plain.append(float(losses_N[points].mean()))
        weighted.append(lure_risk(losses_N[points], probabilities, n_pool=len(losses_N)).value)
    numbers = {
        "error": truth,
        "labels": experiment.labels,
        "points": experiment.points,
        "plain_bias": float(np.mean(plain)) - truth,
        "plain_rmse": rmse(np.array(plain), truth),
        "bias": float(np.mean(weighted)) - truth,
        "rmse": rmse(np.array(weighted), truth),
    }
    return SavedRound(key, numbers, {"draw_s": time.perf_counter() - started})


def rmse(estimates_R: Floats, truth: float) -> float:
    """Root of the mean squared distance from the truth."""
    return float(np.sqrt(np.mean((estimates_R - truth) ** 2)))


def timed(experiment: TimingExperiment, *, seed: int, store: Store) -> Iterator[Key]:
    """One record per pool size: what was picked, and the seconds it took."""
    for arm, size in zip(experiment.arms, experiment.sizes, strict=True):
        key = Key(seed, arm, 0)
        if key not in store:
            store.add(_timed(key, experiment, size))
        yield key


def _timed(key: Key, experiment: TimingExperiment, size: int) -> SavedRound:
    rng = np.random.default_rng([key.seed, Stream.RANDOM_POINTS, size])
    points = rng.normal(size=(size, experiment.width)).astype(np.float32)
    centres = rng.normal(size=(experiment.centres, experiment.width)).astype(np.float32)
    seconds = []
    for _ in range(experiment.repeats):
        started = time.perf_counter()
        picked: Ints = farthest_first(points, centres, k=experiment.picks, rng=rng)
        seconds.append(time.perf_counter() - started)
    return SavedRound(key, {"points": size, "picks": len(picked), "labels": size}, {"search_s": min(seconds)})
