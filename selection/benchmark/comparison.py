"""What `python -m selection.benchmark` plays: strategies under seeds, each round judged by a fresh model."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from selection.benchmark.data import DataError, Dataset, LabelledItems, pool_of
from selection.benchmark.judges import fresh_classes
from selection.benchmark.runner import ArmRun, PlayedRound
from selection.benchmark.settings import Settings
from selection.benchmark.store import SavedRound
from selection.benchmark.streams import Stream
from selection.benchmark.unbiased import asking_proxy, asking_strategy, classes_by, estimates_of
from selection.strategy import Strategy


def check_budget(settings: Settings, *, data: Dataset) -> None:
    """Raises DataError where the rounds ask for more labels than there are items."""
    wanted = settings.initial + settings.rounds * settings.query
    n_pool = settings.pool or len(data.train)
    if wanted > n_pool:
        raise DataError(f"--initial, --query and --rounds ask for {wanted} labels; the pool has {n_pool} items.")


def pools_of(settings: Settings, *, data: Dataset) -> Iterator[tuple[int, LabelledItems]]:
    """Seeds with the items to choose from. Raises DataError."""
    for seed in range(settings.seed_start, settings.seed_start + settings.seeds):
        yield seed, pool_of(data, size=settings.pool, seed=seed)


def runs_of(settings: Settings, *, data: Dataset, strategies: dict[str, Strategy]) -> Iterator[ArmRun]:
    """Seed by seed, so that an interrupted benchmark can already be compared. Raises DataError."""
    for seed, pool in pools_of(settings, data=data):
        for name, strategy in strategies.items():
            yield ArmRun(
                arm=name,
                seed=seed,
                strategies=(strategy,) * (settings.rounds + 1),
                items=pool,
                answers=pool.labels,
                n_classes=len(data.classes),
            )


@dataclass(frozen=True, kw_only=True)
class FreshJudge:
    """Judges the rounds of a run by models of one strategy, each trained from scratch on all labels so far."""

    run: ArmRun
    evaluation: Strategy
    test: LabelledItems

    def __call__(self, played: PlayedRound) -> SavedRound:
        """With the test error, and estimates of the proxy's own error where one was asked."""
        started = time.perf_counter()
        error = self._error(played)
        judged = time.perf_counter()
        estimates = self._estimates(played)
        clock = {**played.clock, "eval_s": judged - started}
        if estimates:
            clock["estimate_s"] = time.perf_counter() - judged
        context = {"proxy": played.report.proxy, "device": played.report.device}
        return SavedRound(played.key, {**played.numbers, "error": error, **context, **estimates}, clock)

    def _error(self, played: PlayedRound) -> float:
        """In [0, 1]; tested once, at the end of the training."""
        classes = fresh_classes(
            self.evaluation,
            self.run.items.take(played.after.rows),
            test=self.test,
            n_classes=self.run.n_classes,
            seed=[played.key.seed, played.key.round, Stream.EVALUATION],
        )
        return float(np.mean(classes != self.test.labels))

    def _estimates(self, played: PlayedRound) -> dict[str, float | int | None]:
        strategy = self.run.strategies[played.key.round]
        proxy = asking_proxy(played.after, strategy=strategy)
        asking = asking_strategy(played.after, strategy=strategy)
        if proxy is None:
            return {}
        return estimates_of(
            played.after,
            classes_of=classes_by(proxy, strategy=asking, items=self.run.items),
            answers_N=self.run.answers,
            open_rows=np.setdiff1d(np.arange(len(self.run.items)), played.before.rows),
            seed=played.key.seed,
        )
