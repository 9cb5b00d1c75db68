"""Several archives or tables with images as one: the shards of a data set."""

from collections.abc import Iterator, Mapping, Sequence

from annotator.files.archives.members import Members, problem
from annotator.files.beside.sheets import Row, Sheet
from annotator.files.pictures.decoding import MAX_BYTES
from annotator.files.problems import RowProblem


class JoinedMembers:
    """parts: by the folder under which the files of each are found here."""

    def __init__(self, parts: Mapping[str, Members]) -> None:
        self._parts = parts
        self.format = next(part.format for part in parts.values())
        self.encoding = next((part.encoding for part in parts.values() if part.encoding), "")
        self.problems = [
            problem(f"{name}/{one.file}", one.code, one.detail) for name, part in parts.items() for one in part.problems
        ]
        self._places = {f"{name}/{path}": (name, path) for name, part in parts.items() for path in part.sizes}
        self.sizes = {path: parts[name].sizes[inner] for path, (name, inner) in self._places.items()}

    def sheets(self) -> Sequence[Sheet]:
        return [_under(name, sheet) for name, part in self._parts.items() for sheet in part.sheets()]

    def read(self, path: str, /, *, most: int = MAX_BYTES) -> bytes | RowProblem:
        name, inner = self._places[path]
        return self._parts[name].read(inner, most=most)

    def head(self, path: str, /) -> bytes:
        name, inner = self._places[path]
        return self._parts[name].head(inner)


def _under(name: str, sheet: Sheet) -> Sheet:
    first = sheet.columns[0]

    def rows() -> Iterator[tuple[int | None, Row]]:
        for line, row in sheet.rows():
            yield line, {**row, first: f"{name}/{row[first]}"}

    return Sheet(sheet.file, sheet.columns, rows)
