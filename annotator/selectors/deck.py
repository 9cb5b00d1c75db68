"""What the labelling page shows beside the items; read in one statement, outside the project's lock."""

from dataclasses import dataclass
from datetime import datetime

from annotator.models import Project, Round, RoundStatus, User
from annotator.selectors import rounds, workers
from annotator.sql import Statement


@dataclass(frozen=True)
class Progress:
    """labels and budget: of the project; mine, skipped: this person's current labels, and skips."""

    labels: int
    budget: int
    mine: int
    skipped: int


@dataclass(frozen=True)
class ModelState:
    """How far the ranking lags behind. round: number of the published ranking, None before the first."""

    round: int | None
    running: bool
    labels_behind: int
    worker_alive: bool
    worker_seen_at: datetime | None


@dataclass(frozen=True)
class Page:
    """All that is shown. is_due: a round should start now (selectors/rounds.py)."""

    progress: Progress
    model: ModelState
    is_due: bool


_SHOWN = Statement(
    "shown",
    """
SELECT
    (SELECT json_build_array(count(label_id), count(*) - count(label_id)) FROM annotator_annotation
     WHERE project_id = %(project)s AND user_id = %(user)s AND replaced_at IS NULL),
    (SELECT json_agg(json_build_array(number, status, next_after)) FROM (
        SELECT number, status, next_after FROM annotator_round
        WHERE project_id = %(project)s ORDER BY number DESC LIMIT 2) newest),
    (SELECT seen_at FROM annotator_workerseen WHERE queue = 'rounds')
""",
    project="bigint",
    user="bigint",
)


def page_for(project: Project, user: User) -> Page:
    """The page of this person. The project's own counters are taken as they are in `project`."""
    (mine, skipped), newest, seen_at = _SHOWN.row(project=project.pk, user=user.pk)
    newest_rounds = [Round(number=number, status=status, next_after=after) for number, status, after in newest or ()]
    waiting = project.labels_waiting
    return Page(
        progress=Progress(labels=project.labels_spent, budget=project.budget_labels, mine=mine, skipped=skipped),
        model=_model(newest_rounds, waiting=waiting, worker=workers.worker_of(seen_at)),
        is_due=rounds.is_due_after(project, newest=newest_rounds[0] if newest_rounds else None, count=lambda: waiting),
    )


def _model(newest: list[Round], *, waiting: int, worker: workers.Worker) -> ModelState:
    done = [round_.number for round_ in newest if round_.status == RoundStatus.DONE]
    return ModelState(
        round=done[0] if done else None,
        running=any(round_.status == RoundStatus.RUNNING for round_ in newest),
        labels_behind=waiting,
        worker_alive=worker.alive,
        worker_seen_at=worker.seen_at,
    )
