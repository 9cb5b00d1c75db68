"""What the labelling page shows beside the items; read outside the project's lock."""

from dataclasses import dataclass
from datetime import datetime

from annotator.models import Annotation, Project, Round, User
from annotator.selectors import rounds, workers


@dataclass(frozen=True)
class Progress:
    """labels and budget: of the project; mine: this person's current labels and skips."""

    labels: int
    budget: int
    mine: int


@dataclass(frozen=True)
class ModelState:
    """How far the ranking lags behind. round: number of the published ranking, None before the first."""

    round: int | None
    running: bool
    labels_behind: int
    worker_alive: bool
    worker_seen_at: datetime | None


def progress(project: Project, user: User) -> Progress:
    mine = Annotation.objects.filter(project=project, user=user, replaced_at__isnull=True).count()
    return Progress(labels=project.labels_spent, budget=project.budget_labels, mine=mine)


def model_state(project: Project) -> ModelState:
    newest = Round.objects.filter(project=project).order_by("-number").values_list("number", "status")[:2]
    statuses = list(newest)
    done = [number for number, status in statuses if status == Round.Status.DONE]
    worker = workers.rounds_worker()
    return ModelState(
        round=done[0] if done else None,
        running=any(status == Round.Status.RUNNING for _, status in statuses),
        labels_behind=rounds.waiting(project),
        worker_alive=worker.alive,
        worker_seen_at=worker.seen_at,
    )
