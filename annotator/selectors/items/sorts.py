"""In which order items come, each by an index: what is walked, and by which value.

Items without a value come last, in the order of their rows; where nothing means 0 (is_zero), first or last with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.selectors.items.conditions import STANDING

ITEMS = "annotator_item item"
# Fenced: read by their ids, and sorted then, whatever the planner believes of a walk in their order.
FEW_ITEMS = "(SELECT * FROM annotator_item WHERE id = ANY(%s) OFFSET 0) item"


@dataclass(frozen=True)
class Sort:
    """value: of what is walked; has: what is walked has one; lacks: of an item: it has none; None: each has one.

    walked: with a place for the items, all of them or few.
    """

    value: str
    type: str
    walked: str = "{items}"
    has: str = "true"
    lacks: str | None = None
    is_zero: bool = False


SORTS: Mapping[str, Sort] = {
    "row": Sort("item.row", "bigint"),
    "external_id": Sort("item.external_id", "text", has="item.external_id <> ''", lacks="item.external_id = ''"),
    "answers": Sort("item.answers", "bigint", has="item.answers > 0", lacks="item.answers = 0", is_zero=True),
    # By the answer that came last.
    "answered": Sort(
        "given.id",
        "bigint",
        walked="annotator_annotation given JOIN {items} ON item.id = given.item_id",
        has="given.project_id = item.project_id AND given.replaced_at IS NULL AND NOT EXISTS ("  # noqa: S608 - our own texts
        f"SELECT 1 FROM {STANDING} AND a.id > given.id)",
        lacks=f"NOT EXISTS (SELECT 1 FROM {STANDING})",  # noqa: S608 - our own texts
    ),
    # As the queue would ask them.
    "rank": Sort(
        "entry.rank",
        "bigint",
        walked="annotator_queueentry entry JOIN {items} ON item.id = entry.item_id",
        has="entry.project_id = item.project_id AND entry.open",
        lacks="NOT EXISTS (SELECT 1 FROM annotator_queueentry entry WHERE entry.item_id = item.id AND entry.open)",
    ),
}
# By which items can be asked for: each, and the other way round.
SORT_NAMES = [name for each in SORTS for name in (each, f"-{each}")]
