"""Tables inside of zips, tables that are packed, and files of lines."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from arro3.core import Array, DataType
from arro3.core import Table as ArrowTable
from arro3.io import write_ipc_stream

from annotator.files import (
    Choices,
    Record,
    RowProblem,
    TextFile,
    Unusable,
    folder_as_zip,
    open_table,
    open_texts,
)
from annotator.files.bytestreams import zstd


def zipped(members: Mapping[str, str | bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def opened(data: io.BytesIO | bytes | str, name: str) -> TextFile:
    data = data.encode() if isinstance(data, str) else data
    return open_texts(io.BytesIO(data) if isinstance(data, bytes) else data, name)


def items(file: TextFile) -> list[tuple[str, str]]:
    return [(row.text, row.label) for row in file.records() if isinstance(row, Record)]


def left_out(file: TextFile) -> list[tuple[str, int | None, str]]:
    return [(row.file, row.line, row.code) for row in file.records() if isinstance(row, RowProblem)]


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress, zstd.compress])
def test_a_table_may_be_packed(pack: object) -> None:
    assert callable(pack)
    assert items(opened(pack(b"text,label\nfine,a\n"), "reviews.csv.pack")) == [("fine", "a")]
    with pytest.raises(Unusable) as error:
        opened(pack(b"text,label\nfine,a\n")[:-9], "reviews.csv.pack")
    assert error.value.code == "bad_gzip"


def test_what_zstd_packed_and_somebody_damaged_is_refused() -> None:
    options: dict[int, int] = {zstd.CompressionParameter.checksum_flag: 1}
    packed = bytearray(zstd.compress(b"text,label\nfine,a\n", options=options))
    packed[-1] ^= 0xFF
    with pytest.raises(Unusable) as error:
        opened(bytes(packed), "reviews.csv.zst")
    assert error.value.code == "bad_zstd"


def test_the_table_in_a_zip_is_read_and_what_lies_beside_it_is_not() -> None:
    members: dict[str, str | bytes] = {
        "README.md": "text,label\nno,x\n",
        "__MACOSX/._reviews.csv": b"\0\5",
        "data/reviews.csv": "text,label\nfine,a\n",
    }
    file = opened(zipped(members), "download.zip")
    assert (items(file), file.format) == ([("fine", "a")], "csv")


def test_splits_in_a_zip_are_read_together_and_kept() -> None:
    members = {
        "test.csv": "id,text\n3,unknown\n",
        "train.csv": "id,text,label\n1,fine,a\n2,bad,b\n,,\n9,,a\n",
        "sample_submission.csv": "id,label\n3,a\n",
        "prices.csv": "product,price\nx,1\n",
    }
    file = opened(zipped(members), "kaggle.zip")
    assert items(file) == [("fine", "a"), ("bad", "b"), ("unknown", "")]
    assert [json.loads(row.metadata)["split"] for row in file.records() if isinstance(row, Record)] == ["train"] * 2 + [
        "test"
    ]
    assert ("kaggle.zip", 5, "empty_text") in left_out(file)
    assert [remark.code for remark in file.remarks] == ["other_tables", "several_tables"]
    assert "prices.csv" in file.remarks[0].detail


def saved_dataset(split: str, texts: list[str], labels: list[int]) -> dict[str, str | bytes]:
    """As `datasets.Dataset.save_to_disk` writes it."""
    features = {"text": {"dtype": "string", "_type": "Value"}, "label": {"names": ["no", "yes"], "_type": "ClassLabel"}}
    table = ArrowTable.from_pydict(
        {"text": Array(texts, type=DataType.utf8()), "label": Array(labels, type=DataType.int64())}
    )
    table = table.with_schema(table.schema.with_metadata({"huggingface": json.dumps({"info": {"features": features}})}))
    file = io.BytesIO()
    write_ipc_stream(table, file)
    name = "data-00000-of-00001.arrow"
    return {
        f"set/{split}/{name}": file.getvalue(),
        f"set/{split}/state.json": json.dumps({"_data_files": [{"filename": name}], "_split": split}),
        f"set/{split}/dataset_info.json": json.dumps({"features": features}),
        f"set/{split}/cache-0123abcd.arrow": file.getvalue(),
    }


def test_a_saved_dataset_of_hugging_face_keeps_splits_and_class_names() -> None:
    members = saved_dataset("test", ["c"], [-1]) | saved_dataset("train", ["a", "b"], [1, 0])
    file = opened(zipped(members | {"set/dataset_dict.json": '{"splits": ["train", "test"]}'}), "set.zip")
    assert (file.format, file.table.n_lines) == ("hf", 3)
    assert items(file) == [("a", "yes"), ("b", "no"), ("c", "")]
    assert [row[1]["split"] for row in file.table.rows() if not isinstance(row, RowProblem)] == [
        "train",
        "train",
        "test",
    ]


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"a/1.jpg": b"\xff\xd8"}, "images"),
        ({"a/1.jpg": b"", "2.jpg": b"", "a.csv": b"file,label\n1.jpg,x\n"}, "images"),
        ({"notes.pdf": b"%PDF"}, "no table"),
        ({"a.csv": b"\x89PNG" + bytes(99)}, "PNG"),
    ],
)
def test_a_zip_without_a_table_says_what_is_in_it(members: dict[str, str | bytes], words: str) -> None:
    with pytest.raises(Unusable) as error:
        open_table(zipped(members), "a.zip")
    assert words in error.value.detail


def test_a_cut_off_zip_is_refused() -> None:
    with pytest.raises(Unusable) as error:
        open_table(io.BytesIO(zipped({"a.csv": "text\nfine\n"}).getvalue()[:-30]), "a.zip")
    assert error.value.code == "not_a_zip"


def test_each_line_of_a_text_file_is_a_text() -> None:
    file = opened('Well, they came.\n"Late", they said, as ever\n\n  and left, again\n', "comments.txt")
    assert [text for text, _ in items(file)] == ["Well, they came.", '"Late", they said, as ever', "  and left, again"]
    assert [remark.code for remark in file.remarks] == ["plain_lines"]


def test_a_text_file_with_names_of_columns_is_a_table() -> None:
    assert items(opened("label\ttext\na\tone, two\nb\tthree\n", "c.txt")) == [("one, two", "a"), ("three", "b")]
    assert items(opened("text\nonly one, column\n", "c.txt")) == [("only one, column", "")]


def test_prose_with_commas_is_no_table_whatever_it_is_called() -> None:
    lines = ["One, two, and three.", "Nothing here", "Four, five", "And so on, and on, and on, for ever", "Six"]
    assert [text for text, _ in items(opened("\n".join(lines), "prose.csv"))] == lines


def test_a_comma_in_the_first_line_makes_no_columns() -> None:
    lines = ["Well, well", "No one came", "So so"]
    assert [text for text, _ in items(opened("\n".join(lines), "a.csv"))] == lines


def test_labels_of_fasttext_stand_anywhere_in_a_line() -> None:
    file = opened(
        "__label__a one text\n__label__b , two text\nthree __label__a\n__label__a __label__b both\n__label__b\n", "t"
    )
    assert file.format == "fasttext"
    assert items(file) == [("one text", "a"), ("two text", "b"), ("three", "a"), ("both", "")]
    assert left_out(file) == [("t", 5, "empty_text")]
    assert [code for row in file.records() if isinstance(row, Record) for code in [r.code for r in row.remarks]] == [
        "several_labels"
    ]


def test_questions_of_trec_have_a_class_and_a_subclass() -> None:
    lines = ["DESC:manner How does one sleep ?", "ENTY:animal What barks ?", "DESC:def What is a cat ?"] * 3
    file = opened("\n".join(lines), "train_5500.label")
    assert (file.format, items(file)[1]) == ("trec", ("What barks ?", "ENTY"))


def test_the_reader_can_be_said() -> None:
    content = b"text,label\nfine,a\n"
    assert open_table(io.BytesIO(content), "a.csv", Choices(format="lines")).columns == ("text",)
    assert open_table(io.BytesIO(b"one, two\nthree\n"), "a.txt", Choices(format="csv")).format == "csv"
    with pytest.raises(Unusable) as error:
        open_table(io.BytesIO(content), "a.csv", Choices(format="xlsx"))
    assert "xlsx" in error.value.detail


def test_a_zip_of_what_was_said_is_read_so() -> None:
    file = zipped(saved_dataset("train", ["a"], [1]))
    assert items(open_texts(file, "set.zip", Choices(format="hf"))) == [("a", "yes")]


def tarred(members: Mapping[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file


def by_zstd(members: Mapping[str, bytes]) -> io.BytesIO:
    return io.BytesIO(zstd.compress(gzip.decompress(tarred(members).getvalue())))


@pytest.mark.parametrize("pack", [zipped, tarred, by_zstd])
def test_files_in_folders_are_texts_and_the_folder_is_their_class(
    pack: Callable[[Mapping[str, bytes]], io.BytesIO],
) -> None:
    members = {f"set/{split}/{label}/{n}.txt": f"{label} text {n}".encode() for split in ("train", "test")
               for label in ("pos", "neg") for n in range(2)}  # fmt: skip
    file = opened(
        pack(members | {"set/README.md": b"no text", "set/train/pos/9.txt": "née".encode("cp1252")}), "set.bin"
    )
    assert file.format == "folders"
    assert sorted(items(file))[:2] == [("neg text 0", "neg"), ("neg text 0", "neg")]
    assert ("née", "pos") in items(file)
    assert len(items(file)) == 9
    splits = {json.loads(row.metadata)["split"] for row in file.records() if isinstance(row, Record)}
    assert splits == {"train", "test"}


@pytest.mark.parametrize("pack", [tarred, by_zstd])
def test_a_tar_of_tables_is_read_as_a_zip_of_them_is(pack: Callable[[Mapping[str, bytes]], io.BytesIO]) -> None:
    members = {"./train.csv": b"text,label\nfine,a\n", "test.csv": b"text,label\nbad,b\n", "README.md": b"no table"}
    file = opened(pack(members), "reviews.tar")
    assert items(file) == [("fine", "a"), ("bad", "b")]
    splits = [json.loads(row.metadata)["split"] for row in file.records() if isinstance(row, Record)]
    assert splits == ["train", "test"]


def test_a_tar_of_something_else_says_what_to_do() -> None:
    with pytest.raises(Unusable) as error:
        opened(tarred({"a.png": b"\x89PNG", "b.bin": b"1"}), "a.tar.gz")
    assert (error.value.code, "project of images" in error.value.detail) == ("unsupported_type", True)


@pytest.mark.slow
def test_a_tar_that_grows_beyond_all_measure_is_refused() -> None:
    bomb = tarred({"a.csv": bytes(150 * 2**20)})
    with pytest.raises(Unusable) as error:
        opened(bomb, "a.tar.gz")
    assert error.value.code == "zip_bomb"


def test_a_folder_is_read_as_a_zip_of_it(tmp_path: Path) -> None:
    (tmp_path / "train").mkdir()
    (tmp_path / ".cache").mkdir()
    (tmp_path / "train" / "part.csv").write_text("text,label\nfine,a\n")
    (tmp_path / ".cache" / "part.csv").write_text("text,label\nhidden,a\n")
    (tmp_path / "linked.csv").symlink_to("/etc/passwd")
    with folder_as_zip(tmp_path) as packed:
        assert items(open_texts(packed, "folder")) == [("fine", "a")]
