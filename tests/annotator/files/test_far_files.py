"""Images that a table names by their address, as the door for images reads them; nothing comes over a network."""

import io
import threading
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

import pytest
from arro3.core import Array, DataType
from arro3.core import Table as ArrowTable
from arro3.io import write_parquet

from annotator.files import Choices, FarMembers, Table, Unusable, image_tables, open_images, open_table
from annotator.files.archives import opening
from annotator.files.archives.far import AT_ONCE, read_in_order
from annotator.files.bytestreams import OnRead
from annotator.files.choices import GUESS
from tests.annotator.files.pictures import picture, zip_of

ADDRESSES = [f"https://pictures.example/{number}.png" for number in range(3)]


class Served:
    """Other machines, all of whose files are there."""

    def refusal(self, _address: str, /) -> str:
        return ""

    def read(self, address: str, /, *, most: int) -> bytes:
        assert most
        return picture(ADDRESSES.index(address))

    def head(self, _address: str, /) -> bytes:
        return picture()


def parquet(addresses: Iterable[str]) -> bytes:
    columns = {"image_url": [*addresses], "label": ["cat", "dog", "cat"]}
    file = io.BytesIO()
    write_parquet(
        ArrowTable.from_pydict({name: Array(cells, DataType.utf8()) for name, cells in columns.items()}), file
    )
    return file.getvalue()


def test_a_parquet_file_may_name_images_by_address() -> None:
    images = open_images(io.BytesIO(parquet(ADDRESSES)), "train.parquet", far=Served())
    assert [(entry.path, entry.label) for entry in images.entries] == list(
        zip(ADDRESSES, ["cat", "dog", "cat"], strict=True)
    )
    assert [data for _, data in images.read_all(images.entries, on_wait=lambda: None)] == [*map(picture, range(3))]


def test_within_an_archive_it_is_refused_and_the_way_out_is_said(tmp_path: Path) -> None:
    (tmp_path / "train-0.parquet").write_bytes(parquet(ADDRESSES))
    for place in (tmp_path, zip_of({"train-0.parquet": parquet(ADDRESSES)})):
        with pytest.raises(Unusable, match="Import this table by itself") as error:
            open_images(place, "set", far=Served())
        assert error.value.code == "images_by_url"


@pytest.mark.parametrize(
    ("data", "far"),
    [
        (b"file,label\na.png,cat\nb.png,dog\n", None),
        ("\n".join(["image_url", *ADDRESSES]).encode(), Served()),
        (parquet(ADDRESSES), Served()),
    ],
)
def test_a_table_is_opened_once_and_what_is_read_of_it_is_told(
    data: bytes, far: Served | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    read: list[int] = []

    def counting(file: BinaryIO, name: str, choices: Choices = GUESS, *, on_read: OnRead | None = None) -> Table:
        opened.append(name)
        return open_table(file, name, choices, on_read=on_read)

    for module in (opening, image_tables):
        monkeypatch.setattr(module, "open_table", counting, raising=False)
    with nullcontext() if far else pytest.raises(Unusable, match="Zip it together"):
        open_images(io.BytesIO(data), "images", on_read=read.append, far=far)
    assert opened == ["images"]
    assert sum(read) >= len(data)


def test_who_reads_a_table_of_addresses_can_be_stopped() -> None:
    def stop(_n_bytes: int) -> None:
        raise InterruptedError

    data = "\n".join(["image_url", *ADDRESSES]).encode()
    with pytest.raises(InterruptedError):
        open_images(io.BytesIO(data), "images.csv", on_read=stop, far=Served())


@pytest.mark.slow
def test_labels_that_a_table_of_addresses_begins_to_name_far_down_are_found() -> None:
    addresses = [f"https://pictures.example/{number}.png" for number in range(4_000)]
    rows = [f'{{"image": "{address}"}}' for address in addresses[:-2]]
    rows += [
        f'{{"image": "{address}", "label": "{label}"}}' for address, label in zip(addresses[-2:], "ab", strict=True)
    ]
    images = open_images(io.BytesIO("\n".join(rows).encode()), "images.jsonl", far=Served())
    assert [entry.label for entry in images.entries[-3:]] == ["", "a", "b"]


class Slow(FarMembers):
    """Nothing comes before the gate opens."""

    def __init__(self, paths: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(paths, 1))
        self.gate = threading.Event()
        self.came: list[str] = []

    def read(self, path: str, /, *, most: int = 1) -> bytes:
        assert most
        self.gate.wait(timeout=10)
        self.came.append(path)
        return b""

    def head(self, _path: str, /) -> bytes:
        return b""


@pytest.mark.slow
def test_who_stops_does_not_wait_for_what_is_on_its_way() -> None:
    def stop() -> None:
        raise InterruptedError

    slow = Slow(map(str, range(2 * AT_ONCE)))
    with pytest.raises(InterruptedError):
        list(read_in_order(slow, ((path, path) for path in slow.sizes), on_wait=stop))
    assert slow.came == []
    slow.gate.set()
