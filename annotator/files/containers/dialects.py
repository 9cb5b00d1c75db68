"""How the cells of a text file are told apart: separator, quotation marks, escapes; judged by its first lines."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from annotator.files.containers.raw_rows import Broken, Reader, raw_rows
from annotator.files.lines import Lines

DELIMITERS = ",;\t|^~\x01\x1f"
MARK = '"'
JUDGED_ROWS = 1_000
MAX_BROKEN = 50
# So many of the rows must be of one width before a separator is believed.
LEAST_SHARE = 0.5
SEP_LINE = re.compile(r'\ufeff?"?sep=(.|\\t)"?[,;\t]*\r?\n?', re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """quote: empty where marks are plain characters; escapes: a backslash stands before marks inside quotes;
    halves: a backslash stands before backslashes too; skips_space, trims: spaces may stand before and after cells
    in marks; is_sure: the file cannot be read without its marks.
    """

    delimiter: str = ","
    quote: str = MARK
    escapes: bool = False
    halves: bool = False
    skips_space: bool = False
    trims: bool = False
    is_sure: bool = False

    def reader(self, lines: Iterable[str]) -> Reader:
        """strict: a quotation mark that is never closed must not swallow the rows after it without a word."""
        if not self.quote:
            return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)
        return csv.reader(
            map(self._plain, lines) if self.escapes or self.trims else lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            skipinitialspace=self.skips_space,
            strict=True,
        )

    def is_glued(self, cells: list[str], width: int) -> bool:
        """Rows that a mark at the start of one and a mark at the end of another hold together: every line has as many
        separators as a row. Only of a separator that hardly ever stands in texts.
        """
        if self.delimiter != "\t" or width < 2 or self.is_sure:
            return False
        lines = re.split(r"\r\n|\r|\n", "\t".join(cells))
        return len(lines) > 1 and all(line.count("\t") == width - 1 for line in lines)

    def literal(self) -> "Dialect":
        """The same separator, with marks as plain characters."""
        return Dialect(self.delimiter, quote="")

    def _plain(self, line: str) -> str:
        if self.trims:
            line = re.sub(rf'" +(?={re.escape(self.delimiter)}|\r?\n|$)', MARK, line)
        return self._unescaped(line) if self.escapes else line

    def _unescaped(self, line: str) -> str:
        if "\\" not in line:
            return line
        half = "\\" if self.halves else "\\\\"
        return re.sub(r'\\[\\"]', lambda match: MARK * 2 if match.group() == r"\"" else half, line)


@dataclass(frozen=True)
class Judged:
    """A dialect, and the first rows as it reads them: (line, cells). width: cells of most rows; share: of the rows that
    have so many; n_odd: rows that it leaves unclear.
    """

    dialect: Dialect
    rows: list[tuple[int, list[str]]]
    width: int
    share: float
    n_odd: int


def choose_dialect(sample: str, *, is_whole: bool, delimiters: str = DELIMITERS) -> Judged:
    """The separator by which most rows have equally many cells, then the reading of marks that leaves least unclear."""
    if not is_whole:
        # The last line may go on.
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample

    def judged(dialect: Dialect) -> Judged:
        return _judged(dialect, sample, is_whole=is_whole)

    best = max((judged(Dialect(delimiter)) for delimiter in delimiters), key=_separates)
    readings = [best, *map(judged, _readings(best.dialect, sample))]
    fewest = min(readings, key=lambda one: one.n_odd)
    if fewest is best:
        are_needed = any(not one.dialect.quote and one.n_odd for one in readings)
        return replace(best, dialect=replace(best.dialect, is_sure=are_needed))
    # What a mark means may decide where cells end.
    others = (judged(replace(fewest.dialect, delimiter=delimiter)) for delimiter in delimiters)
    return max([fewest, *(other for other in others if other.n_odd <= fewest.n_odd)], key=_separates)


def _separates(judged: Judged) -> tuple[bool, float, int]:
    share = judged.share if judged.width > 1 else 0.0
    return (share >= LEAST_SHARE, share, judged.width)


def _readings(dialect: Dialect, sample: str) -> Iterator[Dialect]:
    delimiter = re.escape(dialect.delimiter)
    if re.search(rf'{delimiter} +"', sample):
        yield replace(dialect, skips_space=True)
    if re.search(rf'" +{delimiter}', sample):
        yield replace(dialect, trims=True)
        yield replace(dialect, trims=True, skips_space=True)
    if r"\"" in sample:
        lone = re.sub(r'\\[\\"]', "", sample)
        yield replace(dialect, escapes=True, halves="\\" not in lone)
    if re.search(rf"(?:^|{delimiter})'[^'\n]*'(?:{delimiter}|\r?$)", sample[:20_000], re.MULTILINE):
        yield replace(dialect, quote="'")
    if MARK in sample:
        yield dialect.literal()


def _judged(dialect: Dialect, sample: str, *, is_whole: bool) -> Judged:
    rows: list[tuple[int, list[str]]] = []
    n_broken = 0
    for row in raw_rows(Lines(io.StringIO(sample, newline="")), dialect):
        if not isinstance(row, Broken):
            rows.append(row)
        elif row.next_text or is_whole:
            n_broken += 1
        if len(rows) >= JUDGED_ROWS or n_broken >= MAX_BROKEN:
            break
    widths = Counter(len(cells) for _, cells in rows)
    width = max(widths, key=lambda n: (widths[n], n), default=0)
    n_odd = sum(_is_odd(cells, width, dialect) for _, cells in rows)
    return Judged(dialect, rows, width, widths[width] / max(1, len(rows) + n_broken), n_odd + n_broken)


def _is_odd(cells: list[str], width: int, dialect: Dialect) -> bool:
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return True
    if not dialect.quote:
        return any(_is_quoted(cell, MARK) for cell in cells)
    if dialect.quote == MARK and width > 1 and all(_is_quoted(cell, "'") for cell in cells):
        return True
    return dialect.is_glued(cells, width)


def _is_quoted(cell: str, mark: str) -> bool:
    cell = cell.strip()
    return len(cell) > 1 and cell[0] == mark == cell[-1]
