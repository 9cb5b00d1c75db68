"""What waits for a reviewer: items that are worth a second look and on which nobody has decided as they are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from annotator.fields import FieldText, field_texts
from annotator.models import Annotation, Item, Project
from annotator.selectors.answers import standing_answers
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.pages import page_of
from annotator.selectors.items.rows import ItemRow, rows_of
from annotator.selectors.items.totals import Total, total_of

# Kind -> the part of an item filter that says which items these are. An item may be of several.
_PARTS = ("returned", "disagreeing", "flagged", "commented", "skipped", "suspected", "sampled")
KINDS: Mapping[str, str] = {part: part for part in _PARTS}


@dataclass(frozen=True)
class Waiting:
    """How many items of a kind wait."""

    kind: str
    total: Total


@dataclass(frozen=True)
class GivenAnswer:
    """An answer that stands. who: their name, or a letter where names are hidden: the first who answered is A."""

    answer: Annotation
    who: str


@dataclass(frozen=True)
class ToReview:
    """An item with what stands beside it. kinds: those that it is of; row: what people have made of it."""

    kinds: list[str]
    row: ItemRow
    fields: list[FieldText]
    given: list[GivenAnswer]

    @property
    def item(self) -> Item:
        return self.row.item


@dataclass(frozen=True)
class ReviewPage:
    """after: the mark from which to go on; None at the end."""

    items: list[ToReview]
    after: str | None


def waiting_items(kind: str) -> ItemFilter:
    """The items of this kind that wait."""
    return ItemFilter.of({KINDS[kind]: True, "reviewed": False, "set_aside": False})


def waiting(project: Project) -> list[Waiting]:
    """How many items wait, kind by kind."""
    return [Waiting(kind, total_of(project, waiting_items(kind))) for kind in KINDS]


def review_page(project: Project, kind: str, *, after: str | None, count: int) -> ReviewPage:
    """The next items of this kind, in the order in which they came to the project. Raises Invalid (unknown_mark)."""
    page = page_of(project, waiting_items(kind), sort="row", after=after, count=count)
    return ReviewPage(_to_review(project, page.ids), page.after)


def _to_review(project: Project, ids: Sequence[int]) -> list[ToReview]:
    given: dict[int, list[Annotation]] = defaultdict(list)
    answers = standing_answers(project).filter(item__in=ids).select_related("user", "label").order_by("pk")
    for answer in answers:
        given[answer.item_id].append(answer)
    kinds = _kinds_of(project, ids)
    return [
        ToReview(
            kinds=[kind for kind in KINDS if row.item.pk in kinds[kind]],
            row=row,
            fields=field_texts(project.fields, row.item.metadata),
            given=_named(given[row.item.pk], with_names=project.review_names),
        )
        for row in rows_of(project, ids)
    ]


def _kinds_of(project: Project, ids: Sequence[int]) -> dict[str, set[int]]:
    """kind -> those of these items that are of it."""
    if not ids:
        return {kind: set() for kind in KINDS}
    chosen = {kind: ItemFilter.of({part: True, "id": list(ids)}) for kind, part in KINDS.items()}
    return {kind: set(some.items(project).values_list("pk", flat=True)) for kind, some in chosen.items()}


def _named(given: Sequence[Annotation], *, with_names: bool) -> list[GivenAnswer]:
    names = [answer.user.shown_name if with_names else letter_of(at) for at, answer in enumerate(given)]
    return [GivenAnswer(answer, name) for answer, name in zip(given, names, strict=True)]


def letter_of(place: int) -> str:
    """0 -> "A", 25 -> "Z", 26 -> "A2"."""
    again, at = divmod(place, len(ascii_uppercase))
    return f"{ascii_uppercase[at]}{again + 1 if again else ''}"
