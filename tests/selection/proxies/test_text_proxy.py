"""fastText's traps."""

from pathlib import Path

import numpy as np
import pytest

from selection.acquisition import probabilities
from selection.proxies.clean_memory import zeroed_blocks
from selection.proxies.text import FastTextProxy, normalised
from tests.selection import toys

pytestmark = pytest.mark.slow


def trained(texts: list[str], labels: list[int], *, n_classes: int = 3, **overrides: object) -> FastTextProxy:
    proxy = FastTextProxy(strategy=toys.text_strategy(**overrides), n_classes=n_classes, blob=b"")
    proxy.update(texts, np.array(labels), rng=np.random.default_rng(0), should_stop=None)
    return proxy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Good film!\nReally, good.", "good film ! really , good ."),
        ("__label__2 bad", "_ _ label _ _ 2 bad"),
        ("tabs\tand\x0bothers\u2028here\r\n", "tabs and others here"),
        ("nul\0byte", "nul byte"),
        ("", ""),
        ("Ünïcödé — 日本", "ünïcödé — 日本"),
    ],
)
def test_normalised_texts_are_one_line_without_labels(text: str, expected: str) -> None:
    assert normalised(text) == expected


def test_a_text_cannot_smuggle_in_a_label() -> None:
    proxy = trained(["__label__2 good", "bad"] * 10, [0, 1] * 10)
    assert sorted(proxy._model.labels) == ["__label__0", "__label__1"]


def test_newlines_do_not_split_a_text() -> None:
    proxy = trained(["first\ngood"] * 10 + ["first\nbad"] * 10, [0] * 10 + [1] * 10)
    assert proxy.logits(["good", "bad"]).argmax(axis=1).tolist() == [0, 1]


@pytest.mark.parametrize(
    "texts", [["", "", ""], ["a b", "a b", "c"], ["?", "", "!"], ["same", "same", "same"], ["日本", "x", "\n"]]
)
def test_tiny_vocabularies_train_at_any_learning_rate(texts: list[str]) -> None:
    for peak_lr in (0.5, 5.0, 500.0):
        logits = trained(texts, [0, 1, 2], peak_lr=peak_lr).logits([*texts, "never seen"])
        assert np.isfinite(logits).all()


def test_nan_is_answered_with_a_lower_learning_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real divergence: the first attempts come back empty, a later one does not."""
    attempts: list[tuple[float, bool]] = []
    real = FastTextProxy._attempt

    def watched(self: FastTextProxy, path: Path, *, lr: float, epochs: int, seed: int) -> object:
        model = real(self, path, lr=lr, epochs=epochs, seed=seed)
        attempts.append((lr, model is not None))
        return model

    monkeypatch.setattr(FastTextProxy, "_attempt", watched)
    trained(["a b", "a b", "c"], [0, 1, 2], peak_lr=500.0)
    rates, worked = [lr for lr, _ in attempts], [ok for _, ok in attempts]
    assert len(attempts) > 1
    assert worked == [False] * (len(attempts) - 1) + [True]
    assert rates == [500.0 / 2**k for k in range(len(attempts))]


def test_training_does_not_see_what_the_process_freed_before() -> None:
    """fastText leaves nine tenths of its matrix uninitialised: other work in between must not show."""
    first = trained(toys.texts(), toys.labels().tolist()).to_bytes()
    rubbish = [np.full(200_000, 1e30, dtype=np.float32) for _ in range(20)]
    del rubbish
    trained(toys.texts()[::-1], toys.labels().tolist(), peak_lr=1.0)
    assert trained(toys.texts(), toys.labels().tolist()).to_bytes() == first


def test_an_ngram_never_trained_on_adds_nothing() -> None:
    proxy = trained(toys.texts(), toys.labels().tolist())
    matrix = proxy._model.get_input_matrix()
    untouched = matrix[len(matrix) // 10 + 200 :]
    assert (untouched == 0).all(axis=1).mean() > 0.9


def test_the_fill_ends_with_the_block() -> None:
    with zeroed_blocks():
        inside = np.empty(1000, dtype=np.float64)
    assert (inside == 0).all()


def test_logits_are_those_of_fasttext_itself() -> None:
    proxy = trained(toys.texts(), toys.labels().tolist())
    names, chances = proxy._model.predict([normalised(text) for text in toys.texts()], k=-1)
    ours = probabilities(proxy.logits(toys.texts()))
    for row, (row_names, row_chances) in enumerate(zip(names, chances, strict=True)):
        for name, chance in zip(row_names, row_chances, strict=True):
            assert ours[row, int(name.removeprefix("__label__"))] == pytest.approx(chance, abs=2e-5)


def test_the_stored_model_is_small() -> None:
    assert len(trained(toys.texts(), toys.labels().tolist(), text_bucket=200_000).to_bytes()) < 1_500_000
