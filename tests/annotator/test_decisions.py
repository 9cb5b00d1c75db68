"""What becomes of answers, without a database."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from annotator.services.queue.decide import Decision, decide
from annotator.services.queue.standing import Answer, ItemStanding, Standing

GOOD, BAD = 1, 2
HELD = ItemStanding(item_id=7, lease=70, holds=True)
ENDED = ItemStanding(item_id=7, lease=70, wanted=1)


def answer(label: int | None, *, item: int = 7, key: uuid.UUID | None = None) -> Answer:
    return Answer(key=key or uuid.uuid4(), item_id=item, label_id=label, answered_at=datetime(2026, 1, 1, tzinfo=UTC))


def decided(
    *answers: Answer, item_standing: ItemStanding = HELD, affordable: int = 10, live: int = 1, **fields: Any
) -> Decision:
    status = fields.pop("status", "active")
    standing = Standing(live=live, labels=frozenset({GOOD, BAD}), items=(item_standing,), **fields)
    return decide(standing, answers, status=status, affordable=affordable)


def codes(decision: Decision) -> list[str]:
    return [result.code or result.status for result in decision.results]


def test_a_label_on_a_held_item_ends_the_lease_and_keeps_the_slot() -> None:
    got = decided(answer(GOOD))
    assert codes(got) == ["accepted"]
    assert (got.used, got.slots, got.counts, got.paid, got.waiting) == ([70], {7: 0}, {7: 1}, 1, 1)
    assert not got.accepted[0].late


def test_a_skip_frees_the_slot_and_costs_nothing() -> None:
    got = decided(answer(None))
    assert (got.used, got.slots, got.counts, got.paid, got.waiting) == ([70], {7: 1}, {7: 0}, 0, 0)


def test_a_correction_is_not_paid_again_and_names_what_it_replaces() -> None:
    got = decided(
        answer(BAD), item_standing=replace(ENDED, wanted=0, answered=True, label=GOOD, awaits_round=True, paid=True)
    )
    assert codes(got) == ["accepted"]
    assert (got.corrected, got.slots, got.counts, got.paid, got.waiting) == ([7], {7: 0}, {7: 0}, 0, 0)


def test_who_holds_an_item_that_has_their_label_already_gives_its_slot_back() -> None:
    """A file brought their label meanwhile, or it was taken back and counts again."""
    item_standing = replace(HELD, answered=True, label=GOOD, awaits_round=True)
    got = decided(answer(BAD), item_standing=item_standing)
    assert (got.used, got.corrected, got.slots, got.counts) == ([70], [7], {7: 1}, {7: 0})
    got = decided(answer(None), item_standing=item_standing)
    assert (got.used, got.corrected, got.slots, got.counts) == ([70], [7], {7: 2}, {7: -1})


def test_a_correction_of_what_a_round_has_consumed_waits_for_the_next() -> None:
    item_standing = replace(ENDED, wanted=0, answered=True, label=GOOD, awaits_round=False, paid=True)
    assert decided(answer(BAD), item_standing=item_standing).waiting == 1
    assert decided(answer(None), item_standing=item_standing).waiting == 0


def test_audit_labels_never_wait_for_a_round() -> None:
    assert decided(answer(GOOD), item_standing=replace(HELD, role="audit")).waiting == 0


def test_the_last_of_several_answers_on_one_item_counts() -> None:
    got = decided(answer(GOOD), answer(None), answer(BAD), item_standing=HELD)
    assert codes(got) == ["accepted"] * 3
    assert got.overtaken == {0, 1}
    assert (got.corrected, got.slots, got.counts, got.paid, got.waiting) == ([], {7: 0}, {7: 1}, 1, 1)
    assert [accepted.paid for accepted in got.accepted] == [True, False, False]


def test_a_key_counts_once_in_a_post_and_ever() -> None:
    again = answer(GOOD)
    assert codes(decided(again, again)) == ["accepted", "duplicate"]
    assert codes(decided(again, known_keys=frozenset({again.key}))) == ["duplicate"]


def test_a_late_answer_takes_a_free_slot_and_is_marked() -> None:
    got = decided(answer(GOOD), item_standing=ENDED, live=0)
    assert (codes(got), got.used, got.slots, got.accepted[0].late) == (["accepted"], [], {7: -1}, True)


def test_a_late_answer_leaves_the_budget_to_who_holds_items() -> None:
    assert codes(decided(answer(GOOD), item_standing=ENDED, live=3, affordable=3)) == ["budget_spent"]
    assert codes(decided(answer(GOOD), item_standing=ENDED, live=3, affordable=4)) == ["accepted"]
    assert codes(decided(answer(GOOD), item_standing=HELD, live=3, affordable=3)) == ["accepted"]


@pytest.mark.parametrize(
    ("item_standing", "label", "status", "code"),
    [
        (replace(HELD, item_id=8), GOOD, "active", "unknown_item"),
        (replace(HELD, lease=None, holds=False), GOOD, "active", "never_leased"),
        (HELD, GOOD, "finished", "project_paused"),
        (HELD, GOOD, "paused", "accepted"),
        (replace(HELD, state="set_aside"), GOOD, "active", "item_set_aside"),
        (HELD, 3, "active", "unknown_label"),
        (replace(ENDED, wanted=0), GOOD, "active", "item_taken"),
        (replace(ENDED, wanted=0), None, "active", "accepted"),
        (replace(HELD, wanted=-1), GOOD, "active", "accepted"),
        (replace(ENDED, wanted=-1), GOOD, "active", "item_taken"),
    ],
)
def test_each_refusal_has_its_code(item_standing: ItemStanding, label: int | None, status: str, code: str) -> None:
    got = decided(answer(label), item_standing=item_standing, status=status)
    assert codes(got) == [code]
    assert bool(got.accepted) == (code == "accepted")
