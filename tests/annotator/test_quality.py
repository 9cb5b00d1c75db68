"""How much people agree, for managers: figures that rest on enough, and cells that lead to their items."""

import uuid
from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from annotator.models import Annotation, Item, Label, Project, Submission, User
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.quality import quality
from annotator.selectors.quality.quality import Cell, quality_of
from tests.annotator.worlds import lived_in
from tests.asking import browser_of
from tests.cast import alice, bob, rita, text_project

pytestmark = pytest.mark.django_db

# What is answered twice, truths, what models said, people, labels, how many are suspected; and in tests a savepoint.
STATEMENTS = 8


def labelled(*said: str, **settings: Any) -> Project:
    """What Bob, Rita and Alice gave the first items: per item a letter, the label's first, or “-” for nothing."""
    project = text_project(items=max(map(len, said)), overlap=3, **settings)
    labels = {label.name[0]: label for label in project.labels.all()}
    items = list(project.items.order_by("row"))
    for user, letters in zip((bob(), rita(), alice()), said, strict=False):
        give(project, user, [(items[at], labels[letter]) for at, letter in enumerate(letters) if letter != "-"])
    return project


def give(project: Project, user: User, given: list[tuple[Item, Label]]) -> None:
    now = timezone.now()
    submission = Submission.objects.create(project=project, user=user, key=uuid.uuid4(), received_at=now, accepted=1)
    about = {"project": project, "user": user, "submission": submission, "answered_at": now, "received_at": now}
    for item, label in given:
        Annotation.objects.create(item=item, label=label, key=uuid.uuid4(), **about)
        item.answers += 1
        item.save(update_fields=["answers"])


def get(project: Project, user: User) -> Any:
    client = browser_of(user)
    return client.get(f"/api/projects/{project.pk}/quality")


def test_enough_answers_make_figures_and_too_few_say_how_many_are_missing() -> None:
    project = labelled("gb" * 60, "gb" * 50 + "bg" * 10)
    found = quality_of(project)
    percent = found.agreement["percent"]
    assert [found.items, percent.n, percent.value] == pytest.approx([120, 120, 5 / 6])
    assert percent.low is not None
    assert percent.high is not None
    assert percent.low < 5 / 6 < percent.high
    # Both labels are as frequent: half is chance.
    assert found.agreement["fleiss"].value == pytest.approx(2 / 3)
    assert found.sentence.startswith("Two people who labelled the same item said the same in 7")
    assert "alpha of 0.67" in found.sentence

    few = quality_of(labelled("gbg", "gbb", name="Few"))
    assert {figure.value for figure in few.agreement.values()} == {None}
    assert (few.agreement["percent"].n, few.agreement["fleiss"].needed) == (3, 91)
    assert few.sentence == "How much people agree is not known yet: 3 of about 91 items have labels of two people."
    assert few.weighed is None
    # What there is is counted all the same.
    assert few.pairs[0].cells == [Cell("good", "good", 1), Cell("good", "bad", 1), Cell("bad", "bad", 1)]


def test_where_nobody_shares_an_item_the_page_says_how_people_come_to_share_some() -> None:
    found = quality_of(labelled("gb--", "--gb"))
    assert (found.items, found.pairs, found.pairs_in_all) == (0, [], 0)
    assert "“Answers per item” in the settings" in found.sentence
    assert quality_of(text_project(name="Empty", items=0)).people == []


def test_all_the_same_is_agreement_and_nothing_beyond_chance() -> None:
    found = quality_of(labelled("g" * 40, "g" * 40))
    assert found.agreement["percent"].value == 1
    assert (found.agreement["krippendorff"].value, found.agreement["krippendorff"].needed) == (None, 40)
    assert "says nothing beyond chance" in found.sentence
    assert found.pairs[0].kappa.value is None


def test_figures_are_those_of_all_items_read_one_by_one() -> None:
    """A world with corrections, skips, items set aside, and people who answered once."""
    project = lived_in(items=80, seed=5)
    found = quality_of(project)
    cells: Counter[tuple[int, int, str, str]] = Counter()
    items = 0
    names = {user.pk: user for user in (alice(), bob(), rita())}
    for item in project.items.filter(state="open"):
        given = {
            each.user_id: each.label.name
            for each in Annotation.objects.filter(item=item, replaced_at=None).select_related("label")
            if each.label
        }
        items += len(given) > 1
        ordered = sorted(given, key=lambda pk: names[pk].username)
        cells.update((a, b, given[a], given[b]) for a, b in combinations(ordered, 2))
    assert found.items == items
    assert {
        (pair.first, pair.second, cell.first, cell.second): cell.items for pair in found.pairs for cell in pair.cells
    } == dict(cells)
    assert [sum(cell.items for cell in pair.cells) for pair in found.pairs] == [pair.same.n for pair in found.pairs]
    shared = [pair.same.n for pair in found.pairs]
    assert shared == sorted(shared, reverse=True)


def test_each_cell_is_as_many_items_as_the_list_of_items_has() -> None:
    project = lived_in(items=80, seed=5)
    Item.objects.filter(project=project, row__lt=60).update(role="audit")
    Item.objects.filter(project=project, row__lt=30).update(role="gold", settled=F("truth"))
    found = quality_of(project)
    seen = 0
    for pair in found.pairs:
        for cell in pair.cells:
            given = (f"{pair.first}={cell.first}", f"{pair.second}={cell.second}")
            assert ItemFilter(given=given, set_aside=False).items(project).count() == cell.items
            seen += 1
    for person in found.people:
        for cell in person.cells:
            said = (f"{person.id}={cell.first}",)
            chosen = ItemFilter(given=said, truth=cell.second, measures=True, set_aside=False)
            assert chosen.items(project).count() == cell.items
            seen += 1
    assert seen > 30


def test_people_are_held_against_the_truth_of_audit_and_gold_items_alone() -> None:
    project = labelled("gb" * 20 + "gg" * 10, "g" * 60)
    # Truth of row n: good, bad, good, bad, …
    Item.objects.filter(project=project, row__lt=30).update(role="audit")
    Item.objects.filter(project=project, row__gte=50).update(role="gold", settled=F("truth"), truth=None)
    Item.objects.filter(project=project, row=59).update(settled=None)
    by_name = {person.name: person for person in quality_of(project).people}
    assert list(by_name) == ["bob", "rita"]
    truth = by_name["bob"].truth
    assert [truth.n, truth.value] == pytest.approx([39, 35 / 39])
    assert by_name["bob"].cells == [Cell("good", "good", 20), Cell("good", "bad", 4), Cell("bad", "bad", 15)]
    assert (by_name["rita"].truth.value, by_name["rita"].truth.n, by_name["rita"].truth.needed) == (None, 39, 93)


def test_what_weighing_people_would_change_is_said_and_changes_nothing() -> None:
    """Bob and Alice are right, Rita says good to all; some items only Rita and one of them labelled: ties."""
    project = labelled("gb" * 40 + "b" * 10, "g" * 90, "gb" * 40 + "-" * 10)
    found = quality_of(project)
    assert found.weighed is not None
    assert (found.weighed.items, found.weighed.tied, found.weighed.settled) == (90, 10, 10)
    right = {person.name: person.dawid_skene for person in found.people}
    assert right["bob"] == pytest.approx(1, abs=0.05)
    assert right["rita"] == pytest.approx(0.5, abs=0.1)
    assert ItemFilter(state="tied").items(project).count() == 10


def test_classes_come_in_their_order_with_what_they_rest_on() -> None:
    project = labelled("gb" * 60 + "s", "gb" * 50 + "bg" * 10 + "s", labels=("good", "bad", "so so", "unsaid"))
    good, bad, so_so, unsaid = quality_of(project).classes
    assert good.label == "good"
    assert [good.agreement.value, good.agreement.n] == pytest.approx([5 / 6, 70])
    assert bad.kappa.value is not None
    assert (so_so.agreement.value, so_so.agreement.n) == (None, 1)
    assert (unsaid.agreement.value, unsaid.agreement.n) == (None, 0)


def test_only_pairs_that_share_most_are_told_and_how_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality, "MOST_PAIRS", 1)
    found = quality_of(labelled("ggg", "ggg", "gg-"))
    assert (found.pairs_in_all, [(pair.first, pair.second) for pair in found.pairs]) == (3, [(bob().pk, rita().pk)])


def test_the_same_answers_give_the_same_page() -> None:
    project = lived_in(items=60)
    assert quality_of(project) == quality_of(project)


def test_where_people_cannot_be_told_apart_nothing_is_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.statistics.dawid_skene.MOST_CELLS", 3)
    found = quality_of(labelled("gb" * 60, "gb" * 60))
    assert found.weighed is None
    assert found.people[0].dawid_skene is None


def test_managers_get_it_and_nobody_else() -> None:
    project = lived_in(items=60)
    body = get(project, alice()).json()
    assert body["items"] == quality_of(project).items
    assert body["agreement"].keys() == {"percent", "fleiss", "krippendorff", "krippendorff_ordinal"}
    assert {person["name"] for person in body["people"]} == {"alice", "bob", "rita"}
    assert [get(project, user).status_code for user in (rita(), bob())] == [403, 403]


@pytest.mark.parametrize("items", [60, 240])
def test_more_items_are_no_more_statements(items: int, django_assert_num_queries: Any) -> None:
    project = lived_in(items=items)
    with django_assert_num_queries(STATEMENTS):
        quality_of(project)
