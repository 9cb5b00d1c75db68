"""Removing items: they and their answers are gone everywhere, and what was paid stays paid."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Sum
from django.utils import timezone

from annotator.errors import Conflict
from annotator.models import Annotation, CostEntry, Item, Job, LogEntry, Project, Suggestion
from annotator.selectors.counters import differences
from annotator.selectors.items.counts import item_counts
from annotator.selectors.items.gone import gone_rows
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.project_log import page_of
from annotator.selectors.rounds import excluded_rows
from annotator.services.exports.description import Export
from annotator.services.exports.write import export_to_path
from annotator.services.projects.removal import preview_removal, remove_items
from annotator.services.rounds.inputs import read
from annotator.sources.features import cache_of, encoders_of
from tests.annotator.worlds import lived_in
from tests.asking import browser_of, code_of
from tests.cast import add_texts, alice, answer, bob, charlie, deck, join, rita, text_project

pytestmark = pytest.mark.django_db


def money_of(project: Project) -> Decimal:
    return CostEntry.objects.filter(project=project).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def exported(project: Project, folder: Path, what: str) -> list[dict[str, Any]]:
    path = folder / f"{what}.jsonl"
    export_to_path(project, path, Export(what=what, format="jsonl"))
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_what_goes_is_said_before_and_counters_are_right_after(tmp_path: Path) -> None:
    project = lived_in(items=60)
    chosen = ItemFilter(split="train")
    gone = set(chosen.items(project).values_list("pk", flat=True))
    spent, money = project.labels_spent, money_of(project)
    paid = Annotation.objects.filter(item__in=gone, paid=True).count()
    said = preview_removal(project, chosen)
    assert differences(project) == []
    assert (said.items, said.paid_labels, said.money) == (len(gone), paid, paid * project.price_per_label)
    went = remove_items(project.pk, chosen, by=alice())
    assert went == said
    project.refresh_from_db()
    assert differences(project) == []
    assert (project.labels_spent, project.money_spent, money_of(project)) == (spent, money, money)
    assert project.labels_removed == paid > 0
    assert item_counts(project, now=timezone.now()).total == project.n_items == 60 - len(gone)
    for model in (Annotation, Suggestion):
        assert not model.objects.filter(item__in=gone).exists()
    for what in ("items", "answers"):
        assert gone.isdisjoint(line["item_id"] for line in exported(project, tmp_path, what))


def test_the_project_log_says_who_removed_what() -> None:
    project = text_project(items=3)
    removed = remove_items(project.pk, [item.pk for item in project.items.all()[:2]], by=alice())
    line = page_of(project).entries[0]
    assert (line.username, line.sentence) == ("alice", "Removed 2 items with 0 labels and 0 skips.")
    assert removed.detail == "2 items with 0 labels: only importing brings such items back."
    remove_items(project.pk, [], by=alice())
    assert LogEntry.objects.filter(project=project, kind="items_removed").count() == 1


def test_a_round_neither_ranks_nor_remembers_what_was_removed() -> None:
    project = text_project(items=8)
    labels = list(project.labels.all())
    held = deck(project, bob(), want=4).leases
    deck(project, bob(), answers=[answer(lease.item_id, labels[0].pk) for lease in held])
    project.refresh_from_db()
    removed = [held[0].item_id, *project.items.filter(answers=0).values_list("pk", flat=True)[:1]]
    rows = sorted(project.items.filter(pk__in=removed).values_list("row", flat=True))
    remove_items(project.pk, removed, by=alice())
    project.refresh_from_db()
    assert list(gone_rows(project)) == rows
    assert set(rows) <= set(excluded_rows(project))
    assert project.labels_waiting == 3
    claimed = project.rounds.create(number=0, started_at=timezone.now())
    data = read(claimed)
    assert set(rows) <= set(data.pool.excluded_rows.tolist())
    assert set(rows).isdisjoint(data.batch.rows_B.tolist())


def test_who_holds_a_removed_item_is_told_and_pays_nothing() -> None:
    project = text_project(items=2, price_per_label="0.10")
    held = deck(project, bob(), want=2).leases
    said = remove_items(project.pk, [held[0].item_id], by=alice())
    assert said.held == 1
    label = project.labels.all()[0].pk
    outcome = deck(project, bob(), answers=[answer(lease.item_id, label) for lease in held], holding=frozenset())
    assert [result.code for result in outcome.results] == ["unknown_item", ""]
    project.refresh_from_db()
    assert (project.labels_spent, differences(project)) == (1, [])


def test_of_near_duplicates_another_one_is_asked() -> None:
    project = text_project(items=5)
    Item.objects.filter(project=project, row__in=[2, 3, 4]).update(duplicate_of=0)
    remove_items(project.pk, list(project.items.filter(row=0).values_list("pk", flat=True)), by=None)
    assert list(project.items.order_by("row").values_list("row", "duplicate_of")) == [
        (1, None),
        (2, None),
        (3, 2),
        (4, 2),
    ]


def test_a_picture_goes_with_the_last_item_that_shows_it(django_capture_on_commit_callbacks: Any) -> None:
    project = text_project(items=3)
    names = [default_storage.save(f"media/{project.pk}/{n}.png", ContentFile(b"picture")) for n in "ab"]
    for row, name in enumerate([names[0], names[0], names[1]]):
        project.items.filter(row=row).update(media=name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_items(project.pk, list(project.items.filter(row__in=[0, 2]).values_list("pk", flat=True)), by=None)
    assert [default_storage.exists(name) for name in names] == [True, False]
    with django_capture_on_commit_callbacks(execute=True):
        remove_items(project.pk, list(project.items.filter(row=1).values_list("pk", flat=True)), by=None)
    assert not default_storage.exists(names[0])


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_while_data_are_added_nothing_is_removed_and_the_way_on_is_said(state: str) -> None:
    project, other = text_project(items=3), text_project(name="Other", items=1)
    for of, kind in ((project, "import"), (project, "export"), (other, "export")):
        Job.objects.create(project=of, kind=kind, title="Work", state=state)
    client = browser_of(alice())
    body = json.dumps({"items": {"role": "pool"}})
    answer = client.delete(f"/api/projects/{project.pk}/items", data=body, content_type="application/json")
    assert (answer.status_code, code_of(answer)) == (409, "importing")
    assert "cancel it" in answer.json()["errors"][0]["detail"]
    assert project.items.count() == 3
    # Other work, and another project's, are in nobody's way.
    assert remove_items(other.pk, ItemFilter(role="pool"), by=None).items == 1
    Job.objects.filter(project=project, kind="import").update(state="cancelled")
    assert remove_items(project.pk, ItemFilter(role="pool"), by=None).items == 3


def test_a_picture_stays_where_an_import_has_begun_that_may_bring_it_back(
    django_capture_on_commit_callbacks: Any,
) -> None:
    project = text_project(items=2)
    name = default_storage.save(f"media/{project.pk}/a.png", ContentFile(b"picture"))
    project.items.filter(row=0).update(media=name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_items(project.pk, list(project.items.filter(row=0).values_list("pk", flat=True)), by=None)
        Job.objects.create(project=project, kind="import", title="Import of a.zip")
    assert default_storage.exists(name)


def test_features_of_removed_items_are_forgotten(
    django_capture_on_commit_callbacks: Any, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    project = text_project(items=3)
    caches = [cache_of(project.pk, encoder) for encoder in encoders_of("text") if not encoder.is_fitted]
    for cache in caches:
        cache.write(np.arange(3), np.ones((3, 4), dtype=np.float32))
    with django_capture_on_commit_callbacks(execute=True):
        remove_items(project.pk, list(project.items.filter(row=1).values_list("pk", flat=True)), by=None)
    for cache in caches:
        assert cache.filled(3).tolist() == [True, False, True]
        assert cache.read(np.array([1]))[0].tolist() == [[0.0] * 4]


def test_what_somebody_looked_at_is_removed_and_nothing_else() -> None:
    project = text_project(items=3)
    with pytest.raises(Conflict) as caught:
        remove_items(project.pk, ItemFilter(state="unlabelled"), by=alice(), expected=2)
    assert caught.value.code == "other_items"
    assert project.items.count() == 3


def test_new_items_get_rows_of_their_own_after_a_removal() -> None:
    project = text_project(items=3)
    remove_items(project.pk, list(project.items.filter(row=2).values_list("pk", flat=True)), by=None)
    add_texts(project, ["later"])
    assert sorted(project.items.values_list("row", flat=True)) == [0, 1, 3]
    assert differences(project) == []


def test_items_are_removed_by_address_after_a_look() -> None:
    project = lived_in(items=20)
    other = text_project(name="Other", items=1)
    client = browser_of(alice())
    address = f"/api/projects/{project.pk}/items"

    def delete(body: dict[str, Any], query: str = "") -> Any:
        return client.delete(address + query, data=json.dumps(body), content_type="application/json")

    body = {"items": {"split": "train"}}
    looked = delete(body, "?dry_run=true").json()
    assert project.items.count() == 20
    assert delete({**body, "expected": looked["items"] + 1}).json()["errors"][0]["code"] == "other_items"
    assert delete({**body, "expected": looked["items"]}).json() == looked
    assert project.items.count() == 20 - looked["items"]
    foreign = other.items.get().pk
    assert delete({"ids": [foreign]}).json()["items"] == 0
    assert Item.objects.filter(pk=foreign).exists()
    for wrong, code in (({}, "invalid"), ({"items": {}}, "nothing_said"), ({"ids": []}, "min_length")):
        assert delete(wrong).json()["errors"][0]["code"] == code
    join(project, charlie())
    client.force_login(rita())
    assert delete(body).status_code == 403


def test_more_than_fit_into_one_transaction_are_removed_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.selectors.items.choosing.MAX_ITEMS_AT_ONCE", 2)
    project = text_project(items=5)
    parts = [remove_items(project.pk, ItemFilter(role="pool"), by=None) for _ in range(3)]
    assert [(part.items, part.left) for part in parts] == [(2, True), (2, True), (1, False)]
