"""Plays experiments into the store: which arms under which seeds, and what is recorded of each of their rounds."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tqdm import tqdm

from selection.benchmark.data import DataError, Dataset
from selection.benchmark.environment import commit, environment
from selection.benchmark.images import at_side
from selection.benchmark.runner import ArmRun, PlayedRound, play_arm
from selection.benchmark.store import JsonLines, Key, SavedRound, Store
from selection.benchmark.views import with_views
from selection.papers.estimates import estimated, timed
from selection.papers.experiment import (
    AnyExperiment,
    EstimateExperiment,
    Experiment,
    TimingExperiment,
    TrainingExperiment,
)
from selection.papers.measuring import RoundFacts, measured
from selection.papers.trainings import trained
from selection.papers.twists import TwistedPool, twisted
from selection.strategy import Strategy, with_overrides


def run(
    experiment: AnyExperiment, *, data: Dataset | None, seeds: int, folder: Path, quiet: Literal["", "quiet"] = ""
) -> Path:
    """Plays what the store in `folder` lacks of the experiment's first `seeds` seeds; the path of its file.

    data: None for an experiment that names none. Raises DataError, StrategyError and whatever a round raises; what
    was saved stays.
    """
    data = _prepared(experiment, data=data, seeds=seeds, folder=folder)
    store = open_store(experiment, data=data, folder=folder)
    total = seeds * len(experiment.arms) * experiment.rounds
    with tqdm(total=total, unit="round", file=sys.stderr, disable=bool(quiet), desc=experiment.name) as progress:
        for seed in range(seeds):
            for key in _played(experiment, data=data, seed=seed, store=store):
                progress.set_description(f"{experiment.name}, {key.arm}, seed {key.seed}")
                progress.update()
    return store.path


def _prepared(experiment: AnyExperiment, *, data: Dataset | None, seeds: int, folder: Path) -> Dataset | None:
    if isinstance(experiment, TimingExperiment):
        return None
    if data is None:
        raise DataError(f"{experiment.name} needs the data set {experiment.dataset}.")
    if data.kind != experiment.kind:
        raise DataError(f"{experiment.name} needs {experiment.kind} items; the data has {data.kind} items.")
    prepared = data.with_test_of(experiment.test).with_features_in(folder / "features")
    if not isinstance(experiment, Experiment):
        return prepared
    if _wants_views(experiment):
        pools = (_pool(experiment, data=prepared, seed=seed).items for seed in range(seeds))
        prepared = with_views(prepared, folder=folder / "features", pools=pools)
    return at_side(prepared, experiment.network_side) if experiment.network_side else prepared


def _pool(experiment: Experiment, *, data: Dataset, seed: int) -> TwistedPool:
    return twisted(data, size=experiment.pool, twist=experiment.twist, seed=seed)


def _wants_views(experiment: Experiment) -> bool:
    return any(strategy.by_view for strategy in (*experiment.strategies().values(), experiment.evaluation_strategy()))


def open_store(experiment: AnyExperiment, *, data: Dataset | None, folder: Path) -> Store:
    """The file of the experiment on these data, begun or taken up. Raises DataError where it is damaged."""
    lines = JsonLines(
        folder,
        experiment=experiment.name,
        configuration={**experiment.configuration(), "data": data.digest if data else ""},
        environment={**environment(), "commit": commit()},
    )
    return Store(lines)


def _played(experiment: AnyExperiment, *, data: Dataset | None, seed: int, store: Store) -> Iterator[Key]:
    if isinstance(experiment, TimingExperiment):
        return timed(experiment, seed=seed, store=store)
    assert data is not None  # `_prepared` saw to it.
    if isinstance(experiment, TrainingExperiment):
        return trained(experiment, data=data, seed=seed, store=store)
    if isinstance(experiment, EstimateExperiment):
        return estimated(experiment, data=data, seed=seed, store=store)
    return _rounds(experiment, data=data, seed=seed, store=store)


def _rounds(experiment: Experiment, *, data: Dataset, seed: int, store: Store) -> Iterator[Key]:
    pool = _pool(experiment, data=data, seed=seed)
    sizes = experiment.schedule.counts(len(pool.items))
    for arm, strategy in experiment.strategies().items():
        run = ArmRun(
            arm=arm,
            seed=seed,
            strategies=_sized(strategy, sizes),
            items=pool.items,
            answers=pool.answers,
            n_classes=len(data.classes),
            locked_at=pool.locked_now,
        )
        judge = ExperimentJudge(experiment=experiment, strategy=strategy, data=data, pool=pool)
        yield from play_arm(run, store=store, judge=judge)


def _sized(strategy: Strategy, sizes: tuple[int, ...]) -> tuple[Strategy, ...]:
    """One per round, for labels asked for per round. Round 0 asks for the initial ones, whatever `query` says."""
    return tuple(with_overrides(strategy, {"initial": sizes[0], "query": size}) for size in sizes)


@dataclass(frozen=True, kw_only=True)
class ExperimentJudge:
    """Measures what an experiment wants recorded of an arm's rounds."""

    experiment: Experiment
    strategy: Strategy
    data: Dataset
    pool: TwistedPool

    def __call__(self, played: PlayedRound) -> SavedRound:
        """The round's own numbers, its pool, what was learned before it, all measures; seconds of both in the clock."""
        facts = RoundFacts(
            experiment=self.experiment,
            strategy=self.strategy,
            data=self.data,
            twisted=self.pool,
            before=played.before,
            after=played.after,
            seed=played.key.seed,
            round_=played.key.round,
        )
        numbers, measure_s = measured(facts, arm=played.key.arm)
        context = {
            "pool": len(self.pool.items),
            "learned": len(played.before.rows),
            "epochs": self.strategy.epochs_in_all,
            "scored": played.report.proxy != "none" and self.strategy.acquisition != "random",
        }
        clock = {**played.clock, "round_s": played.round_s, "measure_s": measure_s}
        return SavedRound(played.key, {**played.numbers, **context, **numbers}, clock)
