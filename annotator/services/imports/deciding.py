"""What is to be done with a batch: which rows are new items, which change one, and which say more of one.

| known by              | content   | answers        | what happens |
|-----------------------|-----------|----------------|--------------|
| external id           | the same  |                | unchanged    |
| external id           | other     | none           | updated      |
| external id           | other     | some, or leased| rejected     |
| content hash (no id)  | the same  |                | unchanged    |

An id that comes again in one file with other content is no id: such a row is known by its content. What a row says of a
known item (truth, answers, suggestions) is added to it, as far as it is new.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.files import RowProblem
from annotator.models import Annotation, Lease, Project
from annotator.services.imports.copy import Incoming, without_id
from annotator.services.imports.known import KnownItem, all_differ


@dataclass(frozen=True)
class Again:
    """A row of an item that is known. in_file: it came earlier in this file."""

    item: Incoming
    known: KnownItem
    in_file: bool


@dataclass
class Decided:
    """What is to be done with a batch. added: in the order of their rows; said: what is known of which row."""

    added: list[Incoming] = field(default_factory=list)
    updated: list[Again] = field(default_factory=list)
    again: list[Again] = field(default_factory=list)
    said: list[tuple[int, Incoming]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def items(self) -> list[Incoming]:
        """All rows that are not left out."""
        return [*self.added, *(again.item for again in self.updated), *(again.item for again in self.again)]


def decide(
    project: Project, items: Sequence[Incoming], *, known: dict[tuple[str, str], KnownItem], first_row: int
) -> Decided:
    """known: items that are there already; this batch's own are added to it. first_row: of this import's own items."""
    if not known and all_differ(items):
        said = [(project.next_row + at, item) for at, item in enumerate(items) if item.says_something]
        return Decided(added=list(items), said=said)
    decided = Decided()
    for item in items:
        _place(project, item, decided, known=known, first_row=first_row)
    _refuse_answered(decided)
    decided.said += [(again.known.row, again.item) for again in (*decided.updated, *decided.again)]
    return decided


def _place(
    project: Project, item: Incoming, decided: Decided, *, known: dict[tuple[str, str], KnownItem], first_row: int
) -> None:
    key, before = _known(item, known)
    if before is not None and before.digest != item.digest:
        nameless = known.get(("", item.digest))
        if before.row >= first_row or nameless is not None:
            decided.problems.append(_repeated_id(item))
            item, key, before = without_id(item), ("", item.digest), nameless
    if before is None:
        row = project.next_row + len(decided.added)
        # Rows of this batch count as being in this file.
        known[key] = KnownItem(0, row, item.digest, None, item.label)
        decided.added.append(item)
        if item.says_something:
            decided.said.append((row, item))
        return
    again = Again(item, before, in_file=before.row >= first_row)
    (decided.updated if before.digest != item.digest else decided.again).append(again)


def _known(item: Incoming, known: dict[tuple[str, str], KnownItem]) -> tuple[tuple[str, str], KnownItem | None]:
    key = (item.external_id, "") if item.external_id else ("", item.digest)
    return key, known.get(key)


def _repeated_id(item: Incoming) -> RowProblem:
    detail = (
        f"The id “{item.external_id[:80]}” came earlier with other content. This row is known by its content; its id"
        " stays beside it."
    )
    return RowProblem(item.file, item.line, "repeated_id", detail, rejected=False)


def _refuse_answered(decided: Decided) -> None:
    """Content that people have judged, or have before their eyes, does not change under them."""
    if not decided.updated:
        return
    pks = [again.known.pk for again in decided.updated]
    answered = set(Annotation.objects.filter(item__in=pks).values_list("item", flat=True))
    leased = set(Lease.objects.filter(item__in=pks, ended_at__isnull=True).values_list("item", flat=True))
    for again in decided.updated:
        item = again.item
        if again.known.pk in answered:
            detail = "This item has answers already and its content differs. Import the new content under a new id."
            decided.problems.append(RowProblem(item.file, item.line, "already_answered", detail))
        elif again.known.pk in leased:
            detail = "Somebody is labelling this item now and its content differs. Import it again later."
            decided.problems.append(RowProblem(item.file, item.line, "item_in_use", detail))
    decided.updated = [again for again in decided.updated if again.known.pk not in answered | leased]
