"""Logs that `up` writes stay small: a long one is copied and emptied, without asking the process that writes to it."""

import os
import shutil
from pathlib import Path

LONG_BYTES = 10 * 2**20
KEPT = 3


def rotate(folder: Path, *, long_bytes: int = LONG_BYTES) -> None:
    """Make name.log.1 of each name.log that is long, and so on up to KEPT.

    Who writes has opened the file for appending, and goes on at its new end. What is written between copying and
    emptying is lost: a line or two every ten megabytes. OSError, as on a full disk, leaves the older ones as they were.
    """
    for log in folder.glob("*.log"):
        if log.stat().st_size > long_bytes:
            copy = _copied(log)
            for number in range(KEPT - 1, 0, -1):
                older = log.with_name(f"{log.name}.{number}")
                if older.exists():
                    older.replace(log.with_name(f"{log.name}.{number + 1}"))
            copy.replace(log.with_name(f"{log.name}.1"))
            os.truncate(log, 0)


def _copied(log: Path) -> Path:
    """A whole copy, or none."""
    copy = log.with_name(f"{log.name}.copying")
    try:
        shutil.copyfile(log, copy)
    except OSError:
        copy.unlink(missing_ok=True)
        raise
    return copy
