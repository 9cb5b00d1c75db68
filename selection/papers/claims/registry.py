"""All claims by id. A claim is an experiment per scale, and a check of what it left in the store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from selection.benchmark.data import DataError
from selection.papers.experiment import AnyExperiment, EstimateExperiment, Experiment, TrainingExperiment
from selection.papers.verdicts import Records, Verdict

SMALL, PAPER = "small", "paper"
Check = Callable[[Records], Verdict]
OnData = TypeVar("OnData", Experiment, TrainingExperiment, EstimateExperiment)


def on(dataset: str, experiment: OnData, **changes: Any) -> OnData:
    """The same on other data; what was tuned on the first is not tuned again."""
    return replace(experiment, name=f"{experiment.name}-{dataset}", dataset=dataset, **changes)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What a paper says, and when we take it for reproduced.

    experiments, minutes: by scale. minutes: small, as seen on two cores that were busy with other work, for the
    claim's seeds; paper, reckoned from sample steps for one large GPU, and nobody has waited for them.
    elsewhere: the small experiment on other data. expected: what the authors of this benchmark found in pilots.
    """

    id: str
    title: str
    paper: str
    experiments: Mapping[str, AnyExperiment]
    check: Check
    threshold: str
    minutes: Mapping[str, float]
    elsewhere: tuple[AnyExperiment, ...] = ()
    expected: str = "reproduced"

    def all_experiments(self) -> list[tuple[str, AnyExperiment]]:
        """(scale, experiment) of every scale, those on other data last."""
        return [*self.experiments.items(), *((SMALL, experiment) for experiment in self.elsewhere)]

    def datasets(self, scale: str) -> dict[str, AnyExperiment]:
        """By data set, the first one first; none where the points are random."""
        return {
            experiment.dataset: experiment
            for at_scale, experiment in self.all_experiments()
            if at_scale == scale and experiment.dataset
        }

    def experiment(self, scale: str, *, dataset: str | None) -> AnyExperiment:
        """dataset: None is the first of that scale. Raises DataError."""
        by_dataset = self.datasets(scale)
        if dataset is not None and dataset not in by_dataset:
            names = ", ".join(by_dataset) or "random points alone"
            raise DataError(f"At {scale} scale this claim is for {names}; not for {dataset}.")
        return self.experiments[scale] if dataset is None else by_dataset[dataset]

    def verdict(self, records: Records) -> Verdict:
        """Raises DataError where the records lack what the check needs."""
        return self.check(records)
