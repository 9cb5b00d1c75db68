"""Reading data for a benchmark: what works, and one sentence for what does not."""

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from selection.benchmark.data import DataError, Dataset, dataset
from selection.benchmark.images import at_side, load_folder, load_npz
from selection.benchmark.texts import load_texts
from tests.selection import toys


def texts_of(path: Path, **settings: Any) -> Dataset:
    return load_texts(path, **{"test": None, "text_column": "text", "label_column": "label", **settings})


class TestNpz:
    def saved(self, tmp_path: Path, **arrays: Any) -> Path:
        defaults = {"x": toys.images(), "y": toys.labels(), "test": np.arange(90) >= 60}
        path = tmp_path / "data.npz"
        np.savez(path, **{name: array for name, array in {**defaults, **arrays}.items() if array is not None})
        return path

    def test_x_y_and_test(self, tmp_path: Path) -> None:
        data = load_npz(self.saved(tmp_path))
        assert (len(data.train), len(data.test), data.kind) == (60, 30, "image")
        np.testing.assert_array_equal(data.test.items, toys.images()[60:])
        np.testing.assert_array_equal(data.train.labels, toys.labels()[:60])

    def test_grey_images_and_names_as_labels(self, tmp_path: Path) -> None:
        names = np.array(["cat", "ant", "bee"])[toys.labels()]
        data = load_npz(self.saved(tmp_path, x=toys.images()[..., 0], y=names))
        assert data.classes == ("ant", "bee", "cat")
        assert np.shape(data.train.items) == (60, 12, 12, 1)

    @pytest.mark.parametrize("channels", [1, 3])
    def test_networks_may_see_smaller_images_of_the_same_rows(self, tmp_path: Path, channels: int) -> None:
        images = np.repeat(toys.images()[..., :1], channels, axis=-1)
        data = load_npz(self.saved(tmp_path, x=images))
        small = at_side(data, 6)
        assert (np.shape(small.train.items), np.shape(small.test.items)) == ((60, 6, 6, channels), (30, 6, 6, channels))
        blocks = images[60:].reshape(30, 6, 2, 6, 2, channels).mean(axis=(2, 4))
        assert np.abs(np.asarray(small.test.items) - blocks).max() <= 1
        np.testing.assert_array_equal(small.test.origin, data.test.origin)

    def test_more_than_ten_classes_keep_their_order_as_numbers(self, tmp_path: Path) -> None:
        data = load_npz(self.saved(tmp_path, y=np.arange(90) % 12))
        np.testing.assert_array_equal(data.train.labels, np.arange(60) % 12)

    def test_a_fifth_is_held_out_where_no_test_is_given(self, tmp_path: Path) -> None:
        first, second = (load_npz(self.saved(tmp_path, test=None)) for _ in range(2))
        assert len(first.test) == 18
        np.testing.assert_array_equal(first.test.items, second.test.items)

    @pytest.mark.parametrize(
        ("arrays", "sentence"),
        [
            ({"x": None}, "needs the arrays x and y"),
            ({"y": None}, "needs the arrays x and y"),
            ({"x": np.zeros((90, 4, 4))}, "must be uint8"),
            ({"y": np.zeros(7, dtype=int)}, "one entry per image"),
            ({"test": np.zeros(7, dtype=bool)}, "one entry per image"),
            ({"test": np.zeros(90, dtype=bool)}, "test items"),
            ({"y": np.zeros(90, dtype=int)}, "at least 2"),
            ({"y": np.array([{}] * 90, dtype=object)}, "cannot be read"),
        ],
    )
    def test_what_is_wrong_is_said(self, tmp_path: Path, arrays: dict[str, Any], sentence: str) -> None:
        with pytest.raises(DataError, match=sentence):
            load_npz(self.saved(tmp_path, **arrays))

    @pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken"])
    def test_a_damaged_file_is_said(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "bad.npz"
        path.write_bytes(content)
        with pytest.raises(DataError, match=r"bad\.npz"):
            load_npz(path)


class TestFolder:
    def filled(self, folder: Path, *, n: int = 5, size: tuple[int, int] = (20, 10)) -> Path:
        for number, name in enumerate(("ant", "bee")):
            (folder / name).mkdir(parents=True)
            for pos in range(n):
                Image.new("RGB", size, (100 * number, pos, 0)).save(folder / name / f"{pos}.png")
        return folder

    def test_class_folders(self, tmp_path: Path) -> None:
        data = load_folder(self.filled(tmp_path), side=8)
        assert data.classes == ("ant", "bee")
        assert (len(data.train), len(data.test)) == (8, 2)
        assert np.shape(data.train.items) == (8, 8, 8, 3)
        for image, label in zip(data.train.items, data.train.labels, strict=True):
            assert np.asarray(image)[0, 0, 0] == 100 * label

    def test_train_and_test_folders(self, tmp_path: Path) -> None:
        self.filled(tmp_path / "train")
        self.filled(tmp_path / "test", n=2)
        data = load_folder(tmp_path, side=8)
        assert (len(data.train), len(data.test)) == (10, 4)

    def test_a_train_folder_alone_is_refused(self, tmp_path: Path) -> None:
        self.filled(tmp_path / "train")
        with pytest.raises(DataError, match="counterpart"):
            load_folder(tmp_path, side=8)

    def test_grey_palette_transparent_and_rotated_images_become_rgb(self, tmp_path: Path) -> None:
        self.filled(tmp_path)
        for mode in ("L", "P", "RGBA", "CMYK", "1"):
            suffix = "tif" if mode == "CMYK" else "png"
            Image.new(mode, (9, 9)).save(tmp_path / "ant" / f"mode-{mode}.{suffix}")
        exif = Image.Exif()
        exif[0x0112] = 6
        Image.new("RGB", (30, 10)).save(tmp_path / "bee" / "turned.jpg", exif=exif)
        data = load_folder(tmp_path, side=8)
        assert len(data.train) + len(data.test) == 16

    def test_broken_images_are_left_out_and_named(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.filled(tmp_path)
        (tmp_path / "ant" / "broken.png").write_bytes(b"\x89PNG nothing")
        (tmp_path / "bee" / "empty.jpg").write_bytes(b"")
        data = load_folder(tmp_path, side=8)
        assert len(data.train) + len(data.test) == 10
        message = capsys.readouterr().err
        assert "Left out 2 images" in message
        assert "broken.png" in message

    def test_a_folder_without_images_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(DataError, match="no class folders"):
            load_folder(tmp_path, side=8)


class TestTexts:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("bom", ["", "\ufeff"])
    def test_csv_with_any_delimiter_and_bom(self, tmp_path: Path, delimiter: str, bom: str) -> None:
        rows = [f"{delimiter.join(['id', 'label', 'text'])}"]
        rows += [f'{n}{delimiter}l{n % 2}{delimiter}"a ""quoted"" text, {n}\nsecond; line"' for n in range(10)]
        path = tmp_path / "texts.csv"
        path.write_text(bom + "\n".join(rows), encoding="utf-8")
        data = texts_of(path)
        assert (len(data.train), len(data.test), data.classes) == (8, 2, ("l0", "l1"))
        assert all('a "quoted" text' in text and "\n" in text for text in data.train.items)

    def test_jsonl_gzipped_with_a_split(self, tmp_path: Path) -> None:
        path = tmp_path / "texts.jsonl.gz"
        rows = [{"t": f"text {n}", "y": n % 2, "split": "test" if n > 6 else "train"} for n in range(10)]
        with gzip.open(path, "wt", encoding="utf-8") as file:
            file.write("\n".join(map(json.dumps, rows)) + "\n\n")
        data = texts_of(path, text_column="t", label_column="y")
        assert data.test.items == ["text 7", "text 8", "text 9"]
        assert len(data.train) == 7

    def test_a_test_file_of_its_own(self, tmp_path: Path) -> None:
        for name, n in (("train", 6), ("test", 4)):
            lines = [f"{name} {pos},{pos % 2}" for pos in range(n)]
            (tmp_path / f"{name}.csv").write_text("\n".join(["text,label", *lines]))
        data = texts_of(tmp_path / "train.csv", test=tmp_path / "test.csv")
        assert data.test.items == [f"test {pos}" for pos in range(4)]
        assert len(data.train) == 6

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("a.csv", "", "no rows"),
            ("a.csv", "text,label\n", "no rows"),
            ("a.csv", "review,label\nx,1\n", r"row 1: there is no 'text'; it has review, label"),
            ("a.csv", "text,label\nx,1\ny\n", r"row 2: there is no 'label'"),
            ("a.csv", "text,label\nx,1\ny,\n", r"row 2: the label is empty"),
            ("a.csv", "text,label\nx,1\ny,1\n", "at least 2"),
            ("a.jsonl", '{"text": "x", "label": 1}\n[1]\n', "row 2: not a JSON object"),
            ("a.jsonl", '{"text": "x", "label": 1}\n{"te', "row 2: not a line of JSON"),
            ("a.csv.gz", "not gzip", "cannot be read"),
        ],
    )
    def test_what_is_wrong_is_said_with_file_and_row(
        self, tmp_path: Path, name: str, content: str, sentence: str
    ) -> None:
        (tmp_path / name).write_text(content)
        with pytest.raises(DataError, match=sentence):
            texts_of(tmp_path / name)

    def test_bytes_that_are_no_text_are_said(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"text,label\n\xff\xfe\x00,1\n")
        with pytest.raises(DataError, match="cannot be read"):
            texts_of(tmp_path / "a.csv")


def test_a_smaller_test_is_the_same_for_everyone() -> None:
    data = dataset("image", toys.images(), [str(label) for label in toys.labels()], is_test=np.arange(90) >= 40)
    small = data.with_test_of(10)
    np.testing.assert_array_equal(small.test.items, data.with_test_of(10).test.items)
    assert len(small.test) == 10
    assert data.with_test_of(0) is data
    assert data.with_test_of(99) is data


def test_texts_have_no_side() -> None:
    texts = toys.texts(30)
    with pytest.raises(DataError, match="side"):
        at_side(dataset("text", texts, [f"{label}" for label in toys.labels(30)], is_test=None), 6)
