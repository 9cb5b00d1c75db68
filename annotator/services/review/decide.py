"""A manager decides what becomes of answers or items: looked at before, then done, then perhaps undone.

Answers are written by the queue's one writer. What was paid stays paid, whatever is decided.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from annotator.errors import Conflict, Forbidden, NotFound
from annotator.models import Decision, DecisionKind, LogKind, Project, User
from annotator.selectors.items.choosing import refuse_others
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.review.decisions import decisions_of, newest_answer, sentence
from annotator.selectors.review.effects import Effect
from annotator.selectors.words import plural
from annotator.services import project_log
from annotator.services.locks import lock_project
from annotator.services.project_log import Fact
from annotator.services.review.kinds import KINDS, OF_ANSWERS, Wish


@dataclass(frozen=True)
class Outcome:
    """decision: its number; None where nothing was done."""

    effect: Effect
    decision: int | None = None


@dataclass(frozen=True)
class Undone:
    """changed: answers that count again, or items that are as they were. stayed: those that are not: something else
    happened to them since.
    """

    changed: int
    stayed: int
    detail: str


def preview(project: Project, wish: Wish) -> Outcome:
    """What this would do; nothing is changed. Raises Invalid as ItemFilter.items."""
    kind = KINDS[wish.kind]
    return Outcome(kind.look(project, wish, kind.find(project, wish)))


def decide(project_id: int, wish: Wish, *, by: User | None, expected: int | None = None) -> Outcome:
    """Do it, on at most MAX_ITEMS_AT_ONCE answers or items, the first of them.

    expected: how many items there were when somebody looked. Raises Conflict (other_items) where there are others by
    now, Invalid as ItemFilter.items.
    """
    with transaction.atomic():
        project = lock_project(project_id)
        kind = KINDS[wish.kind]
        targets = kind.find(project, wish)
        effect = kind.look(project, wish, targets)
        refuse_others(effect.items, expected=expected, before="decide on")
        if not targets.ids:
            return Outcome(effect)
        decision = _stored(project, wish, effect, by)
        kind.do(project, decision, targets.ids)
        if kind.is_logged:
            said = f"{sentence(decision)} {decision.why}".strip()
            project_log.write(project, Fact(LogKind.DECIDED, said), by=by)
    return Outcome(effect, decision.pk)


def _stored(project: Project, wish: Wish, effect: Effect, by: User | None) -> Decision:
    return Decision.objects.create(
        project=project,
        kind=wish.kind,
        why=wish.why.strip(),
        chosen=wish.chosen.as_json if isinstance(wish.chosen, ItemFilter) else None,
        person=wish.person,
        since=wish.since,
        label=wish.label,
        by=by,
        at=timezone.now(),
        newest_answer=newest_answer(project),
        items=effect.items,
        labels=effect.labels,
        skips=effect.skips,
    )


def undo(project_id: int, decision_id: int, *, by: User | None, is_own_only: bool = False) -> Undone:
    """Make it as it was, as far as nothing else has happened since. is_own_only: they may undo what they decided.

    Raises NotFound, Forbidden, Conflict (undone_already).
    """
    with transaction.atomic():
        project = lock_project(project_id)
        decision = decisions_of(project).filter(pk=decision_id).first()
        if decision is None:
            raise NotFound("This decision")
        if is_own_only and decision.by != by:
            raise Forbidden("Somebody else has decided this: ask a manager to undo it.")
        if decision.undone_at is not None:
            raise Conflict("undone_already", "This decision was undone already.")
        kind = KINDS[decision.kind]
        changed = kind.undo(project, decision)
        decision.undone_at, decision.undone_by = timezone.now(), by
        decision.save(update_fields=["undone_at", "undone_by"])
        if kind.is_logged:
            fact = Fact(LogKind.DECISION_UNDONE, sentence(decision), before=str(decision.pk))
            project_log.write(project, fact, by=by)
    return _undone(decision, changed)


def _undone(decision: Decision, changed: int) -> Undone:
    is_of_answers = decision.kind in OF_ANSWERS
    stayed = decision.decided.count() - changed
    said = [_changed(changed, is_of_answers=is_of_answers)]
    if stayed:
        left = plural(stayed, "answer" if is_of_answers else "item")
        since = "something else was decided on them"
        if is_of_answers:
            since = "their items were answered anew"
        elif decision.kind == DecisionKind.SEND_BACK:
            since = "answered anew"
        said.append(f"Not so {left}: {since} since.")
    return Undone(changed, stayed, " ".join(said))


def _changed(count: int, *, is_of_answers: bool) -> str:
    if is_of_answers:
        return f"{plural(count, 'answer')} {'counts' if count == 1 else 'count'} again."
    return f"{plural(count, 'item')} {'is' if count == 1 else 'are'} as before."
