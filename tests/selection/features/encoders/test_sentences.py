"""MiniLM without a library of models, and batches of like length."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from selection import ENCODERS
from selection.arrays import Floats32
from selection.features.encoders.minilm import HEADS, MiniLM
from selection.features.encoders.sentences import MOST_TOKENS, Sentences, batches

WIDTH, WIDE, WORDS, LAYERS = 24, 40, 50, 2
EXAMPLES = ["My card has not arrived yet.", "The film was far too long, and yet I laughed.", "", "naïve café 😀 " * 200]
# The first six of 384 numbers by sentence-transformers 6.2.0 in float32, from the same files.
PUBLISHED = [
    [-0.0436187, 0.0189266, 0.0008943, 0.0229054, -0.0109311, -0.0417732],
    [0.0005318, 0.0055268, -0.0170536, -0.0155067, 0.0418068, -0.0283135],
    [-0.1188383, 0.0482987, -0.0025481, -0.0110112, 0.0519508, 0.0102917],
    [0.0233519, 0.0072995, 0.0416707, -0.0031174, 0.0001101, 0.028815],
]


def fake_weights() -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(3)
    shapes = {"embeddings.word_embeddings.weight": (WORDS, WIDTH)}
    shapes["embeddings.position_embeddings.weight"] = (16, WIDTH)
    shapes["embeddings.token_type_embeddings.weight"] = (2, WIDTH)
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}."
        for name in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            shapes[f"{prefix}{name}.weight"] = (WIDTH, WIDTH)
        shapes[f"{prefix}intermediate.dense.weight"] = (WIDE, WIDTH)
        shapes[f"{prefix}output.dense.weight"] = (WIDTH, WIDE)
    weights = {name: torch.randn(shape, generator=generator) for name, shape in shapes.items()}
    for name, shape in shapes.items():
        if name.startswith("encoder."):
            weights[name.replace("weight", "bias")] = torch.randn(shape[0], generator=generator)
    norms = ["embeddings.LayerNorm"]
    norms += [f"encoder.layer.{layer}.{part}output.LayerNorm" for layer in range(LAYERS) for part in ("attention.", "")]
    for norm in norms:
        for kind in ("weight", "bias"):
            weights[f"{norm}.{kind}"] = torch.rand(WIDTH, generator=generator) + 0.5
    return weights


def slow_twin(weights: dict[str, Tensor], tokens: list[int]) -> Floats32:
    """One text, head by head, from the formulas."""

    def linear(name: str, inputs: Tensor) -> Tensor:
        return inputs @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(name: str, inputs: Tensor) -> Tensor:
        centred = inputs - inputs.mean(dim=1, keepdim=True)
        spread = torch.sqrt(centred.square().mean(dim=1, keepdim=True) + 1e-12)
        return centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    hidden = weights["embeddings.word_embeddings.weight"][tokens]
    hidden = hidden + weights["embeddings.position_embeddings.weight"][: len(tokens)]
    hidden = norm("embeddings.LayerNorm", hidden + weights["embeddings.token_type_embeddings.weight"][0])
    for layer in range(LAYERS):
        prefix, size = f"encoder.layer.{layer}.", WIDTH // HEADS
        query, key, value = (linear(f"{prefix}attention.self.{part}", hidden) for part in ("query", "key", "value"))
        heads = []
        for head in range(HEADS):
            part = slice(head * size, (head + 1) * size)
            attention = torch.softmax(query[:, part] @ key[:, part].T / size**0.5, dim=1)
            heads.append(attention @ value[:, part])
        mixed = linear(f"{prefix}attention.output.dense", torch.cat(heads, dim=1))
        hidden = norm(f"{prefix}attention.output.LayerNorm", hidden + mixed)
        wide = functional.gelu(linear(f"{prefix}intermediate.dense", hidden))
        hidden = norm(f"{prefix}output.LayerNorm", hidden + linear(f"{prefix}output.dense", wide))
    mean = hidden.mean(dim=0)
    twin: Floats32 = (mean / mean.norm()).numpy()
    return twin


def test_a_batch_with_padding_is_what_each_text_is_alone(tmp_path: Path) -> None:
    weights = fake_weights()
    save_file(weights, tmp_path / "fake.safetensors")
    model = MiniLM(tmp_path / "fake.safetensors", device=torch.device("cpu"), dtype=torch.float32)
    texts = [[3, 7, 1, 9, 9], [4], [11, 2, 30]]
    tokens = torch.tensor([text + [0] * (5 - len(text)) for text in texts])
    features = model.features(tokens, torch.tensor([5, 1, 3])).numpy()
    np.testing.assert_allclose(features, [slow_twin(weights, text) for text in texts], atol=1e-5)


@pytest.fixture(scope="module")
def sentences() -> Sentences:
    return Sentences(ENCODERS["sentences"])


def features_of(sentences: Sentences, texts: list[str]) -> Floats32:
    return sentences.features(sentences.prepared(texts)[0])


@pytest.mark.slow
def test_the_features_are_those_of_the_published_model(sentences: Sentences) -> None:
    features = features_of(sentences, EXAMPLES)
    np.testing.assert_allclose(features[:, :6], PUBLISHED, atol=0.004)
    np.testing.assert_allclose(np.linalg.norm(features, axis=1), 1, atol=1e-5)


@pytest.mark.slow
def test_what_says_the_same_is_nearer_than_what_uses_the_same_words(sentences: Sentences) -> None:
    asked, meant, words = features_of(
        sentences, ["Where is my new card?", "The replacement I ordered did not come.", "This new card is my card."]
    )
    other = features_of(sentences, ["I love the sea in winter."])[0]
    assert asked @ meant > asked @ other
    assert asked @ words > asked @ other


@pytest.mark.slow
def test_only_the_first_tokens_are_seen(sentences: Sentences) -> None:
    long = "card " * (MOST_TOKENS - 2)
    same, other = features_of(sentences, [long, long + "winter " * 50])
    np.testing.assert_allclose(same, other, atol=0.01)
    prepared, _ = sentences.prepared(["x" * 100_000, "half a pair: \ud83d"])
    assert all(len(tokens.ids) <= MOST_TOKENS for tokens in prepared)


@given(st.lists(st.integers(1, 256), max_size=60), st.integers(256, 3000))
def test_batches_hold_each_item_once_within_the_budget_and_are_of_like_length(lengths: list[int], most: int) -> None:
    lengths_N = np.array(lengths, dtype=np.int64)
    parts = list(batches(lengths_N, most_tokens=most))
    assert sorted(pos for part in parts for pos in part) == list(range(len(lengths)))
    assert all(len(part) * lengths_N[part].max() <= most for part in parts)
    longest = [lengths_N[part].max() for part in parts]
    assert longest == sorted(longest, reverse=True)
    assert all(lengths_N[one].min() >= lengths_N[after].max() for one, after in pairwise(parts))
