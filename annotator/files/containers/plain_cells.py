"""Cells of typed files as JSON knows them."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any


def plain_cell(cell: Any) -> Any:
    """Moments as ISO 8601 writes them, spans in seconds, decimals as numbers; what JSON knows and bytes as they are."""
    match cell:
        case None | str() | bool() | int() | float() | bytes():
            return cell
        case datetime() | date() | time():
            return _moment(cell)
        case timedelta():
            return cell.total_seconds()
        case Decimal():
            return int(cell) if cell == cell.to_integral_value() else float(cell)
        case dict():
            return {str(key): plain_cell(value) for key, value in cell.items()}
        case list() | tuple():
            return [plain_cell(value) for value in cell]
    return str(cell)


def _moment(cell: date | time) -> str:
    text = cell.isoformat()
    # A date in a column of moments; a workbook knows no others.
    return text.removesuffix("T00:00:00")


def text_of_bytes(cell: Any) -> Any:
    """Older writers do not say that what they write is text."""
    if isinstance(cell, bytes) and b"\0" not in cell:
        with suppress(UnicodeDecodeError):
            return cell.decode()
    return cell
