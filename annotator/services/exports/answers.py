"""All answers: one line per current answer, with where it came from."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from annotator.files.written import Column, Line
from annotator.models import Project
from annotator.selectors.answers import standing_answers
from annotator.services.exports.description import Export
from annotator.services.exports.tables import Table, chosen, content_column, moment, streamed
from annotator.statistics.consensus import label_of

# Column -> where it comes from. The content's column is called "file" or "text" after the project's kind.
SELECTED: Mapping[str, str] = {
    "item_id": "i.id",
    "row": "i.row",
    "external_id": "i.external_id",
    "content": "",
    "annotator": "coalesce(nullif(u.called, ''), u.username)",
    "label": "l.name",
    "skip": "a.label_id IS NULL",
    "skip_reason": "a.skip_reason",
    "flagged": "a.flagged",
    "comment": "a.comment",
    "answered_at": moment("a.answered_at"),
    "received_at": moment("a.received_at"),
    "lead_time_s": "a.seconds",
    "late": "a.late",
    "role": "i.role",
    "origin": "b.origin",
    "source": "s.source",
    "round": "r.number",
    "rank": "s.rank",
    "acq_score": "s.score",
    "selection_prob": "s.probability",
    "strategy": "r.strategy->>'name'",
    "proxy": "r.strategy->>'proxy'",
    "consensus_label": "NULL",
    "consensus_tie": "NULL",
    "truth": "t.name",
    # What was in fact paid per label in its submission; the project's price may have changed since.
    "price": "(CASE WHEN a.paid THEN coalesce(c.amount / nullif(c.quantity, 0)::numeric, p.price_per_label) ELSE 0 END)"
    "::float8",
    "suggestion_shown": "a.suggestion_shown",
    "replaced_at": moment("a.replaced_at"),
}
LABEL, CONSENSUS, TIE = (list(SELECTED).index(name) for name in ("label", "consensus_label", "consensus_tie"))
_FLAGS = ("skip", "flagged", "late", "consensus_tie", "suggestion_shown")
_INTEGERS = ("item_id", "row", "round", "rank")
_NUMBERS = ("lead_time_s", "acq_score", "selection_prob", "price")
TABLES = """
    FROM annotator_annotation a
    JOIN annotator_item i ON i.id = a.item_id
    JOIN annotator_project p ON p.id = a.project_id
    JOIN annotator_user u ON u.id = a.user_id
    JOIN annotator_submission b ON b.id = a.submission_id
    LEFT JOIN annotator_label l ON l.id = a.label_id
    LEFT JOIN annotator_label t ON t.id = i.truth_id
    LEFT JOIN annotator_label d ON d.id = i.settled_id
    LEFT JOIN annotator_lease s ON s.id = a.lease_id
    LEFT JOIN annotator_round r ON r.id = s.round_id
    LEFT JOIN annotator_costentry c ON c.submission_id = a.submission_id AND c.kind = 'labels'
"""


def answers_table(project: Project, export: Export) -> Table:
    """Answers by row, then in the order in which they came. Raises Invalid where the items are described wrongly."""
    content, content_sql = content_column(project)
    selected = {name: sql for name, sql in SELECTED.items() if export.with_replaced or name != "replaced_at"}
    columns = [content if name == "content" else _column(name) for name in selected]
    condition, values = chosen(project, export.items)
    sql = f"SELECT {', '.join(sql or content_sql for sql in selected.values())}, a.replaced_at IS NULL, d.name {TABLES}"
    sql += f" WHERE a.project_id = %s{condition}"
    sql += "" if export.with_replaced else " AND a.replaced_at IS NULL"
    lines = _lines(f"{sql} ORDER BY i.row, a.id", (project.pk, *values))
    return Table(columns, lines, standing_answers(project).count)


def _column(name: str) -> Column:
    if name in _FLAGS:
        return Column(name, "flag")
    if name in _INTEGERS:
        return Column(name, "integer")
    return Column(name, "number" if name in _NUMBERS else "text")


def _lines(sql: str, values: tuple[Any, ...]) -> Iterator[Line]:
    """An item's answers come together, for their consensus."""
    for _, answers in groupby(streamed(sql, values), key=itemgetter(0)):
        yield from _with_consensus(list(answers))


def _with_consensus(answers: list[tuple[Any, ...]]) -> Iterator[Line]:
    """The lines of one item. Each record ends in whether the answer is current, only these vote, and the label that was
    decided.

    Where they are tied, consensus_label is empty and consensus_tie true; where all are skips, empty and false.
    """
    labels = [answer[LABEL] for answer in answers if answer[-2] and answer[LABEL] is not None]
    consensus = label_of(labels, answers[0][-1])
    is_tie = bool(labels) and consensus is None
    for *line, _, _ in answers:
        line[CONSENSUS], line[TIE] = consensus, is_tie
        yield line
