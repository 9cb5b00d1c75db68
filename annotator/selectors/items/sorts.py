"""In which order items come, each by an index: what is walked, and by which value.

Items without a value come last, in the order of their rows; where nothing means 0 (is_zero), first or last with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.selectors.items.conditions import STANDING, SUSPECTED, suspected

# Fenced: each is looked up by its id, and all are sorted then, whatever the planner believes of a walk in their order.
FEW = """unnest(%s::bigint[]) AS few (id)
    CROSS JOIN LATERAL (SELECT * FROM annotator_item WHERE id = few.id OFFSET 0) item"""


# The values of PostgreSQL's types, as they stand in a mark.
TYPES: Mapping[str, type] = {"bigint": int, "float8": float, "text": str}


@dataclass(frozen=True)
class Sort:
    """value: of what is walked; has: what is walked has one; lacks: of an item: it has none; None: each has one.

    beside: the table in which the value stands, called `beside`; empty: with the item.
    """

    value: str
    type: str
    beside: str = ""
    has: str = "true"
    lacks: str | None = None
    is_zero: bool = False

    @property
    def all(self) -> str:
        """What is walked, of all items."""
        items = "annotator_item item"
        return f"{self.beside} beside JOIN {items} ON item.id = beside.item_id" if self.beside else items

    @property
    def few(self) -> str:
        """The same of few, whose ids are asked for."""
        own = f"SELECT * FROM {self.beside} WHERE item_id = item.id OFFSET 0"  # noqa: S608 - our own texts
        return f"{FEW} CROSS JOIN LATERAL ({own}) beside" if self.beside else FEW


SORTS: Mapping[str, Sort] = {
    "row": Sort("item.row", "bigint"),
    "external_id": Sort("item.external_id", "text", has="item.external_id <> ''", lacks="item.external_id = ''"),
    "answers": Sort("item.answers", "bigint", has="item.answers > 0", lacks="item.answers = 0", is_zero=True),
    # By the answer that came last.
    "answered": Sort(
        "beside.id",
        "bigint",
        beside="annotator_annotation",
        has="beside.project_id = item.project_id AND beside.replaced_at IS NULL AND NOT EXISTS ("  # noqa: S608 - our own texts
        f"SELECT 1 FROM {STANDING} AND a.id > beside.id)",
        lacks=f"NOT EXISTS (SELECT 1 FROM {STANDING})",  # noqa: S608 - our own texts
    ),
    # By how sure the model was of what it thinks likeliest.
    "probability": Sort(
        "beside.probability",
        "float8",
        beside="annotator_prediction",
        has="beside.project_id = item.project_id",
        lacks="NOT EXISTS (SELECT 1 FROM annotator_prediction p WHERE p.item_id = item.id)",
    ),
    # As the radar suspects their labels, the most suspect first.
    "suspected": Sort(
        "beside.rank",
        "bigint",
        beside="annotator_suspected",
        has=f"beside.project_id = item.project_id AND {suspected('beside')}",
        lacks=f"NOT {SUSPECTED}",
    ),
    # As the queue would ask them.
    "rank": Sort(
        "beside.rank",
        "bigint",
        beside="annotator_queueentry",
        has="beside.project_id = item.project_id AND beside.open",
        lacks="NOT EXISTS (SELECT 1 FROM annotator_queueentry entry WHERE entry.item_id = item.id AND entry.open)",
    ),
}
# By which items can be asked for: each, and the other way round.
SORT_NAMES = [name for each in SORTS for name in (each, f"-{each}")]
