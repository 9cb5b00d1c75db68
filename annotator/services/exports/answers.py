"""Exports: one line per current answer, with where it came from. CSV for spreadsheets, JSONL for programs."""

import csv
import os
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from annotator.errors import Invalid
from annotator.files.writers import BOM, FORMATS, Line, csv_cell
from annotator.models import Job, Kind, Project
from annotator.selectors.answers import standing_answers
from annotator.services.jobs.progress import Progress
from annotator.statistics.consensus import consensus_of

FETCH = 2_000


def _moment(column: str) -> str:
    """As `datetime.isoformat` writes it, to the millisecond; PostgreSQL does it at a fraction of the cost."""
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')"""


# Column -> where it comes from. The content's column is called "file" or "text" after the project's kind.
SELECTED: Mapping[str, str] = {
    "item_id": "i.id",
    "row": "i.row",
    "external_id": "i.external_id",
    "content": "",
    "annotator": "u.username",
    "label": "l.name",
    "skip": "a.label_id IS NULL",
    "skip_reason": "a.skip_reason",
    "flagged": "a.flagged",
    "comment": "a.comment",
    "answered_at": _moment("a.answered_at"),
    "received_at": _moment("a.received_at"),
    "lead_time_s": "a.seconds",
    "late": "a.late",
    "role": "i.role",
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
    "replaced_at": _moment("a.replaced_at"),
}
LABEL, CONSENSUS, TIE = (list(SELECTED).index(name) for name in ("label", "consensus_label", "consensus_tie"))
CONTENT = {Kind.IMAGE: "i.metadata->>'file'", Kind.TEXT: "i.text"}
TABLES = """
    FROM annotator_annotation a
    JOIN annotator_item i ON i.id = a.item_id
    JOIN annotator_project p ON p.id = a.project_id
    JOIN annotator_user u ON u.id = a.user_id
    LEFT JOIN annotator_label l ON l.id = a.label_id
    LEFT JOIN annotator_label t ON t.id = i.truth_id
    LEFT JOIN annotator_lease s ON s.id = a.lease_id
    LEFT JOIN annotator_round r ON r.id = s.round_id
    LEFT JOIN annotator_costentry c ON c.submission_id = a.submission_id AND c.kind = 'labels'
"""


def export_to_path(
    project: Project, path: Path, *, with_replaced: bool = False, progress: Progress | None = None
) -> int:
    """Write all answers of the project to a .csv or .jsonl file; how many. The file appears whole or not at all.

    with_replaced: answers that were corrected later too, told apart by a column `replaced_at`.
    Raises Invalid (unknown_format) and OSError.
    """
    write = FORMATS.get(path.suffix.lower().removeprefix("."))
    if write is None:
        raise Invalid("unknown_format", f"The name must end in .csv or .jsonl, not “{path.suffix}”.", attr="format")
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            columns = _columns(project, with_replaced=with_replaced)
            n_rows = write(
                file, list(columns), _counted(_lines(project, columns, with_replaced=with_replaced), project, progress)
            )
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return n_rows


def problems_csv(job: Job) -> Iterator[str]:
    """The problems that an import met, as the lines of a CSV file."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(["file", "line", "code", "detail", "left_out"])
    for problem in job.problems.order_by("pk").iterator(chunk_size=FETCH):
        line = [problem.file, problem.line, problem.code, problem.detail, problem.rejected]
        yield writer.writerow([csv_cell(value) for value in line])


class _Echo:
    """A file for csv.writer whose `writerow` then returns the line."""

    def write(self, line: str) -> str:
        return line


def _columns(project: Project, *, with_replaced: bool) -> dict[str, str]:
    content = "file" if project.kind == Kind.IMAGE else "text"
    chosen = {name: sql for name, sql in SELECTED.items() if with_replaced or name != "replaced_at"}
    return {
        (content if name == "content" else name): (sql or CONTENT[Kind(project.kind)]) for name, sql in chosen.items()
    }


def _counted(lines: Iterator[Line], project: Project, progress: Progress | None) -> Iterator[Line]:
    if progress is None:
        yield from lines
        return
    total = standing_answers(project).count()
    for done, line in enumerate(lines, start=1):
        yield line
        if done % FETCH == 0:
            progress.advance(done, total=max(total, done))


def _lines(project: Project, columns: Mapping[str, str], *, with_replaced: bool) -> Iterator[Line]:
    """Answers by row, then in the order in which they came; an item's come together, for their consensus."""
    sql = f"SELECT {', '.join(columns.values())}, a.replaced_at IS NULL {TABLES} WHERE a.project_id = %s"
    sql += "" if with_replaced else " AND a.replaced_at IS NULL"
    # A snapshot, read through a server-side cursor: memory stays flat, and the file agrees with itself.
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY i.row, a.id", [project.pk])
        records = chain.from_iterable(iter(partial(cursor.fetchmany, FETCH), []))
        for _, answers in groupby(records, key=itemgetter(0)):
            yield from _with_consensus(list(answers))


def _with_consensus(answers: list[tuple[Any, ...]]) -> Iterator[Line]:
    """The lines of one item. Each record ends in whether the answer is current; only these vote.

    Where they are tied, consensus_label is empty and consensus_tie true; where all are skips, empty and false.
    """
    labels = [answer[LABEL] for answer in answers if answer[-1] and answer[LABEL] is not None]
    consensus = consensus_of(labels) if labels else None
    is_tie = bool(labels) and consensus is None
    for *line, _ in answers:
        line[CONSENSUS], line[TIE] = consensus, is_tie
        yield line
