"""Which row of a table names its columns, if any does. Judged by the first rows, whatever holds them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.files.column_names import KNOWN_NAMES, plain
from annotator.files.containers.names import unique
from annotator.files.problems import Remark

Cells = Sequence[str]
# Titles and notes that may stand over the names.
MAX_TITLE_ROWS = 10
LONG_CELL_CHARS = 80
JUDGED_ROWS = 200
NUMBER = re.compile(r"[-+]?[\d.,'\u00a0 ]*\d[%€$£]?(e[-+]?\d+)?", re.IGNORECASE)
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T,].*)?|\d{1,2}:\d{2}(:\d{2})?")
# Under a line of questions, what surveys write of each.
SURVEY_NOTES = {"response", "open-ended response", "open ended response"}


@dataclass(frozen=True)
class Header:
    """columns: their names; n_rows: rows before the first of data; found: whether one of them is a header."""

    columns: tuple[str, ...]
    n_rows: int
    found: bool
    remarks: tuple[Remark, ...] = ()

    @staticmethod
    def of(names: Cells) -> "Header":
        """Names that stand before all rows."""
        return Header(tuple(unique(list(names))), 0, found=True)


def find_header(rows: Sequence[Cells], *, has_header: bool | None) -> Header:
    """rows: the first ones, not empty. has_header: what somebody said, None for a guess."""
    width = _usual_width(rows)
    if not rows:
        return Header((), 0, found=False)
    if has_header is False:
        return Header(tuple(unique([""] * width)), 0, found=False)
    if survey := _survey(rows):
        return survey
    titles = _n_titles(rows, width) if len(rows) > 1 else 0
    named = rows[titles]
    if has_header or titles or _evidence(named, rows[1 : JUDGED_ROWS + 1]) > 0:
        return Header(_names(named, rows[titles + 1 :], width), titles + 1, found=True, remarks=_over_names(titles))
    detail = (
        "The first line looks like data, not like column names, so columns are called “column 1” and so on. "
        "If it is a header, say so."
    )
    return Header(tuple(unique([""] * width)), 0, found=False, remarks=(Remark("no_header", detail),))


def is_value(cell: str) -> bool:
    """A number, a date or a time: hardly ever a name of a column."""
    cell = cell.strip()
    return bool(NUMBER.fullmatch(cell) or DATE.fullmatch(cell))


def _usual_width(rows: Sequence[Cells]) -> int:
    widths = Counter(map(len, rows))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _names(named: Cells, data: Sequence[Cells], width: int) -> tuple[str, ...]:
    names = list(named)
    while len(names) > 1 and not names[-1].strip() and not any("".join(row[len(names) - 1 :]).strip() for row in data):
        names.pop()
    if len(names) + 1 == width and _counts_rows([row[0] for row in data if len(row) == width]):
        # R writes the numbers of the rows, and no name over them.
        names = ["", *names]
    return tuple(unique(names))


def _counts_rows(cells: list[str]) -> bool:
    return len(cells) > 0 and all(cell.strip().isdigit() for cell in cells) and len(set(cells)) == len(cells)


def _over_names(n_rows: int) -> tuple[Remark, ...]:
    if not n_rows:
        return ()
    words = "The first line is" if n_rows == 1 else f"The first {n_rows} lines are"
    return (Remark("lines_before_header", f"{words} passed over: the names of the columns come after that."),)


def _n_titles(rows: Sequence[Cells], width: int) -> int:
    """Rows with a title or a group of columns over the row that surely names the columns."""
    if width < 2 or (_known(rows[0]) and all(cell.strip() for cell in rows[0])):
        return 0
    for n_rows, row in enumerate(rows[: MAX_TITLE_ROWS + 1]):
        filled = sum(bool(cell.strip()) for cell in row)
        if filled == len(row) >= 2:
            is_over = all(not all(cell.strip() for cell in over) or len(over) < 2 for over in rows[:n_rows])
            return n_rows if n_rows and is_over and _evidence(row, rows[n_rows + 1 :]) >= 3 else 0
    return 0


def _survey(rows: Sequence[Cells]) -> Header | None:
    """Qualtrics writes short names, questions and ids over the answers; SurveyMonkey questions and their kind."""
    if len(rows) > 2 and any(cell.startswith('{"ImportId"') for cell in rows[2]):
        names = [question.strip() or short for short, question in zip(rows[0], rows[1], strict=False)]
        return Header(tuple(unique(names)), 3, found=True)
    notes = [cell.strip() for cell in rows[1] if cell.strip()] if len(rows) > 2 else []
    if notes and any(plain(note) in SURVEY_NOTES for note in notes) and len(notes) < len(rows[1]):
        names = [question.strip() or note for question, note in zip(rows[0], rows[1], strict=False)]
        return Header(tuple(unique(names)), 2, found=True)
    return None


def _known(cells: Cells) -> bool:
    return any(plain(cell) in KNOWN_NAMES for cell in cells)


def _evidence(first: Cells, data: Sequence[Cells]) -> float:
    """How much speaks for names in the first row. Most tables have them, so with nothing against it a little."""
    evidence = 1.0 + sum(_of_column(cell, [row[n] for row in data if n < len(row)]) for n, cell in enumerate(first))
    if [cell.strip() for cell in first] == [str(number) for number in range(len(first))]:
        # Columns that pandas has numbered.
        return 3.0
    if len(first) > 1 and len({plain(cell) for cell in first}) < len(first):
        evidence -= 1
    return evidence


def _of_column(first: str, data: Cells) -> float:
    first = first.strip()
    below = [cell.strip() for cell in data if cell.strip()]
    if not first:
        return 0
    if first in below:
        return -4
    if plain(first) in KNOWN_NAMES:
        return 4
    if not below:
        return -2 if is_value(first) else 0
    if all(map(is_value, below)):
        return -4 if is_value(first) else 4
    if _has_digit(first) and {_shape(cell) for cell in below} == {_shape(first)}:
        # A code like those below it.
        return -4
    return _of_words(first, below)


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _shape(cell: str) -> str:
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", cell))


def _of_words(first: str, below: list[str]) -> float:
    if len(first) > LONG_CELL_CHARS:
        return 0 if first.endswith(("?", ":")) else -2
    if len(below) >= 6 and len(set(below)) * 3 <= len(below):
        # A column of classes, and this is none of them.
        return 2
    usual = sum(map(len, below)) / max(1, len(below))
    n_words = len(first.split())
    is_sentence = n_words >= 3 and len(first) * 3 >= usual and (usual >= 15 or first.endswith((".", "!")))
    return -2 if is_sentence and not first.endswith(("?", ":")) else 0
