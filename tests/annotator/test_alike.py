"""More like these: the nearest items come before the ranking, over rounds, until they are answered or taken back."""

import csv
from pathlib import Path
from typing import Any

import pytest

import selection
from annotator.models import Item, Label, Lease, LogEntry, Project, QueueEntry, User
from annotator.selectors.counters import differences
from annotator.selectors.project_log import page_of
from annotator.services.exports.write import export_to_path
from annotator.services.projects import alike
from annotator.services.rounds.run import run_due_round
from tests.annotator.test_features import compute
from tests.asking import browser_of, code_of
from tests.cast import add_texts, alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db(transaction=True)

# Rows 0, 2, 4, 6 and 8 ask after a parcel.
PARCELS = [
    "where is my parcel now",
    "parcel where is it today",
    "my parcel is late again",
    "has the parcel been sent",
    "no parcel came to me",
]
OTHERS = ["this lamp gives a warm light", "the soup was salty", "trains leave on every hour", "a blue wool scarf"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """An encoder that needs no network of layers."""
    monkeypatch.setattr(selection, "ENCODERS", {"tokens": selection.ENCODERS["tokens"]})


def mixed(**settings: Any) -> Project:
    project = text_project(items=0, **settings)
    add_texts(project, [text for pair in zip(PARCELS, [*OTHERS, "rain and wind"], strict=True) for text in pair])
    compute()
    return project


def item_at(project: Project, row: int) -> Item:
    return Item.objects.get(project=project, row=row)


def call(method: str, project: Project, body: dict[str, Any] | None = None, user: User | None = None) -> Any:
    client = browser_of(user or alice())
    return getattr(client, method)(f"/api/projects/{project.pk}/alike", body or {}, content_type="application/json")


def asked_rows(project: Project, *, want: int) -> list[int]:
    return [lease.item.row for lease in deck(project, bob(), want=want).leases]


def label_row(project: Project, row: int, label: Label, user: User) -> None:
    """The item is handed to this person first, and answered."""
    item = item_at(project, row)
    others = Item.objects.filter(project=project).exclude(pk=item.pk)
    before = dict(others.values_list("pk", "open_slots"))
    others.update(open_slots=0)
    QueueEntry.objects.filter(project=project).update(open=False)
    assert [lease.item_id for lease in deck(project, user, want=1).leases] == [item.pk]
    deck(project, user, answers=[answer(item.pk, label.pk)])
    for pk, slots in before.items():
        Item.objects.filter(pk=pk).update(open_slots=slots)
    for entry in QueueEntry.objects.filter(project=project).select_related("item"):
        QueueEntry.objects.filter(pk=entry.pk).update(open=entry.item.open_slots > 0)


def test_the_nearest_to_named_items_come_first_and_their_lineage_says_why(tmp_path: Path) -> None:
    project = mixed()
    run_due_round(project.pk)
    body = call("post", project, {"items": [item_at(project, 0).pk], "count": 3}).json()
    assert (body["count"], body["representation"], body["among"]) == (3, "tokens", 9)
    first = asked_rows(project, want=4)
    assert set(first[:3]) < {2, 4, 6, 8}
    leases = Lease.objects.filter(project=project).order_by("pk")
    assert [lease.source for lease in leases] == ["alike", "alike", "alike", "ranking"]
    assert all(lease.round_id is None and lease.rank is None for lease in leases[:3])
    cosines = [lease.score for lease in leases[:3]]
    assert cosines == sorted(cosines, reverse=True)  # type: ignore[type-var]  # numbers
    deck(project, bob(), answers=[answer(leases[0].item_id, project.labels.all()[0].pk)])
    export_to_path(project, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as file:
        line = next(csv.DictReader(file))
    assert (line["source"], line["round"], line["rank"]) == ("alike", "", "")
    assert differences(project) == []


def test_the_nearest_to_a_class_are_like_any_of_its_items() -> None:
    project = mixed(overlap=1)
    good, bad = project.labels.order_by("position")
    label_row(project, 0, good, bob())
    label_row(project, 3, bad, bob())
    assert call("post", project, {"label": good.pk, "count": 2}).json()["count"] == 2
    assert set(asked_rows(project, want=2)) < {2, 4, 6, 8}


def test_they_stay_in_front_over_rounds_until_they_are_answered() -> None:
    project = mixed(batch_size=1)
    run_due_round(project.pk)
    call("post", project, {"items": [item_at(project, 0).pk], "count": 2})
    first, second = QueueEntry.objects.filter(project=project, rank__lt=0).order_by("rank")
    lease = deck(project, bob(), want=1).leases[0]
    assert lease.item_id == first.item_id
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id)])
    assert run_due_round(project.pk) is not None
    left = QueueEntry.objects.filter(project=project, rank__lt=0)
    assert [entry.item_id for entry in left] == [second.item_id]
    assert deck(project, rita(), want=1).leases[0].item_id == second.item_id
    assert differences(project) == []


def test_who_asked_first_comes_first_and_an_item_is_asked_for_once() -> None:
    project = mixed()
    call("post", project, {"items": [item_at(project, 0).pk], "count": 2})
    first = list(QueueEntry.objects.filter(project=project).order_by("rank").values_list("item__row", flat=True))
    call("post", project, {"items": [item_at(project, 1).pk], "count": 3})
    both = list(QueueEntry.objects.filter(project=project).order_by("rank").values_list("item__row", flat=True))
    assert both[:2] == first
    assert len(both) == len(set(both)) == 5


def test_audit_items_and_what_is_answered_or_held_back_do_not_come_up(monkeypatch: pytest.MonkeyPatch) -> None:
    project = mixed()
    Item.objects.filter(project=project, row=2).update(role="audit")
    Item.objects.filter(project=project, row=4).update(duplicate_of=0)
    label_row(project, 6, project.labels.all()[0], bob())
    body = call("post", project, {"items": [item_at(project, 0).pk], "count": 10}).json()
    assert body["count"] == 6
    rows = set(QueueEntry.objects.filter(project=project).values_list("item__row", flat=True))
    assert rows == {1, 3, 5, 7, 8, 9}


def test_audit_items_are_no_examples() -> None:
    project = mixed()
    good = project.labels.all()[0]
    Item.objects.filter(project=project, row=2).update(role="audit")
    refused = call("post", project, {"items": [item_at(project, 2).pk]})
    assert (refused.status_code, code_of(refused)) == (400, "no_examples")
    label_row(project, 2, good, bob())
    refused = call("post", project, {"label": good.pk})
    assert (refused.status_code, code_of(refused)) == (409, "no_examples")
    assert "“good”" in refused.json()["errors"][0]["detail"]


def test_taken_back_nothing_comes_before_the_ranking() -> None:
    project = mixed()
    call("post", project, {"items": [item_at(project, 0).pk], "count": 4})
    client = browser_of(alice())
    assert client.get(f"/api/projects/{project.pk}/overview").json()["ranking"]["alike"] == 4
    assert call("delete", project).status_code == 204
    assert client.get(f"/api/projects/{project.pk}/overview").json()["ranking"]["alike"] == 0
    assert call("delete", project).status_code == 204
    sentences = [line.sentence for line in page_of(project).entries]
    assert sentences[:2] == [
        "Took back 4 items that were to come before all others.",
        "Asked for 4 items like 1 named item, before all others.",
    ]
    assert LogEntry.objects.filter(project_id=project.pk, kind="alike_taken_back").count() == 1


@pytest.mark.parametrize("body", [{}, {"items": [1], "label": 1}, {"items": []}, {"label": 1, "count": 0}])
def test_a_wish_names_either_items_or_a_label(body: dict[str, Any]) -> None:
    assert call("post", text_project(), body).status_code == 400


def test_a_label_or_an_item_of_another_project_is_not_known() -> None:
    project, other = mixed(), text_project(name="Other")
    refused = call("post", project, {"label": other.labels.all()[0].pk})
    assert code_of(refused) == "unknown_label"
    refused = call("post", project, {"items": [item_at(other, 0).pk]})
    assert code_of(refused) == "no_examples"


def test_no_more_than_some_hundred_wait_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "MOST_WAITING", 5)
    project = mixed()
    named = {"items": [item_at(project, 0).pk], "count": 4}
    assert call("post", project, named).status_code == 200
    refused = call("post", project, named)
    assert (refused.status_code, code_of(refused)) == (409, "too_many_alike")


def test_without_features_it_says_what_is_missing() -> None:
    project = text_project()
    refused = call("post", project, {"items": [item_at(project, 0).pk]})
    assert (refused.status_code, code_of(refused)) == (409, "no_features")
