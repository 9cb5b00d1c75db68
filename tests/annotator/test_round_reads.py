"""A round reads while the project goes on: what comes meanwhile waits for the next round."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from annotator.models import Annotation, Project
from annotator.selectors import rounds as select
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel
from annotator.services.rounds import inputs
from annotator.services.rounds.run import run_due_round
from tests.cast import add_texts, answer, bob, deck, text_project

pytestmark = pytest.mark.django_db(transaction=True)


def at_work(*, labels: int) -> Project:
    """Bob has given some labels, and enough of them that the next round is due."""
    project = text_project(items=40, batch_size=8, budget_labels=400)
    run_due_round(project.pk)
    label(project, labels)
    return project


def label(project: Project, count: int, label_id: int | None = None) -> None:
    leases = deck(project, bob(), want=count).leases
    deck(project, bob(), answers=[answer(lease.item_id, label_id or lease.item.truth_id) for lease in leases])


def meanwhile(monkeypatch: pytest.MonkeyPatch, name: str, happens: Callable[[], None]) -> None:
    """It happens just before the round's input reads on with the function of this name."""
    whole = getattr(inputs, name)

    def read(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(inputs, name, whole)
        happens()
        return whole(*args, **kwargs)

    monkeypatch.setattr(inputs, name, read)


def test_items_that_an_import_adds_while_a_round_reads_wait_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    project = at_work(labels=8)

    def imported() -> None:
        add_texts(project, [f"late text {n}" for n in range(30)])
        # Answered, an audit item: each of the rows that a round looks for.
        project.items.filter(row__gte=60).update(role="audit")
        for row in (41, 60):
            late = Annotation.objects.filter(project=project).latest("pk")
            late.pk, late.key, late.item, late.lease = None, uuid.uuid4(), project.items.get(row=row), None
            late.save()
        project.items.filter(row__in=(41, 60)).update(answers=1, open_slots=0)

    meanwhile(monkeypatch, "_waiting", imported)
    done = run_due_round(project.pk)
    assert done is not None
    assert (done.status, done.labels_new, done.audit_n) == ("done", 8, 0)
    assert select.waiting(project) == 1


def test_a_label_that_is_new_while_a_round_reads_is_learned_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    project = at_work(labels=8)

    def added() -> None:
        kept = [WantedLabel(id=old.pk, name=old.name) for old in project.labels.all()]
        projects.update(project.pk, changes={}, labels=[*kept, WantedLabel(name="odd")])
        taken = Annotation.objects.filter(project=project, round=None).latest("pk")
        deck(project, bob(), answers=[answer(taken.item_id, project.labels.get(name="odd").pk)])

    meanwhile(monkeypatch, "_batch", added)
    done = run_due_round(project.pk)
    assert done is not None
    assert done.status == "done"
    assert select.waiting(project) == 1, "the correction"
