"""One line per item: its label, by whom and how sure, beside the manager's own columns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from annotator.files.written import Column, Line
from annotator.models import ItemState, Project
from annotator.services.exports.description import Export
from annotator.services.exports.own_columns import OwnColumns
from annotator.services.exports.predicted import AT_A_TIME, Predicted
from annotator.services.exports.tables import Table, batched, chosen, content_column, streamed
from annotator.statistics.consensus import label_of, share_of

BEFORE = (Column("item_id", "integer"), Column("row", "integer"), Column("external_id"))
LABELLED = (
    Column("label"),
    Column("labelled_by"),
    Column("sure", "number"),
    Column("answers", "integer"),
    Column("skips", "integer"),
    Column("agreement", "number"),
    Column("tie", "flag"),
    Column("truth"),
    Column("role"),
    Column("state"),
)
# One statement, so that the file agrees with itself.
_SQL = """
SELECT i.id, i.row, i.external_id, {content}, t.name, i.role, i.state, i.metadata::text, d.name,
    CASE WHEN i.answers > 0 THEN ARRAY(
        SELECT l.name FROM annotator_annotation a JOIN annotator_label l ON l.id = a.label_id
        WHERE a.item_id = i.id AND a.replaced_at IS NULL ORDER BY a.id) ELSE '{{}}' END,
    (SELECT count(*) FROM annotator_annotation a
     WHERE a.item_id = i.id AND a.replaced_at IS NULL AND a.label_id IS NULL)
FROM annotator_item i
LEFT JOIN annotator_label t ON t.id = i.truth_id
LEFT JOIN annotator_label d ON d.id = i.settled_id
WHERE i.project_id = %s{condition}
ORDER BY i.row
"""


def items_table(project: Project, export: Export) -> Table:
    """Items by row. Raises Invalid where they are described wrongly."""
    content, content_sql = content_column(project)
    head = (*BEFORE, content, *LABELLED)
    own = OwnColumns.of(project, taken={column.name for column in head})
    condition, values = chosen(project, export.items)
    rows = streamed(_SQL.format(content=content_sql, condition=condition), (project.pk, *values))
    lines, count = _lines(rows, own), export.items.items(project).count
    if not export.with_model:
        return Table([*head, *own.columns], lines, count)
    predicted = Predicted.begun(project)
    return Table([*head, *own.columns], _with_model(lines, predicted, head), count, predicted.notes)


def _lines(rows: Iterator[tuple[Any, ...]], own: OwnColumns) -> Iterator[Line]:
    for pk, row, external_id, content, truth, role, state, metadata, decided, labels, skips in rows:
        yield [
            *(pk, row, external_id, content),
            *label_columns(labels, decided, skips=skips),
            *(truth, role, state),
            *own.values(metadata),
        ]


def _with_model(lines: Iterator[Line], predicted: Predicted, head: Sequence[Column]) -> Iterator[Line]:
    """The same, and where nobody gave a label, what the model says and how sure it is. A tie stays a tie."""
    names = [column.name for column in head]
    row, label, answers, state = (names.index(name) for name in ("row", "label", "answers", "state"))
    for part in batched(lines, AT_A_TIME):
        open_ = [line[row] for line in part if not (line[answers] or line[label]) and line[state] == ItemState.OPEN]
        by_row = predicted.of(open_)
        for line in part:
            if (probabilities := by_row.get(line[row])) is not None:
                name, probability = predicted.likeliest(probabilities)
                line[label : label + 3] = name, "model", probability
            yield line


def label_columns(labels: Sequence[str], decided: str | None, *, skips: int) -> tuple[Any, ...]:
    """label, labelled_by, sure, answers, skips, agreement, tie: what people's current labels of an item amount to, or
    what was decided on it (None: nothing was).

    sure: the share of answers that give the label, or the commonest where they are tied; None without answers.
    agreement: the share of pairs of people who say the same; None below two.
    """
    if not labels and decided is None:
        return None, None, None, 0, skips, None, False
    label, votes, n = label_of(labels, decided), Counter(labels), len(labels)
    pairs = n * (n - 1) // 2
    agreeing = sum(count * (count - 1) // 2 for count in votes.values())
    by = "adjudicated" if decided else "people" if label else None
    return label, by, share_of(labels, label), n, skips, agreeing / pairs if pairs else None, label is None
