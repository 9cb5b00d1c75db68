"""Every data set by name: what is missing, unknown or one's own."""

from pathlib import Path

import numpy as np
import pytest

from selection.benchmark.data import DataError, split_dataset
from selection.papers.adapters import ADAPTERS, load_named


@pytest.mark.parametrize("name", sorted(ADAPTERS))
def test_missing_data_is_one_sentence_with_what_to_fetch_and_where_to_put_it(name: str, tmp_path: Path) -> None:
    adapter = ADAPTERS[name]
    for root in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(DataError) as caught:
            load_named(name, root / "file.csv" if adapter.folder == "." else root)
        sentence = str(caught.value)
        assert f": fetch {adapter.files} from {adapter.source} into {root}" in sentence
        assert sentence.endswith(".")
        assert "\n" not in sentence


def test_what_belongs_into_a_folder_of_its_own_is_named_with_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=f"{tmp_path}/mnist\\.$"):
        load_named("mnist", tmp_path)


def test_every_set_of_the_papers_is_there() -> None:
    papers = {"cifar10", "cifar100", "imagenet", "amazon_polarity", "amazon_full", "imdb", "mnist", "quickdraw"}
    assert papers < set(ADAPTERS)
    assert all(adapter.kind in ("image", "text") for adapter in ADAPTERS.values())


def test_an_unknown_name_and_an_unknown_option(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no data set 'cifar11'; there are cifar10, "):
        load_named("cifar11", tmp_path)
    with pytest.raises(DataError, match="cifar10 has no option 'side'; it has none"):
        load_named("cifar10", tmp_path, side=8)
    with pytest.raises(DataError, match="imagenet has no option 'size'; it has side, cache"):
        load_named("imagenet", tmp_path, size=8)


def test_ones_own_data_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("review,label\nx,1\ny,2\nz,1\nw,2\nv,1\n")
    assert load_named("texts", tmp_path / "a.csv", text_column="review").classes == ("1", "2")
    np.savez(tmp_path / "a.npz", x=np.zeros((10, 4, 4), np.uint8), y=np.arange(10) % 2)
    assert len(load_named("npz", tmp_path / "a.npz").train) == 8


def test_a_fixed_split_wants_items_and_labels_that_are_classes() -> None:
    some, none = (["a", "b"], np.array([0, 1])), (list[str](), np.zeros(0, np.int64))
    with pytest.raises(DataError, match="no test items"):
        split_dataset("text", ["x", "y"], train=some, test=none)
    with pytest.raises(DataError, match="A train label lies outside 0 to 0"):
        split_dataset("text", ["x"], train=some, test=some)


def test_the_digest_of_many_images_is_that_of_all_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    images = np.random.default_rng(0).integers(0, 256, (10, 4, 4, 1), dtype=np.uint8)
    part = (images, np.arange(10) % 2)
    whole = split_dataset("image", ["x", "y"], train=part, test=part).digest
    monkeypatch.setattr("selection.benchmark.data.PIECE", 3)
    assert split_dataset("image", ["x", "y"], train=part, test=part).digest == whole
