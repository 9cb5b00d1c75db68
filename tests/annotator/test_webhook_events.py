"""What webhooks are told: written in the transaction of what happened, once, and only to those that listen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.test.utils import CaptureQueriesContext

from annotator.models import CHOSEN_EVENTS, Job, JobKind, Project, Webhook, WebhookDelivery
from annotator.services.jobs.lifecycle import cancel_job
from annotator.services.jobs.progress import Progress
from annotator.services.jobs.run import run_job
from annotator.services.projects import projects
from annotator.services.rounds.run import run_due_round
from tests.cast import alice, answer, bob, deck, text_project

pytestmark = pytest.mark.django_db


def listener(project: Project, *events: str, **fields: Any) -> Webhook:
    """A webhook that listens to these events, or to all of them."""
    chosen = list(events or [event.value for event in CHOSEN_EVENTS])
    return Webhook.objects.create(
        project=project, url="https://example.org/", events=chosen, secret="whsec_AAAA", **fields
    )


def told(webhook: Webhook | None = None) -> list[tuple[str, dict[str, Any]]]:
    """What was written down, in order: the event, and its data without the project."""
    deliveries = WebhookDelivery.objects.order_by("pk")
    if webhook is not None:
        deliveries = deliveries.filter(webhook=webhook)
    return [
        (each.event, {name: value for name, value in each.payload["data"].items() if name != "project"})
        for each in deliveries
    ]


def label(project: Project, count: int = 1) -> list[int]:
    """Bob labels so many items, up to five in one submission; which ones."""
    chosen, items = project.labels.earliest("position").pk, list[int]()
    while len(items) < count:
        leases = deck(project, bob(), want=min(5, count - len(items))).leases
        assert leases
        deck(project, bob(), answers=[answer(lease.item_id, chosen) for lease in leases])
        items += [lease.item_id for lease in leases]
    return items


def test_the_labels_of_one_submission_are_one_delivery() -> None:
    project = text_project(overlap=2)
    webhook = listener(project, "item.labelled")
    project.items.update(external_id=Concat(Value("text "), Cast("row", CharField())))
    items = label(project, 3)
    ((event, data),) = told()
    assert event == "item.labelled"
    assert [each["item"] for each in data["answers"]] == items
    first = data["answers"][0]
    assert first.pop("answered_at").endswith("Z")
    row = project.items.get(pk=first.pop("item")).row
    said = {"external_id": f"text {row}", "label": "good", "person": "bob", "seconds": 2.0}
    assert first == {**said, "labels": 1, "is_done": False}
    delivery = webhook.deliveries.get()
    assert delivery.payload["type"] == "item.labelled"
    assert delivery.payload["data"]["project"] == {"id": project.pk, "name": "Reviews"}
    assert (delivery.state, delivery.attempts) == ("waiting", 0)


def test_an_item_that_has_all_its_labels_is_done() -> None:
    project = text_project()
    listener(project)
    label(project)
    assert told()[0][1]["answers"][0]["is_done"] is True


def test_skips_are_not_told_and_corrections_are() -> None:
    project = text_project()
    listener(project)
    (lease,) = deck(project, bob(), want=1).leases
    deck(project, bob(), answers=[answer(lease.item_id, None)])
    assert told() == []
    good, bad = project.labels.all()
    for choice in (good.pk, bad.pk, None):
        deck(project, bob(), answers=[answer(lease.item_id, choice)])
    answers = [data["answers"] for _, data in told()]
    assert [[each["label"] for each in group] for group in answers] == [["good"], ["bad"], [None]]
    assert answers[-1][0]["labels"] == 0


def test_of_several_answers_on_one_item_in_one_submission_the_last_is_told() -> None:
    project = text_project()
    listener(project)
    (lease,) = deck(project, bob(), want=1).leases
    good, bad = project.labels.all()
    deck(project, bob(), answers=[answer(lease.item_id, good.pk), answer(lease.item_id, bad.pk)])
    ((_, data),) = told()
    assert [each["label"] for each in data["answers"]] == ["bad"]


def test_what_is_refused_or_sent_twice_is_not_told() -> None:
    project = text_project()
    listener(project)
    (lease,) = deck(project, bob(), want=1).leases
    given = answer(lease.item_id, project.labels.earliest("pk").pk)
    for _ in range(2):
        deck(project, bob(), answers=[given, answer(10**9, given.label_id)])
    assert len(told()) == 1


def test_what_is_rolled_back_was_never_told() -> None:
    project = text_project()
    listener(project)

    class Undone(Exception):
        """Raised on purpose."""

    def label_and_fail() -> None:
        with transaction.atomic():
            label(project)
            raise Undone

    with pytest.raises(Undone):
        label_and_fail()
    assert told() == []


def test_only_webhooks_that_are_on_listen_to_the_event_and_belong_to_the_project_are_told() -> None:
    project, other = text_project(), text_project(name="Other")
    first, second = listener(project, "item.labelled"), listener(project)
    listener(project, active=False)
    listener(project, "round.done", "job.ended")
    listener(other)
    label(project)
    assert [each.webhook_id for each in WebhookDelivery.objects.order_by("pk")] == [first.pk, second.pk]


def test_without_a_webhook_labelling_asks_nothing_more() -> None:
    project = text_project()
    (lease,) = deck(project, bob(), want=1).leases
    with CaptureQueriesContext(connection) as asked:
        deck(project, bob(), answers=[answer(lease.item_id, project.labels.earliest("pk").pk)])
    about_webhooks = ("hot_webhooks", "annotator_webhookdelivery")
    assert not [query["sql"] for query in asked if any(name in query["sql"] for name in about_webhooks)]


@pytest.fixture
def budget() -> Callable[..., Project]:
    def made(**settings: Any) -> Project:
        project = text_project(**settings)
        listener(project, "budget.reached")
        return project

    return made


def percents() -> list[int]:
    return [data["percent"] for _, data in told()]


def test_80_and_100_per_cent_of_the_budget_are_told_once_each(budget: Callable[..., Project]) -> None:
    project = budget(budget_labels=10)
    label(project, 7)
    assert percents() == []
    label(project)
    assert percents() == [80]
    label(project)
    assert percents() == [80]
    label(project)
    assert percents() == [80, 100]
    spent = {"labels_spent": 10, "budget_labels": 10, "money_spent": "0.0000", "budget_money": None}
    assert told()[-1][1] == {"percent": 100, "currency": "EUR", **spent}


def test_one_submission_may_reach_both(budget: Callable[..., Project]) -> None:
    label(budget(budget_labels=3), 3)
    assert percents() == [80, 100]


def test_a_correction_spends_nothing_and_tells_nothing(budget: Callable[..., Project]) -> None:
    project = budget(budget_labels=5)
    (first, *_) = label(project, 4)
    deck(project, bob(), answers=[answer(first, project.labels.latest("position").pk)])
    assert percents() == [80]


def test_the_budget_in_money_counts_too_and_ends_with_the_last_label_it_pays_for(
    budget: Callable[..., Project],
) -> None:
    project = budget(budget_labels=100, price_per_label="0.30", budget_money="1.00")
    label(project, 2)
    assert percents() == []
    # 0.90 of 1.00: another label costs more than what is left.
    label(project)
    assert percents() == [80, 100]


def test_a_budget_that_is_lowered_is_told_and_one_that_is_raised_may_be_reached_again(
    budget: Callable[..., Project],
) -> None:
    project = budget(budget_labels=10)
    label(project, 4)
    projects.update(project.pk, changes={"budget_labels": 5}, by=alice())
    projects.update(project.pk, changes={"guidelines": "Be kind."}, by=alice())
    assert percents() == [80]
    projects.update(project.pk, changes={"budget_labels": 10}, by=alice())
    label(project, 4)
    assert percents() == [80, 80]


def test_starting_and_pausing_are_told() -> None:
    project = text_project(start=False)
    listener(project, "project.status")
    for change in (projects.start, projects.start, projects.pause, projects.start):
        change(project.pk, by=alice())
    seen = [(data["before"], data["status"]) for _, data in told()]
    assert seen == [("draft", "active"), ("active", "paused"), ("paused", "active")]


@pytest.mark.django_db(transaction=True)
def test_a_round_that_is_published_is_told_with_its_numbers() -> None:
    money: dict[str, Any] = {"price_per_label": "0.01", "budget_money": "0.50", "compute_price_per_hour": "900000"}
    project = text_project(items=30, batch_size=4, budget_labels=100, **money)
    listener(project, "round.done", "budget.reached")
    run_due_round(project.pk)
    (event, data), *more = told()
    assert event == "round.done"
    assert (data["round"]["number"], data["round"]["labels_total"]) == (0, 0)
    # What computing costs is spent as well.
    assert [data["percent"] for _, data in more] == [80, 100]


def test_a_job_that_ends_is_told_whatever_came_of_it() -> None:
    project = text_project()
    listener(project)

    def fine(job: Job, progress: Progress) -> str:
        return "Done it."

    def broken(job: Job, progress: Progress) -> str:
        raise RuntimeError("a bug")

    for handler in (fine, broken, broken, broken):
        job = Job.objects.get_or_create(project=project, kind="export", title="Export", state="waiting")[0]
        run_job(job.pk, handlers={"export": handler})
    cancelled = Job.objects.create(project=project, kind="import", title="reviews.csv")
    cancel_job(cancelled.pk)
    ended = [data["job"] for event, data in told() if event == "job.ended"]
    assert [(job["kind"], job["state"]) for job in ended] == [
        ("export", "done"),
        ("export", "failed"),
        ("import", "cancelled"),
    ]
    assert ended[0]["message"] == "Done it."
    assert (ended[2]["id"], ended[2]["title"]) == (str(cancelled.pk), "reviews.csv")


def test_a_look_at_a_file_is_no_job_that_is_told() -> None:
    project = text_project()
    listener(project)
    cancel_job(Job.objects.create(project=project, kind=JobKind.PREVIEW, title="reviews.csv").pk)
    assert told() == []
