"""The loaders of one's own data, under a name like every other data set."""

from pathlib import Path

from selection.benchmark.data import Dataset
from selection.benchmark.images import load_folder, load_npz
from selection.benchmark.texts import load_texts
from selection.papers.adapters.places import Absent


def load_image_folder(root: Path, *, side: int = 32) -> Dataset:
    """`root` holds the class folders; see `load_folder`. Raises Absent where it is no folder."""
    if not root.is_dir():
        raise Absent(f"{root} is no folder")
    return load_folder(root, side=side)


def load_npz_file(root: Path) -> Dataset:
    """`root` is the file; see `load_npz`. Raises Absent where it is none."""
    return load_npz(_file(root))


def load_text_file(
    root: Path, *, test: Path | None = None, text_column: str = "text", label_column: str = "label"
) -> Dataset:
    """`root` is the file; see `load_texts`. Raises Absent where it is none."""
    return load_texts(_file(root), test=test, text_column=text_column, label_column=label_column)


def _file(path: Path) -> Path:
    if not path.is_file():
        raise Absent(f"{path} is no file")
    return path
