"""What an export is: of what, in which format, of which items. One description for page, API and command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from annotator.errors import Invalid
from annotator.selectors.items.item_filter import ItemFilter

TABLE_FORMATS = ("csv", "csv-spreadsheet", "xlsx", "jsonl", "parquet")
# Items with all that is known of them, for other tools; and as folders in a zip.
RECORD_FORMATS = ("records", "label-studio", "doccano", "fasttext")
FOLDER_FORMATS = ("hf", "imagefolder")
FORMAT_TITLES: Mapping[str, str] = {
    "csv": "CSV, for programs",
    "csv-spreadsheet": "CSV, for spreadsheets",
    "xlsx": "Excel workbook",
    "jsonl": "JSON lines",
    "parquet": "Parquet",
    "records": "JSON lines with every answer and suggestion",
    "label-studio": "Label Studio",
    "doccano": "doccano",
    "fasttext": "fastText",
    "hf": "Data set for Hugging Face",
    "imagefolder": "Pictures, a folder per label",
    "zip": "Zip",
}
# What can be taken home, and in which formats; the first is the one that is offered.
FORMATS: Mapping[str, tuple[str, ...]] = {
    "items": (*TABLE_FORMATS, *RECORD_FORMATS, *FOLDER_FORMATS),
    "answers": TABLE_FORMATS,
    "predictions": TABLE_FORMATS,
    "model": ("zip",),
    "labels": TABLE_FORMATS,
    "archive": ("zip",),
}
TITLES: Mapping[str, str] = {
    "items": "Labels, one row per item",
    "answers": "All answers",
    "predictions": "The rest predicted",
    "model": "The model",
    "labels": "Table of labels",
    "archive": "Archive",
}
# Told by item, so that items can be chosen.
BY_ITEM = frozenset({"items", "answers", "predictions"})
NOUNS: Mapping[str, str] = {
    "items": "items",
    "answers": "answers",
    "predictions": "predictions",
    "model": "files of the model",
    "labels": "labels",
    "archive": "items",
}
ENDINGS: Mapping[str, str] = {
    "csv": "csv",
    "csv-spreadsheet": "csv",
    "xlsx": "xlsx",
    "jsonl": "jsonl",
    "parquet": "parquet",
    "records": "jsonl",
    "label-studio": "json",
    "doccano": "jsonl",
    "fasttext": "txt",
    "hf": "zip",
    "imagefolder": "zip",
    "zip": "zip",
}
# What the ending of a file's name says where nothing else is said.
_OF_ENDING: Mapping[str, tuple[str, str]] = {
    **{ending: ("answers", ending) for ending in ("csv", "jsonl", "xlsx", "parquet")},
    "zip": ("archive", "zip"),
    "json": ("items", "label-studio"),
    "txt": ("items", "fasttext"),
}


@dataclass(frozen=True, kw_only=True)
class Export:
    """An export. Raises Invalid (unknown_export, unknown_format) where there is no such thing.

    with_replaced: answers that were corrected later as well. with_model: items that nobody has labelled with the label
    that the newest model gives them. items: which items, of whatever is told by item.
    """

    what: str = "answers"
    format: str = "csv"
    with_replaced: bool = False
    with_model: bool = False
    items: ItemFilter = field(default_factory=ItemFilter)

    def __post_init__(self) -> None:
        if self.what not in FORMATS:
            raise Invalid("unknown_export", f"There is {_listed(FORMATS)}, and no “{self.what[:80]}”.", attr="what")
        if self.format not in FORMATS[self.what]:
            detail = f"{TITLES[self.what]}: as {_listed(FORMATS[self.what])}, not as “{self.format[:80]}”."
            raise Invalid("unknown_format", detail, attr="format")

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Export":
        """From what a request or a stored job says; what it does not say is as it is above."""
        known = {each.name for each in fields(cls)} - {"items"}
        chosen = {name: value for name, value in said.items() if name in known}
        return cls(**chosen, items=ItemFilter.of(said.get("items") or {}))

    @classmethod
    def to_path(cls, path: Path, *, what: str | None, format: str | None, **others: Any) -> "Export":  # noqa: A002 - as people say it
        """For a file of this name: what is not said is told by its ending. Raises Invalid as above."""
        ending = path.suffix.lower().removeprefix(".")
        by_ending = _OF_ENDING.get(ending)
        if what is not None and format is None:
            fitting = [name for name in FORMATS.get(what, ()) if ENDINGS[name] == ending]
            if fitting:
                return cls(what=what, format=fitting[0], **others)
        if what is None and format in (*RECORD_FORMATS, *FOLDER_FORMATS):
            return cls(what="items", format=format, **others)
        if format is None and by_ending is None:
            detail = f"The name must end in {_listed(['.' + name for name in _OF_ENDING])}, not “{path.suffix}”."
            raise Invalid("unknown_format", f"{detail} Or say which format it is to be.", attr="format")
        told, named = by_ending or ("answers", "")
        return cls(what=what or told, format=format or named, **others)

    @property
    def as_json(self) -> dict[str, Any]:
        """What `of` takes."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return {**said, "items": self.items.as_json}

    @property
    def ending(self) -> str:
        """Of the file's name, without its dot."""
        return ENDINGS[self.format]

    @property
    def title(self) -> str:
        """For lists of jobs."""
        return f"{TITLES[self.what]}, {self.format}"


def _listed(names: Sequence[str] | Mapping[str, Any]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
