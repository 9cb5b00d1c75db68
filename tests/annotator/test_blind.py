"""Annotators label blind: whatever others said, whatever is known, they read the same, at every address of the API."""

import json
import re
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from annotator.models import Annotation, Item, Project, Suggestion, User
from annotator.services.queue.given import Given, give
from tests.annotator.test_strangers import ENDPOINTS, OPEN, call
from tests.asking import browser_of
from tests.cast import answer, bob, deck, join, person, rita, text_project

pytestmark = pytest.mark.django_db

MARK = "zebra"
# What moves by itself from one request to the next.
MOVES = re.compile(r'"(server_time|key|last_seen_at|worker_seen_at|last_used_at)":("[^"]*"|null)')


def world() -> Project:
    """Bob has answered some items and holds others; Rita and Dora have answered these and others, and some are gold."""
    project = text_project(items=40, overlap=3, audit_share=0.2, gold_share=0.2, budget_labels=500, warn_below=0.5)
    join(project, person("dora"))
    good, bad = project.labels.all()
    project.items.filter(row__lt=6).update(role="gold", settled=F("truth"))
    for user in (bob(), rita(), person("dora")):
        items = [lease.item_id for lease in deck(project, user, want=12).leases]
        said = {} if user == bob() else {"comment": f"{MARK} said", "flagged": True}
        answers = [answer(item, (good if n % 3 else bad).pk, **said) for n, item in enumerate(items[:8])]
        deck(project, user, answers=[*answers, answer(items[8], None, skip_reason=f"{MARK} skipped")])
    Suggestion.objects.bulk_create(
        Suggestion(project=project, item=item, label=good, probability=0.9, model=f"{MARK} model", version="1")
        for item in project.items.all()
    )
    Annotation.objects.filter(project=project, user=bob()).update(skip_reason="dark")
    return project


def said_to(user: User, project: Project) -> dict[str, str]:
    """address -> what is answered, less what moves by itself."""
    answered = {f"{each.method} {each.path}": call(each, project, user).getvalue().decode() for each in ENDPOINTS}
    client = browser_of(user)
    for path in sorted(OPEN - {"tokens/*", "health", "ready"}):
        answered[f"get {path}"] = client.get(f"/api/{path}").getvalue().decode()
    return {name: MOVES.sub(r'"\1":0', body) for name, body in answered.items()}


def turned_round(project: Project) -> None:
    """All that others said, all that is known and all that is suggested is otherwise, and other items are gold."""
    good, bad = project.labels.all()
    others = Annotation.objects.filter(project=project).exclude(user=bob())
    was_good = list(others.filter(label=good).values_list("pk", flat=True))
    others.filter(label=bad).update(label=good)
    others.filter(pk__in=was_good).update(label=bad)
    others.update(comment="other words", flagged=False)
    others.filter(label=None).update(skip_reason="other reasons")
    for item in project.items.select_related("truth"):
        item.truth = bad if item.truth == good else good
        item.settled = item.truth if item.settled_id else None
        item.save(update_fields=["truth", "settled"])
    Suggestion.objects.filter(project=project).update(label=bad, probability=0.1)
    theirs = Annotation.objects.filter(project=project, user=bob()).values("item")
    rows = list(project.items.filter(pk__in=theirs, role="pool").values_list("pk", flat=True))[:3]
    Item.objects.filter(pk__in=rows).update(role="gold", settled=good)


def test_what_an_annotator_reads_does_not_depend_on_what_others_said_or_what_is_known() -> None:
    project = world()
    before = said_to(bob(), project)
    assert any(json.loads(before["post projects/{project}/deck"])["items"])
    assert json.loads(before["get projects/{project}/own-answers"])["answers"]
    turned_round(project)
    after = said_to(bob(), project)
    assert {name for name in before if before[name] != after[name]} == set()
    # The same test sees the difference where there is one.
    assert said_to(rita(), project) != before


def test_no_word_of_others_reaches_an_annotator() -> None:
    project = world()
    said = said_to(bob(), project)
    assert [name for name, body in said.items() if MARK in body] == []
    assert any(MARK in body for body in said_to(rita(), project).values())


def test_what_a_program_is_told_of_an_answer_does_not_depend_on_them_either() -> None:
    """Whether an answer is taken says that others have given theirs, not which."""
    project = text_project(items=8, overlap=1)
    good, bad = project.labels.all()

    def given(row: int, label: str) -> list[Any]:
        one = Given(item=project.items.get(row=row).pk, label=label, answered_at=timezone.now())
        return [(each.status, each.code) for each in give(project.pk, user=bob(), given=[one], now=timezone.now())]

    leased = deck(project, rita(), want=2).leases
    rows = [lease.item.row for lease in leased]
    deck(project, rita(), answers=[answer(leased[0].item_id, good.pk), answer(leased[1].item_id, bad.pk)])
    assert given(rows[0], "good") == given(rows[1], "good") == [("refused", "item_taken")]
    free = [item.row for item in project.items.exclude(row__in=rows)]
    assert given(free[0], "good") == given(free[1], "bad") == [("accepted", "")]
