"""The rest predicted: what the newest model says of each item that nobody has labelled."""

from collections.abc import Iterator
from typing import Any

from annotator.files.written import Column, Line
from annotator.models import Project
from annotator.services.exports.description import Export
from annotator.services.exports.items import BEFORE
from annotator.services.exports.own_columns import OwnColumns
from annotator.services.exports.predicted import AT_A_TIME, Predicted
from annotator.services.exports.tables import Table, batched, chosen, content_column, streamed

PREDICTED = (Column("prediction"), Column("probability", "number"))
# Before the name of a label: the column of its probability.
OF_LABEL = "p_"
# Nobody gave it a label, and people may still see it.
UNLABELLED = "i.answers = 0 AND i.settled_id IS NULL AND i.state = 'open'"
_SQL = """
SELECT i.id, i.row, i.external_id, {content}, i.metadata::text FROM annotator_item i
WHERE i.project_id = %s AND {unlabelled}{condition} ORDER BY i.row
"""


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
    count = export.items.items(project).filter(answers=0, settled__isnull=True, state="open").count
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
