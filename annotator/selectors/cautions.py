"""What people are told who were wrong too often or too fast, and what managers read of it."""

from collections.abc import Mapping

from annotator.models import Caution, CautionReason, Project, Stage
from annotator.selectors.list_pages import ListPage, page_of
from annotator.selectors.marks import place_of
from annotator.statistics.shares import wilson

_TOLD: Mapping[str, str] = {
    CautionReason.GOLD: (
        "Of some items here the label is known, and there your answers often differ from it. Take the time you need,"
        " and read the guidelines once more (key g). Where they leave you in doubt, ask a manager: it helps everybody."
    ),
    CautionReason.PACE: "You are going very fast. Take the time that each item needs: nobody is waiting for you.",
    CautionReason.SAME: "Your last answers came fast and were all the same. If that is what you see, go on, slower.",
}
_WHY_STOPPED: Mapping[str, str] = {
    CautionReason.GOLD: "Of some items here the label is known, and there your answers differed from it too often.",
    CautionReason.PACE: "Your last answers came faster than anybody here can look at an item.",
    CautionReason.SAME: "Your last answers came fast and were all the same, where those of others vary.",
}
_STOPPED = (
    "Let us look at this together: your labelling is paused here. {why} That can have many reasons, unclear guidelines"
    " among them. Your answers stay, and so does what was paid. A manager sees this and can let you go on: ask them."
)


def said_to(stage: str, reason: str) -> str:
    """To the person themselves; empty where nothing is said."""
    if stage == Stage.TOLD:
        return _TOLD[reason]
    return _STOPPED.format(why=_WHY_STOPPED[reason]) if stage == Stage.STOPPED else ""


def sentence(caution: Caution) -> str:
    """To managers: on what it rests."""
    if caution.reason == CautionReason.GOLD:
        assert caution.right is not None
        assert caution.of is not None
        known = wilson(caution.right, caution.of)
        value, low, high, limit = (
            f"{100 * share:.0f} %" for share in (known.value, known.low, known.high, caution.limit)
        )
        return (
            f"Right on {caution.right:,} of {caution.of:,} gold items: {value}, by its 95 % interval {low} to {high};"
            f" the settings ask for {limit}."
        )
    same = ", always the same" if caution.reason == CautionReason.SAME else ""
    return f"{caution.seconds:.1f} s per answer{same}; below {caution.limit:.1f} s is too fast here."


def newest_of(project: Project) -> dict[int, str]:
    """account -> on what the newest caution rests that nobody has lifted."""
    standing = Caution.objects.filter(project=project, lifted_at__isnull=True).order_by("pk")
    return {caution.user_id: sentence(caution) for caution in standing}


def caution_page(project: Project, *, after: str | None, count: int) -> ListPage[Caution]:
    """The newest first. Raises Invalid (unknown_mark)."""
    cautions = Caution.objects.filter(project=project).select_related("user", "lifted_by").order_by("-pk")
    if after is not None:
        cautions = cautions.filter(pk__lt=place_of(after, (int,))[0])
    return page_of(cautions[: count + 1], count=count, place=lambda each: (each.pk,))
