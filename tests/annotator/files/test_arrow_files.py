"""Parquet, Feather and Arrow, and what Hugging Face keeps in them."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from arro3.core import Array, DataType, Table, list_array
from arro3.io import write_ipc, write_ipc_stream, write_parquet

from annotator.files import Record, Unusable, open_table, open_texts

TEXTS = ["A quiet room.", "Nobody came.", "So so."]


def classes(names: list[str]) -> dict[str, Any]:
    return {"names": names, "_type": "ClassLabel"}


def columns(features: dict[str, Any] | None = None) -> Table:
    """Three reviews with a class by number, one without."""
    tags = list_array(Array([0, 2, 2, 2], type=DataType.int32()), Array([0, 1], type=DataType.int64()))
    table = Table.from_pydict(
        {
            "text": Array(TEXTS, type=DataType.large_utf8()),
            "label": Array([1, 0, -1], type=DataType.int64()),
            "tags": tags,
        }
    )
    metadata = {"huggingface": json.dumps({"info": {"features": features}})} if features else {}
    return table.with_schema(table.schema.with_metadata(metadata))


def written(table: Table, form: str) -> io.BytesIO:
    file = io.BytesIO()
    match form:
        case "parquet":
            write_parquet(table, file, compression="zstd(3)")
        case "arrow":
            write_ipc_stream(table, file)
        case _:
            write_ipc(table, file, compression="lz4")
    return io.BytesIO(file.getvalue())


@pytest.mark.parametrize("form", ["parquet", "arrow", "feather"])
def test_classes_come_by_name_and_minus_one_is_none(form: str) -> None:
    features = {"label": classes(["bad", "good"]), "tags": {"feature": classes(["loud", "late"]), "_type": "Sequence"}}
    opened = open_table(written(columns(features), form), "reviews.bin")
    assert opened.format == ("parquet" if form == "parquet" else "arrow")
    assert opened.n_lines == 3
    assert list(opened.rows()) == [
        (1, {"text": TEXTS[0], "label": "good", "tags": ["loud", "late"]}),
        (2, {"text": TEXTS[1], "label": "bad", "tags": []}),
        (3, {"text": TEXTS[2], "label": None, "tags": []}),
    ]


def test_numbers_without_names_stay_numbers() -> None:
    read = list(open_texts(written(columns(), "parquet"), "reviews.parquet").records())
    assert [row.label for row in read if isinstance(row, Record)] == ["1", "0", "-1"]


def test_cells_of_all_types_are_what_json_knows() -> None:
    seconds = int(datetime(2024, 5, 6, 7, 8, tzinfo=UTC).timestamp())
    arrays: dict[str, Any] = {
        "text": Array([b"as bytes"], type=DataType.binary()),
        "at": Array([seconds], type=DataType.int64()).cast(DataType.timestamp("s", tz="UTC")),
        "price": Array([1.5], type=DataType.float64()).cast(DataType.decimal128(5, 2)),
    }
    row = next(iter(open_table(written(Table.from_pydict(arrays), "parquet"), "a.parquet").rows()))
    assert row == (1, {"text": "as bytes", "at": "2024-05-06T07:08:00+00:00", "price": 1.5})


def test_rows_are_counted_without_reading_them() -> None:
    many = Table.from_pydict({"text": Array([f"text {n}" for n in range(25_000)], type=DataType.utf8())})
    read: list[int] = []
    file = written(many, "parquet")
    opened = open_table(file, "a.parquet", on_read=read.append)
    assert opened.n_lines == 25_000
    assert sum(read) < len(file.getvalue()) / 2
    assert sum(1 for _ in opened.rows()) == 25_000


@pytest.mark.parametrize("form", ["parquet", "arrow", "feather"])
@pytest.mark.parametrize("left", [0.3, 0.6, 0.9])
def test_a_file_that_is_cut_off_is_refused(form: str, left: float) -> None:
    whole = written(columns(), form).getvalue()
    with pytest.raises(Unusable) as error:
        list(open_table(io.BytesIO(whole[: int(len(whole) * left)]), "a.bin").rows())
    assert error.value.code == "bad_file"


def test_what_stops_the_reading_is_raised_as_it_was() -> None:
    class Stopped(Exception):
        pass

    def stop(_: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        open_table(written(columns(), "feather"), "a.feather", on_read=stop)


def test_images_in_rows_are_no_texts() -> None:
    arrays: dict[str, Any] = {
        "image": Array([b"\xff\xd8\xff\0", b"\xff\xd8\xff\1"], type=DataType.binary()),
        "label": Array(["cat", "dog"], type=DataType.utf8()),
    }
    with pytest.raises(Unusable) as error:
        open_texts(written(Table.from_pydict(arrays), "parquet"), "images.parquet")
    assert "images" in error.value.detail
