"""Open slots: whatever people and managers do, in any order, no item is asked or paid beyond its overlap."""

import json
import random
import uuid
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

import selection
from annotator.errors import Conflict
from annotator.models import (
    Annotation,
    Decision,
    DecisionKind,
    Item,
    Lease,
    Membership,
    Project,
    QueueEntry,
    Round,
    SentBack,
    User,
)
from annotator.selectors.accuracy import audited
from annotator.selectors.counters import differences
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.overview import overview
from annotator.services.features import duplicates
from annotator.services.imports.choices import Said
from annotator.services.imports.start import import_path
from annotator.services.projects import people, projects
from annotator.services.projects.items import set_aside
from annotator.services.projects.removal import remove_items
from annotator.services.queue.exchange import DeckRequest, exchange, expire_everywhere
from annotator.services.queue.standing import Answer
from annotator.services.review import decide
from annotator.services.review.kinds import Wish
from annotator.services.rounds import inputs, publish
from annotator.statistics.consensus import label_of
from tests.cast import alice, answer, bob, deck, join, person, text_project

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LEASE = timedelta(minutes=10)
PEOPLE, ITEMS = st.integers(0, 2), st.integers(0, 7)
# None is a skip.
LABELS = st.sampled_from([0, 1, 0, 1, None])


def asked(project: Project) -> Counter[int]:
    """item -> labels that stand, and leases that have not ended; counted one by one. What was sent back to somebody
    takes no slot while they hold it.
    """
    stand = Annotation.objects.filter(project=project, label__isnull=False, replaced_at=None)
    live = Lease.objects.filter(project=project, ended_at=None).exclude(source="returned")
    return Counter([*stand.values_list("item", flat=True), *live.values_list("item", flat=True)])


class Labelling(RuleBasedStateMachine):
    """One project, three people and their manager; everything that moves a slot may happen next."""

    def __init__(self) -> None:
        super().__init__()
        # What one run leaves behind is rolled back.
        self._undone = transaction.atomic()
        self._undone.__enter__()
        self.project = text_project(items=5, overlap=2, lease_minutes=10, budget_labels=25)
        self.labels = list(self.project.labels.values_list("pk", flat=True))
        self.people = [bob(), person("dora"), person("emil")]
        for user in self.people:
            join(self.project, user)
        self.now, self.rounds, self.rng = timezone.now(), 0, random.Random(1)
        # As an import knows them by their content.
        for item in self.project.items.all():
            digest = blake2b(item.text.encode(), digest_size=16).hexdigest()
            Item.objects.filter(pk=item.pk).update(content_hash=digest)
        both_answered_and_held(self.project)
        self.before = asked(self.project)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._undone.__exit__(None, None, None)

    def post(self, user: User, **fields: Any) -> None:
        request = DeckRequest(submission=uuid.uuid4(), **fields)
        exchange(self.project.pk, user=user, request=request, now=self.now, rng=self.rng)

    def held_by(self, user: User) -> list[int]:
        live = Lease.objects.filter(project=self.project, user=user, ended_at=None)
        return list(live.order_by("pk").values_list("item", flat=True))

    @rule(who=PEOPLE, want=st.integers(1, 3))
    def takes_items(self, who: int, want: int) -> None:
        join(self.project, self.people[who])
        self.post(self.people[who], want=want)

    @rule(who=PEOPLE, label=LABELS, and_then=LABELS, twice=st.booleans(), want=st.integers(0, 2))
    def answers_what_they_hold(
        self, who: int, label: int | None, and_then: int | None, *, twice: bool, want: int
    ) -> None:
        """In one POST the second answer corrects the first."""
        user = self.people[who]
        given = [label, and_then] if twice else [label]
        answers = [self.answer(item, each) for item in self.held_by(user)[:2] for each in given]
        self.post(user, answers=tuple(answers), want=want)

    @rule(who=PEOPLE, at=ITEMS, label=LABELS)
    def answers_again_or_late(self, who: int, at: int, label: int | None) -> None:
        items = list(Item.objects.filter(project=self.project).order_by("row").values_list("pk", flat=True))
        self.post(self.people[who], answers=(self.answer(items[at % len(items)], label),))

    def answer(self, item: int, label: int | None) -> Answer:
        return answer(item, None if label is None else self.labels[label], answered_at=self.now)

    @rule(who=PEOPLE, count=st.integers(1, 3))
    def gives_back(self, who: int, count: int) -> None:
        user = self.people[who]
        self.post(user, give_back=tuple(self.held_by(user)[:count]))

    @rule(who=PEOPLE, keeps=st.booleans())
    def time_passes(self, who: int, *, keeps: bool) -> None:
        """keeps: one browser speaks of its items half-way; theirs are renewed."""
        user = self.people[who]
        if keeps:
            self.now += LEASE / 2
            self.post(user, holding=frozenset(self.held_by(user)))
        self.now += LEASE - LEASE / 2 * keeps
        expire_everywhere(now=self.now)

    @rule(who=PEOPLE, comes_back=st.booleans(), after=st.sampled_from([1, 3]), loaded_anew=st.booleans())
    def leaves_the_page(self, who: int, after: int, *, comes_back: bool, loaded_anew: bool) -> None:
        """after: minutes; of those who come back, some have their items on screen still."""
        user, page = self.people[who], uuid.uuid4()
        join(self.project, user)
        self.post(user, page=page, want=2)
        had = self.held_by(user)
        self.now += timedelta(minutes=after)
        expire_everywhere(now=self.now)
        if comes_back and loaded_anew:
            self.post(user, page=uuid.uuid4(), want=3, again=tuple(had))
        elif comes_back:
            self.post(user, page=page, holding=frozenset(had))

    @rule(who=PEOPLE)
    def is_removed(self, who: int) -> None:
        member = Membership.objects.filter(project=self.project, user=self.people[who]).first()
        if member:
            people.remove(self.project.pk, membership_id=member.pk)

    @rule(overlap=st.integers(1, 3))
    def overlap_is_set(self, overlap: int) -> None:
        projects.update(self.project.pk, changes={"overlap": overlap})

    @rule(share=st.sampled_from([0.0, 0.3]), overlap=st.integers(1, 3))
    def audit_share_is_set(self, share: float, overlap: int) -> None:
        projects.update(self.project.pk, changes={"audit_share": share, "overlap": overlap})

    @rule(at=ITEMS)
    def is_set_aside(self, at: int) -> None:
        set_aside(self.project.pk, rows=[at])

    @rule(who=PEOPLE, half=st.booleans())
    def answers_are_taken_back(self, who: int, *, half: bool) -> None:
        some = ItemFilter(answered_from=self.now) if half else ItemFilter()
        self.decided(Wish(kind=DecisionKind.TAKE_BACK, person=self.people[who], chosen=some))

    @rule(kind=st.sampled_from(["ask_again", "ask_again", "set_aside", "put_back"]), rows=st.sets(ITEMS, min_size=1))
    def items_are_decided_on(self, kind: str, rows: set[int]) -> None:
        items = Item.objects.filter(project=self.project, row__in=rows)
        self.decided(Wish(kind=DecisionKind(kind), chosen=list(items.values_list("pk", flat=True))))

    @rule(rows=st.sets(ITEMS, min_size=1), label=st.integers(0, 1))
    def items_are_settled(self, rows: set[int], label: int) -> None:
        items = Item.objects.filter(project=self.project, row__in=rows)
        wanted = self.project.labels.get(pk=self.labels[label])
        self.decided(Wish(kind=DecisionKind.SETTLE, chosen=list(items.values_list("pk", flat=True)), label=wanted))

    @rule(kind=st.sampled_from(["to_gold", "to_gold", "off_gold"]), rows=st.sets(ITEMS, min_size=1))
    def items_become_gold_or_end_it(self, kind: str, rows: set[int]) -> None:
        """Everybody is asked them, and nobody any more once they are others: they have more labels then."""
        projects.update(self.project.pk, changes={"gold_share": 0.25})
        items = Item.objects.filter(project=self.project, row__in=rows)
        self.decided(Wish(kind=DecisionKind(kind), chosen=list(items.values_list("pk", flat=True))))
        self.before = asked(self.project)

    @rule(who=PEOPLE, rows=st.sets(ITEMS, min_size=1), takes=st.booleans())
    def items_are_sent_back(self, who: int, rows: set[int], *, takes: bool) -> None:
        user, items = self.people[who], Item.objects.filter(project=self.project, row__in=rows)
        chosen = list(items.values_list("pk", flat=True))
        self.decided(Wish(kind=DecisionKind.SEND_BACK, chosen=chosen, person=user, why="Once more."))
        if takes:
            join(self.project, user)
            self.post(user, want=3)

    def decided(self, wish: Wish) -> None:
        said = decide.preview(self.project_now(), wish).effect
        assert decide.decide(self.project.pk, wish, by=None, expected=said.items).effect == said

    def project_now(self) -> Project:
        return Project.objects.get(pk=self.project.pk)

    @rule(at=st.integers(0, 9))
    def a_decision_is_undone(self, at: int) -> None:
        """What comes back may be more than is asked for now."""
        stand = list(Decision.objects.filter(project=self.project, undone_at=None).order_by("pk"))
        if stand:
            decide.undo(self.project.pk, stand[at % len(stand)].pk, by=None)
        self.before = asked(self.project)

    @rule()
    def pauses_or_goes_on(self) -> None:
        with suppress(Conflict):
            projects.pause(self.project.pk)
            return
        projects.start(self.project.pk)

    @rule(row=ITEMS)
    def an_item_is_removed(self, row: int) -> None:
        """Not the last: what others ask for needs something."""
        items = Item.objects.filter(project=self.project)
        if items.count() > 3:
            remove_items(self.project.pk, list(items.filter(row=row).values_list("pk", flat=True)), by=None)
        self.before = asked(self.project)

    @rule(rows=st.sets(ITEMS), once=st.booleans())
    def near_duplicates_are_found_or_forgotten(self, rows: set[int], *, once: bool) -> None:
        projects.update(self.project.pk, changes={"duplicates_once": once})
        if once:
            given = sorted(rows)
            duplicates._write(self.project, np.array(given), np.array([-1 if row % 3 else 0 for row in given]))

    @rule(row=ITEMS, label=st.sampled_from(["good", "bad"]))
    def a_true_label_is_imported(self, row: int, label: str) -> None:
        item = Item.objects.filter(project=self.project, row=row).first()
        if item is not None:
            with TemporaryDirectory() as folder:
                path = Path(folder) / "truth.csv"
                path.write_text(f"text,label\n{item.text},{label}\n", encoding="utf-8")
                assert import_path(self.project, path, said=Said(labels_are="truth")).state == "done"

    @rule()
    def more_is_imported(self) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "more.csv"
            path.write_text(f"text\nmore {uuid.uuid4().hex}\n", encoding="utf-8")
            assert import_path(self.project, path).counts["added"] == 1

    @rule(
        rows=st.lists(st.integers(0, 9), min_size=1, max_size=3),
        who=st.sampled_from(["bob", "dora", "somebody"]),
        labels=st.lists(st.sampled_from(["good", "bad", ""]), min_size=3, max_size=3),
        at=st.sampled_from(["", "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z"]),
    )
    def answers_arrive_with_a_file(self, rows: list[int], who: str, labels: list[str], at: str) -> None:
        """Of known items and of new ones; nobody is asked by it, so an item may have more than its overlap."""
        texts = dict(Item.objects.filter(project=self.project).values_list("row", "text"))
        given = [(texts.get(row, f"new {row}"), label) for row, label in zip(rows, labels, strict=False)]
        said = [{"completed_by": {"email": who}, "created_at": at} if at else {"completed_by": {"email": who}}]
        with TemporaryDirectory() as folder:
            path = Path(folder) / "answers.json"
            tasks = [{"data": {"text": text}, "annotations": [{**said[0], **_result(label)}]} for text, label in given]
            path.write_text(json.dumps(tasks), encoding="utf-8")
            assert import_path(self.project, path).state == "done"
        self.before = asked(self.project)

    @rule(seed=st.integers(0, 99))
    def a_round_is_published(self, seed: int) -> None:
        claimed = Round.objects.create(
            project=self.project, number=self.rounds, status="running", started_at=timezone.now()
        )
        self.rounds += 1
        data = inputs.read(claimed)
        rows = list(range(data.project.next_row))
        random.Random(seed).shuffle(rows)
        pool = set(Item.objects.filter(project=self.project, role="pool").values_list("row", flat=True))
        result = selection.StepResult(data.state, ranking([row for row in rows if row in pool]), report(), None)
        publish.publish(claimed, data=data, result=result, state_file="", started=0.0)

    @invariant()
    def the_counters_agree(self) -> None:
        assert differences(self.project) == []

    @invariant()
    def the_overview_says_what_the_twin_counts(self) -> None:
        project = self.project_now()
        items, now = list(Item.objects.filter(project=project)), self.now
        held = Lease.objects.filter(project=project, ended_at=None, expires_at__gt=now)
        stand = Annotation.objects.filter(project=project, replaced_at=None)
        counts, seen = twin_of(items, set(held.values_list("item", flat=True)), project), overview(project, now=now)
        assert vars(seen.items) == counts
        labels = stand.filter(label__isnull=False).values_list("label__name", "item__role")
        given = Counter((label, role == "audit") for label, role in labels)
        assert {(row.name, row.labels, row.audit_labels) for row in seen.classes} == {
            (name, given[name, False], given[name, True]) for name in ("good", "bad")
        }
        given_by = Counter((user, label is None) for user, label in stand.values_list("user", "label"))
        worked = {(row.id, row.labels, row.skips) for row in seen.people if row.labels or row.skips}
        assert worked == {(user, given_by[user, False], given_by[user, True]) for user, _ in given_by}
        assert audited([project.pk])[project.pk] == audit_labels_of(items)

    @invariant()
    def slots_are_what_the_twin_counts(self) -> None:
        overlap, now_asked = Project.objects.get(pk=self.project.pk).overlap, asked(self.project)
        for item in Item.objects.filter(project=self.project):
            wanted = 0 if item.settled_id else max(0, max(overlap, item.asked_for) - now_asked[item.pk])
            wanted = 1 if item.role == "gold" else wanted
            assert item.open_slots == wanted, item.row
        for entry in QueueEntry.objects.filter(project=self.project).select_related("item"):
            assert entry.open == (entry.item.open_slots > 0)

    @invariant()
    def nothing_is_asked_or_paid_beyond_the_overlap(self) -> None:
        """An item that was asked more often before the overlap was lowered is asked no more, but for who asks again, or
        sends it to somebody.
        """
        overlap, now_asked = Project.objects.get(pk=self.project.pk).overlap, asked(self.project)
        sent = Counter(SentBack.objects.filter(project=self.project).values_list("item", flat=True))
        again = dict(Item.objects.filter(project=self.project).values_list("pk", "asked_for"))
        gold = set(Item.objects.filter(project=self.project, role="gold").values_list("pk", flat=True))
        most = {item: max(overlap, again[item]) + sent[item] for item in now_asked}
        assert all(count <= max(most[item], self.before[item]) for item, count in now_asked.items() if item not in gold)
        people = len(self.people)
        assert all(now_asked[item] <= people + self.before[item] for item in gold)
        self.before = now_asked
        paid = Annotation.objects.filter(project=self.project, paid=True)
        project = self.project_now()
        assert project.labels_spent == paid.count() + project.labels_removed <= self.project.budget_labels


def twin_of(items: list[Item], held: set[int], project: Project) -> dict[str, int]:
    """Where the items are, looked at one by one."""
    parts, there = Counter[str](), [item for item in items if item.state == "open"]
    for item in there:
        has_label = item.answers > 0 or item.settled_id is not None
        waits = "pool" if item.role == "pool" else "audit"
        parts["answered" if has_label else "leased" if item.pk in held else waits] += 1
        if not has_label and item.pk not in held and item.role == "pool" and item.duplicate_of is not None:
            parts["duplicates"] += 1
        if item.settled_id is None:
            parts["labels_wanted"] += max(0, max(project.overlap, item.asked_for) - item.answers)
    return {
        "total": len(items),
        **{name: parts[name] for name in ("pool", "audit", "leased", "answered")},
        "set_aside": len(items) - len(there),
        "audit_in_all": sum(item.role == "audit" for item in there),
        **{name: parts[name] for name in ("labels_wanted", "duplicates")},
    }


def audit_labels_of(items: list[Item]) -> Counter[int]:
    """label -> audit items that have it, by the one rule."""
    labels = Counter[int]()
    for item in items:
        if item.role == "audit" and item.state == "open":
            given = Annotation.objects.filter(item=item, replaced_at=None, label__isnull=False)
            label = label_of(list(given.values_list("label", flat=True)), item.settled_id)
            labels.update([] if label is None else [label])
    return labels


def _result(label: str) -> dict[str, Any]:
    """Of an annotation in Label Studio's export; without a label it was cancelled."""
    choice = {"type": "choices", "from_name": "kind", "to_name": "text", "value": {"choices": [label]}}
    return {"was_cancelled": not label, "result": [choice] if label else []}


def ranking(rows: list[int]) -> selection.Ranking:
    scores = np.arange(len(rows), 0, -1, dtype=np.float64)
    return selection.Ranking(np.array(rows, dtype=np.int64), scores, np.ones(len(rows)), len(rows))


def report() -> selection.RoundReport:
    return selection.RoundReport(
        round=0,
        n_new=0,
        n_labels=0,
        n_candidates=0,
        n_pool=0,
        update_s=0.0,
        score_s=0.0,
        query_s=0.0,
        sample_steps=0,
        rank_correlation=None,
        device="none",
        proxy="none",
        threads=0,
    )


def test_slots_are_right_at_every_moment_whatever_happens() -> None:
    run_state_machine_as_test(
        Labelling,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def both_answered_and_held(project: Project) -> list[int]:
    """Overlap 2: Bob has labelled three items, and Dora holds them."""
    items = [lease.item_id for lease in deck(project, bob(), want=3).leases]
    label = project.labels.earliest("position").pk
    deck(project, bob(), answers=[answer(item, label) for item in items])
    assert sorted(lease.item_id for lease in deck(project, person("dora"), want=3).leases) == sorted(items)
    return items


def test_what_comes_back_after_the_overlap_was_lowered_is_not_asked_again() -> None:
    project = text_project(items=3, overlap=2)
    join(project, person("dora"))
    first, second, _ = both_answered_and_held(project)
    projects.update(project.pk, changes={"overlap": 1})
    deck(project, person("dora"), give_back=(first,))
    skipped = deck(project, person("dora"), answers=[answer(second, None)])
    assert [result.status for result in skipped.results] == ["accepted"]
    people.remove(project.pk, membership_id=Membership.objects.get(user=person("dora")).pk)
    assert differences(project) == []
    assert list(project.items.values_list("open_slots", flat=True)) == [0, 0, 0]
    again = deck(project, alice(), want=3)
    assert (again.leases, again.state) == ([], "finished")


@pytest.mark.parametrize("in_one_post", [True, False])
def test_a_skip_of_what_was_held_in_excess_gives_no_slot_to_think_again(*, in_one_post: bool) -> None:
    project = text_project(items=3, overlap=2)
    join(project, person("dora"))
    item, label = both_answered_and_held(project)[0], project.labels.earliest("position").pk
    projects.update(project.pk, changes={"overlap": 1})
    answers = [answer(item, None), answer(item, label)]
    posts = [answers] if in_one_post else [[each] for each in answers]
    results = [result for post in posts for result in deck(project, person("dora"), answers=post).results]
    assert [result.code or result.status for result in results] == ["accepted", "item_taken"]
    assert differences(project) == []


def test_who_holds_an_item_in_excess_is_still_paid_for_it() -> None:
    project = text_project(items=3, overlap=2)
    join(project, person("dora"))
    item, label = both_answered_and_held(project)[0], project.labels.earliest("position").pk
    projects.update(project.pk, changes={"overlap": 1})
    assert deck(project, person("dora"), answers=[answer(item, label)]).results[0].status == "accepted"
    project.refresh_from_db()
    assert project.labels_spent == 4
    assert differences(project) == []
