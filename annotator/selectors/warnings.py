"""What a manager should know without looking for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import selection
from annotator.models import Project, ProjectStatus, Round, RoundStatus
from annotator.selectors.rounds import MAX_ATTEMPTS


@dataclass(frozen=True)
class ProjectWarning:
    """A stable code and a plain sentence."""

    code: str
    detail: str


def warnings_for(project: Project, rounds: Sequence[Round], *, worker_alive: bool) -> list[ProjectWarning]:
    warnings = []
    if project.status == ProjectStatus.ACTIVE and not worker_alive:
        warnings.append(
            ProjectWarning(
                "worker_asleep",
                "No worker is running. Labels are safe; the order will not change until one is back.",
            )
        )
    if rounds and rounds[-1].status == RoundStatus.FAILED:
        warnings.append(ProjectWarning("round_failed", _failed(rounds[-1])))
    scored = [r for r in rounds if r.rank_correlation is not None]
    if scored and selection.gate(scored[-1].rank_correlation) is False:
        warnings.append(
            ProjectWarning(
                "low_rank_correlation",
                f"The model changed its mind a lot in round {scored[-1].number} (rank correlation "
                f"{scored[-1].rank_correlation:.2f}). The order of the queue is not yet to be trusted.",
            )
        )
    return warnings


def _failed(round_: Round) -> str:
    again = "it will be tried again."
    if round_.attempts >= MAX_ATTEMPTS:
        again = "it is tried again when more labels are in, or when the strategy is changed."
    return f"Round {round_.number} failed: {round_.error} Labels are safe; {again}"
