"""All claims by id. A claim is an experiment per scale, and a check of what it left in the store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from selection.benchmark.experiment import AnyExperiment
from selection.benchmark.verdicts import Records, Verdict

SMALL, PAPER = "small", "paper"
Check = Callable[[Records], Verdict]


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What a paper says, and when we take it for reproduced.

    experiments, minutes: by scale. minutes: small, as seen on two cores that were busy with other work, for the
    claim's seeds; paper, reckoned from sample steps for one large GPU, and nobody has waited for them.
    expected: what the authors of this benchmark found in pilots.
    """

    id: str
    title: str
    paper: str
    experiments: Mapping[str, AnyExperiment]
    check: Check
    threshold: str
    minutes: Mapping[str, float]
    expected: str = "reproduced"

    def verdict(self, records: Records) -> Verdict:
        """Raises DataError where the records lack what the check needs."""
        return self.check(records)
