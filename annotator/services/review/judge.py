"""A reviewer decides on one item as it was seen."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from annotator.errors import Conflict, Invalid, NotFound
from annotator.models import DecisionKind, Item, ItemState, Project, User
from annotator.selectors.answers import standing_answers
from annotator.selectors.items.conditions import own_label
from annotator.selectors.items.item_filter import ItemFilter
from annotator.services.locks import lock_project
from annotator.services.review.decide import Outcome, decide
from annotator.services.review.kinds import Wish
from annotator.statistics.consensus import label_of

CHANGED = "Somebody has answered this item, or decided on it, since you saw it."


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a reviewer says of an item. seen: the numbers of the answers that stood beside it. label: the name of the
    one that it is settled with. to_answer, to_person: to whom it is sent back: whoever gave the answer of this number,
    or an account.
    """

    item: int
    kind: DecisionKind
    seen: Collection[int]
    label: str | None = None
    why: str = ""
    to_answer: int | None = None
    to_person: int | None = None


def judge(project_id: int, judgement: Judgement, *, by: User) -> Outcome:
    """Do it, where the item still is as it was seen.

    Raises NotFound, Conflict (changed_meanwhile: other answers stand, or somebody has decided; nothing_to_decide),
    Invalid (tie: answers that amount to no label cannot be accepted; required: a rejection says why; unknown_label).
    """
    with transaction.atomic():
        project = lock_project(project_id)
        item = Item.objects.filter(project=project, pk=judgement.item).first()
        if item is None:
            raise NotFound("This item")
        _refuse_changed(project, item, judgement.seen)
        if not judgement.seen:
            raise Conflict("nothing_to_decide", "Nobody’s answer stands beside this item.")
        wish = _wish(project, item, judgement)
        return decide(project.pk, wish, by=by)


def _refuse_changed(project: Project, item: Item, seen: Collection[int]) -> None:
    stand = set(standing_answers(project).filter(item=item).values_list("pk", flat=True))
    is_decided = ItemFilter(id=(item.pk,), reviewed=True).items(project).exists()
    if stand != set(seen) or is_decided or item.state != ItemState.OPEN:
        raise Conflict("changed_meanwhile", CHANGED)


def _wish(project: Project, item: Item, judgement: Judgement) -> Wish:
    if judgement.kind == DecisionKind.ACCEPT:
        _refuse_tie(project, item)
    if judgement.kind == DecisionKind.REJECT and not judgement.why.strip():
        raise Invalid("required", "Say why: who answered it, and the manager, will want to know.", attr="why")
    if judgement.kind == DecisionKind.SEND_BACK:
        return Wish(kind=judgement.kind, chosen=[item.pk], person=_whom(project, judgement), why=judgement.why)
    label = None if judgement.label is None else own_label(project, judgement.label, attr="label")
    return Wish(kind=judgement.kind, chosen=[item.pk], label=label, why=judgement.why)


def _whom(project: Project, judgement: Judgement) -> User:
    """Raises Invalid (unknown_person): they are not in the project."""
    is_by_answer = judgement.to_answer is not None
    given = standing_answers(project).filter(pk=judgement.to_answer or 0, item=judgement.item)
    who = Q(pk__in=given.values("user")) if is_by_answer else Q(pk=judgement.to_person or 0)
    person = User.objects.filter(who, memberships__project=project).first()
    if person is None:
        detail = "Who gave this answer is not in the project: send it to somebody else."
        raise Invalid("unknown_person", detail, attr="to_answer" if is_by_answer else "to_person")
    return person


def _refuse_tie(project: Project, item: Item) -> None:
    """Where nobody gave a label, accepting leaves it so."""
    answers = standing_answers(project).filter(item=item, label__isnull=False)
    labels = list(answers.values_list("label_id", flat=True))
    if labels and label_of(labels, item.settled_id) is None:
        raise Invalid("tie", "These answers amount to no label that could be accepted: choose one.", attr="kind")
