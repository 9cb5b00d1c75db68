"""What each kind of decision changes, and how that is undone: one closed table.

Doing and undoing needs the project's lock.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone

from annotator.limits import MAX_ANSWERS, MAX_ITEMS_AT_ONCE
from annotator.models import (
    Annotation,
    Decided,
    Decision,
    DecisionKind,
    Item,
    ItemRole,
    ItemState,
    Label,
    Project,
    QueueEntry,
    User,
)
from annotator.selectors import rounds
from annotator.selectors.answers import standing_answers
from annotator.selectors.gold import known_labels, room_for_gold
from annotator.selectors.items.choosing import Chosen, chosen_ids
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.review import effects
from annotator.selectors.review.decisions import answers_to_bring_back, asked_for, items_decided_last, labels_decided
from annotator.selectors.review.effects import Effect
from annotator.services.queue import aside, leases, record, returned
from annotator.services.webhooks import events
from annotator.services.webhooks.events import Labelled

# What takes answers back, so that undoing brings some back.
OF_ANSWERS = (DecisionKind.TAKE_BACK, DecisionKind.REJECT)
_ASIDE = (DecisionKind.SET_ASIDE, DecisionKind.PUT_BACK)
_GOLD = (DecisionKind.TO_GOLD, DecisionKind.OFF_GOLD)
EVERY_ITEM = ItemFilter()


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants decided. chosen: on which items. person, since: whose answers, and from which time on; or
    person: to whom items are sent back. label: with which items are settled; of items that become gold None where each
    has a known one.
    """

    kind: DecisionKind
    chosen: Chosen = EVERY_ITEM
    person: User | None = None
    since: datetime | None = None
    label: Label | None = None
    why: str = ""


@dataclass(frozen=True)
class Targets:
    """Ids of what a decision changes: answers where it takes some back, else items; left: there are more."""

    ids: Sequence[int]
    left: bool


@dataclass(frozen=True)
class Kind:
    """find: what would be changed; look: what that would do; do, undo: it. undo returns how much it brought back.

    is_logged: it changes something, and stands in the project log.
    """

    find: Callable[[Project, Wish], Targets]
    look: Callable[[Project, Wish, Targets], Effect]
    do: Callable[[Project, Decision, Sequence[int]], None]
    undo: Callable[[Project, Decision], int]
    is_logged: bool = True


def _answers(project: Project, wish: Wish) -> Targets:
    answers = standing_answers(project).filter(user=wish.person)
    if wish.since is not None:
        answers = answers.filter(answered_at__gte=wish.since)
    if not isinstance(wish.chosen, ItemFilter):
        answers = answers.filter(item__in=wish.chosen)
    elif not wish.chosen.is_all:
        answers = answers.filter(item__in=wish.chosen.items(project))
    ids = list(answers.order_by("pk").values_list("pk", flat=True)[: MAX_ITEMS_AT_ONCE + 1])
    return Targets(ids[:MAX_ITEMS_AT_ONCE], len(ids) > MAX_ITEMS_AT_ONCE)


def _answers_on(project: Project, wish: Wish) -> Targets:
    items, left = chosen_ids(project, wish.chosen)
    return Targets(
        list(standing_answers(project).filter(item__in=items).order_by("pk").values_list("pk", flat=True)), left
    )


def _taking_back(project: Project, wish: Wish, targets: Targets) -> Effect:
    assert wish.person is not None
    return effects.of_taking_back(project, targets.ids, person=wish.person, left=targets.left)


def _take_back(project: Project, decision: Decision, answers: Sequence[int]) -> None:
    stored = Annotation.objects.filter(pk__in=answers).values_list("pk", "item_id")
    Decided.objects.bulk_create(Decided(decision=decision, item_id=item, answer_id=pk) for pk, item in stored)
    record.take_back(project, answers, now=decision.at)
    _tell(project, answers, label_now=lambda _: None)


def _bring_back(project: Project, decision: Decision) -> int:
    answers = answers_to_bring_back(decision)
    record.bring_back(project, answers)
    _tell(project, answers, label_now=lambda answer: answer.label_id)
    return len(answers)


def _tell(project: Project, answers: Sequence[int], *, label_now: Callable[[Annotation], int | None]) -> None:
    """Webhooks hear of each label that counts no more, or again, in parts no larger than a submission."""
    labels = Annotation.objects.filter(pk__in=answers, label__isnull=False).order_by("pk")
    by_person: dict[User, list[Labelled]] = defaultdict(list)
    for each in labels.select_related("user"):
        by_person[each.user].append(Labelled(each.item_id, label_now(each), each.answered_at, each.seconds))
    for person, told in by_person.items():
        for start in range(0, len(told), MAX_ANSWERS):
            events.labels_given(project, told[start : start + MAX_ANSWERS], by=person)


def _items(state: ItemState) -> Callable[[Project, Wish], Targets]:
    return lambda project, wish: Targets(*chosen_ids(project, wish.chosen, Q(state=state)))


def _unsettled(project: Project, wish: Wish) -> Targets:
    return Targets(*chosen_ids(project, wish.chosen, Q(state=ItemState.OPEN) & ~Q(settled=wish.label)))


def _content(project: Project, wish: Wish) -> Targets:
    """Items that have as many labels as they should."""
    has_all = Q(answers__gte=project.overlap) & Q(answers__gte=F("asked_for"))
    has_all &= Q(state=ItemState.OPEN, settled__isnull=True)
    return Targets(*chosen_ids(project, wish.chosen, has_all))


def _ask_again(project: Project, decision: Decision, items: Sequence[int]) -> None:
    more = {item: answers + 1 for item, answers in Item.objects.filter(pk__in=items).values_list("pk", "answers")}
    Decided.objects.bulk_create(Decided(decision=decision, item_id=pk, asked_for=labels) for pk, labels in more.items())
    Item.objects.filter(pk__in=items).update(asked_for=F("answers") + 1)
    project.asks_again = True
    project.save(update_fields=["asks_again"])
    leases.renew_slots(project, items)


def _ask_no_more(project: Project, decision: Decision) -> int:
    """What another decision asks for goes on to be asked, and what people hold may still be answered."""
    items = list(decision.decided.values_list("item_id", flat=True))
    _as_others_say(project, items, asked_for(items, but=decision), column="asked_for", otherwise=0)
    return len(items)


def _as_others_say(
    project: Project, items: Sequence[int], others: Mapping[int, int], *, column: str, otherwise: int | None
) -> None:
    """Store what the other decisions say of each item; `otherwise` where they say nothing."""
    groups: dict[int | None, list[int]] = defaultdict(list)
    for item in items:
        groups[others.get(item, otherwise)].append(item)
    for value, those in groups.items():
        Item.objects.filter(pk__in=those).update(**{column: value})
    leases.renew_slots(project, items)


def _settling(project: Project, wish: Wish, targets: Targets) -> Effect:
    assert wish.label is not None
    return effects.of_settling(project, targets.ids, label=wish.label, left=targets.left)


def _settle(project: Project, decision: Decision, items: Sequence[int]) -> None:
    _note(decision, items)
    Item.objects.filter(pk__in=items).update(settled=decision.label)
    leases.renew_slots(project, items)


def _unsettle(project: Project, decision: Decision) -> int:
    """What an earlier decision said counts again; a later one goes on to count."""
    items = items_decided_last(decision, DecisionKind.SETTLE, DecisionKind.TO_GOLD)
    _as_others_say(project, items, labels_decided(items, but=decision), column="settled", otherwise=None)
    # Without a label that is known nobody is measured by it.
    unknown = Item.objects.filter(pk__in=items, role=ItemRole.GOLD, settled__isnull=True)
    _play(project, list(unknown.values_list("pk", flat=True)), ItemRole.POOL)
    return len(items)


def _could_be_gold(project: Project, wish: Wish) -> Targets:
    """Of the pool, with a known label, as many as there is room for: audit items stay a random sample."""
    is_known = Q() if wish.label else Q(settled__isnull=False) | Q(truth__isnull=False)
    pool = Q(role=ItemRole.POOL, state=ItemState.OPEN) & is_known
    ids, left = chosen_ids(project, wish.chosen, pool)
    return Targets(ids[: room_for_gold(project)], left)


def _making_gold(project: Project, wish: Wish, targets: Targets) -> Effect:
    return effects.of_making_gold(project, targets.ids, label=wish.label, left=targets.left)


def _to_gold(project: Project, decision: Decision, items: Sequence[int]) -> None:
    """What they are known as is decided with it, so that no answer moves it."""
    known = known_labels(items, label=decision.label)
    Decided.objects.bulk_create(Decided(decision=decision, item_id=pk, label_id=label) for pk, label in known.items())
    Item.objects.filter(pk__in=items).update(role=ItemRole.GOLD)
    QueueEntry.objects.filter(project=project, item__in=items).delete()
    _as_others_say(project, items, known, column="settled", otherwise=None)
    _count_waiting(project)


def _undo_gold(project: Project, decision: Decision) -> int:
    """Items that are gold by it are not, and those whose label it decided have the one they had before."""
    items = items_decided_last(decision, *_GOLD)
    _play(project, items, ItemRole.POOL)
    _unsettle(project, decision)
    return len(items)


def _off_gold(project: Project, decision: Decision, items: Sequence[int]) -> None:
    _note(decision, items)
    _play(project, items, ItemRole.POOL)


def _gold_again(project: Project, decision: Decision) -> int:
    known = Item.objects.filter(pk__in=items_decided_last(decision, *_GOLD), settled__isnull=False)
    items = list(known.values_list("pk", flat=True))
    QueueEntry.objects.filter(project=project, item__in=items).delete()
    _play(project, items, ItemRole.GOLD)
    return len(items)


def _play(project: Project, items: Sequence[int], role: ItemRole) -> None:
    if not items:
        return
    Item.objects.filter(pk__in=items).update(role=role)
    leases.renew_slots(project, items)
    _count_waiting(project)


def _count_waiting(project: Project) -> None:
    """Labels on gold items wait for no round."""
    project.labels_waiting = rounds.waiting(project)
    project.save(update_fields=["labels_waiting"])


def _set_aside(project: Project, decision: Decision, items: Sequence[int]) -> None:
    _note(decision, items)
    aside.set_aside(project, items)


def _put_back(project: Project, decision: Decision, items: Sequence[int]) -> None:
    _note(decision, items)
    aside.put_back(project, items)


def _note(decision: Decision, items: Sequence[int]) -> None:
    Decided.objects.bulk_create(Decided(decision=decision, item_id=item) for item in items)


def _send_back(project: Project, decision: Decision, items: Sequence[int]) -> None:
    assert decision.person is not None
    _note(decision, items)
    returned.send_back(project, decision, items, person=decision.person)


KINDS: Mapping[str, Kind] = {
    DecisionKind.SEND_BACK: Kind(
        _items(ItemState.OPEN),
        lambda project, _, targets: effects.of_sending_back(project, targets.ids, left=targets.left),
        _send_back,
        lambda project, decision: returned.withdraw(project, decision, now=timezone.now()),
    ),
    DecisionKind.ACCEPT: Kind(
        _items(ItemState.OPEN),
        lambda project, _, targets: effects.of_accepting(project, targets.ids, left=targets.left),
        lambda _, decision, items: _note(decision, items),
        lambda _, decision: decision.decided.count(),
        is_logged=False,
    ),
    DecisionKind.REJECT: Kind(
        _answers_on,
        lambda project, _, targets: effects.of_rejecting(project, targets.ids, left=targets.left),
        _take_back,
        _bring_back,
    ),
    DecisionKind.SETTLE: Kind(_unsettled, _settling, _settle, _unsettle),
    DecisionKind.ASK_AGAIN: Kind(
        _content,
        lambda project, _, targets: effects.of_asking_again(project, targets.ids, left=targets.left),
        _ask_again,
        _ask_no_more,
    ),
    DecisionKind.TAKE_BACK: Kind(_answers, _taking_back, _take_back, _bring_back),
    DecisionKind.SET_ASIDE: Kind(
        _items(ItemState.OPEN),
        lambda project, _, targets: effects.of_setting_aside(project, targets.ids, left=targets.left),
        _set_aside,
        lambda project, decision: aside.put_back(project, items_decided_last(decision, *_ASIDE)),
    ),
    DecisionKind.PUT_BACK: Kind(
        _items(ItemState.SET_ASIDE),
        lambda project, _, targets: effects.of_putting_back(project, targets.ids, left=targets.left),
        _put_back,
        lambda project, decision: aside.set_aside(project, items_decided_last(decision, *_ASIDE)),
    ),
    DecisionKind.TO_GOLD: Kind(_could_be_gold, _making_gold, _to_gold, _undo_gold),
    DecisionKind.OFF_GOLD: Kind(
        lambda project, wish: Targets(*chosen_ids(project, wish.chosen, Q(role=ItemRole.GOLD))),
        lambda project, _, targets: effects.of_ending_gold(project, targets.ids, left=targets.left),
        _off_gold,
        _gold_again,
    ),
}
