"""What was decided, the newest first, and what of it could still be undone."""

from collections.abc import Collection, Mapping

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotator.models import Annotation, Decided, Decision, DecisionKind, Project
from annotator.selectors import words
from annotator.selectors.list_pages import ListPage, page_of
from annotator.selectors.marks import place_of

_SENTENCES: Mapping[str, str] = {
    DecisionKind.SETTLE: "Settled {items} as “{label}”.",
    DecisionKind.ASK_AGAIN: "Asked again for {items}.",
    DecisionKind.TAKE_BACK: "Took back {answers} of {person} on {items}{since}.",
    DecisionKind.SET_ASIDE: "Set aside {items}.",
    DecisionKind.PUT_BACK: "Put back {items}.",
    DecisionKind.ACCEPT: "Accepted {items} as answered.",
    DecisionKind.SEND_BACK: "Sent back {items} to {person}.",
    DecisionKind.REJECT: "Rejected {answers} on {items}.",
    DecisionKind.TO_GOLD: "Made {items} gold{known}.",
    DecisionKind.OFF_GOLD: "Made {items} gold no more.",
}


def decision_page(project: Project, *, after: str | None, count: int) -> ListPage[Decision]:
    """Raises Invalid (unknown_mark)."""
    decisions = decisions_of(project).order_by("-pk")
    if after is not None:
        decisions = decisions.filter(pk__lt=place_of(after, (int,))[0])
    return page_of(decisions[: count + 1], count=count, place=lambda each: (each.pk,))


def decisions_of(project: Project) -> QuerySet[Decision]:
    """With the people in them."""
    return Decision.objects.filter(project=project).select_related("person", "label", "by", "undone_by")


def sentence(decision: Decision) -> str:
    """What was decided, in plain words."""
    given = [words.plural(decision.labels, "label")]
    given += [words.plural(decision.skips, "skip")] if decision.skips else []
    since = f" since {timezone.localtime(decision.since):%Y-%m-%d %H:%M}" if decision.since else ""
    return _SENTENCES[decision.kind].format(
        answers=" and ".join(given),
        person=decision.person.shown_name if decision.person else "",
        label=decision.label.name if decision.label else "",
        items=words.plural(decision.items, "item"),
        since=since,
        known=f", as “{decision.label.name}”" if decision.label else "",
    )


def newest_answer(project: Project) -> int:
    """The number of the answer that came last; 0 where there is none."""
    return Annotation.objects.filter(project=project).aggregate(newest=Max("pk"))["newest"] or 0


def answers_to_bring_back(decision: Decision) -> list[int]:
    """Ids of the answers that it took back, less those whose people have answered the item anew."""
    anew = Annotation.objects.filter(
        item=OuterRef("answer__item"), user=OuterRef("answer__user"), replaced_at__isnull=True
    )
    taken = decision.decided.filter(~Exists(anew), answer__isnull=False)
    return list(taken.values_list("answer_id", flat=True))


def items_decided_last(decision: Decision, *kinds: str) -> list[int]:
    """Ids of its items on which nobody has taken a decision of these kinds after it that stands."""
    later = Decided.objects.filter(
        item=OuterRef("item"), decision__gt=decision.pk, decision__kind__in=kinds, decision__undone_at__isnull=True
    )
    return list(decision.decided.filter(~Exists(later)).values_list("item_id", flat=True))


def labels_decided(items: Collection[int], *, but: Decision) -> dict[int, int]:
    """item -> id of the label with which the newest decision that stands settles it, as a gold item or as any other,
    apart from this one; those without are left out.
    """
    settling = (DecisionKind.SETTLE, DecisionKind.TO_GOLD)
    stand = Decided.objects.filter(item__in=items, decision__kind__in=settling, decision__undone_at__isnull=True)
    said = stand.exclude(decision=but).annotate(said=Coalesce("label_id", "decision__label_id"))
    return dict(said.order_by("decision").values_list("item_id", "said"))


def asked_for(items: Collection[int], *, but: Decision) -> dict[int, int]:
    """item -> so many labels the decisions that stand ask for, apart from this one; those without are left out."""
    stand = Decided.objects.filter(item__in=items, asked_for__isnull=False, decision__undone_at__isnull=True)
    most = stand.exclude(decision=but).values("item_id").annotate(most=Max("asked_for"))
    return dict(most.values_list("item_id", "most"))
