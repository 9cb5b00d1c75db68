"""What can be wrong with a file: one row of it (the import goes on) or all of it (nothing is imported)."""

from dataclasses import dataclass

from annotator.errors import Invalid


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row or file that was left out (`rejected`), or taken with a remark. `detail` says the way out."""

    file: str
    line: int | None
    code: str
    detail: str
    rejected: bool = True


class Unusable(Invalid):
    """Nothing in this file can be imported."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail, attr="file")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about a file before it is imported."""

    code: str
    detail: str
