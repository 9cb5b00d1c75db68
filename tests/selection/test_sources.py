"""What crosses the wall: rows in, items out, nonsense refused."""

import numpy as np
import pytest

from selection import BadInput, ImageRows, LabelledBatch, Pool, TextRows
from tests.selection import toys


def test_images_come_in_the_order_asked_for() -> None:
    images = toys.images(20, channels=3)
    np.testing.assert_array_equal(ImageRows(images).take(np.array([7, 2, 7])), images[[7, 2, 7]])


def test_grey_images_get_a_channel_axis() -> None:
    assert ImageRows(toys.images(5)[..., 0]).take(np.array([1])).shape == (1, 12, 12, 1)


def test_a_memory_map_is_as_good_as_an_array(tmp_path: object) -> None:
    path = f"{tmp_path}/images.npy"
    np.save(path, toys.images())
    chosen = toys.strategy()
    mapped = toys.rounds(chosen, n_rounds=3, source=ImageRows(np.load(path, mmap_mode="r")))
    plain = toys.rounds(chosen, n_rounds=3)
    np.testing.assert_array_equal(mapped[-1].ranking.rows, plain[-1].ranking.rows)


def test_texts_come_in_the_order_asked_for() -> None:
    assert TextRows(["a", "b", "c"]).take(np.array([2, 0])) == ["c", "a"]


@pytest.mark.parametrize("images", [np.zeros((3, 4, 4), np.float32), np.zeros((3, 4), np.uint8)])
def test_other_arrays_are_no_images(images: np.ndarray) -> None:
    with pytest.raises(BadInput, match="uint8"):
        ImageRows(images)


class TestLabelledBatch:
    def test_the_last_label_of_a_row_counts(self) -> None:
        batch = LabelledBatch(np.array([3, 1, 3]), np.array([0, 1, 2])).checked(n_rows=5, n_classes=3)
        assert dict(zip(batch.rows_B.tolist(), batch.labels_B.tolist(), strict=True)) == {1: 1, 3: 2}

    @pytest.mark.parametrize(
        ("rows", "labels"),
        [([5], [0]), ([-1], [0]), ([0], [3]), ([0], [-1]), ([0.5], [0])],
    )
    def test_a_row_or_label_out_of_range_is_refused(self, rows: list[float], labels: list[int]) -> None:
        with pytest.raises(BadInput):
            LabelledBatch(np.array(rows), np.array(labels)).checked(n_rows=5, n_classes=3)

    def test_one_label_per_row(self) -> None:
        with pytest.raises(BadInput, match="one label per row"):
            LabelledBatch(np.array([1, 2]), np.array([0]))


class TestPool:
    def test_open_rows_are_neither_excluded_nor_probes(self) -> None:
        pool = Pool(TextRows(["x"] * 6), excluded_rows=np.array([0, 4]), probe_rows=np.array([5]))
        assert pool.open_rows().tolist() == [1, 2, 3]

    def test_a_row_out_of_range_is_refused(self) -> None:
        with pytest.raises(BadInput, match="excluded rows"):
            Pool(TextRows(["x"] * 6), excluded_rows=np.array([6])).open_rows()
