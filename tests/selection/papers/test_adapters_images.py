"""Image sets in their original formats, a few items each, written here."""

import gzip
import io
import pickle
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from PIL import Image

from selection.benchmark.data import DataError
from selection.papers.adapters import load_named

CIFAR10 = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]


class Python2Pickler(pickle._Pickler):
    """Every text, numpy's own too, as the str of Python 2, as in the files that are distributed."""

    # The stubs leave these out.
    write: Callable[[bytes], object]
    memoize: Callable[[object], None]

    def save_str_of_python_2(self, text: bytes | str) -> None:
        content = text.encode() if isinstance(text, str) else text
        self.write(pickle.BINSTRING + len(content).to_bytes(4, "little") + content)
        self.memoize(text)

    dispatch: ClassVar[dict[type, Any]] = {
        **pickle._Pickler.dispatch,
        bytes: save_str_of_python_2,
        str: save_str_of_python_2,
    }


def python2_pickle(batch: dict[bytes, Any]) -> bytes:
    file = io.BytesIO()
    Python2Pickler(file, protocol=2).dump(batch)
    return file.getvalue().replace(b"numpy._core.multiarray", b"numpy.core.multiarray")


def planes(n: int, *, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (n, 3072), dtype=np.uint8)


def cifar10_batches() -> dict[str, dict[bytes, Any]]:
    train = {
        f"data_batch_{n}": {b"data": planes(4, seed=n), b"labels": [n, 0, 9, 1], b"filenames": [b"a.png"] * 4}
        for n in range(1, 6)
    }
    test = {b"data": planes(3, seed=9), b"labels": [2, 1, 0]}
    return {**train, "test_batch": test, "batches.meta": {b"label_names": [name.encode() for name in CIFAR10]}}


def folder_of(path: Path, batches: dict[str, Any]) -> Path:
    path.mkdir(parents=True)
    for name, batch in batches.items():
        (path / name).write_bytes(batch if isinstance(batch, bytes) else python2_pickle(batch))
    return path


def tar_of(folder: Path, *, to: Path) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(to, "w:gz") as archive:
        archive.add(folder, arcname=folder.name)
    return to


class TestCifar:
    def test_a_batch_that_python_3_wrote(self, tmp_path: Path) -> None:
        plain = {
            name: pickle.dumps({key.decode(): value for key, value in batch.items()}, protocol=2)
            for name, batch in cifar10_batches().items()
        }
        python_3, python_2 = folder_of(tmp_path / "3", plain), folder_of(tmp_path / "2", cifar10_batches())
        assert load_named("cifar10", python_3).digest == load_named("cifar10", python_2).digest

    def test_the_batches_in_their_order(self, tmp_path: Path) -> None:
        folder_of(tmp_path / "cifar10" / "cifar-10-batches-py", cifar10_batches())
        data = load_named("cifar10", tmp_path)
        assert data.classes == tuple(CIFAR10)
        assert data.train.labels.tolist() == [1, 0, 9, 1, 2, 0, 9, 1, 3, 0, 9, 1, 4, 0, 9, 1, 5, 0, 9, 1]
        assert data.test.labels.tolist() == [2, 1, 0]
        row, pixels = planes(4, seed=2)[1], np.asarray(data.train.items)
        # Red comes first, then green, then blue; within a colour row by row.
        np.testing.assert_array_equal(pixels[5, :, :, 0], row[:1024].reshape(32, 32))
        np.testing.assert_array_equal(pixels[5, 3, 7], row[[3 * 32 + 7, 1024 + 3 * 32 + 7, 2048 + 3 * 32 + 7]])
        np.testing.assert_array_equal(data.test.origin, [20, 21, 22])

    def test_archive_folder_and_the_place_itself_are_the_same(self, tmp_path: Path) -> None:
        folder = folder_of(tmp_path / "somewhere" / "cifar-10-batches-py", cifar10_batches())
        archive = tar_of(folder, to=tmp_path / "root" / "cifar-10-python.tar.gz")
        places = (folder, folder.parent, archive, archive.parent)
        assert len({load_named("cifar10", place).digest for place in places}) == 1

    def test_class_folders_in_an_archive_or_not(self, tmp_path: Path) -> None:
        folder = class_folders(tmp_path / "there" / "cifar10", classes=CIFAR10, side=32)
        tar_of(folder, to=tmp_path / "cifar10" / "cifar10.tar.gz")
        data, plain = load_named("cifar10", tmp_path), load_named("cifar10", tmp_path / "there")
        assert data.digest == plain.digest
        assert data.classes == tuple(CIFAR10)
        assert data.train.labels.tolist() == [label for label in range(10) for _ in range(2)]
        assert np.asarray(data.train.items)[-1, 0, 0].tolist() == [90, 1, 0]

    def test_a_hundred_classes_or_twenty_groups(self, tmp_path: Path) -> None:
        fine, coarse = [f"f{n:02}" for n in range(100)], [f"c{n:02}" for n in range(20)]
        batch = {b"data": planes(2, seed=1), b"fine_labels": [99, 3], b"coarse_labels": [19, 0]}
        names = {b"fine_label_names": fine, b"coarse_label_names": coarse}
        folder = folder_of(tmp_path / "cifar-100-python", {"train": batch, "test": batch, "meta": names})
        assert load_named("cifar100", tmp_path).train.labels.tolist() == [99, 3]
        assert load_named("cifar100", folder, labels="coarse").classes == tuple(coarse)
        assert load_named("cifar100", folder, labels="coarse").test.labels.tolist() == [19, 0]
        with pytest.raises(DataError, match="fine or coarse, not 'middle'"):
            load_named("cifar100", folder, labels="middle")

    def test_fewer_items_than_the_papers_are_said(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        load_named("cifar10", folder_of(tmp_path / "cifar-10-batches-py", cifar10_batches()))
        assert "cifar10 has 20 train items here; the papers' has 50,000." in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("name", "batch", "sentence"),
        [
            ("data_batch_3", b"", r"data_batch_3 cannot be read"),
            ("data_batch_3", b"\x80\x02}q\x00(U\x04da", r"data_batch_3 cannot be read"),
            ("data_batch_3", {b"data": planes(4, seed=1), b"labels": [1, 2]}, r"data_batch_3: labels is not one"),
            ("data_batch_3", {b"data": planes(1, seed=1), b"labels": ["cat"]}, r"data_batch_3: labels holds"),
            ("data_batch_3", {b"data": np.zeros((4, 7), np.uint8), b"labels": [1] * 4}, r"data_batch_3: data is not"),
            ("data_batch_3", {b"labels": [1]}, r"data_batch_3: data is not"),
            ("test_batch", {b"data": planes(1, seed=1), b"labels": [10]}, "test label lies outside 0 to 9"),
            ("batches.meta", {b"label_names": [b"cat", b"dog"]}, "outside 0 to 1"),
            ("batches.meta", {}, "no label_names"),
        ],
    )
    def test_what_is_damaged_is_named(self, tmp_path: Path, name: str, batch: Any, sentence: str) -> None:
        folder = folder_of(tmp_path / "cifar-10-batches-py", {**cifar10_batches(), name: batch})
        with pytest.raises(DataError, match=sentence):
            load_named("cifar10", folder)

    def test_a_batch_may_not_run_code(self, tmp_path: Path) -> None:
        evil = b"cbuiltins\nprint\n(S'ran'\ntR."
        folder = folder_of(tmp_path / "cifar-10-batches-py", {**cifar10_batches(), "data_batch_1": evil})
        with pytest.raises(DataError, match=r"data_batch_1 cannot be read.*builtins\.print"):
            load_named("cifar10", folder)

    def test_a_missing_batch_and_a_cut_archive(self, tmp_path: Path) -> None:
        batches = cifar10_batches()
        del batches["data_batch_4"]
        folder = folder_of(tmp_path / "cifar-10-batches-py", batches)
        with pytest.raises(DataError, match=r"no data_batch_4 in .*: fetch cifar-10-python\.tar\.gz"):
            load_named("cifar10", tmp_path)
        archive = tar_of(folder, to=tmp_path / "cut" / "cifar-10-python.tar.gz")
        archive.write_bytes(archive.read_bytes()[:-2000])
        with pytest.raises(DataError, match=r"cifar-10-python\.tar\.gz cannot be read"):
            load_named("cifar10", archive)


def idx(array: np.ndarray) -> bytes:
    lengths = b"".join(length.to_bytes(4, "big") for length in array.shape)
    return bytes([0, 0, 8, array.ndim]) + lengths + array.tobytes()


class TestIdx:
    images = np.random.default_rng(0).integers(0, 256, (5, 28, 28), dtype=np.uint8)
    labels = np.array([3, 9, 0, 1, 3], dtype=np.uint8)

    def written(self, folder: Path, files: Mapping[str, bytes] | None = None, *, zipped: bool = True) -> Path:
        folder.mkdir(parents=True)
        contents = {
            "train-images-idx3-ubyte": idx(self.images),
            "train-labels-idx1-ubyte": idx(self.labels),
            "t10k-images-idx3-ubyte": idx(self.images[:2]),
            "t10k-labels-idx1-ubyte": idx(self.labels[:2]),
        }
        for name, usual in contents.items():
            content = (files or {}).get(name, usual)
            (folder / f"{name}{'.gz' if zipped else ''}").write_bytes(gzip.compress(content) if zipped else content)
        return folder

    @pytest.mark.parametrize("zipped", [True, False])
    def test_images_and_labels_in_their_order(self, tmp_path: Path, *, zipped: bool) -> None:
        data = load_named("mnist", self.written(tmp_path / "MNIST" / "raw", zipped=zipped))
        np.testing.assert_array_equal(data.train.items, self.images[..., None])
        assert data.train.labels.tolist() == [3, 9, 0, 1, 3]
        assert data.test.labels.tolist() == [3, 9]
        assert data.classes == tuple("0123456789")

    def test_the_sets_are_told_apart_by_their_folders(self, tmp_path: Path) -> None:
        self.written(tmp_path / "mnist")
        self.written(tmp_path / "fashion_mnist", {"train-images-idx3-ubyte": idx(255 - self.images)})
        fashion = load_named("fashion_mnist", tmp_path)
        assert fashion.classes[9] == "Ankle boot"
        np.testing.assert_array_equal(np.asarray(fashion.train.items)[..., 0], 255 - self.images)
        np.testing.assert_array_equal(np.asarray(load_named("mnist", tmp_path).train.items)[..., 0], self.images)

    def test_a_named_file_means_its_folder(self, tmp_path: Path) -> None:
        folder = self.written(tmp_path / "mnist")
        assert load_named("mnist", folder / "train-images-idx3-ubyte.gz").digest == load_named("mnist", folder).digest

    @pytest.mark.parametrize(
        ("file", "content", "sentence"),
        [
            ("train-images-idx3-ubyte", idx(images)[:-1], r"train-images.* promises 3920 bytes in 5 rows and has 3919"),
            ("train-images-idx3-ubyte", idx(images) + b"1", "has 3921"),
            ("train-images-idx3-ubyte", idx(labels), "no idx file of bytes with 3 axes"),
            ("train-images-idx3-ubyte", b"", "no idx file"),
            ("t10k-labels-idx1-ubyte", idx(labels), r"t10k-labels.* has 5 labels for 2 images"),
            ("train-labels-idx1-ubyte", idx(labels + np.uint8(2)), r"train-labels.*, row 2: 11 is no class"),
        ],
    )
    def test_what_is_damaged_is_named(self, tmp_path: Path, file: str, content: bytes, sentence: str) -> None:
        with pytest.raises(DataError, match=sentence):
            load_named("mnist", self.written(tmp_path / "mnist", {file: content}))

    def test_a_cut_gzip_and_a_missing_file(self, tmp_path: Path) -> None:
        folder = self.written(tmp_path / "mnist")
        (folder / "t10k-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(self.images))[:-9])
        with pytest.raises(DataError, match=r"t10k-images-idx3-ubyte\.gz cannot be read"):
            load_named("mnist", tmp_path)
        (folder / "train-labels-idx1-ubyte.gz").unlink()
        with pytest.raises(DataError, match=r"no train-labels-idx1-ubyte\.gz in .*: fetch the four"):
            load_named("mnist", tmp_path)


def class_folders(folder: Path, *, classes: list[str], side: int, splits: tuple[str, str] = ("train", "test")) -> Path:
    """Two train images and one test image per class, of one colour each: 10 × class, image, 0."""
    for split, n in zip(splits, (2, 1), strict=True):
        for number, name in enumerate(classes):
            (folder / split / name).mkdir(parents=True)
            for pos in range(n):
                Image.new("RGB", (side, side), (10 * number, pos, 0)).save(folder / split / name / f"{pos:04}.png")
    return folder


class TestClothing:
    def test_a_zip_and_a_folder_are_the_same(self, tmp_path: Path) -> None:
        folder = class_folders(tmp_path / "clothing10", classes=[f"c{n}" for n in range(10)], side=20)
        (folder / "validation" / "c0").mkdir(parents=True)
        Image.new("RGB", (9, 9)).save(folder / "validation" / "c0" / "0.png")
        with zipfile.ZipFile(tmp_path / "clothing10.zip", "w") as archive:
            for file in folder.rglob("*.png"):
                archive.write(file, file.relative_to(tmp_path))
        plain, zipped = (
            load_named("clothing10", folder, side=8),
            load_named("clothing10", tmp_path / "clothing10.zip", side=8),
        )
        assert plain.digest == zipped.digest
        assert (len(plain.train), len(plain.test)) == (20, 10)
        assert np.shape(plain.train.items) == (20, 8, 8, 3)
        assert np.asarray(plain.train.items)[3, 0, 0].tolist() == [10, 1, 0]

    def test_a_damaged_image_is_named(self, tmp_path: Path) -> None:
        folder = class_folders(tmp_path / "clothing10", classes=[f"c{n}" for n in range(10)], side=20)
        (folder / "train" / "c4" / "0001.png").write_bytes(b"no image")
        with pytest.raises(DataError, match=r"train/c4/0001\.png: the image cannot be decoded"):
            load_named("clothing10", tmp_path)

    def test_wrong_counts_of_classes_are_said(self, tmp_path: Path) -> None:
        class_folders(tmp_path / "clothing10", classes=["a", "b"], side=8)
        with pytest.raises(DataError, match="clothing10 has 10 classes; the data has 2"):
            load_named("clothing10", tmp_path)

    def test_a_folder_or_archive_without_images(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "clothing10.zip", "w") as archive:
            archive.writestr("readme.txt", "nothing")
        with pytest.raises(DataError, match=r"no train and test folders .*: fetch the train and test folders"):
            load_named("clothing10", tmp_path)
        (tmp_path / "clothing10.zip").write_bytes(b"PK broken")
        with pytest.raises(DataError, match=r"clothing10\.zip cannot be read"):
            load_named("clothing10", tmp_path)
