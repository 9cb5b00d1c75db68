"""The fixed cast. Alice owns, Bob annotates, Rita reviews, Charlie is a stranger; the oracle answers the truth."""

import uuid
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.utils import timezone

from annotator.models import (
    Benchmark,
    Decision,
    DecisionKind,
    Item,
    Membership,
    Project,
    ProjectStatus,
    Role,
    User,
    Webhook,
    WebhookDelivery,
)
from annotator.selectors.benchmark.settings import Settings
from annotator.services.benchmark import lifecycle
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel
from annotator.services.queue.exchange import DeckRequest, Outcome, exchange
from annotator.services.queue.standing import Answer
from annotator.services.review.decide import decide
from annotator.services.review.kinds import Wish
from annotator.services.webhooks import signing
from annotator.statistics.audit_draw import draws

PASSWORD = "correct horse battery"


def person(name: str, **fields: Any) -> User:
    user, new = User.objects.get_or_create(username=name, defaults=fields)
    if new:
        user.set_password(PASSWORD)
        user.save()
    return user


def alice() -> User:
    return person("alice", may_create_projects=True, may_create_accounts=True)


def bob() -> User:
    return person("bob")


def charlie() -> User:
    return person("charlie")


def rita() -> User:
    return person("rita")


def join(project: Project, user: User, role: Role = Role.ANNOTATOR) -> Membership:
    return Membership.objects.get_or_create(project=project, user=user, defaults={"role": role})[0]


def text_project(
    *,
    name: str = "Reviews",
    items: int = 20,
    labels: Sequence[str] = ("good", "bad"),
    start: bool = True,
    **settings: Any,
) -> Project:
    """Alice's project with Bob and Rita in it; item n says "text n" and its truth is label n modulo labels."""
    settings = {"audit_share": 0.0, "seed": 1, **settings}
    project = projects.create(name=name, kind="text", owner=alice(), **settings)
    projects.update(project.pk, changes={}, labels=[WantedLabel(name=label) for label in labels])
    join(project, bob())
    join(project, rita(), Role.REVIEWER)
    add_texts(project, [f"text {n} about {labels[n % len(labels)]} things" for n in range(items)])
    if start:
        Project.objects.filter(pk=project.pk).update(status=ProjectStatus.ACTIVE)
    project.refresh_from_db()
    return project


def draft(kind: str = "text", *, name: str = "New", **settings: Any) -> Project:
    """Alice's new project, without items."""
    return projects.create(name=name, kind=kind, owner=alice(), **{"seed": 5, **settings})


def add_texts(project: Project, texts: Sequence[str]) -> None:
    project.refresh_from_db()
    labels = list(project.labels.all())
    first = project.next_row
    numbers = draws(project.seed, np.arange(first, first + len(texts))).tolist()
    Item.objects.bulk_create(
        Item(
            project=project,
            row=first + n,
            text=text,
            content_hash=uuid.uuid4().hex,
            truth=labels[(first + n) % len(labels)],
            draw=numbers[n],
            role="audit" if numbers[n] < project.audit_share else "pool",
            open_slots=project.overlap,
        )
        for n, text in enumerate(texts)
    )
    Project.objects.filter(pk=project.pk).update(next_row=first + len(texts))
    project.refresh_from_db()


def benchmark_settings(**changed: Any) -> dict[str, Any]:
    """The body that starts a benchmark of 20 texts: tiny, and with every field."""
    annotators = {"count": 1, "noise": 0.0, "confusion": None, "seconds_per_label": 2.0, "absence": 0.0}
    annotators |= changed.pop("annotators", {})
    plain = {"title": "", "source": "truth", "strategies": ["default", "random"], "seeds": 2, "judge": "fresh"}
    sizes = {"initial": 4, "query": 4, "rounds": 1, "pool": 0, "test": 0, "target_error": None}
    return {**plain, **sizes, **changed, "annotators": annotators}


def benchmark_of(project: Project, **changed: Any) -> Benchmark:
    """Alice's benchmark of this project, as it is when nobody has played a round yet."""
    settings = Settings.of(benchmark_settings(**changed))
    return lifecycle.create(project, user=alice(), settings=settings)


def delivery_to(project: Project) -> WebhookDelivery:
    """What a webhook of this project was told, and did not take: nothing is sent where it leads."""
    webhook = Webhook.objects.create(
        project=project, url="http://127.0.0.1/", events=["job.ended"], secret=signing.new_secret()
    )
    now = timezone.now()
    return WebhookDelivery.objects.create(
        webhook=webhook, event="job.ended", payload={}, state="failed", next_attempt=now, created_at=now, ended_at=now
    )


def decided(project: Project) -> int:
    """The number of a decision of Alice's that stands: with which label the last item is settled."""
    if standing := Decision.objects.filter(project=project, undone_at=None).first():
        return standing.pk
    last, label = project.items.latest("row").pk, project.labels.all()[0]
    made = decide(project.pk, Wish(kind=DecisionKind.SETTLE, chosen=[last], label=label), by=alice())
    assert made.decision is not None
    return made.decision


def answer(item_id: int, label_id: int | None, **fields: Any) -> Answer:
    defaults: dict[str, Any] = {"key": uuid.uuid4(), "answered_at": timezone.now(), "seconds": 2.0}
    return Answer(item_id=item_id, label_id=label_id, **{**defaults, **fields})


def deck(project: Project, user: User, *, answers: Sequence[Answer] = (), want: int = 0, **fields: Any) -> Outcome:
    """One exchange of this person with the queue."""
    now = fields.pop("now", None) or timezone.now()
    request = DeckRequest(submission=uuid.uuid4(), answers=tuple(answers), want=want, **fields)
    return exchange(project.pk, user=user, request=request, now=now)
