"""What each container of rows gives, whatever the file is: columns, and rows one after another."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotator.files.problems import Remark, RowProblem

Row = dict[str, Any]
Rows = Iterator[tuple[int, Row] | RowProblem]
MAX_COLUMNS = 1_000


@dataclass(frozen=True, kw_only=True)
class Table(ABC):
    """A file that was looked at. format: the reader that was taken; encoding, delimiter: of text, else empty;
    n_lines: lines that may be rows, after `lines_before` that are none (column names, comments); n_bytes: unpacked.
    is_open: rows may have columns that the table does not name; late: rows further down that brought some of `columns`.
    """

    name: str
    format: str
    columns: tuple[str, ...]
    n_lines: int
    n_bytes: int
    lines_before: int = 0
    remarks: tuple[Remark, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    is_open: bool = False
    late: tuple[Row, ...] = ()

    @abstractmethod
    def rows(self) -> Rows:
        """Every row from the start: (line, column -> cell), or what is wrong with it. Empty lines are passed over.

        A cell is what the file has: text, number, truth value, None, list, object, bytes, date.
        """
