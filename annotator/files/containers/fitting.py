"""Rows with more or fewer cells than columns, and rows whose quotation marks lead nowhere: what can be made of them."""

import csv
from collections.abc import Iterator
from contextlib import suppress

from annotator.files.containers.dialects import MARK, Dialect
from annotator.files.containers.raw_rows import Broken
from annotator.files.containers.surplus import Surplus
from annotator.files.lines import line_too_long
from annotator.files.problems import RowProblem

Fitted = tuple[int, list[str]] | RowProblem
# So many short rows in a line may be one that was broken by line breaks.
MAX_RUN = 20


class Fitting:
    """Goes along with the rows of one file."""

    def __init__(self, name: str, width: int, dialect: Dialect, surplus: Surplus | None = None) -> None:
        self._name, self._width, self._dialect, self._surplus = name, width, dialect, surplus
        # Short rows, one right after another, of which it is not known yet what they are.
        self._run: list[tuple[int, list[str]]] = []
        # A row could not be read: short ones after it may be the rest of it.
        self._is_lost = False

    @property
    def waits(self) -> bool:
        """Must the next row be shown here, even if it has as many cells as columns?"""
        return bool(self._run) or self._is_lost

    def fitted(self, row: tuple[int, list[str]] | Broken) -> Iterator[Fitted]:
        """What becomes of a row; short ones come with the one after them."""
        if isinstance(row, Broken):
            yield from self.ended()
            yield from self._mended(row)
            return
        line, cells = row
        if not any(cells):
            return
        if len(cells) < self._width and not self._is_lost:
            if self._run and (line != self._run[-1][0] + 1 or len(self._run) == MAX_RUN):
                yield from self.ended()
            self._run.append(row)
            return
        yield from self.ended()
        if len(cells) < self._width:
            yield self._part_of_lost(line)
        elif self._is_lost and any(cell.count(MARK) % 2 for cell in cells):
            self._is_lost = False
            yield self._part_of_lost(line)
        elif self._width == 1:
            # In a table of one column a separator separates nothing.
            yield line, [self._dialect.delimiter.join(cells)]
        elif any(cell.strip() for cell in cells[self._width :]):
            yield from self._too_wide(line, cells)
        else:
            self._is_lost = False
            yield line, cells[: self._width]

    def ended(self) -> Iterator[Fitted]:
        """What becomes of the short rows that wait."""
        run, self._run = self._run, []
        if len(run) > 1 and sum(len(cells) - 1 for _, cells in run) + 1 == self._width:
            detail = "A line break seems to have cut this row in parts. Put quotation marks around such texts."
            yield from (self._problem(line, "cut_row", detail) for line, _ in run)
            return
        for line, cells in run:
            n_missing = self._width - len(cells)
            detail = f"This row has {len(cells)} of {self._width} cells; the last {n_missing} count as empty."
            yield self._remark(line, "short_row", detail)
            yield line, cells + [""] * n_missing

    def _mended(self, broken: Broken) -> Iterator[Fitted]:
        """The first line of a row that cannot be read, if it is a whole row with marks in it."""
        if broken.is_too_long:
            yield line_too_long(self._name, broken.line)
        elif cells := self._whole(broken):
            detail = "The quotation marks in this row are not closed; they are taken as part of the text."
            yield self._remark(broken.line, "quotes_kept", detail)
            yield broken.line, cells
        else:
            self._is_lost = True
            detail = "A quotation mark opens here and is not closed properly. Double those inside the text."
            yield self._problem(broken.line, "bad_quotes", detail)

    def _whole(self, broken: Broken) -> list[str]:
        """The line after it must be a row as well: it may be the rest of this one."""
        following = broken.next_text
        literal = self._dialect.literal()
        if following.strip() and not self._read(following, literal) and not self._read(following, self._dialect):
            return []
        return self._read(broken.text, literal)

    def _read(self, text: str, dialect: Dialect) -> list[str]:
        """The cells of a line that is a row by itself; none if they are not as many as columns."""
        if self._width < 2:
            return []
        with suppress(csv.Error):
            cells = next(dialect.reader([text]), [])
            return cells if len(cells) == self._width else []
        return []

    def _part_of_lost(self, line: int) -> RowProblem:
        detail = "This seems to be a part of the row above it, which could not be read."
        return self._problem(line, "wrong_columns", detail)

    def _too_wide(self, line: int, cells: list[str]) -> Iterator[Fitted]:
        if self._surplus and (joined := self._surplus.joined(cells, self._width)):
            detail = "This row has more separators than columns; those in its text are taken as part of it."
            yield self._remark(line, "separators_in_text", detail)
            yield line, joined
            return
        separator = {"\t": "a tab", ",": "a comma", ";": "a semicolon"}.get(self._dialect.delimiter, "the separator")
        detail = (
            f"This row has {len(cells)} cells, the table has {self._width} columns: "
            f"there may be {separator} in its text. Put quotation marks around such texts."
        )
        yield self._problem(line, "wrong_columns", detail)

    def _problem(self, line: int, code: str, detail: str) -> RowProblem:
        return RowProblem(self._name, line, code, detail)

    def _remark(self, line: int, code: str, detail: str) -> RowProblem:
        return RowProblem(self._name, line, code, detail, rejected=False)
