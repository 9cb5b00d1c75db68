"""What a decision does, said before and after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from annotator.limits import MAX_GOLD
from annotator.models import Label, Lease, Membership, Project, User
from annotator.selectors import budget, words
from annotator.selectors.answers import standing_answers
from annotator.selectors.gold import room_for_gold
from annotator.selectors.items.conditions import CONSENSUS
from annotator.selectors.paid import COST, MONEY, rounded, stays_paid
from annotator.selectors.slots import wanted

# Whoever corrects an answer is paid for the first: what was paid for an answer stands with another one of theirs.
_TAKEN = f"""
WITH answer AS (SELECT a.item_id, a.user_id, a.label_id FROM annotator_annotation a WHERE a.id = ANY(%(answers)s))
SELECT count(DISTINCT item_id), count(label_id), count(*) - count(label_id),
       (SELECT count(DISTINCT item.id) FROM annotator_item item JOIN answer ON answer.item_id = item.id
        WHERE answer.label_id IS NOT NULL AND item.state = 'open' AND item.open_slots = 0
        AND item.settled_id IS NULL AND {wanted()} >= 0),
       paid.labels, paid.money
FROM answer, (SELECT count(*) AS labels, coalesce(sum({MONEY}), 0) AS money
              FROM answer JOIN annotator_annotation a ON a.item_id = answer.item_id AND a.user_id = answer.user_id
              AND a.paid {COST}) paid
GROUP BY paid.labels, paid.money
"""  # noqa: S608 - composed of our own texts
_SETTLED = f"""
SELECT count(*) FILTER (WHERE answers > 1 AND label IS NULL), count(*) FILTER (WHERE label <> %(label)s),
       count(*) FILTER (WHERE answers = 0 AND label IS NULL), coalesce(sum(open_slots) FILTER (WHERE role <> 'gold'), 0)
FROM (SELECT role, answers, open_slots, {CONSENSUS} AS label FROM annotator_item item WHERE id = ANY(%(items)s)) item
"""  # noqa: S608 - composed of our own texts
_BY_ALL = """
SELECT count(*) FROM annotator_item item WHERE id = ANY(%(items)s) AND NOT EXISTS (
    SELECT 1 FROM annotator_membership member WHERE member.project_id = %(project)s AND NOT EXISTS (
        SELECT 1 FROM annotator_annotation a
        WHERE a.item_id = item.id AND a.user_id = member.user_id AND a.replaced_at IS NULL))
"""


@dataclass(frozen=True)
class Effect:
    """items: that are changed. labels, skips: answers on them that count no more, or that stay; open_again: items that
    want an answer then, and did not. paid_labels, money: what was paid for answers that count no more. held: items in
    people's hands. left: there are more than are decided at once. detail: all this in plain sentences.
    """

    items: int = 0
    labels: int = 0
    skips: int = 0
    open_again: int = 0
    paid_labels: int = 0
    money: Decimal = Decimal(0)
    held: int = 0
    left: bool = False
    detail: str = ""

    @property
    def answers(self) -> int:
        return self.labels + self.skips


def of_taking_back(project: Project, answers: Sequence[int], *, person: User, left: bool) -> Effect:
    """answers: ids of this person's answers that stand."""
    effect = _counted(project, answers, left=left)
    return replace(effect, detail=" ".join(_taken_back(project, effect, person)))


def _counted(project: Project, answers: Sequence[int], *, left: bool) -> Effect:
    """What it does that these answers count no more."""
    values: dict[str, Any] = {"answers": list(answers), "overlap": project.overlap, "price": project.price_per_label}
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, values)
        items, labels, skips, opened, paid, money = cursor.fetchone() or (0, 0, 0, 0, 0, 0)
    return Effect(items, labels, skips, opened, paid, rounded(money), left=left)


def _taken_back(project: Project, effect: Effect, person: User) -> list[str]:
    if not effect.items:
        return [f"{person.shown_name} has given no such answer that still counts."]
    opened = words.plural(effect.open_again, "item")
    wants = "is" if effect.open_again == 1 else "are"
    said = [f"{answers_said(effect)} of {person.shown_name} no longer count; {opened} {wants} open again."]
    if effect.paid_labels:
        said.append(stays_paid(project, labels=effect.paid_labels, money=effect.money))
    if effect.labels:
        said.append("The model forgets them in its next round.")
    if effect.open_again and Membership.objects.filter(project=project, user=person).exists():
        said.append(
            f"Others are paid for answering these items. {person.shown_name} may get them again, and is not paid twice;"
            " whoever leaves the project gets none."
        )
    return said


def of_rejecting(project: Project, answers: Sequence[int], *, left: bool) -> Effect:
    """answers: ids of all answers that stand on some items."""
    effect = _counted(project, answers, left=left)
    if not effect.items:
        return replace(effect, detail="Nobody’s answer counts on these items.")
    no_longer = f"no longer {'counts' if effect.answers == 1 else 'count'}"
    opened = f"{words.plural(effect.open_again, 'item')} {'is' if effect.open_again == 1 else 'are'} open again"
    said = [f"{answers_said(effect)} {no_longer}; {opened}."]
    if effect.paid_labels:
        said.append(stays_paid(project, labels=effect.paid_labels, money=effect.money))
    return replace(effect, detail=" ".join(said))


def of_sending_back(project: Project, items: Sequence[int], *, left: bool) -> Effect:
    """items: ids of open items."""
    effect = _of_items(project, items, left=left)
    if not items:
        return replace(effect, detail="None of these items is there to be sent back.")
    detail = f"{words.plural(effect.items, 'item')} sent back. What was answered counts until there is a new answer."
    return replace(effect, detail=detail)


def of_accepting(project: Project, items: Sequence[int], *, left: bool) -> Effect:
    """items: ids of open items."""
    effect = _of_items(project, items, left=left)
    if not items:
        return replace(effect, detail="None of these items is there to be accepted.")
    return replace(effect, detail=f"{words.plural(effect.items, 'item')} accepted as answered.")


def answers_said(counted: Effect) -> str:
    """“40 labels and 2 skips”."""
    given = [words.plural(counted.labels, "label")]
    given += [words.plural(counted.skips, "skip")] if counted.skips else []
    return " and ".join(given)


def of_settling(project: Project, items: Sequence[int], *, label: Label, left: bool) -> Effect:
    """items: ids of open items that are not settled so already."""
    effect = _of_items(project, items, left=left)
    if not items:
        return replace(effect, detail=f"None of these items is there to be settled as “{label.name}”.")
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, {"items": list(items), "label": label.pk})
        ties, others, bare, wanted_still = cursor.fetchone()
    parts = [
        (ties, "tie ends", "ties end"),
        (others, "had another label", "had another label"),
        (bare, "had no label", "had no label"),
    ]
    was = ", ".join(f"{n:,} {one if n == 1 else many}" for n, one, many in parts if n)
    said = [f"{words.plural(effect.items, 'item')} settled as “{label.name}”{f': {was}' if was else ''}."]
    if effect.answers:
        said.append(f"What people answered stays, {answers_said(effect)}, and so does what was paid.")
    if wanted_still:
        said.append(f"{words.plural(wanted_still, 'answer')} that they still wanted will not be asked.")
    said.append("The model is told in its next round.")
    return replace(effect, detail=" ".join(said))


def of_making_gold(project: Project, items: Sequence[int], *, label: Label | None, left: bool) -> Effect:
    """items: ids of pool items with a known label, or for this one. left: there are more, or no room for more."""
    effect = _of_items(project, items, left=left)
    if not items:
        full = f"A project has at most {MAX_GOLD:,} gold items." if not room_for_gold(project) else ""
        return replace(effect, detail=full or "None of these items is in the pool and has a label that is known.")
    known = f"“{label.name}”" if label else "what was decided on them, or their truth"
    said = [
        f"{words.plural(effect.items, 'item')} will be asked of everybody once, hidden among the others; right is"
        f" {known}, and no answer moves it.",
        _gold_costs(project, len(items)),
    ]
    if effect.answers:
        said.append(f"What people answered stays, {answers_said(effect)}, and measures them; the model forgets it.")
    return replace(effect, detail=" ".join(said))


def _gold_costs(project: Project, items: int) -> str:
    people = Membership.objects.filter(project=project).count()
    most = items * people
    price = f" ({words.money(most * project.price_per_label, project.currency)})" if project.price_per_label else ""
    if not project.gold_share:
        return "Nobody is asked until the settings give gold items a share."
    return f"Each answer is paid like any other: up to {words.plural(most, 'label')}{price} by all people there are."


def of_ending_gold(project: Project, items: Sequence[int], *, left: bool) -> Effect:
    """items: ids of gold items."""
    effect = _of_items(project, items, left=left)
    if not items:
        return replace(effect, detail="None of these items is a gold item.")
    said = [f"{words.plural(effect.items, 'item')} will measure nobody any more. The label that is known stays."]
    if effect.answers:
        said.append(f"What people answered stays, {answers_said(effect)}, and so does what was paid.")
    said.append("The model may learn the label in its next round.")
    return replace(effect, detail=" ".join(said))


def of_asking_again(project: Project, items: Sequence[int], *, left: bool) -> Effect:
    """items: ids of open items that want no answer as it is."""
    effect = replace(_of_items(project, items, left=left), open_again=len(items))
    if not items:
        return replace(effect, detail="Each of these items wants an answer as it is, or is settled.")
    more, affordable = words.plural(len(items), "more label"), budget.affordable(project)
    price = len(items) * project.price_per_label
    cost = f" ({words.money(price, project.currency)})" if price else ""
    allows = "all" if affordable >= len(items) else f"{affordable:,}"
    said = [
        f"{words.plural(len(items), 'item')} will be asked once more, of somebody who has not answered it: up to {more}"
        f"{cost}; the budget allows {allows} of them.",
    ]
    if nobody := _answered_by_all(project, items):
        said.append(f"Everybody here has answered {nobody:,} of them: they wait until somebody joins.")
    return replace(effect, detail=" ".join(said))


def _answered_by_all(project: Project, items: Sequence[int]) -> int:
    """How many of these items every member has answered, or skipped."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_ALL, {"items": list(items), "project": project.pk})
        return int(cursor.fetchone()[0])


def of_setting_aside(project: Project, items: Sequence[int], *, left: bool) -> Effect:
    """items: ids of open items."""
    effect = _of_items(project, items, left=left)
    if not items:
        return replace(effect, detail="None of these items is in the queue.")
    said = [f"{words.plural(effect.items, 'item')} with {answers_said(effect)} will be shown to nobody."]
    if effect.labels:
        said.append("What people said of them stays, and the model forgets it in its next round.")
    if effect.held:
        said.append(f"{words.plural(effect.held, 'item')} in people’s hands: their answers will be refused.")
    return replace(effect, detail=" ".join(said))


def of_putting_back(project: Project, items: Sequence[int], *, left: bool) -> Effect:
    """items: ids of items that are set aside."""
    effect = replace(_of_items(project, items, left=left), open_again=_wanting(project, items))
    if not items:
        return replace(effect, detail="None of these items is set aside.")
    wants = "wants" if effect.open_again == 1 else "want"
    detail = (
        f"{words.plural(effect.items, 'item')} with {answers_said(effect)} may be shown again; {effect.open_again:,} of"
        f" them {wants} an answer."
    )
    return replace(effect, detail=detail)


def _of_items(project: Project, items: Sequence[int], *, left: bool) -> Effect:
    answers = standing_answers(project).filter(item__in=items)
    given = answers.aggregate(labels=Count("label"), skips=Count("pk", filter=Q(label__isnull=True)))
    held = Lease.objects.filter(item__in=items, ended_at__isnull=True).values("item").distinct().count()
    return Effect(len(items), given["labels"], given["skips"], held=held, left=left)


def _wanting(project: Project, items: Sequence[int]) -> int:
    return project.items.filter(pk__in=items, open_slots__gt=0).count()
