"""The rest predicted: what the newest model says of each item that nobody has labelled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from annotator.files.writers import Column, Line
from annotator.models import Project
from annotator.selectors.results import errors_sentence
from annotator.services.exports.description import Export
from annotator.services.exports.items import BEFORE
from annotator.services.exports.own_columns import OwnColumns
from annotator.services.exports.tables import Table, batched, chosen, content_column, streamed
from annotator.sources.newest_model import NewestModel, newest_model

PREDICTED = (Column("prediction"), Column("probability", "number"))
# Before the name of a label: the column of its probability.
OF_LABEL = "p_"
AT_A_TIME = 4096
# Nobody gave it a label, and people may still see it.
UNLABELLED = "i.answers = 0 AND i.state = 'open'"
_SQL = """
SELECT i.id, i.row, i.external_id, {content}, i.metadata::text FROM annotator_item i
WHERE i.project_id = %s AND {unlabelled}{condition} ORDER BY i.row
"""


@dataclass
class Predicted:
    """What a model says of items, and of how many it could say nothing yet."""

    model: NewestModel
    labels: Sequence[str]
    n_items: int = 0
    n_waiting: int = 0

    @classmethod
    def begun(cls, project: Project) -> "Predicted":
        """By the newest model. Raises Conflict (no_model)."""
        model = newest_model(project)
        by_position = dict(project.labels.values_list("position", "name"))
        return cls(model, [by_position.get(position, "") for position in range(model.state.n_classes)])

    def of(self, rows: Sequence[int]) -> dict[int, list[float]]:
        """row -> probabilities by position of the label; rows that the model cannot be asked about are left out."""
        known = np.array(rows, dtype=np.int64)
        known = known[known < len(self.model.ready)]
        known = known[self.model.ready[known]]
        self.n_items += len(known)
        self.n_waiting += len(rows) - len(known)
        if not len(known):
            return {}
        return dict(zip(known.tolist(), self.model.probabilities(known).tolist(), strict=True))

    def likeliest(self, probabilities: Sequence[float]) -> tuple[str, float]:
        """The label of the highest probability; positions that no label has any more are passed over."""
        named = (position for position, name in enumerate(self.labels) if name)
        best = max(named, key=lambda position: probabilities[position])
        return self.labels[best], probabilities[best]

    def notes(self) -> list[str]:
        """How many of them are probably wrong, and what is missing."""
        notes = [errors_sentence(self.model.round, n_items=self.n_items)] if self.n_items else []
        if self.n_waiting:
            notes.append(f"{self.n_waiting:,} more items wait for their features and are left out.")
        return notes


def predictions_table(project: Project, export: Export) -> Table:
    """Unlabelled items by row. Raises Invalid where they are described wrongly, Conflict (no_model)."""
    predicted = Predicted.begun(project)
    content, content_sql = content_column(project)
    shares = [Column(OF_LABEL + name, "number") for name in predicted.labels if name]
    head = (*BEFORE, content, *PREDICTED, *shares)
    own = OwnColumns.of(project, taken={column.name for column in head})
    condition, values = chosen(project, export.items)
    sql = _SQL.format(content=content_sql, unlabelled=UNLABELLED, condition=condition)
    lines = _lines(streamed(sql, (project.pk, *values)), predicted, own)
    count = export.items.items(project).filter(answers=0, state="open").count
    return Table([*head, *own.columns], lines, count, predicted.notes)


def _lines(items: Iterator[tuple[Any, ...]], predicted: Predicted, own: OwnColumns) -> Iterator[Line]:
    for part in batched(items, AT_A_TIME):
        by_row = predicted.of([item[1] for item in part])
        for pk, row, external_id, content, metadata in part:
            if (probabilities := by_row.get(row)) is None:
                continue
            shares = [share for share, name in zip(probabilities, predicted.labels, strict=True) if name]
            label, probability = predicted.likeliest(probabilities)
            yield [pk, row, external_id, content, label, probability, *shares, *own.values(metadata)]
