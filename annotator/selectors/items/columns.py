"""Choosing items by their own columns: what a file brought beside the content, each value as text or as a number."""

import re
from dataclasses import dataclass

from annotator.errors import Invalid

SAID = r"^[\s\S]+?(?:>=|<=|=|~)"
_SAID = re.compile(r'(?s)(?:"((?:[^"]|"")+)"|(.+?))(>=|<=|=|~)(.*)')
# What PostgreSQL reads as a number, alone in its text.
_NUMBER = r"^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?\s*$"
_VALUE = "(item.metadata ->> %s)"


@dataclass(frozen=True)
class ColumnSays:
    """One condition on one column. how: =, ~ (contains, in any case), >= or <=."""

    column: str
    how: str
    value: str

    @classmethod
    def of(cls, said: str) -> "ColumnSays":
        """From `NAME=VALUE` and the like. Raises Invalid (unknown_filter).

        Quotation marks may stand about a name, one within it twice: `"a=b"=VALUE` is of the column “a=b”.
        """
        found = _SAID.fullmatch(said)
        if found is None:
            detail = f"Say column=NAME=VALUE, NAME~PART, NAME>=FROM or NAME<=TO, not “{said[:80]}”."
            raise Invalid("unknown_filter", detail, attr="column")
        quoted, plain, how, value = found.groups()
        return cls(plain if quoted is None else quoted.replace('""', '"'), how, value)

    @property
    def sql(self) -> tuple[str, list[str]]:
        """A condition on `item`, and its values. From and to compare numbers where a number is given, else texts."""
        if self.how == "=":
            return f"{_VALUE} = %s", [self.column, self.value]
        if self.how == "~":
            return f"{_VALUE} ILIKE %s", [self.column, contains(self.value)]
        if re.match(_NUMBER, self.value) is None:
            return f'{_VALUE} COLLATE "C" {self.how} %s', [self.column, self.value]
        number = f"CASE WHEN {_VALUE} ~ %s THEN {_VALUE}::numeric {self.how} %s::numeric ELSE false END"
        return number, [self.column, _NUMBER, self.column, self.value]


def contains(part: str) -> str:
    """The pattern of LIKE for texts in which this part comes."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", part) + "%"
