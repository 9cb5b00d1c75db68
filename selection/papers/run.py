"""Plays experiments into the store: round by round, saved at once, taken up again where it stopped."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tqdm import tqdm

from selection.benchmark.data import DataError, Dataset
from selection.benchmark.environment import commit, environment
from selection.benchmark.play import Played, beginning, next_round
from selection.benchmark.store import Key, Saved, Store
from selection.papers.estimates import estimated, timed
from selection.papers.experiment import (
    AnyExperiment,
    EstimateExperiment,
    Experiment,
    TimingExperiment,
    TrainingExperiment,
)
from selection.papers.measuring import Happened, measured
from selection.papers.trainings import trained
from selection.papers.twists import Twisted, twisted
from selection.strategy import Strategy, with_overrides
from selection.training.schedules import epochs_of


@dataclass(frozen=True)
class ArmRun:
    """One arm under one seed, and all it needs. sizes: labels asked for per round, the initial ones first."""

    experiment: Experiment
    arm: str
    strategy: Strategy
    data: Dataset
    twisted: Twisted
    seed: int
    sizes: tuple[int, ...]

    def strategy_in(self, round_: int) -> Strategy:
        """Round 0 asks for the initial labels, whatever `query` says."""
        return with_overrides(self.strategy, {"initial": self.sizes[0], "query": self.sizes[round_]})


def run(
    experiment: AnyExperiment, *, data: Dataset | None, seeds: int, folder: Path, quiet: Literal["", "quiet"] = ""
) -> Path:
    """Plays what the store in `folder` lacks of the experiment's first `seeds` seeds; the path of its file.

    data: None for an experiment that names none. Raises DataError, StrategyError and whatever a round raises; what
    was saved stays.
    """
    data = _prepared(experiment, data=data, folder=folder)
    store = open_store(experiment, data=data, folder=folder)
    total = seeds * len(experiment.arms) * experiment.rounds
    with tqdm(total=total, unit="round", file=sys.stderr, disable=bool(quiet), desc=experiment.name) as progress:
        for seed in range(seeds):
            for key in _played(experiment, data=data, seed=seed, store=store):
                progress.set_description(f"{experiment.name}, {key.arm}, seed {key.seed}")
                progress.update()
    return store.path


def _prepared(experiment: AnyExperiment, *, data: Dataset | None, folder: Path) -> Dataset | None:
    if isinstance(experiment, TimingExperiment):
        return None
    if data is None:
        raise DataError(f"{experiment.name} needs the data set {experiment.dataset}.")
    if data.kind != experiment.kind:
        raise DataError(f"{experiment.name} needs {experiment.kind} items; the data has {data.kind} items.")
    return data.with_test_of(experiment.test).with_features_in(folder / "features")


def open_store(experiment: AnyExperiment, *, data: Dataset | None, folder: Path) -> Store:
    """The file of the experiment on these data."""
    return Store(
        folder,
        experiment=experiment.name,
        configuration={**experiment.configuration(), "data": data.digest if data else ""},
        environment={**environment(), "commit": commit()},
    )


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
    pool = twisted(data, size=experiment.pool, twist=experiment.twist, seed=seed)
    sizes = experiment.schedule.counts(len(pool.items))
    for arm, strategy in experiment.strategies().items():
        yield from play_arm(ArmRun(experiment, arm, strategy, data, pool, seed, sizes), store=store)


def play_arm(this: ArmRun, *, store: Store) -> Iterator[Key]:
    """The rounds of one arm under one seed, those already saved among them.

    1. A complete run is left as it is.
    2. Otherwise the last state that was kept is taken up, or the run begins anew.
    3. A round without a line is measured and saved, then its state is kept. A kill in between leaves the state one
       round behind the lines: that round is played again, which gives the same, and not saved twice.
    """
    keys = [Key(this.seed, this.arm, round_) for round_ in range(len(this.sizes))]
    if all(key in store for key in keys):
        store.drop_state(arm=this.arm, seed=this.seed)
        yield from keys
        return
    blob = store.state(arm=this.arm, seed=this.seed)
    played = Played.from_bytes(blob) if blob else _begun(this)
    yield from keys[: played.state.round]
    source = this.twisted.items.source(this.strategy)
    for key in keys[played.state.round :]:
        before, started = played, time.perf_counter()
        played = next_round(
            before,
            source=source,
            answers_N=this.twisted.answers,
            strategy=this.strategy_in(key.round),
            seed=this.seed,
            locked_rows=this.twisted.locked_now(len(before.rows)),
        )
        if key not in store:
            store.add(_saved(this, key, before=before, after=played, round_s=time.perf_counter() - started))
        store.keep_state(played.to_bytes(), arm=this.arm, seed=this.seed)
        yield key
    store.drop_state(arm=this.arm, seed=this.seed)


def _begun(this: ArmRun) -> Played:
    return beginning(this.twisted.items, n_classes=len(this.data.classes), strategy=this.strategy_in(0))


def _saved(this: ArmRun, key: Key, *, before: Played, after: Played, round_s: float) -> Saved:
    report = after.report
    assert report is not None  # `after` was just played.
    happened = Happened(
        experiment=this.experiment,
        strategy=this.strategy,
        data=this.data,
        twisted=this.twisted,
        before=before,
        after=after,
        seed=key.seed,
        round_=key.round,
    )
    found, measure_s = measured(happened, arm=this.arm)
    told = {
        "labels": len(after.rows),
        "pool": len(this.twisted.items),
        "learned": len(before.rows),
        "epochs": epochs_of(this.strategy),
        "sample_steps": report.sample_steps,
        "n_candidates": report.n_candidates,
        "scored": report.proxy != "none" and this.strategy.acquisition != "random",
        "rank_correlation": report.rank_correlation,
        "rows": after.query_rows.tolist(),
    }
    clock = {
        "update_s": report.update_s,
        "score_s": report.score_s,
        "query_s": report.query_s,
        "round_s": round_s,
        "measure_s": measure_s,
    }
    return Saved(key, {**told, **found}, clock)
