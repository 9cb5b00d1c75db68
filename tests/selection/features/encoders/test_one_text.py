"""A single text by numpy: the same features as by torch, and without it."""

import subprocess
import sys

import numpy as np
import pytest

from selection import ENCODERS, BadInput, RoundStopped, encode, encode_one
from selection.features.encoders.one_text import OneText, _gelu, sentence_features
from tests.selection.features.encoders.test_sentences import EXAMPLES, PUBLISHED, WORDS, fake_weights, slow_twin

pytestmark = pytest.mark.slow
WITHOUT_TORCH = """
import sys
from selection import ENCODERS
from selection.features.encoders.child import main
from selection.features.encoders.loading import load_for_one
encoding = load_for_one(ENCODERS["sentences"])
print(encoding.features(encoding.prepared(["a lamp"])[0]).shape, "torch" in sys.modules)
"""


def test_it_is_what_is_published() -> None:
    encoder = OneText(ENCODERS["sentences"])
    tokens, readable = encoder.prepared(EXAMPLES)
    features = encoder.features(tokens)
    assert readable.all()
    np.testing.assert_allclose(features[:, :6], PUBLISHED, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(features, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("n_tokens", [1, 2, 9, 16])
def test_it_agrees_with_the_formulas_written_out(n_tokens: int) -> None:
    weights = fake_weights()
    tokens = np.random.default_rng(n_tokens).integers(WORDS, size=n_tokens)
    found = sentence_features({name: tensor.numpy() for name, tensor in weights.items()}, tokens)
    np.testing.assert_allclose(found, slow_twin(weights, tokens.tolist()), atol=1e-5)


def test_gelu_is_exact_to_single_precision() -> None:
    import torch
    from torch.nn import functional

    inputs = np.linspace(-12, 12, 4001, dtype=np.float32)
    np.testing.assert_allclose(_gelu(inputs), functional.gelu(torch.from_numpy(inputs)).numpy(), atol=2e-6)


def test_torch_is_not_loaded_for_a_single_text() -> None:
    told = subprocess.run([sys.executable, "-c", WITHOUT_TORCH], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "(1, 384) False"


@pytest.mark.parametrize("name", ["sentences", "tokens"])
def test_one_is_what_many_are(name: str) -> None:
    text = "When does the next train leave?"
    (many,) = encode(name, ["another text", text])
    one = encode_one(name, text)
    cosine = one @ many.features_ND[1].astype(np.float32) / np.linalg.norm(one)
    assert cosine == pytest.approx(1, abs=2e-3)


def test_what_cannot_be_read_is_refused_and_nobody_waits_for_ever() -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        encode_one("shapes", b"no picture")
    with pytest.raises(BadInput, match="texts"):
        encode_one("sentences", b"bytes")
    with pytest.raises(RoundStopped):
        encode_one("tokens", "a text", should_stop=lambda: True)
