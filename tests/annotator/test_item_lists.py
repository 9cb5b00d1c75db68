"""Lists of items: chosen, in an order, page by page, against the same said plainly in Python."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Invalid
from annotator.models import (
    REVIEWING,
    Annotation,
    Decided,
    Item,
    ItemPrediction,
    Lease,
    Project,
    QueueEntry,
    SentBack,
    Suggestion,
    SuspectedItem,
)
from annotator.selectors.counters import differences
from annotator.selectors.items.conditions import CONDITIONS
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.pages import page_of
from annotator.selectors.items.sorts import SORT_NAMES, SORTS
from annotator.selectors.items.totals import total_of
from annotator.selectors.overview import overview
from annotator.selectors.results import results_of
from annotator.statistics.consensus import consensus_of
from tests.annotator.worlds import FIRST, LABELS, draw_of, lived_in
from tests.asking import browser_of
from tests.cast import add_texts, alice, bob, rita, text_project

pytestmark = pytest.mark.django_db


class Twin:
    """An item and all that is known of it, read one by one."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.given = list(Annotation.objects.filter(item=item, replaced_at=None).order_by("pk"))
        self.labels = [each.label.name for each in self.given if each.label]
        voted = consensus_of(self.labels) if self.labels else None
        self.consensus = item.settled.name if item.settled else voted
        self.suggestions = list(Suggestion.objects.filter(item=item).select_related("label"))
        leases = list(Lease.objects.filter(item=item).select_related("round"))
        self.rounds = {lease.round.number for lease in leases if lease.round}
        self.is_held = any(lease.ended_at is None and lease.expires_at > timezone.now() for lease in leases)
        entry = QueueEntry.objects.filter(item=item, open=True).first()
        self.rank = entry.rank if entry else None
        prediction = ItemPrediction.objects.filter(item=item).select_related("label").first()
        self.predicted = prediction.label.name if prediction else None
        self.probability = prediction.probability if prediction else None

    @property
    def suspected(self) -> int | None:
        """Its place among those whose label is suspected; None: it is not, or no more."""
        found = SuspectedItem.objects.filter(item=self.item).select_related("label").first()
        if found is None or self.item.state != "open" or self.item.settled or found.answers != len(self.labels):
            return None
        return found.rank if found.label.name == self.consensus else None

    @property
    def is_against_model(self) -> bool | None:
        """None: it has no label, or no prediction."""
        return None if None in (self.consensus, self.predicted) else self.consensus != self.predicted

    @property
    def is_sampled(self) -> bool:
        share = self.item.project.review_share
        return any(each.label_id and draw_of(each) < share for each in self.given)

    @property
    def is_reviewed(self) -> bool:
        if self.item.settled_id is not None:
            return True
        decided = Decided.objects.filter(item=self.item, decision__undone_at=None, decision__kind__in=REVIEWING)
        return any(all(each.pk <= row.decision.newest_answer for each in self.given) for row in decided)

    @property
    def is_returned(self) -> bool:
        return SentBack.objects.filter(item=self.item, is_answered=True).exists()

    @property
    def state(self) -> str:
        if self.item.state != "open":
            return "set_aside"
        if self.consensus:
            return "labelled"
        return "tied" if self.labels else "unlabelled"

    def said(self, said: str) -> bool:
        person, _, label = said.partition("=")
        return any(each.user_id == int(person) and each.label and each.label.name == label for each in self.given)

    def column(self, said: str) -> bool:
        asked = re.fullmatch(r"(\w+)(=|~|>=|<=)(.*)", said)
        assert asked is not None
        name, how, value = asked.groups()
        has = self.item.metadata.get(name)
        if has is None:
            return False
        text = {True: "true", False: "false"}[has] if isinstance(has, bool) else str(has)
        if how == "=":
            return text == value
        if how == "~":
            return value.lower() in text.lower()
        read: Callable[[str], Any] = float if is_number(value) else str.encode
        try:
            ours, theirs = read(text), read(value)
        except ValueError:
            return False
        return bool(ours >= theirs if how == ">=" else ours <= theirs)


def is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?\d+(\.\d+)?", text) is not None


def known_as(item: Item) -> str | None:
    label = item.settled if item.role == "gold" else item.truth
    return label.name if label else None


MOMENTS = st.integers(0, 7).map(lambda day: FIRST + timedelta(days=day))
FLAGS = st.booleans()
SHARES = st.sampled_from([0.0, 0.5, 0.6, 1.0])
# What may be asked, and what it means.
PLAIN: Mapping[str, tuple[st.SearchStrategy[Any], Callable[[Twin, Any], bool]]] = {
    "id": (st.nothing(), lambda t, v: t.item.pk in v),
    "state": (st.sampled_from(["labelled", "tied", "unlabelled", "set_aside"]), lambda t, v: t.state == v),
    "label": (st.sampled_from(LABELS), lambda t, v: t.consensus == v),
    "role": (st.sampled_from(["pool", "audit", "gold"]), lambda t, v: t.item.role == v),
    "set_aside": (FLAGS, lambda t, v: (t.item.state == "set_aside") == v),
    "measures": (FLAGS, lambda t, v: (t.item.role in ("audit", "gold")) == v),
    "split": (st.sampled_from(["train", "test", "none"]), lambda t, v: t.item.metadata["split"] == v),
    "external_id": (st.nothing(), lambda t, v: t.item.external_id == v),
    "text": (
        st.sampled_from(["red", "RED Blue", "%", "_", "söft", "id 0.1", "x"]),
        lambda t, v: all(w.lower() in f"{t.item.text} {t.item.external_id}".lower() for w in v.split()),
    ),
    "column": (
        st.lists(
            st.sampled_from(
                [
                    "shop=Kiel",
                    "shop~KIEL",
                    "price>=10",
                    "price<=11",
                    "price=12",
                    "price~1",
                    "shop>=C",
                    "no=1",
                ]
            ),
            min_size=1,
            max_size=2,
        ),
        lambda t, v: all(t.column(each) for each in v),
    ),
    "leased": (FLAGS, lambda t, v: t.is_held == v),
    "person": (st.nothing(), lambda t, v: any(each.user_id == v for each in t.given)),
    "given": (st.nothing(), lambda t, v: all(t.said(each) for each in v)),
    "truth": (st.sampled_from(LABELS), lambda t, v: known_as(t.item) == v),
    "answers": (st.integers(0, 4), lambda t, v: len(t.labels) == v),
    "answers_from": (st.integers(0, 4), lambda t, v: len(t.labels) >= v),
    "answers_to": (st.integers(0, 4), lambda t, v: len(t.labels) <= v),
    "skipped": (FLAGS, lambda t, v: any(each.label_id is None for each in t.given) == v),
    "skip_reason": (
        st.sampled_from(["CLEAR", "un clear", "dark"]),
        lambda t, v: any(
            each.label_id is None and all(word.lower() in each.skip_reason for word in v.split()) for each in t.given
        ),
    ),
    "flagged": (FLAGS, lambda t, v: any(each.flagged for each in t.given) == v),
    "commented": (FLAGS, lambda t, v: any(each.comment for each in t.given) == v),
    "disagreeing": (FLAGS, lambda t, v: (len(set(t.labels)) > 1) == v),
    "adjudicated": (FLAGS, lambda t, v: (t.item.settled_id is not None) == v),
    "sampled": (FLAGS, lambda t, v: t.is_sampled is v),
    "reviewed": (FLAGS, lambda t, v: t.is_reviewed is v),
    "returned": (FLAGS, lambda t, v: t.is_returned is v),
    "suggested": (st.sampled_from(LABELS), lambda t, v: any(each.label.name == v for each in t.suggestions)),
    "suggested_by": (st.sampled_from(["tiny", "huge"]), lambda t, v: any(each.model == v for each in t.suggestions)),
    "not_suggested_by": (
        st.sampled_from(["tiny", "huge"]),
        lambda t, v: not any(each.model == v for each in t.suggestions),
    ),
    "predicted": (st.sampled_from(LABELS), lambda t, v: t.predicted == v),
    "probability_from": (SHARES, lambda t, v: t.probability is not None and t.probability >= v),
    "probability_to": (SHARES, lambda t, v: t.probability is not None and t.probability <= v),
    "against_model": (FLAGS, lambda t, v: t.is_against_model is v),
    "suspected": (FLAGS, lambda t, v: (t.suspected is not None) == v),
    "round": (st.integers(0, 2), lambda t, v: v in t.rounds),
    "answered_from": (MOMENTS, lambda t, v: any(each.answered_at >= v for each in t.given)),
    "answered_to": (MOMENTS, lambda t, v: any(each.answered_at <= v for each in t.given)),
    "added_from": (MOMENTS, lambda t, v: t.item.created_at >= v),
    "added_to": (MOMENTS, lambda t, v: t.item.created_at <= v),
}
# The value by which an item is sorted; None: it has none, and comes last.
KEYS: Mapping[str, Callable[[Twin], Any]] = {
    "row": lambda t: t.item.row,
    "external_id": lambda t: t.item.external_id or None,
    "answers": lambda t: len(t.labels),
    "answered": lambda t: max((each.pk for each in t.given), default=None),
    "probability": lambda t: t.probability,
    "suspected": lambda t: t.suspected,
    "rank": lambda t: t.rank,
}


def in_order(twins: list[Twin], sort: str) -> list[int]:
    key, descending = KEYS[sort.removeprefix("-")], sort.startswith("-")
    has = sorted((t for t in twins if key(t) is not None), key=lambda t: (key(t), t.item.row), reverse=descending)
    lacks = sorted((t for t in twins if key(t) is None), key=lambda t: t.item.row, reverse=descending)
    return [twin.item.pk for twin in (*has, *lacks)]


def walked(project: Project, chosen: ItemFilter, *, sort: str = "row", count: int = 7) -> list[int]:
    ids, after = [], None
    while True:
        page = page_of(project, chosen, sort=sort, after=after, count=count)
        assert len(page.ids) <= count
        ids += page.ids
        if page.after is None:
            return ids
        after = page.after


def asked(world: Project) -> st.SearchStrategy[dict[str, Any]]:
    ids = [each.external_id for each in world.items.exclude(external_id="")]
    known = {name: values for name, (values, _) in PLAIN.items()}
    known["external_id"] = st.sampled_from([*ids[:3], "unknown"])
    numbers = list(world.items.values_list("pk", flat=True))
    known["id"] = st.lists(st.sampled_from([*numbers, 2**40]), min_size=1, max_size=3)
    known["person"] = st.sampled_from([alice().pk, bob().pk, 2**40])
    labels_of_people = [f"{user}={label}" for user in (alice().pk, bob().pk, 2**40) for label in LABELS]
    known["given"] = st.lists(st.sampled_from(labels_of_people), min_size=1, max_size=2)
    names = st.lists(st.sampled_from(list(known)), max_size=3, unique=True)
    return names.flatmap(lambda some: st.fixed_dictionaries({name: known[name] for name in some}))


def test_a_filter_and_an_order_give_what_they_say_on_all_pages_once() -> None:
    project = lived_in()
    twins = [Twin(item) for item in project.items.order_by("row")]

    @settings(max_examples=150, database=None, derandomize=True)
    @given(asked(project), st.sampled_from(SORT_NAMES), st.integers(1, 9), st.sampled_from([1, 3, 8, 10_000]))
    def ask(said: dict[str, Any], sort: str, count: int, examined: int) -> None:
        fitting = [twin for twin in twins if all(PLAIN[name][1](twin, value) for name, value in said.items())]
        chosen = ItemFilter.of(said)
        with patch("annotator.selectors.items.pages.EXAMINED", examined):
            assert walked(project, chosen, sort=sort, count=count) == in_order(fitting, sort)
            assert total_of(project, chosen).count == len(fitting)
        assert set(chosen.items(project).values_list("pk", flat=True)) == {twin.item.pk for twin in fitting}
        assert ItemFilter.of(chosen.as_json) == chosen

    ask()


def test_every_filter_and_every_order_is_asked_above() -> None:
    assert PLAIN.keys() == CONDITIONS.keys() == ItemFilter.__dataclass_fields__.keys()
    assert KEYS.keys() == SORTS.keys()


def test_the_world_of_these_tests_has_its_counters_right() -> None:
    assert differences(lived_in()) == []


def test_numbers_equal_those_of_overview_and_results() -> None:
    project = lived_in(items=60)
    shown, results = overview(project, now=timezone.now()).items, results_of(project)

    def count(**said: Any) -> int:
        return len(walked(project, ItemFilter(**said)))

    assert (count(), count(state="set_aside")) == (shown.total, shown.set_aside)
    assert count(state="labelled") + count(state="tied") == shown.answered
    assert count(state="unlabelled", leased=True) == shown.leased
    assert count(state="unlabelled", leased=False, role="pool") == shown.pool
    assert count(state="unlabelled", leased=False) == shown.pool + shown.audit
    assert (count(state="labelled"), count(state="tied")) == (results.labelled, results.tied)
    assert (count(state="unlabelled"), count()) == (results.unlabelled, results.items)
    assert min(shown.leased, shown.audit, shown.set_aside, results.tied) > 0


@pytest.mark.parametrize("sort", ["row", "-row", "external_id", "answered"])
def test_each_item_comes_once_whatever_is_added_meanwhile(sort: str) -> None:
    project = lived_in(items=12)
    before = list(project.items.values_list("pk", flat=True))
    ids, after = [], None
    while True:
        page = page_of(project, ItemFilter(), sort=sort, after=after, count=2)
        ids += page.ids
        if (after := page.after) is None:
            break
        if len(ids) <= 12:
            add_texts(project, [f"later {len(ids)}"])
            newest = project.items.latest("row")
            # Between those that came already and those to come.
            Item.objects.filter(pk=newest.pk).update(external_id=f"id 0.{len(ids):02}")
    assert max(Counter(ids).values()) == 1
    assert set(before) <= set(ids)


def test_a_large_project_is_counted_by_a_sample_and_says_so() -> None:
    project = lived_in(items=60)
    with patch("annotator.selectors.items.totals.COUNTED", 10), patch("annotator.selectors.items.totals.EXAMINED", 30):
        total = total_of(project, ItemFilter(split="train"))
    there = len(walked(project, ItemFilter(split="train")))
    assert not total.is_exact
    assert abs(total.count - there) <= 12


def test_a_page_says_where_the_next_one_begins() -> None:
    project = text_project(items=5)
    asked = browser_of(alice())
    first = asked.get(f"/api/projects/{project.pk}/items?count=2&state=unlabelled&sort=-row").json()
    assert [each["row"] for each in first["results"]] == [4, 3]
    second = asked.get(first["next"]).json()
    third = asked.get(second["next"]).json()
    assert [each["row"] for each in (*second["results"], *third["results"])] == [2, 1, 0]
    assert third["next"] is None
    one = first["results"][0]
    assert (one["text"], one["image"], one["label"], one["votes"]) == ("text 4 about good things", None, None, [])
    detail = asked.get(f"/api/projects/{project.pk}/items/{one['id']}").json()
    assert {name: detail[name] for name in one} == one
    assert asked.get(f"/api/projects/{project.pk}/items/count?external_id=x").json() == {"count": 0, "is_exact": True}


def test_truth_is_for_managers_and_annotators_see_no_list() -> None:
    project = text_project(items=1)
    address = f"/api/projects/{project.pk}/items"
    assert browser_of(alice()).get(address).json()["results"][0]["truth"] == "good"
    assert browser_of(rita()).get(address).json()["results"][0]["truth"] is None
    assert browser_of(bob()).get(address).status_code == 403
    by_truth = {"truth": "good"}
    assert len(browser_of(alice()).get(address, by_truth).json()["results"]) == 1
    assert browser_of(alice()).get(f"{address}/count", by_truth).json()["count"] == 1
    assert browser_of(rita()).get(address, by_truth).status_code == 403
    assert browser_of(rita()).get(f"{address}/count", by_truth).status_code == 403


@pytest.mark.parametrize(
    ("said", "code", "attr"),
    [
        ({"colour": "red"}, "unknown_parameter", "colour"),
        ({"state": "nice"}, "invalid_choice", "state"),
        ({"label": "unheard of"}, "unknown_label", "label"),
        ({"column": "price"}, "invalid", "column.0"),
        ({"given": "bob=good"}, "invalid", "given.0"),
        ({"given": f"{10**30}=good"}, "invalid", "given.0"),
        ({"given": "1=unheard of"}, "unknown_label", "given"),
        ({"truth": "unheard of"}, "unknown_label", "truth"),
        ({"after": "bm9uc2Vuc2U"}, "unknown_mark", "after"),
        ({"after": "WyJyb3ciLDAsMSwyXQ", "sort": "rank"}, "unknown_mark", "after"),
        # ["rank",0,1e300,2] and ["probability",0,1,2]: a number, but none of this order.
        ({"after": "WyJyYW5rIiwwLDFlMzAwLDJd", "sort": "rank"}, "unknown_mark", "after"),
        ({"after": "WyJwcm9iYWJpbGl0eSIsMCwxLDJd", "sort": "probability"}, "unknown_mark", "after"),
        ({"probability_from": "2"}, "max_value", "probability_from"),
        ({"id": "one"}, "invalid", "id.0"),
        ({"count": "0"}, "min_value", "count"),
        ({"sort": "colour"}, "invalid_choice", "sort"),
    ],
)
def test_what_no_list_knows_is_refused_by_name(said: dict[str, str], code: str, attr: str) -> None:
    project = text_project(items=1)
    answer = browser_of(alice()).get(f"/api/projects/{project.pk}/items", said)
    assert answer.status_code == 400
    assert [(error["code"], error["attr"]) for error in answer.json()["errors"]] == [(code, attr)]


@pytest.mark.parametrize("name", ["a=b", "~", "a>", 'say "hi"', '"quoted"', '"a"=b', "a\nb"])
def test_a_column_is_found_whatever_signs_its_name_holds(name: str) -> None:
    project = text_project(items=4)
    values = ["7", "17", '"7"=8']
    for row, value in enumerate(values):
        project.items.filter(row=row).update(metadata={name: value})
    project.items.filter(row=3).update(metadata={"a": "b=7", "say": "7"})
    quoted = '"' + name.replace('"', '""') + '"'
    asked = {"=7": [0], "~7": [0, 1, 2], ">=8": [1], "<=8": [0], '="7"=8': [2]}
    for says, rows in asked.items():
        answer = browser_of(alice()).get(f"/api/projects/{project.pk}/items", {"column": quoted + says})
        assert [item["row"] for item in answer.json()["results"]] == rows, says


@pytest.mark.parametrize("said", ['"price=1', '"a"b=1', 'a"b=1'])
def test_a_quotation_mark_that_quotes_no_name_is_part_of_it(said: str) -> None:
    project = text_project(items=2)
    project.items.filter(row=1).update(metadata={said.removesuffix("=1"): 1})
    assert [item.row for item in ItemFilter(column=(said,)).items(project)] == [1]


def test_a_mark_of_another_list_is_no_place_in_this_one() -> None:
    project = lived_in(items=9)
    mark = page_of(project, ItemFilter(), sort="external_id", after=None, count=1).after
    with pytest.raises(Invalid):
        page_of(project, ItemFilter(), sort="row", after=mark, count=1)
