"""The texts of a project as the engine sees them: rows, read from the database in chunks."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from annotator.fields import text_read
from annotator.models import Item

CHUNK = 10_000


class TextRows:
    """selection.ItemSource over the items of one project. A row that is gone reads as an empty text.

    read: fields that the model reads before the text.
    """

    def __init__(self, project_id: int, n_rows: int, *, read: Sequence[str] = ()) -> None:
        self.project_id = project_id
        self.n_rows = n_rows
        self.read = read

    def take(self, rows_R: NDArray[np.int64], /) -> list[str]:
        """The texts of these rows, in their order; rows may repeat."""
        wanted = rows_R.tolist()
        by_row: dict[int, str] = {}
        for part in _chunks(sorted(set(wanted))):
            items = Item.objects.filter(project=self.project_id, row__in=part)
            if self.read:
                shown = items.values_list("row", "text", "metadata")
                by_row.update((row, text_read(text, metadata, self.read)) for row, text, metadata in shown)
            else:
                by_row.update(items.values_list("row", "text"))
        return [by_row.get(row, "") for row in wanted]


def _chunks(rows: list[int]) -> Iterable[list[int]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))
