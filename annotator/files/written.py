"""What a table that is written consists of."""

from dataclasses import dataclass
from typing import Any, Literal

# The values of one line, in the order of its columns.
Line = list[Any]
ValueKind = Literal["text", "integer", "number", "flag", "any"]


@dataclass(frozen=True)
class Column:
    """A column of a table. kind: of its values, beside None; "any": whatever JSON can hold."""

    name: str
    kind: ValueKind = "text"
