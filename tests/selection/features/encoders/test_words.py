"""TF-IDF and LSA, learned from a sample and kept."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from selection import ENCODERS, StrategyError
from selection.arrays import Floats32
from selection.features.encoders import words
from selection.features.encoders.words import COMPONENTS, Words, _fitted, _weighed, fit_words
from tests.selection import toys

TOPICS = [f"{'the card was lost' if turn % 2 else 'a goal in the last minute'} {turn % 7}" for turn in range(60)]


def features_of(path: Path, texts: list[str]) -> Floats32:
    encoding = Words(ENCODERS["words"], path)
    return encoding.features(encoding.prepared(texts)[0])


def test_texts_of_one_topic_lie_together(tmp_path: Path) -> None:
    assert fit_words(TOPICS, tmp_path / "w.npz") == 60
    lost, card, goal = features_of(tmp_path / "w.npz", ["my card is lost", "the cards", "another goal"])
    assert lost @ card > 5 * abs(lost @ goal)


def test_later_texts_get_the_coordinates_that_they_would_have_had(tmp_path: Path) -> None:
    fit_words(TOPICS, tmp_path / "w.npz")
    together = features_of(tmp_path / "w.npz", TOPICS)
    apart = np.concatenate([features_of(tmp_path / "w.npz", TOPICS[:7]), features_of(tmp_path / "w.npz", TOPICS[7:])])
    np.testing.assert_allclose(together, apart, atol=1e-6)


def test_the_same_sample_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("one", "other"):
        fit_words(TOPICS, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "other"]


@pytest.mark.parametrize("sample", [[], [""], ["one text"], ["\u200b", "  "], ["短い文", "長い文章です"]])
def test_a_pool_of_next_to_nothing_has_features_too(tmp_path: Path, sample: list[str]) -> None:
    fit_words(sample, tmp_path / "w.npz")
    features = features_of(tmp_path / "w.npz", ["one text", "", "文"])
    assert features.shape == (3, ENCODERS["words"].dimension)
    assert np.isfinite(features).all()
    assert not features[1].any()


def test_letters_help_where_no_word_is_the_same(tmp_path: Path) -> None:
    fit_words(TOPICS, tmp_path / "w.npz")
    misspelt = features_of(tmp_path / "w.npz", ["teh crad: lostt"])[0]
    assert np.linalg.norm(misspelt[COMPONENTS:]) > 0


def test_a_large_sample_is_read_up_to_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_LEARNED", 9)
    assert fit_words(TOPICS, tmp_path / "w.npz") == 9
    monkeypatch.setattr(words, "MOST_LEARNED_CHARACTERS", 50)
    assert fit_words(["x" * 20] * 9, tmp_path / "w.npz") == 3


def test_the_weights_are_those_of_the_formula() -> None:
    counts = np.array([[3, 1, 0], [1, 0, 2], [0, 0, 0]], dtype=np.float32)
    idf = np.array([1.5, 2.0, 1.0], dtype=np.float32)
    wanted = np.where(counts > 0, 1 + np.log(np.maximum(counts, 1)), 0) * idf
    wanted /= np.maximum(np.linalg.norm(wanted, axis=1, keepdims=True), 1e-9)
    got = _weighed(csr_matrix(counts), np.arange(3), idf)
    np.testing.assert_allclose(got.toarray(), wanted, rtol=1e-6)


def test_the_projection_is_that_of_a_full_decomposition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "BUCKETS", 30)
    counts = csr_matrix(np.random.default_rng(0).poisson(0.5, (40, 30)).astype(np.float32))
    projection = _fitted(counts)
    weighed = _weighed(counts, projection.columns, projection.idf).toarray()
    kept = projection.of(counts)
    assert kept.shape == (40, COMPONENTS)
    # All 30 directions fit, so that nothing between the texts is lost.
    np.testing.assert_allclose(kept @ kept.T, weighed @ weighed.T, atol=1e-4)


@pytest.mark.parametrize("content", [None, b"junk", b""])
def test_a_file_that_is_missing_or_damaged_is_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "w.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StrategyError, match="words of this project is missing or damaged"):
        Words(ENCODERS["words"], path)


def test_a_file_cut_off_is_said(tmp_path: Path) -> None:
    fit_words(toys.texts(), tmp_path / "w.npz")
    whole = (tmp_path / "w.npz").read_bytes()
    (tmp_path / "w.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StrategyError, match="damaged"):
        Words(ENCODERS["words"], tmp_path / "w.npz")
