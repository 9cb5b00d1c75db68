"""What a table is: an experiment at the paper's sizes, to stand beside what the paper prints."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from selection.benchmark.data import DataError, Dataset
from selection.papers.experiment import Arm, Experiment, Schedule, TrainingExperiment
from selection.papers.tables.printed import PrintedCell, printed

TableExperiment = Experiment | TrainingExperiment


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of a paper.

    baseline: the arm whose cost the speed-ups are of; "" where the paper has none. columns: numbers of a round beside
    the error, as they are recorded. notes: where ours cannot be, or is not, what the paper did.
    """

    name: str
    title: str
    paper: str
    experiment: TableExperiment
    baseline: str = ""
    columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def printed(self) -> tuple[PrintedCell, ...]:
        """The cells that the paper prints; none where it only draws a figure."""
        return printed(self.name)

    def plays(self, experiment_name: str) -> bool:
        """Whether runs of that name are of this table, whole or shrunk."""
        own = self.experiment.name
        return experiment_name == own or experiment_name.startswith(f"{own}{_SHRUNK}")


_SHRUNK = "-of-"


def shrunk(experiment: TableExperiment, *, fraction: float, data: Dataset) -> TableExperiment:
    """The same arms, networks and epochs on a part of the pool and of the test items, under a name that says so.

    Labels asked for and candidates shrink alike. fraction: above 0, at most 1. Raises DataError.
    """
    if not 0 < fraction <= 1:
        raise DataError(f"A table is shrunk to a fraction above 0 and at most 1, not {fraction:g}.")
    changed: dict[str, Any] = {
        "name": f"{experiment.name}{_SHRUNK}{fraction:g}",
        "pool": _part(experiment.pool or len(data.train), fraction),
        "test": _part(experiment.test or len(data.test), fraction),
        "arms": tuple(_shrunk_arm(arm, fraction) for arm in experiment.arms),
    }
    if isinstance(experiment, Experiment):
        changed["schedule"] = _shrunk_schedule(experiment.schedule, fraction)
    return replace(experiment, **changed)


def _shrunk_arm(arm: Arm, fraction: float) -> Arm:
    count = arm.overrides.get("candidate_count", 0)
    return replace(arm, overrides={**arm.overrides, "candidate_count": _part(count, fraction)}) if count else arm


def _shrunk_schedule(schedule: Schedule, fraction: float) -> Schedule:
    """A schedule in percent shrinks with the pool."""
    if schedule.in_percent:
        return schedule
    queries = tuple(float(_part(query, fraction)) for query in schedule.queries)
    return replace(schedule, initial=float(_part(schedule.initial, fraction)), queries=queries)


def _part(count: float, fraction: float) -> int:
    return max(1, round(count * fraction))


def arms_of(strategies: Mapping[str, tuple[str, Mapping[str, Any]]]) -> tuple[Arm, ...]:
    """From name -> preset and the fields that differ from it."""
    return tuple(Arm(name=name, preset=preset, overrides=fields) for name, (preset, fields) in strategies.items())
