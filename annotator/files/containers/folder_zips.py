"""A folder on this machine as a zip, so that one reader serves both."""

import zipfile
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

MAX_FILES = 200_000


def folder_as_zip(root: Path) -> BinaryIO:
    """The files of a folder, unpacked, in a temporary file that goes when it is closed. Hidden files and links are left
    out.
    """
    packed = TemporaryFile()  # noqa: SIM115 - closed, and so removed, by who asked for it
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED, strict_timestamps=False) as archive:
        for path in sorted(root.rglob("*"))[:MAX_FILES]:
            inside = path.relative_to(root)
            if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in inside.parts):
                archive.write(path, inside.as_posix())
    packed.seek(0)
    return cast(BinaryIO, packed)
