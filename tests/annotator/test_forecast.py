"""What the manager is told about the next labels."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotator.models import Project, ProjectStatus, Round
from annotator.selectors.budget import Left
from annotator.selectors.forecast import Forecast, forecast
from annotator.selectors.overview import overview
from annotator.selectors.sentence import plain_sentence
from annotator.statistics.learning_curve import Range
from annotator.statistics.shares import wilson
from tests.asking import browser_of
from tests.cast import alice, text_project

pytestmark = pytest.mark.django_db

# Right answers per thousand audit items, of a model that learns steadily.
LEFT = Left(600, money=None, ends_with_items=False, finish_at=None, hours=None)
LEARNING = (600, 700, 750, 780, 800, 815)


def learnt(project: Project, *, rounds: int = 6, answered: int = 1000) -> list[Round]:
    return [
        Round.objects.create(
            project=project,
            number=number,
            status="done",
            started_at=timezone.now(),
            finished_at=timezone.now(),
            audit_right=LEARNING[number - 1] * answered // 1000,
            audit_n=answered,
            labels_new=100,
            spent_labels=number * 100,
            spent_money=Decimal(number * 12),
        )
        for number in range(1, rounds + 1)
    ]


def spent(project: Project, labels: int) -> Project:
    Project.objects.filter(pk=project.pk).update(labels_spent=labels, money_spent=labels * project.price_per_label)
    project.refresh_from_db()
    return project


def priced(**settings: Any) -> Project:
    settings = {"items": 1900, "budget_labels": 1800, "price_per_label": Decimal("0.12"), **settings}
    return spent(text_project(**settings), 620)


def sentence_of(project: Project, coming: Forecast | None) -> str:
    return plain_sentence(project, given=620, accuracy=wilson(36, 40), left=LEFT, coming=coming)


def gain(value: float, low: float, high: float, **fields: object) -> Forecast:
    known: dict[str, Any] = {"labels": 500, "money": Decimal("60"), "hours": 1.9, "curve": [], **fields}
    return Forecast(gain=Range(value, low, high), **known)


def test_the_next_five_hundred_labels_have_a_price_a_time_and_a_gain() -> None:
    project = priced()
    coming = forecast(project, learnt(project), left=1180, labels_per_hour=250.0)
    assert coming is not None
    assert (coming.labels, coming.money, coming.hours) == (500, Decimal("60.00"), 2.0)
    assert 0.01 < coming.gain.low < coming.gain.value < coming.gain.high < 0.08
    assert coming.is_clear


def test_the_curve_runs_from_the_last_round_to_the_end_of_the_budget() -> None:
    project = priced()
    coming = forecast(project, learnt(project), left=1180, labels_per_hour=0.0)
    assert coming is not None
    first, last = coming.curve[0], coming.curve[-1]
    assert (first.labels, first.money, last.labels, last.money) == (600, Decimal(72), 1800, Decimal(216))
    assert first.value == pytest.approx(0.815, abs=0.002)
    assert first.value < last.value < last.high
    assert coming.hours is None


def test_labels_that_files_brought_are_labels_to_learn_from_and_cost_nothing() -> None:
    project = priced()
    published = learnt(project)
    bought = forecast(project, published, left=1180, labels_per_hour=0.0)
    for done in published:
        done.arrived_labels = 5000
    brought = forecast(project, published, left=1180, labels_per_hour=0.0)
    assert bought is not None
    assert brought is not None
    first, last = brought.curve[0], brought.curve[-1]
    assert (first.labels, first.money, last.labels, last.money) == (5600, Decimal(72), 6800, Decimal(216))
    assert brought.gain.value < bought.gain.value


@pytest.mark.parametrize(("left", "labels"), [(1, 1), (47, 47), (347, 340), (500, 500), (9000, 500)])
def test_the_labels_are_what_is_left_rounded_down_and_at_most_five_hundred(left: int, labels: int) -> None:
    project = priced()
    coming = forecast(project, learnt(project), left=left, labels_per_hour=100.0)
    assert coming is not None
    assert coming.labels == labels
    assert coming.curve[-1].labels == min(620 + left, 4 * 620)
    assert len({point.labels for point in coming.curve}) == len(coming.curve)


def test_early_on_the_curve_reaches_at_least_as_far_as_the_sentence() -> None:
    project = spent(priced(), 100)
    coming = forecast(project, learnt(project)[:1] * 4, left=1700, labels_per_hour=0.0)
    assert coming is not None
    assert coming.curve[-1].labels == 600


def test_nothing_is_forecast_without_enough_rounds_or_without_a_budget() -> None:
    project = priced()
    assert forecast(project, [], left=100, labels_per_hour=1.0) is None
    published = learnt(project)
    assert forecast(project, published[:3], left=100, labels_per_hour=1.0) is None
    assert forecast(project, published, left=0, labels_per_hour=1.0) is None


def test_without_a_price_there_is_no_money() -> None:
    project = priced(price_per_label=Decimal(0))
    coming = forecast(project, learnt(project), left=1180, labels_per_hour=1.0)
    assert coming is not None
    assert coming.money is None
    assert {point.money for point in coming.curve} == {None}


@pytest.mark.parametrize(
    ("coming", "words"),
    [
        (
            gain(0.006, 0.001, 0.011),
            "(60.00 EUR, about 2 hours) should add between 0.1 and 1.1 points, most likely 0.6.",
        ),
        (gain(0.006, 0.001, 0.03), "The next 500 labels (60.00 EUR, about 2 hours) may add between 0 and 3 points."),
        (gain(0.02, 0.0, 0.021, hours=0.25), "(60.00 EUR, about 15 minutes) may add between 0 and 3 points."),
        (gain(0.002, 0.0, 0.004, hours=None), "(60.00 EUR) may add between 0 and 0.4 points."),
        (gain(0.0, 0.0, 0.0003, money=None), "The next 500 labels (about 2 hours) should add less than 0.1 points."),
        (
            gain(0.01, 0.008, 0.012, labels=1, money=None, hours=None),
            "The next label should add between 0.8 and 1.2 points, most likely 1.0.",
        ),
    ],
)
def test_the_gain_is_said_as_surely_as_it_is_known(coming: Forecast, words: str) -> None:
    assert words in sentence_of(priced(), coming)


def test_the_overview_says_it_in_its_second_sentence() -> None:
    project = priced()
    learnt(project)
    seen = overview(project, now=timezone.now())
    assert seen.sentence.startswith(
        "At 620 labels the model is right on between 79.0 and 83.8 % of items, most likely 81.5 %. The next 500 labels"
    )
    assert "(60.00 EUR) should add between" in seen.sentence
    project.status = ProjectStatus.PAUSED
    assert overview(project, now=timezone.now()).sentence.endswith(" The project is paused.")


def test_too_few_answers_are_said_and_a_spent_budget_promises_nothing() -> None:
    project = priced()
    learnt(project, rounds=3)
    seen = overview(project, now=timezone.now())
    assert seen.forecast is None
    assert seen.sentence.endswith("nobody is labelling at the moment. Too few rounds to forecast.")
    over = overview(spent(project, 1800), now=timezone.now())
    assert over.forecast is None
    assert over.sentence.endswith("The budget is spent: 1,800 of 1,800 labels.")


def test_the_forecast_costs_no_query(
    django_assert_num_queries: DjangoAssertNumQueries, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    project = priced()
    published = learnt(project)
    with django_assert_num_queries(0):
        forecast(project, published, left=1180, labels_per_hour=1.0)
    client = browser_of(alice())
    with django_assert_max_num_queries(30):
        body = client.get(f"/api/projects/{project.pk}/overview").json()["forecast"]
    assert (body["labels"], body["money"], body["is_clear"]) == (500, "60.0000", True)
    assert body["curve"][-1]["money"] == "216.0000"
    assert sorted(body["gain"]) == ["high", "low", "value"]
