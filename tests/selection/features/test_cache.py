"""Features on disk: computed once, kept safely, read in parts."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from selection import BadInput, FeatureCache, FeatureRows, ImageRows, NonFiniteScore, StoredFeatures
from selection.arrays import Floats32, Ints
from selection.features.cache import feature_files
from selection.features.rows import CHUNK
from selection.sources import Items
from tests.selection import toys


class Counting:
    """A frozen model that says what it was asked: mean, minimum and maximum of an image."""

    def __init__(self, identity: str = "counting", *, width: int = 3) -> None:
        self.identity = identity
        self.width = width
        self.asked = 0

    def features(self, items: Items, /) -> Floats32:
        assert isinstance(items, np.ndarray)
        self.asked += len(items)
        flat = items.reshape(len(items), -1).astype(np.float32)
        columns = np.stack([flat.mean(axis=1), flat.min(axis=1), flat.max(axis=1)], axis=1)
        # As half precision has them: what is kept is what was given.
        columns = columns.astype(np.float16).astype(np.float32)
        return np.resize(columns, (len(items), self.width)) if self.width != 3 else columns


def rows_of(path: Path, model: Counting, *, n: int = 20, cache_rows: Ints | None = None) -> FeatureRows:
    cache = FeatureCache(path, identity=model.identity)
    return FeatureRows(ImageRows(toys.images(n)), model, cache, cache_rows)


def wanted(rows: list[int], *, n: int = 20) -> Floats32:
    return Counting().features(toys.images(n)[rows])


def test_each_row_is_computed_once_whoever_asks(tmp_path: Path) -> None:
    model = Counting()
    path = tmp_path / "folder" / "f.npy"
    np.testing.assert_array_equal(rows_of(path, model).take(np.array([3, 1, 3])), wanted([3, 1, 3]))
    assert model.asked == 2
    np.testing.assert_array_equal(rows_of(path, model).take(np.array([1, 7, 3])), wanted([1, 7, 3]))
    assert model.asked == 3
    rows_of(path, model).take(np.array([7, 1]))
    assert model.asked == 3


def test_no_rows_are_no_features(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "f.npy", Counting())
    assert rows.take(np.zeros(0, dtype=np.int64)).shape == (0, 0)
    rows.take(np.array([2]))
    assert rows.take(np.zeros(0, dtype=np.int64)).shape == (0, 3)
    assert rows.n_rows == 20


def test_more_rows_than_fit_a_part(tmp_path: Path) -> None:
    n = 2 * CHUNK + 5
    model = Counting()
    everything = rows_of(tmp_path / "f.npy", model, n=n).take(np.arange(n)[::-1].copy())
    np.testing.assert_array_equal(everything, wanted(list(range(n))[::-1], n=n))
    assert model.asked == n


def test_the_file_grows_when_rows_are_added_and_stays_an_npy(tmp_path: Path) -> None:
    path = tmp_path / "f.npy"
    rows_of(path, Counting(), n=5).take(np.arange(5))
    model = Counting()
    grown = rows_of(path, model, n=20).take(np.arange(20))
    assert model.asked == 15
    np.testing.assert_array_equal(grown, wanted(list(range(20))))
    np.testing.assert_array_equal(np.load(path, mmap_mode="r"), grown)


def test_another_model_starts_anew(tmp_path: Path) -> None:
    path = tmp_path / "f.npy"
    rows_of(path, Counting("one")).take(np.arange(20))
    other = Counting("other", width=5)
    assert rows_of(path, other).take(np.array([4])).shape == (1, 5)
    assert other.asked == 1
    again = Counting("one")
    np.testing.assert_array_equal(rows_of(path, again).take(np.array([19])), wanted([19]))
    assert again.asked == 1


def test_a_pool_that_is_a_part_of_the_data_shares_its_features(tmp_path: Path) -> None:
    model, part = Counting(), np.array([4, 8, 15], dtype=np.int64)
    cache = FeatureCache(tmp_path / "f.npy", identity="counting")
    rows = FeatureRows(ImageRows(toys.images(20)[part]), model, cache, part)
    np.testing.assert_array_equal(rows.take(np.array([2, 0])), wanted([15, 4]))
    rows_of(tmp_path / "f.npy", model).take(np.array([15]))
    assert model.asked == 2


def test_values_without_their_mark_do_not_count(tmp_path: Path) -> None:
    """What is left by a process that died between the two writes."""
    path = tmp_path / "f.npy"
    rows_of(path, Counting()).take(np.array([0, 1, 2]))
    _, marks = feature_files(path)
    os.truncate(marks, marks.stat().st_size - 1)
    model = Counting()
    np.testing.assert_array_equal(rows_of(path, model).take(np.array([1, 2])), wanted([1, 2]))
    assert model.asked == 1


@pytest.mark.parametrize("lost", [0, 1])
def test_a_lost_file_is_made_anew(tmp_path: Path, lost: int) -> None:
    path = tmp_path / "f.npy"
    rows_of(path, Counting()).take(np.array([0, 5]))
    feature_files(path)[lost].unlink()
    model = Counting()
    np.testing.assert_array_equal(rows_of(path, model).take(np.array([5, 0])), wanted([5, 0]))
    assert model.asked == 2


@pytest.mark.slow
def test_a_process_killed_while_writing_leaves_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "f.npy"
    program = f"""
import numpy as np
from pathlib import Path
from tests.selection.features.test_cache import Counting, rows_of
import selection.features.rows
selection.features.rows.CHUNK = 1
rows = rows_of(Path({str(path)!r}), Counting(), n=4000)
print("ready", flush=True)
rows.take(np.arange(4000))
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        _, marks = feature_files(path)
        while not marks.exists() or marks.stat().st_size < 32 + 50 * 8:
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    values, filled = FeatureCache(path, identity="counting").read(np.arange(4000))
    assert 49 <= filled.sum() < 4000  # The file grows before its last mark is set.
    np.testing.assert_array_equal(values[filled], wanted(np.flatnonzero(filled).tolist(), n=4000))


def test_what_is_computed_is_what_is_read_again(tmp_path: Path) -> None:
    """In half precision, from the first time on."""

    class Thirds(Counting):
        def features(self, items: Items, /) -> Floats32:
            return super().features(items) / np.float32(3)

    first, again = (rows_of(tmp_path / "f.npy", Thirds()).take(np.array([2, 5])) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    np.testing.assert_allclose(first, wanted([2, 5]) / 3, rtol=1e-3)
    assert np.load(tmp_path / "f.npy", mmap_mode="r").dtype == np.float16


def test_which_rows_are_filled_is_known_without_reading_them(tmp_path: Path) -> None:
    path = tmp_path / "f.npy"
    rows_of(path, Counting()).take(np.array([1, 4]))
    assert np.flatnonzero(FeatureCache(path, identity="counting").filled(20)).tolist() == [1, 4]
    assert not FeatureCache(path, identity="another").filled(20).any()
    assert not FeatureCache(tmp_path / "g.npy", identity="counting").filled(3).any()


def test_who_only_reads_another_model_leaves_it_alone(tmp_path: Path) -> None:
    path = tmp_path / "f.npy"
    rows_of(path, Counting()).take(np.arange(4))
    values, filled = FeatureCache(path, identity="another").read(np.arange(4))
    assert values.shape == (4, 0)
    assert not filled.any()
    assert FeatureCache(path, identity="counting").filled(4).all()


def test_stored_features_are_a_source_that_computes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "f.npy"
    rows_of(path, Counting()).take(np.array([1, 4, 5, 6]))
    source = StoredFeatures(FeatureCache(path, identity="counting"), n_rows=20)
    for rows in ([4, 5, 6], [6, 1, 1], [5]):
        np.testing.assert_array_equal(source.take(np.array(rows, dtype=np.int64)), wanted(rows))
    assert source.take(np.zeros(0, dtype=np.int64)).shape == (0, 3)
    with pytest.raises(BadInput, match="1 of these rows have no features yet"):
        source.take(np.array([1, 2]))


def test_many_rows_are_read_part_by_part_in_any_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selection.features.cache.PART", 3)
    rows_of(tmp_path / "f.npy", Counting()).take(np.arange(20))
    source = StoredFeatures(FeatureCache(tmp_path / "f.npy", identity="counting"), n_rows=20)
    for rows in (np.arange(20), np.arange(20)[::-1].copy(), np.array([3, 4, 5, 9, 11, 10, 10])):
        np.testing.assert_array_equal(source.take(rows), wanted(rows.tolist()))


def test_a_number_beyond_half_precision_is_refused_and_not_kept(tmp_path: Path) -> None:
    class Huge(Counting):
        def features(self, items: Items, /) -> Floats32:
            return super().features(items) * np.float32(1e6)

    with pytest.raises(NonFiniteScore):
        rows_of(tmp_path / "f.npy", Huge()).take(np.array([1]))
    assert not FeatureCache(tmp_path / "f.npy", identity="counting").filled(2).any()


def test_a_feature_that_is_no_number_is_refused_and_not_kept(tmp_path: Path) -> None:
    class Broken(Counting):
        def features(self, items: Items, /) -> Floats32:
            return super().features(items) * np.float32(np.nan)

    with pytest.raises(NonFiniteScore):
        rows_of(tmp_path / "f.npy", Broken()).take(np.array([1]))
    assert not FeatureCache(tmp_path / "f.npy", identity="counting").read(np.array([1]))[1].any()
