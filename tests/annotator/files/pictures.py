"""Small pictures and archives of them, for tests."""

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from typing import Any

from PIL import Image

from annotator.files import ImageFiles, open_images
from annotator.files.choices import GUESS, Choices

Files = Mapping[str, bytes | str | int]
FOUR = {"images/a.png": 1, "images/b.png": 2, "images/c.png": 3, "images/d.png": 4}
CATS_AND_DOGS = {"a.png": "cat", "b.png": "dog", "c.png": "cat", "d.png": "dog"}


def picture(number: int = 0) -> bytes:
    """Another one for each number."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), (number * 37 % 256, number * 91 % 256, number % 256)).save(buffer, "PNG")
    return buffer.getvalue()


def content(value: bytes | str | int) -> bytes:
    """A number stands for a picture."""
    if isinstance(value, int):
        return picture(value)
    return value.encode() if isinstance(value, str) else value


def zip_of(files: Files) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, value in files.items():
            archive.writestr(path, content(value))
    return buffer


def tar_of(files: Files, mode: str = "w") -> io.BytesIO:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]  # a mode by name
        for path, value in files.items():
            data = content(value)
            info = tarfile.TarInfo(path)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer


def opened(files: Files, choices: Choices = GUESS) -> ImageFiles:
    return open_images(zip_of(files), "images.zip", choices)


def labels(images: ImageFiles) -> dict[str, str]:
    return {entry.path.rsplit("/", 1)[-1]: entry.label for entry in images.entries}


def codes(images: ImageFiles) -> set[str]:
    return {remark.code for remark in images.remarks} | {problem.code for problem in images.problems}


def with_file(name: str, text: str | bytes, files: Files = FOUR) -> Files:
    return {**files, name: text}


def as_json(value: Any) -> str:
    return json.dumps(value)
