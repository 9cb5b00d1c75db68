"""Image sets that do not fit into memory: ImageNet and Quick Draw."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from selection.benchmark.data import DataError, Dataset
from selection.benchmark.images import pixels_or_error
from selection.papers.adapters import imagenet, load_named
from selection.papers.adapters.imagenet import load_imagenet
from tests.selection.papers.test_adapters_images import class_folders

SYNSETS = ["n01440764", "n01443537", "n02000001"]


class TestImageNet:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        class_folders(tmp_path / "imagenet", classes=SYNSETS, side=20, splits=("train", "val"))
        return tmp_path

    def cached(self, root: Path) -> list[Path]:
        return sorted((root / "imagenet" / "scaled").iterdir())

    def test_scaled_once_and_memory_mapped(self, root: Path) -> None:
        data = load_imagenet(root, side=8)
        assert data.classes == tuple(SYNSETS)
        assert data.train.labels.tolist() == [0, 0, 1, 1, 2, 2]
        assert data.test.labels.tolist() == [0, 1, 2]
        assert isinstance(data.train.items, np.memmap)
        assert data.train.items.shape == (6, 8, 8, 3)
        assert data.train.items[3, 0, 0].tolist() == [10, 1, 0]
        assert [file.suffix for file in self.cached(root)] == [".npy", ".npy"]

    def test_a_second_load_decodes_nothing(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        first = load_imagenet(root, side=8)
        monkeypatch.setattr(imagenet, "pixels_or_error", lambda *_, **__: pytest.fail("decoded again"))
        assert load_imagenet(root, side=8).digest == first.digest

    def test_another_side_and_another_list_of_files_are_scaled_anew(self, root: Path, tmp_path: Path) -> None:
        load_imagenet(root, side=8)
        assert np.shape(load_imagenet(root, side=4).train.items) == (6, 4, 4, 3)
        Image.new("RGB", (20, 20), (1, 2, 3)).save(root / "imagenet" / "train" / SYNSETS[0] / "zz.png")
        assert np.asarray(load_imagenet(root, side=8).train.items)[2, 0, 0].tolist() == [1, 2, 3]

    def test_an_interrupted_build_goes_on(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = load_imagenet(root, side=8, cache=root / "whole")
        monkeypatch.setattr(imagenet, "CHUNK", 2)
        decoded: list[str] = []

        def stopping(file: Path, *, side: int, name: str) -> Any:
            decoded.append(file.parent.name)
            if len(decoded) == 5:
                raise KeyboardInterrupt
            return pixels_or_error(file, side=side, name=name)

        monkeypatch.setattr(imagenet, "pixels_or_error", stopping)
        with pytest.raises(KeyboardInterrupt):
            load_imagenet(root, side=8)
        # The first two chunks are on disk; the third one and val's three images are left.
        seen = len(decoded)
        again = load_imagenet(root, side=8)
        assert len(decoded) - seen == 2 + 3
        assert again.digest == whole.digest

    def test_a_damaged_image_is_named(self, root: Path) -> None:
        (root / "imagenet" / "train" / SYNSETS[1] / "0001.png").write_bytes(b"no image")
        with pytest.raises(DataError, match=r"n01443537/0001\.png: the image cannot be decoded"):
            load_imagenet(root)

    def test_val_without_synset_folders_and_with_strange_ones(self, root: Path) -> None:
        val = root / "imagenet" / "val"
        (val / SYNSETS[2]).rename(val / "n09999999")
        with pytest.raises(DataError, match="val has the class n09999999, which train does not have"):
            load_imagenet(root)
        val.rename(root / "elsewhere")
        with pytest.raises(DataError, match=r"no val in .*/imagenet: fetch ILSVRC2012_img_train\.tar"):
            load_named("imagenet", root)

    def test_a_place_that_cannot_hold_the_scaled_images(self, root: Path) -> None:
        (root / "file").write_text("")
        with pytest.raises(DataError, match="name a cache"):
            load_imagenet(root, cache=root / "file" / "below")

    def test_three_synsets_are_not_the_thousand(self, root: Path) -> None:
        with pytest.raises(DataError, match="imagenet has 1000 classes; the data has 3"):
            load_named("imagenet", root, side=8)


class TestQuickDraw:
    def written(self, folder: Path, *, n: int = 10, **doodles: Any) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for number, name in enumerate(("full_numpy_bitmap_cat", "The Eiffel Tower", "ant")):
            np.save(
                folder / f"{name}.npy", np.full((n, 784), number, np.uint8) * 100 + np.arange(n)[:, None].astype("u1")
            )
        for name, array in doodles.items():
            np.save(folder / f"{name}.npy", array)
        return folder

    def test_a_fifth_of_each_class_is_held_out(self, tmp_path: Path) -> None:
        self.written(tmp_path / "quickdraw")
        data = load_named("quickdraw", tmp_path)
        assert data.classes == ("The Eiffel Tower", "ant", "cat")
        assert np.bincount(data.train.labels).tolist() == [8, 8, 8]
        assert np.bincount(data.test.labels).tolist() == [2, 2, 2]
        assert np.shape(data.test.items) == (6, 28, 28, 1)
        assert set(self.numbers(data, label=1)) == set(range(200, 210))

    def numbers(self, data: Dataset, *, label: int) -> list[int]:
        """The first pixel of every doodle of the class: which doodle it is."""
        return [
            int(np.asarray(image)[0, 0, 0])
            for part in (data.train, data.test)
            for image, own in zip(part.items, part.labels, strict=True)
            if own == label
        ]

    def test_fewer_of_each_class_and_chosen_classes(self, tmp_path: Path) -> None:
        folder = self.written(tmp_path)
        few = load_named("quickdraw", folder, per_class=5, classes=("cat", "ant"))
        assert few.classes == ("cat", "ant")
        assert (len(few.train), len(few.test)) == (8, 2)
        alone = load_named("quickdraw", folder, per_class=5)
        # The same doodles, whatever other classes there are.
        assert self.numbers(few, label=0) == self.numbers(alone, label=2)
        assert len(set(self.numbers(few, label=0))) == 5

    @pytest.mark.parametrize(
        "array", [np.zeros((4, 783), "u1"), np.zeros((4, 784)), np.zeros((4, 28, 28), "u1"), np.zeros((1, 784), "u1")]
    )
    def test_a_file_of_another_shape_is_named(self, tmp_path: Path, array: Any) -> None:
        with pytest.raises(DataError, match=r"bee\.npy must be uint8\[N, 784\]"):
            load_named("quickdraw", self.written(tmp_path, bee=array))

    def test_cut_and_missing_files(self, tmp_path: Path) -> None:
        folder = self.written(tmp_path)
        (folder / "ant.npy").write_bytes((folder / "ant.npy").read_bytes()[:-10])
        with pytest.raises(DataError, match=r"ant\.npy cannot be read"):
            load_named("quickdraw", folder)
        with pytest.raises(DataError, match=r"no yak\.npy in .*: fetch a \.npy file for each class"):
            load_named("quickdraw", folder, classes=("yak",))

    def archive(self, tmp_path: Path, **arrays: Any) -> Path:
        y = np.arange(60, dtype=np.uint8) % 15
        given = {"x": np.zeros((60, 28, 28), "u1"), "y": y, "test": np.arange(60) >= 45}
        given |= {"classes": np.array([f"c{14 - n}" for n in range(15)])} | arrays
        kept: dict[str, Any] = {name: array for name, array in given.items() if array is not None}
        np.savez(tmp_path / "quickdraw15.npz", **kept)
        return tmp_path

    def test_an_npz_with_the_names_of_its_classes(self, tmp_path: Path) -> None:
        data = load_named("quickdraw15", self.archive(tmp_path))
        assert data.classes[:2] == ("c14", "c13")
        assert data.train.labels.tolist()[:16] == [*range(15), 0]
        assert (len(data.train), len(data.test)) == (45, 15)

    def test_an_npz_whose_names_are_missing_or_too_many(self, tmp_path: Path) -> None:
        with pytest.raises(DataError, match="no names of classes"):
            load_named("quickdraw15", self.archive(tmp_path, classes=None))
        with pytest.raises(DataError, match="names 16 classes and has doodles of 15"):
            load_named("quickdraw15", self.archive(tmp_path, classes=np.array([f"c{n}" for n in range(16)])))
