"""Files that are imported in tests, and what became of them."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image

from annotator.models import Job


def table(folder: Path, *rows: Sequence[object], header: Sequence[str] = ("id", "text", "label")) -> Path:
    path = folder / "reviews.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def png(colour: str | tuple[int, ...] = "red", size: tuple[int, int] = (8, 8)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def zipped(folder: Path, entries: Mapping[str, bytes]) -> Path:
    path = folder / "images.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def counts(job: Job) -> tuple[int, int, int, int]:
    """added, unchanged, updated, rejected"""
    assert job.state == "done", job.error
    return tuple(job.counts[name] for name in ("added", "unchanged", "updated", "rejected"))


def problems(job: Job) -> list[tuple[int | None, str, bool]]:
    return list(job.problems.order_by("pk").values_list("line", "code", "rejected"))
