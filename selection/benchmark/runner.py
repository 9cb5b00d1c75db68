"""The benchmark loop: rounds by `selection.step`, answers from ground truth, error of a fresh model."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selection.benchmark.data import DataError, Dataset, Labelled
from selection.benchmark.play import Played, beginning, next_round
from selection.benchmark.records import Record, Results
from selection.benchmark.settings import Settings
from selection.benchmark.streams import Stream
from selection.benchmark.unbiased import asking_proxy, classes_by, estimates_of
from selection.judging import fresh_model
from selection.strategy import Strategy


@dataclass(frozen=True)
class Run:
    """One strategy under one seed."""

    name: str
    strategy: Strategy
    seed: int
    rounds: int


def runs_of(settings: Settings, *, strategies: dict[str, Strategy]) -> list[Run]:
    """Seed by seed, so that an interrupted benchmark can already be compared."""
    return [
        Run(name=name, strategy=strategy, seed=seed, rounds=settings.rounds)
        for seed in range(settings.seed_start, settings.seed_start + settings.seeds)
        for name, strategy in strategies.items()
    ]


def pool_of(data: Dataset, *, size: int, seed: int) -> Labelled:
    """The items to choose from, the same for every strategy under a seed; `size` 0 is all."""
    if size == 0:
        return data.train
    if size > len(data.train):
        raise DataError(f"--pool asks for {size} items; the data has {len(data.train)} to choose from.")
    rows = np.random.default_rng([seed, Stream.POOL]).permutation(len(data.train))[:size]
    return data.train.take(np.sort(rows))


def check_budget(settings: Settings, *, data: Dataset) -> None:
    """Raises DataError where the rounds ask for more labels than there are items."""
    wanted = settings.initial + settings.rounds * settings.query
    n_pool = settings.pool or len(data.train)
    if wanted > n_pool:
        raise DataError(f"--initial, --query and --rounds ask for {wanted} labels; the pool has {n_pool} items.")


def rounds_of(run: Run, *, pool: Labelled, n_classes: int) -> Iterator[Played]:
    """Round 0 is the cold start; each later one learns from the labels of the one before."""
    source = pool.source(run.strategy)
    played = beginning(pool, n_classes=n_classes, strategy=run.strategy)
    for _ in range(run.rounds + 1):
        played = next_round(played, source=source, answers_N=pool.labels, strategy=run.strategy, seed=run.seed)
        yield played


def records_of(run: Run, *, pool: Labelled, data: Dataset, evaluation: Strategy, results: Results) -> Iterator[Record]:
    """The records of a run that `results` lacks; earlier rounds are done again, their evaluations are not."""
    wanted = [(run.name, run.seed, round_) not in results for round_ in range(run.rounds + 1)]
    if not any(wanted):
        return
    n_classes = len(data.classes)
    for round_, played in enumerate(rounds_of(run, pool=pool, n_classes=n_classes)):
        if not wanted[round_]:
            continue
        started = time.perf_counter()
        rng = np.random.default_rng([run.seed, round_, Stream.EVALUATION])
        error = error_of(pool.take(played.rows), test=data.test, n_classes=n_classes, evaluation=evaluation, rng=rng)
        eval_s = time.perf_counter() - started
        yield {**_record(run, round_, played, error=error, eval_s=eval_s), **_estimates(run, played, pool=pool)}


def error_of(
    labelled: Labelled, *, test: Labelled, n_classes: int, evaluation: Strategy, rng: np.random.Generator
) -> float:
    """Test error in [0, 1] of a model trained from scratch on `labelled`; tested once, at the end."""
    model = fresh_model(evaluation, labelled.all(evaluation), labelled.labels, n_classes=n_classes, rng=rng)
    return float(np.mean(model.logits(test.all(evaluation)).argmax(axis=1) != test.labels))


def _estimates(run: Run, played: Played, *, pool: Labelled) -> Record:
    """Of the proxy's error on what it could ask for, where one was asked, with the seconds that they took."""
    started, proxy = time.perf_counter(), asking_proxy(played, strategy=run.strategy)
    if proxy is None:
        return {}
    learned = played.rows[: len(played.rows) - len(played.query_rows)]
    found = estimates_of(
        played,
        classes_of=classes_by(proxy, strategy=run.strategy, items=pool),
        answers_N=pool.labels,
        open_rows=np.setdiff1d(np.arange(len(pool)), learned),
        seed=run.seed,
    )
    return {**found, "estimate_s": time.perf_counter() - started}


def _record(run: Run, round_: int, played: Played, *, error: float, eval_s: float) -> Record:
    report = played.report
    assert report is not None  # A round was played.
    return {
        "strategy": run.name,
        "seed": run.seed,
        "round": round_,
        "labels": len(played.rows),
        "error": error,
        "update_s": report.update_s,
        "score_s": report.score_s,
        "query_s": report.query_s,
        "eval_s": eval_s,
        "n_candidates": report.n_candidates,
        "sample_steps": report.sample_steps,
        "rank_correlation": report.rank_correlation,
        "proxy": report.proxy,
        "device": report.device,
        "rows": played.query_rows.tolist(),
    }
