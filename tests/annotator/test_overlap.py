"""What another overlap would cost, said before it is set."""

from decimal import Decimal
from typing import Any

import pytest

from annotator.models import Project
from annotator.selectors.overlap import OverlapChange
from annotator.services.projects import projects
from annotator.services.projects.items import set_aside
from tests.asking import browser_of
from tests.cast import alice, answer, bob, deck, join, person, text_project

pytestmark = pytest.mark.django_db


def preview(project: Project, **changes: Any) -> OverlapChange:
    return projects.preview_overlap(Project.objects.get(pk=project.pk), changes=changes)


def label_all(project: Project, name: str, *, want: int) -> list[int]:
    user = person(name)
    join(project, user)
    items = [lease.item_id for lease in deck(project, user, want=want).leases]
    deck(project, user, answers=[answer(item, project.labels.earliest("position").pk) for item in items])
    return items


def priced(**settings: Any) -> Project:
    """Five items, of which one is set aside."""
    project = text_project(items=5, **{"price_per_label": Decimal("0.08"), "budget_labels": 30, **settings})
    set_aside(project.pk, rows=[4])
    return project


def test_a_higher_overlap_says_labels_money_and_what_the_budget_allows() -> None:
    project = priced(overlap=2)
    label_all(project, "bob", want=3)
    deck(project, bob(), want=1)
    change = preview(project, overlap=3)
    assert (change.items, change.labels, change.money, change.affordable) == (4, 4, Decimal("0.32"), 27)
    assert change.detail == (
        "3 answers instead of 2 on 4 items: up to 4 more labels, 0.32 EUR; "
        "the budget allows all 9 labels that are then to come."
    )
    project.refresh_from_db()
    assert project.overlap == 2


def test_a_budget_that_ends_before_is_named_with_the_budget_that_the_form_holds() -> None:
    project = priced(overlap=1, price_per_label=Decimal(0), budget_labels=5)
    label_all(project, "bob", want=4)
    assert preview(project, overlap=4).detail == (
        "4 answers instead of 1 on 4 items: up to 12 more labels; "
        "the budget allows 1 of the 12 labels that are then to come."
    )
    assert preview(project, overlap=4, budget_labels=20).detail.endswith("allows all 12 labels that are then to come.")


def test_a_lower_overlap_says_what_stays() -> None:
    project = priced(overlap=2)
    items = label_all(project, "bob", want=3)
    assert set(label_all(project, "dora", want=1)) <= set(items)
    join(project, person("emil"))
    deck(project, person("emil"), want=1)
    change = preview(project, overlap=1)
    assert (change.items, change.labels) == (2, -2)
    assert change.detail == (
        "1 answer instead of 2 on 2 items: 2 labels fewer to come, 0.16 EUR. "
        "What is given beyond that, 1 label, stays and stays paid. 1 item in people's hands may still be answered."
    )


@pytest.mark.parametrize("overlap", [1, 2, 3, 5])
def test_what_is_said_is_what_the_change_then_does(overlap: int) -> None:
    project = priced(overlap=3)
    label_all(project, "bob", want=4)
    label_all(project, "dora", want=2)
    deck(project, bob(), want=1)
    before = sum(project.items.filter(state="open").values_list("open_slots", flat=True))
    said = preview(project, overlap=overlap)
    projects.update(project.pk, changes={"overlap": overlap})
    after = sum(project.items.filter(state="open").values_list("open_slots", flat=True))
    assert said.labels == after - before


def test_an_overlap_that_cannot_be_set_is_refused_with_its_field() -> None:
    project, client = priced(), browser_of(alice())
    refused = client.post(f"/api/projects/{project.pk}/overlap/preview", {"overlap": 0}, "application/json")
    assert (refused.status_code, refused.json()["errors"][0]["attr"]) == (400, "overlap")
    given = client.post(f"/api/projects/{project.pk}/overlap/preview", {"overlap": 2}, "application/json")
    assert (given.json()["labels"], given.json()["money"]) == (4, "0.3200")
