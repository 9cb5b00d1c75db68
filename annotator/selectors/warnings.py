"""What a manager should know without looking for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import selection
from annotator.models import Project, ProjectStatus, Round, RoundStatus


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
        warnings.append(
            ProjectWarning(
                "round_failed",
                f"Round {rounds[-1].number} failed: {rounds[-1].error} Labels are safe; it will be tried again.",
            )
        )
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
