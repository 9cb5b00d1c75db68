"""A folder of this machine and all below it. Links are not followed."""

import os
from collections.abc import Sequence
from pathlib import Path

from annotator.files.archives import names
from annotator.files.archives.members import is_left_behind, objection, problem, too_large
from annotator.files.beside.sheets import Sheet
from annotator.files.pictures.decoding import MAX_BYTES
from annotator.files.problems import RowProblem

HEAD_BYTES = 4096


class FolderMembers:
    format = "folder"

    def __init__(self, root: Path, *, encoding: str | None = None) -> None:
        self.problems: list[RowProblem] = []
        self._files: dict[str, Path] = {}
        files = list(_files(root))
        readable = names.readable([os.fsencode(file.relative_to(root).as_posix()) for file in files], encoding)
        self.encoding = readable.encoding
        for path, file in zip(readable.names, files, strict=True):
            if is_left_behind(path):
                continue
            if found := objection(path, is_link=file.is_symlink(), is_known=path in self._files):
                self.problems.append(found)
            else:
                self._files[path] = file
        self.sizes = {path: file.stat().st_size for path, file in self._files.items()}

    def sheets(self) -> Sequence[Sheet]:
        return ()

    def read(self, path: str, /, *, most: int = MAX_BYTES) -> bytes | RowProblem:
        try:
            with self._files[path].open("rb") as opened:
                data = opened.read(most + 1)
        except OSError as error:
            return problem(path, "unreadable", f"This file cannot be read ({error.strerror}).")
        return data if len(data) <= most else too_large(path)

    def head(self, path: str, /) -> bytes:
        try:
            with self._files[path].open("rb") as opened:
                return opened.read(HEAD_BYTES)
        except OSError:
            return b""


def _files(root: Path) -> list[Path]:
    files = []
    for folder, folders, found in os.walk(root):
        folders.sort()
        files += [Path(folder) / name for name in sorted(found)]
    return files
