"""Rounds follow the decks where a head learns on features, as far as their time allows; else the settings."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

import selection
from annotator.models import Project, Round, Turn
from annotator.selectors import rounds as select
from annotator.selectors.cadence import labels_until, next_after
from annotator.selectors.deck import page_for
from annotator.services.oracle import oracle
from annotator.services.rounds.run import run_due_round
from tests.annotator.test_features import compute
from tests.cast import answer, bob, deck, text_project

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """An encoder that needs no network of layers."""
    monkeypatch.setattr(selection, "ENCODERS", {"tokens": selection.ENCODERS["tokens"]})


def ended(project: Project, number: int, *, began: datetime, representation: str = "sentences") -> Round:
    report = {"representation": representation}
    return Round.objects.create(project=project, number=number, status="done", started_at=began, report=report)


def asked_after(project: Project, *, answers: int, seconds: float, apart_s: float, **fields: Any) -> int | None:
    """What the second of two rounds asks for, so many seconds after the first."""
    now = timezone.now()
    ended(project, 0, began=now - timedelta(seconds=apart_s))
    return next_after(project, ended(project, 1, began=now, **fields), answers=answers, seconds=seconds)


@pytest.mark.parametrize(
    ("arriving", "sharing", "labels"),
    [
        (0, 1, 20),  # Nobody hurries: a deck.
        (3.6, 1, 17),  # 32 people, 12 labels a second, 0.3 s: with those that come meanwhile a deck again.
        (10, 1, 20),  # A second more, and the worker must rest.
        (100, 1, 200),
        (10, 3, 60),  # It serves two other projects.
        (6.6, 1, 14),
    ],
)
def test_a_round_comes_a_deck_after_the_last_unless_the_worker_would_not_rest(
    arriving: float, sharing: int, labels: int
) -> None:
    assert labels_until(deck=20, arriving=arriving, sharing=sharing) == labels


def test_pace_and_seconds_are_those_that_were_measured() -> None:
    project = text_project(deck_size=20, start_fraction=0.5)
    # 8 labels a second for half a second: 4 come meanwhile.
    assert asked_after(project, answers=80, seconds=0.5, apart_s=10) == 16


def test_the_first_ranking_on_features_waits_for_a_deck() -> None:
    project = text_project(deck_size=12)
    first = ended(project, 0, began=timezone.now())
    assert next_after(project, first, answers=0, seconds=3.0) == 12


def test_other_projects_at_the_worker_leave_it_less_time() -> None:
    project, other, old = (text_project(name=name) for name in ("Mine", "Theirs", "Old"))
    now = timezone.now()
    Turn.objects.create(project=other, began_at=now)
    Turn.objects.create(project=old, ended_at=now - timedelta(minutes=5))
    assert asked_after(project, answers=80, seconds=2.0, apart_s=10) == 2 * 2 * 16


def test_a_proxy_from_scratch_and_whole_batches_follow_the_settings() -> None:
    assert asked_after(text_project(), answers=80, seconds=0.5, apart_s=10, representation="own") is None
    in_step = text_project(name="In step", start_fraction=1.0)
    assert asked_after(in_step, answers=80, seconds=0.5, apart_s=10) is None


def test_settings_are_the_most_that_is_waited_for() -> None:
    project = text_project(batch_size=100, start_fraction=0.5)
    done = ended(project, 1, began=timezone.now())
    waits = []
    for after in (20, 900, None):
        done.next_after = after
        waits.append(select.threshold(project, newest=done))
    assert waits == [20, 50, 50]
    project.start_fraction = 1.0
    done.next_after = 20
    assert select.threshold(project, newest=done) == 100


def test_on_features_a_round_is_due_after_a_deck_and_the_page_says_so() -> None:
    project = text_project(items=120, batch_size=100, start_fraction=0.5, deck_size=6)
    compute()
    first = run_due_round(project.pk)
    assert first is not None
    assert (first.report["representation"], first.next_after) == ("tokens", 6)
    leases = deck(project, bob(), want=6).leases
    answers = [answer(lease.item_id, lease.item.truth_id) for lease in leases]
    assert not deck(project, bob(), answers=answers[:5]).page.is_due
    assert not select.is_due(project)
    assert select.labels_missing(project, newest=first, waiting=5) == 1
    assert deck(project, bob(), answers=answers[5:]).page.is_due
    project.refresh_from_db()
    assert page_for(project, bob()).is_due
    second = run_due_round(project.pk)
    assert second is not None
    assert (second.labels_new, second.next_after is None) == (6, False)


def test_an_oracle_that_never_rests_meets_its_rounds_sooner_than_the_settings_say() -> None:
    project = text_project(items=60, batch_size=40, start_fraction=0.9, deck_size=10, budget_labels=60)
    compute()
    oracle.run(project, oracle.OracleSettings(labels=60))
    consumed = list(Round.objects.filter(project=project, number__gt=0).values_list("labels_new", flat=True))
    assert consumed[0] == 10
    assert max(consumed) < 36
