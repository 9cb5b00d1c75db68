"""More items like these: the nearest that nobody has answered come before all of the ranking, until they are answered.

A person's choice and not the model's: the lineage of an answer says so. Audit items are no examples and do not come up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from annotator.errors import Conflict, Invalid
from annotator.models import Item, ItemRole, ItemState, Label, LogKind, Project, QueueEntry, User
from annotator.selectors.answers import consensus_labels, current_answers
from annotator.selectors.items.finding import may_be_asked
from annotator.selectors.words import plural
from annotator.services import project_log
from annotator.services.locks import lock_project
from annotator.services.project_log import Fact
from annotator.sources.neighbours import Alike, alike_rows

# Waiting at once: beyond, people would do little else.
MOST_WAITING = 500
# A class is shown by so many of its items, the newest.
EXAMPLES = 200
# Ranks grow from here: who asked first comes first, and all of them before the ranking.
FIRST_RANK = -1_000_000


@dataclass(frozen=True)
class Examples:
    """Rows of items of the pool, and what people call them."""

    rows: list[int]
    words: str


def like_items(project: Project, item_ids: Sequence[int]) -> Examples:
    """Raises Invalid where none of them is in the pool of this project."""
    items = Item.objects.filter(project=project, pk__in=item_ids, role=ItemRole.POOL, state=ItemState.OPEN)
    rows = list(items.order_by("row").values_list("row", flat=True))
    if not rows:
        raise Invalid("no_examples", "Name items of this project’s pool; audit items only measure.", attr="items")
    return Examples(rows, plural(len(rows), "named item"))


def like_class(project: Project, label_id: int) -> Examples:
    """Items on which people have settled for this label. Raises Invalid for another project's, Conflict without any."""
    label = Label.objects.filter(project=project, pk=label_id).first()
    if label is None:
        raise Invalid("unknown_label", "This label is not one of the project’s labels.", attr="label")
    answers = current_answers(project).filter(label=label, item__role=ItemRole.POOL, item__state=ItemState.OPEN)
    newest = list(answers.order_by("-pk").values_list("item__row", flat=True)[: 2 * EXAMPLES])
    settled = consensus_labels(project, rows=newest)
    rows = [row for row in dict.fromkeys(newest) if settled.get(row) == label.pk][:EXAMPLES]
    if not rows:
        raise Conflict("no_examples", f"No item of the pool is settled as “{label.name}” yet. Label one first.")
    return Examples(rows, f"“{label.name}”")


def ask_first(project: Project, examples: Examples, *, count: int, by: User | None) -> Alike:
    """Put the `count` nearest items before the ranking. Raises Conflict (no_features, too_many_alike)."""
    found = alike_rows(project, examples.rows, count=count)
    with transaction.atomic():
        locked = lock_project(project.pk)
        waiting = QueueEntry.objects.filter(project=locked, rank__lt=0)
        if waiting.count() + len(found.cosines) > MOST_WAITING:
            raise Conflict("too_many_alike", f"At most {MOST_WAITING} items may be asked for before all others.")
        last = waiting.order_by("-rank").values_list("rank", flat=True).first()
        items = may_be_asked(locked).filter(row__in=found.cosines)
        by_row = {item.row: item for item in items.only("pk", "row")}
        rows = [row for row in found.cosines if row in by_row]
        QueueEntry.objects.filter(project=locked, item__in=by_row.values()).delete()
        first = FIRST_RANK if last is None else last + 1
        QueueEntry.objects.bulk_create(
            QueueEntry(project=locked, item=by_row[row], rank=first + n, score=found.cosines[row])
            for n, row in enumerate(rows)
        )
        project_log.write(locked, Fact(LogKind.ALIKE_ASKED, examples.words, after=plural(len(rows), "item")), by=by)
    return Alike(found.representation, found.title, found.among, {row: found.cosines[row] for row in rows})


def take_back(project: Project, *, by: User | None) -> int:
    """Nothing comes before the ranking any more; how many items that were. The next ranking may hold them again."""
    with transaction.atomic():
        locked = lock_project(project.pk)
        taken, _ = QueueEntry.objects.filter(project=locked, rank__lt=0).delete()
        if taken:
            project_log.write(locked, Fact(LogKind.ALIKE_TAKEN_BACK, before=plural(taken, "item")), by=by)
    return taken
