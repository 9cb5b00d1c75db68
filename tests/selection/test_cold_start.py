"""The first query: one contract over the family, plain embeddings, and typical items against the obvious way."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from selection import cold_start
from selection.arrays import Floats32, Ints
from selection.cold_start import COLD_STARTS, typical_pos
from selection.features.embedding import plain_embeddings
from selection.query import Picked
from selection.sources import Items
from tests.selection import toys

KINDS = ["image", "text", "features"]


def items_of(kind: str, n: int) -> Items:
    if kind == "features":
        # Features of a frozen model, as heads get them.
        return toys.images(n).reshape(n, 144).astype(np.float32)
    return toys.images(n) if kind == "image" else toys.texts(n)


def started(name: str, items: Items, k: int, *, seed: int = 0) -> Picked:
    n = len(items)

    def take(pos: Ints) -> Iterator[Items]:
        for part in np.split(pos, range(50, len(pos), 50)):
            yield items[part] if isinstance(items, np.ndarray) else [items[at] for at in part]

    scores_rng, rng = np.random.default_rng(seed).spawn(2)
    return cold_start.pick(name, scores_rng.random(n), k, take=take, rng=rng)


@pytest.mark.parametrize("name", COLD_STARTS)
@pytest.mark.parametrize("kind", KINDS)
class TestContract:
    @pytest.mark.parametrize(("n", "k"), [(0, 5), (1, 5), (3, 5), (5, 5), (90, 12), (90, 0), (90, 89)])
    def test_as_many_as_asked_for_or_as_there_are(self, name: str, kind: str, n: int, k: int) -> None:
        result = started(name, items_of(kind, n), k)
        assert len(result.positions) == len(set(result.positions.tolist())) == min(n, k)
        assert result.probabilities.shape == (n,)
        assert np.isin(result.positions, np.arange(n)).all()

    def test_the_same_seed_starts_the_same_and_another_seed_another(self, name: str, kind: str) -> None:
        items = items_of(kind, 90)
        first, same, other = (started(name, items, 12, seed=seed).positions.tolist() for seed in (1, 1, 2))
        assert first == same
        assert first != other

    def test_copies_of_one_item_are_no_trouble(self, name: str, kind: str) -> None:
        item = items_of(kind, 1)
        items: Items = item.repeat(40, axis=0) if isinstance(item, np.ndarray) else item * 40
        assert len(set(started(name, items, 12).positions.tolist())) == 12


class TestTypical:
    def test_one_item_of_each_cluster_and_the_densest_one(self) -> None:
        """Three blobs of different size: as many picks as blobs hit each once, near its middle."""
        rng = np.random.default_rng(1)
        centres = np.eye(8, dtype=np.float32)[:3]
        blob = np.repeat(np.arange(3), [60, 40, 20])
        points = (centres[blob] + 0.05 * rng.normal(size=(120, 8))).astype(np.float32)
        for seed in range(5):
            chosen = typical_pos(points, 3, rng=np.random.default_rng(seed))
            # The largest first.
            assert blob[chosen].tolist() == [0, 1, 2]
            for place, pos in enumerate(chosen):
                assert pos == slow_most_typical(points, np.flatnonzero(blob == place))

    def test_clusters_of_five_or_fewer_are_outliers(self) -> None:
        rng = np.random.default_rng(1)
        clusters = 0.05 * rng.normal(size=(60, 8))
        clusters[30:, 0] += 3
        strays = 0.01 * rng.normal(size=(5, 8)) + np.eye(8)[1] * 30
        points = np.concatenate([clusters, strays]).astype(np.float32)
        assert (typical_pos(points, 3, rng=np.random.default_rng(0)) < 60).all()

    def test_clusters_take_turns_where_more_are_asked_for_than_there_may_be(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cold_start, "MOST_CLUSTERS", 2)
        rng = np.random.default_rng(1)
        blob = np.repeat([0, 1], [40, 20])
        points = (np.eye(4)[blob] + 0.05 * rng.normal(size=(60, 4))).astype(np.float32)
        assert blob[typical_pos(points, 6, rng=rng)].tolist() == [0, 1, 0, 1, 0, 1]

    def test_finds_the_classes_of_a_pool_where_one_is_rare(self) -> None:
        """Of 130 images 10 show the third band: a random start of 9 misses it every second time."""
        images = toys.images(390)
        rows = np.concatenate([np.flatnonzero(toys.labels(390) == 0)[:60], np.flatnonzero(toys.labels(390) == 1)[:60]])
        rows = np.concatenate([rows, np.flatnonzero(toys.labels(390) == 2)[:10]])
        seen = [
            set(toys.labels(390)[rows[started("typical", images[rows], 9, seed=seed).positions]]) for seed in range(5)
        ]
        assert all(len(classes) == 3 for classes in seen)

    def test_only_so_many_candidates_are_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(cold_start, "MOST_CANDIDATES", 30)
        read: list[int] = []

        def take(pos: Ints) -> Iterator[Items]:
            read.extend(pos.tolist())
            yield toys.images(90)[pos]

        result = cold_start.pick("typical", np.zeros(90), 40, take=take, rng=np.random.default_rng(0))
        assert len(read) == len(set(read)) == 30
        assert read == sorted(read)
        assert len(set(result.positions.tolist())) == 40


def slow_most_typical(points: Floats32, members: Ints) -> int:
    """By differences, all of them, in float64: the smallest mean distance to the 20 nearest others."""
    inside = points[members].astype(np.float64)
    between = np.sqrt(((inside[:, None] - inside[None]) ** 2).sum(axis=2))
    n_near = min(20, len(members) - 1)
    means = np.sort(between, axis=1)[:, 1 : n_near + 1].mean(axis=1)
    return int(members[means.argmin()])


def test_random_gives_every_candidate_the_same_chance() -> None:
    counts = np.zeros(10)
    for seed in range(2000):
        result = started("random", toys.images(10), 3, seed=seed)
        counts[result.positions] += 1
        np.testing.assert_allclose(result.probabilities, 0.3)
    np.testing.assert_allclose(counts / 2000, 0.3, atol=0.04)


class TestPlainEmbeddings:
    @pytest.mark.parametrize("kind", KINDS)
    def test_are_float32_rows_and_finite(self, kind: str) -> None:
        for n in (0, 1, 7):
            embeddings = plain_embeddings(items_of(kind, n))
            assert embeddings.dtype == np.float32
            assert len(embeddings) == n
            assert np.isfinite(embeddings).all()

    @pytest.mark.parametrize(
        ("height", "width", "channels"), [(8, 8, 1), (16, 24, 3), (12, 12, 3), (3, 5, 1), (28, 30, 3)]
    )
    def test_an_image_becomes_the_means_of_its_areas(self, height: int, width: int, channels: int) -> None:
        images = np.random.default_rng(1).integers(0, 256, size=(4, height, width, channels), dtype=np.uint8)
        # Slow twin: every pixel written out 8 x 8 times, so that each cell covers whole ones.
        fine = images.repeat(8, axis=1).repeat(8, axis=2) / 255
        means = fine.reshape(4, 8, height, 8, width, channels).mean(axis=(2, 4))
        np.testing.assert_allclose(plain_embeddings(images), means.reshape(4, -1), atol=1e-5)

    def test_texts_with_common_words_are_nearer(self) -> None:
        texts = ["a fine film, moving and funny", "A FINE film, funny and moving!", "shipping took three weeks"]
        left, right, other = plain_embeddings(texts)
        assert np.linalg.norm(left - right) < 0.6 * np.linalg.norm(left - other)

    @pytest.mark.parametrize("text", ["", " ", "\n", "x", "\ud800 lone surrogate", "日本語", "\0", "word " * 100_000])
    def test_any_text_is_fine(self, text: str) -> None:
        assert np.isfinite(plain_embeddings([text])).all()


def test_importing_the_engine_imports_no_scikit_learn() -> None:
    code = "import sys, selection; print([m for m in ('sklearn', 'torch', 'fasttext', 'scipy') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
