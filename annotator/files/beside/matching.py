"""Which image a table means: by its path, its last folders, its name, its name without an ending."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from annotator.files.class_folders import is_split
from annotator.files.paths import suffix_of
from annotator.files.pictures.decoding import EXTENSIONS

# What a name may mean: one image, none, or several of which none fits best.
Match = str | Literal[False] | None
# Of a name that comes more often, the first ones are looked at.
MOST_HITS = 100
# Label Studio puts eight signs before the name of what is uploaded.
_UPLOADED = re.compile(r"[0-9a-f]{8}-(?=.)")


class Images:
    """The images of an archive, found by what other files call them."""

    def __init__(self, paths: Sequence[str]) -> None:
        # By the name without its ending, alone and with the folder before it.
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._by_number: defaultdict[int, list[str]] = defaultdict(list)
        for path in paths:
            *folders, name = _folded(path).split("/")
            stem = _stem(name)
            self._by_name[stem].append(path)
            if folders:
                self._by_name[f"{folders[-1]}/{stem}"].append(path)
            if stem.isdecimal():
                self._by_number[int(stem)].append(path)

    def find(self, name: str, *, near: str) -> Match:
        """The image that this name means in the file `near`; False: several are meant alike; None: there is none."""
        key = named(name)
        for variant in dict.fromkeys((key, unquote(key), _without_upload_mark(key))):
            if hits := self._hits(variant):
                return _best(hits, variant, near=near)
        if key.isdecimal() and (hits := self._by_number.get(int(key), [])):
            return _best(hits, key, near=near)
        return None

    def is_called(self, name: str, *, near: str) -> bool:
        """Is there an image whose path ends in just this name?"""
        found = self.find(name, near=near)
        return bool(found) and f"/{_folded(str(found))}".endswith(f"/{named(name)}")

    def _hits(self, key: str) -> list[str]:
        *folders, name = key.split("/")
        stem = _stem(name)
        hits = (folders and self._by_name.get(f"{folders[-1]}/{stem}")) or self._by_name.get(stem, [])
        return [path for path in hits[:MOST_HITS] if not _is_elsewhere(path, folders)] if name else []


def named(name: str) -> str:
    """A name as it can be looked up: no scheme, drive, query or ./, forward slashes, small composed letters."""
    name = name.strip().strip("\"'")
    if re.match(r"[a-z][a-z0-9+.-]+://|/data/", name, re.I):
        parts = urlsplit(name)
        # Label Studio's own files: /data/local-files/?d=folder/image.jpg.
        name = (parse_qs(parts.query).get("d") or [parts.path])[0]
    name = re.sub(r"^[A-Za-z]:", "", name.replace("\\", "/"))
    return "/".join(part for part in _folded(name).split("/") if part not in ("", "."))


def is_web_address(name: str) -> bool:
    return re.match(r"\s*(https?|s3|gs|gcs|azure-blob|azureml|abfss?|hdfs|hf)://", name, re.I) is not None


def _folded(path: str) -> str:
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def _stem(name: str) -> str:
    suffix = suffix_of(name)
    return name[: -len(suffix)] if suffix in EXTENSIONS else name


def _without_upload_mark(key: str) -> str:
    folder, slash, name = key.rpartition("/")
    return folder + slash + _UPLOADED.sub("", name)


def _is_elsewhere(path: str, dropped: Sequence[str]) -> bool:
    """Does the name speak of another split than this path? Then only the file's name is the same."""
    meant = [part for part in dropped if is_split(part)]
    lies_in = [part for part in path.casefold().split("/")[:-1] if is_split(part)]
    return bool(meant and lies_in) and meant[-1] != lies_in[-1]


class _Nearness(NamedTuple):
    n_last_folders: int
    is_same_name: bool
    n_first_folders: int
    is_in_split: bool


def _best(hits: Sequence[str], key: str, *, near: str) -> Match:
    if len(hits) == 1:
        return hits[0]
    ranked = sorted(hits, key=lambda path: _nearness(path, key, near=near))
    is_alike = _nearness(ranked[-1], key, near=near) == _nearness(ranked[-2], key, near=near)
    return False if is_alike else ranked[-1]


def _nearness(path: str, key: str, *, near: str) -> _Nearness:
    """How well an image fits the name in the table; a table called “train” means the folder called so."""
    *table_folders, table = _folded(near).split("/")
    *folders, name = _folded(path).split("/")
    *wanted_folders, wanted = key.split("/")
    return _Nearness(
        n_last_folders=_n_alike(folders[::-1], wanted_folders[::-1]),
        is_same_name=name == wanted,
        n_first_folders=_n_alike(folders, table_folders),
        is_in_split=any(is_split(folder) and table.startswith(folder.rstrip("_-0123456789")) for folder in folders),
    )


def _n_alike(one: Sequence[str], other: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
