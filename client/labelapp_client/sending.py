"""Rows sent in bulk, and what became of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from labelapp_client.rows import batches

Row = TypeVar("Row")
# A request of the API takes 5 MB.
MOST_BYTES = 4 * 2**20


@dataclass(frozen=True)
class Refused:
    """A row that was not taken. place: its place among those that were sent, from 0; detail: the server's sentence."""

    place: int
    row: Any
    code: str
    detail: str


@dataclass
class Outcome:
    """What became of the rows that were sent. counts: how many became what, such as “added” or “refused”."""

    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)

    def add(self, rows: Sequence[Any], results: Sequence[Any]) -> None:
        """What the server said of some more rows, one by one."""
        first = self.counts.total()
        for place, (row, result) in enumerate(zip(rows, results, strict=True), first):
            self.counts[result["status"]] += 1
            if result["status"] == "refused":
                self.refused.append(Refused(place, row, result["code"], result["detail"]))


def send(rows: Iterable[Row], store: Callable[[list[Row]], Any], *, most_rows: int) -> Outcome:
    """Rows in batches, each as soon as it is full; store: sends one, and returns the server's results."""
    outcome = Outcome()
    for batch in batches(rows, most_rows=most_rows, most_bytes=MOST_BYTES):
        outcome.add(batch, store(batch))
    return outcome
