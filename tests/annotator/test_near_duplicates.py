"""Near-duplicates are asked once: held back by the job that computes features, asked when nothing else is left."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.utils import timezone

import selection
from annotator.models import Item, Job, JobKind, JobState, LogEntry, Project, QueueEntry
from annotator.selectors.counters import differences
from annotator.selectors.features import next_to_encode
from annotator.selectors.items.counts import item_counts
from annotator.services.features import duplicates
from annotator.services.projects import projects
from annotator.services.rounds.run import run_due_round
from tests.annotator.test_features import compute
from tests.asking import browser_of
from tests.cast import add_texts, alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db(transaction=True)

TWINS = "where is my parcel now"
OTHERS = [
    "this lamp gives a warm light",
    "the soup was salty and cold",
    "trains leave on every hour",
    "a blue wool scarf",
]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Encoders that need no network of layers."""
    monkeypatch.setattr(selection, "ENCODERS", {name: selection.ENCODERS[name] for name in ("tokens", "words")})


def twins(texts: Sequence[str] = (TWINS, OTHERS[0], TWINS, *OTHERS[1:], TWINS), **settings: Any) -> Project:
    """Rows 0, 2 and 6 say the same, unless told otherwise."""
    project = text_project(items=0, **settings)
    add_texts(project, texts)
    return project


def held_back(project: Project) -> dict[int, int | None]:
    """row -> which row is asked instead."""
    items = Item.objects.filter(project=project, duplicate_of__isnull=False)
    return dict(items.order_by("row").values_list("row", "duplicate_of"))


def first_by_draw(project: Project, *rows: int) -> int:
    return Item.objects.filter(project=project, row__in=rows).earliest("draw").row


def rows_in_turn(project: Project, *, want: int = 50) -> list[int]:
    return [lease.item.row for lease in deck(project, bob(), want=want).leases]


def duplicates_of(project: Project) -> int:
    return item_counts(project, now=timezone.now()).duplicates


def test_of_items_that_are_nearly_the_same_one_is_asked_and_the_others_last() -> None:
    project = twins()
    job = compute()
    stands = first_by_draw(project, 0, 2, 6)
    others = sorted({0, 2, 6} - {stands})
    assert held_back(project) == dict.fromkeys(others, stands)
    assert job.message == "Features of 7 items: tokens 7, words 7. 2 near-duplicates, asked last."
    assert duplicates_of(project) == 2
    asked = rows_in_turn(project)
    assert len(asked) == 7
    assert sorted(asked[-2:]) == others
    assert duplicates_of(project) == 0
    assert differences(project) == []


def test_the_ranking_holds_no_near_duplicates_neither_the_stored_one_nor_the_next() -> None:
    project = twins(batch_size=1)
    run_due_round(project.pk)
    assert QueueEntry.objects.filter(project=project).count() == 7
    compute()
    stored = QueueEntry.objects.filter(project=project)
    assert not stored.filter(item__duplicate_of__isnull=False).exists()
    assert stored.count() == 5
    lease = deck(project, bob(), want=1).leases[0]
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id)])
    assert run_due_round(project.pk) is not None
    assert not QueueEntry.objects.filter(project=project, item__duplicate_of__isnull=False).exists()


def test_an_answered_item_stands_for_those_like_it_whatever_their_draw() -> None:
    project = twins()
    last = Item.objects.filter(project=project, row__in=(0, 2, 6)).latest("draw")
    Item.objects.exclude(pk=last.pk).update(open_slots=0)
    deck(project, bob(), want=1)
    deck(project, bob(), answers=[answer(last.pk, project.labels.first().pk)])  # type: ignore[union-attr]  # has some
    Item.objects.exclude(pk=last.pk).update(open_slots=1)
    compute()
    assert held_back(project) == dict.fromkeys(sorted({0, 2, 6} - {last.row}), last.row)


def test_audit_items_are_never_held_back_and_hold_nothing_back() -> None:
    project = twins((TWINS,) * 8 + tuple(OTHERS), audit_share=0.3)
    audit = set(Item.objects.filter(project=project, role="audit").values_list("row", flat=True))
    assert audit & set(range(8))
    compute()
    pool = set(range(8)) - audit
    assert held_back(project) == dict.fromkeys(
        sorted(pool - {first_by_draw(project, *pool)}), first_by_draw(project, *pool)
    )


def test_turned_off_they_are_asked_like_all_others_and_on_again_they_are_sought_anew() -> None:
    project = twins()
    compute()
    projects.update(project.pk, changes={"duplicates_once": False}, by=alice())
    assert held_back(project) == {}
    draws = Item.objects.filter(project=project).order_by("draw").values_list("row", flat=True)
    assert rows_in_turn(project, want=7) == list(draws)
    assert next_to_encode(now=timezone.now()) is None
    assert LogEntry.objects.filter(project_id=project.pk, subject="duplicates_once").exists()
    deck(project, bob(), give_back=tuple(Item.objects.filter(project=project).values_list("pk", flat=True)))
    projects.update(project.pk, changes={"duplicates_once": True}, by=alice())
    job = compute()
    assert len(held_back(project)) == 2
    assert job.message.endswith("2 near-duplicates, asked last.")
    assert next_to_encode(now=timezone.now()) is None


def test_a_switch_that_is_turned_while_they_are_written_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    project = twins()
    write = duplicates._write

    def turned_off(*args: Any) -> None:
        projects.update(project.pk, changes={"duplicates_once": False}, by=alice())
        write(*args)

    monkeypatch.setattr(duplicates, "_write", turned_off)
    compute()
    assert held_back(project) == {}
    project.refresh_from_db()
    assert not project.duplicates_sought


def test_new_items_are_held_against_those_there_were() -> None:
    project = twins()
    compute()
    before = held_back(project)
    add_texts(project, [TWINS, "something quite different here"])
    compute()
    stands = first_by_draw(project, 0, 2, 6, 7)
    assert held_back(project) == dict.fromkeys(sorted({0, 2, 6, 7} - {stands}), stands)
    assert len(held_back(project)) == len(before) + 1


def test_content_that_an_import_rewrites_is_no_near_duplicate_any_more() -> None:
    project = twins()
    compute()
    row = next(iter(held_back(project)))
    Item.objects.filter(project=project, row=row).update(text="a mountain hut in deep snow", content_hash="f" * 32)
    counts, now = {"updated": 1}, timezone.now()
    Job.objects.create(project=project, kind=JobKind.IMPORT, state=JobState.DONE, counts=counts, finished_at=now)
    compute()
    assert row not in held_back(project)
    assert len(held_back(project)) == 1


def test_audit_items_that_are_drawn_anew_let_go_of_all_until_they_are_sought_again() -> None:
    project = twins((TWINS,) * 8 + tuple(OTHERS))
    compute()
    assert len(held_back(project)) == 7
    projects.update(project.pk, changes={"audit_share": 0.4}, by=alice())
    assert held_back(project) == {}
    compute()
    audit = set(Item.objects.filter(project=project, role="audit").values_list("row", flat=True))
    assert audit
    assert not audit & held_back(project).keys()
    assert not audit & set(held_back(project).values())


def test_a_strategy_without_features_knows_none() -> None:
    project = twins(strategy="random")
    assert next_to_encode(now=timezone.now()) is None
    assert duplicates_of(project) == 0


def test_the_overview_counts_them_and_the_settings_have_the_switch() -> None:
    project = twins()
    compute()
    client = browser_of(rita())
    assert client.get(f"/api/projects/{project.pk}/overview").json()["items"]["duplicates"] == 2
    client.force_login(alice())
    path = f"/api/projects/{project.pk}"
    assert client.get(path).json()["duplicates_once"] is True
    changed = client.patch(path, {"duplicates_once": False}, content_type="application/json")
    assert changed.json()["duplicates_once"] is False
    assert held_back(project) == {}
