"""Places of images other than a zip: tars, Parquet and Arrow, archives in folders and in archives."""

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from arro3.core import Array, DataType, Table, struct_array
from arro3.io import write_ipc, write_parquet

from annotator.files import RowProblem, Unusable, open_images
from annotator.files.bytestreams import zstd
from tests.annotator.files.pictures import codes, labels, opened, picture, tar_of, zip_of

NAMES = ["a.png", "b.png", "c.png"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_is_read_like_a_zip_in_any_order(mode: str) -> None:
    images = open_images(tar_of({"x/cat/a.png": 1, "x/dog/b.png": 2, "x/.DS_Store": "x", "._a": "x"}, mode), "t.tar")
    assert labels(images) == {"a.png": "cat", "b.png": "dog"}
    assert images.problems == []
    assert [images.read(entry) for entry in reversed(images.entries)] == [picture(2), picture(1)]


def test_a_tar_that_zstd_packed_is_read_by_itself_and_as_a_shard() -> None:
    packed = zstd.compress(tar_of({"cat/a.png": 1, "dog/b.png": 2}).getvalue())
    images = open_images(io.BytesIO(packed), "pets.tar.zst")
    assert (images.format, labels(images)) == ("tar", {"a.png": "cat", "b.png": "dog"})
    assert [images.read(entry) for entry in reversed(images.entries)] == [picture(2), picture(1)]
    shards = opened({"pets-0.tar.zst": packed, "pets-1.tar.zst": zstd.compress(tar_of({"cat/c.png": 3}).getvalue())})
    assert [entry.path for entry in shards.entries] == ["pets-0/cat/a.png", "pets-0/dog/b.png", "pets-1/cat/c.png"]


def test_links_and_ways_out_of_a_tar_are_left_out_and_named() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (("a.png", tarfile.REGTYPE), ("b.png", tarfile.SYMTYPE), ("c.png", tarfile.LNKTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd" if kind != tarfile.REGTYPE else ""
            info.size = len(picture()) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(picture()))
        archive.addfile(tarfile.TarInfo("../../x.png"))
    images = open_images(buffer, "t.tar")
    assert [entry.path for entry in images.entries] == ["a.png"]
    assert [problem.code for problem in images.problems] == ["link", "link", "unsafe_path"]


def test_of_a_tar_that_is_cut_off_what_came_is_there_and_the_loss_is_said() -> None:
    data = tar_of({f"{number}.png": number for number in range(9)}, "w").getvalue()
    images = open_images(io.BytesIO(data[: len(data) // 3]), "t.tar")
    assert 0 < len(images.entries) < 9
    assert "cut_off" in codes(images)
    last = images.read(images.entries[-1])
    assert isinstance(last, RowProblem) or last == picture(len(images.entries) - 1)


@pytest.mark.slow
def test_a_packed_tar_that_unpacks_to_far_more_than_its_size_is_refused() -> None:
    with pytest.raises(Unusable) as error:
        open_images(tar_of({"a.png": bytes(200 * 2**20)}, "w:gz"), "t.tgz")
    assert error.value.code == "zip_bomb"


def test_reading_a_packed_tar_is_told_as_it_goes_and_can_be_stopped() -> None:
    class Enough(Exception):
        pass

    def on_read(n_bytes: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        open_images(tar_of({"a.png": 1}, "w:gz"), "t.tgz", on_read=on_read)


def rows(*, with_paths: bool = True, label: bool = True) -> Table:
    """Three images as Hugging Face writes them, the class by number."""
    data = Array([picture(number) for number in range(3)], type=DataType.binary())
    paths = Array([f"pictures/{name}" if with_paths else None for name in NAMES], type=DataType.utf8())
    fields = [("bytes", data), ("path", paths)]
    image = struct_array([array for _, array in fields], fields=[array.field.with_name(name) for name, array in fields])
    columns: dict[str, Any] = {"image": image, "year": Array([1, 2, 3], type=DataType.int64())}
    if label:
        columns["label"] = Array([0, 1, -1], type=DataType.int64())
    table = Table.from_pydict(columns)
    features = {"label": {"names": ["cat", "dog"], "_type": "ClassLabel"}}
    return table.with_schema(table.schema.with_metadata({"huggingface": json.dumps({"info": {"features": features}})}))


def parquet(table: Table) -> bytes:
    file = io.BytesIO()
    write_parquet(table, file)
    return file.getvalue()


def test_images_in_the_rows_of_parquet_come_with_their_classes_and_columns() -> None:
    images = open_images(io.BytesIO(parquet(rows())), "train.parquet")
    assert labels(images) == {"a.png": "cat", "b.png": "dog", "c.png": ""}
    assert [entry.path for entry in images.entries] == [f"pictures/{name}" for name in NAMES]
    assert images.entries[1].metadata == {"year": 2}
    assert (images.format, images.columns) == ("parquet", ("folder 1", "year", "label"))
    assert [images.read(entry) for entry in reversed(images.entries)] == [picture(2), picture(1), picture(0)]


def test_images_without_a_name_are_called_by_their_row() -> None:
    images = open_images(io.BytesIO(parquet(rows(with_paths=False))), "train.parquet")
    assert labels(images) == {"row 1": "cat", "row 2": "dog", "row 3": ""}


def test_a_plain_column_of_bytes_will_do_and_arrow_too() -> None:
    data = Array([picture(1), picture(2), None], type=DataType.large_binary())
    table = Table.from_pydict({"id": Array([1, 2, 3], type=DataType.int64()), "img": data})
    file = io.BytesIO()
    write_ipc(table, file)
    images = open_images(io.BytesIO(file.getvalue()), "x.arrow")
    assert [entry.metadata for entry in images.entries] == [{"id": 1}, {"id": 2}]
    assert [problem.code for problem in images.problems] == ["no_bytes"]


def test_a_table_without_images_is_refused_with_a_way_out() -> None:
    table = Table.from_pydict({"text": Array(["a", "b"], type=DataType.utf8())})
    with pytest.raises(Unusable) as error:
        open_images(io.BytesIO(parquet(table)), "x.parquet")
    assert error.value.code == "no_images"


def test_shards_in_a_zip_are_one_data_set_with_its_splits() -> None:
    files = {"d/train-00000-of-00002.parquet": parquet(rows()), "d/train-00001-of-00002.parquet": parquet(rows())}
    images = opened({**files, "d/test-00000-of-00001.parquet": parquet(rows())})
    assert [entry.label for entry in images.entries] == ["cat", "dog", ""] * 3
    assert len({entry.path for entry in images.entries}) == 9
    assert [images.read(entry) for entry in images.entries] == [picture(number) for number in range(3)] * 3


def test_shards_in_a_folder_are_one_data_set(tmp_path: Path) -> None:
    for shard in range(2):
        files = {f"{shard}{at}.png": at + shard for at in range(3)} | {f"{shard}{at}.cls": str(at) for at in range(3)}
        (tmp_path / f"data-{shard:06}.tar").write_bytes(tar_of(files).getvalue())
    images = open_images(tmp_path, tmp_path.name)
    assert [entry.label for entry in images.entries] == ["0", "1", "2"] * 2
    assert images.read(images.entries[4]) == picture(2)


def test_archives_by_class_in_a_folder_give_their_names(tmp_path: Path) -> None:
    (tmp_path / "cat.zip").write_bytes(zip_of({"1.png": 1}).getvalue())
    (tmp_path / "dog.zip").write_bytes(zip_of({"1.png": 2}).getvalue())
    assert [entry.label for entry in open_images(tmp_path, "x").entries] == ["cat", "dog"]


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("data_batch_1", b"\x80\2}q\1", "pickle"),
        ("train-images-idx3-ubyte", b"\0\0\x08\3\0\0\xea\x60", "MNIST"),
        ("x.npy", b"\x93NUMPY\1\0", "NumPy"),
        ("x.rar", b"Rar!\x1a\7", "RAR"),
    ],
)
def test_what_holds_images_in_another_form_is_refused_by_name(name: str, data: bytes, word: str) -> None:
    with pytest.raises(Unusable, match=word):
        opened({name: data})
    with pytest.raises(Unusable, match=word):
        open_images(io.BytesIO(data), name)


def test_what_is_an_image_is_told_by_its_content_and_not_by_its_ending() -> None:
    images = opened({"a.png?w=2": 1, "b.jpg:large": 2, "c.v2": 3, "d": 4, "e.PNG": 5, "f.xyz": "hello", "g": b"\0\1"})
    assert [entry.path for entry in images.entries] == ["a.png?w=2", "b.jpg:large", "c.v2", "d", "e.PNG"]
    assert [problem.file for problem in images.problems] == ["f.xyz", "g"]
