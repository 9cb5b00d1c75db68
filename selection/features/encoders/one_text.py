"""The sentence encoder for a single text, in numpy alone: whoever asks one question does not wait for torch."""

from collections.abc import Mapping, Sequence

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from selection.arrays import Bools, Floats32, Ints
from selection.features.encoders.protocol import Content
from selection.features.encoders.registry import Encoder
from selection.features.encoders.texts import texts_of
from selection.features.encoders.weights import weights_of

HEADS, NORM_EPS, MOST_TOKENS = 12, 1e-12, 256
# erf to 1.5 · 10⁻⁷. (Abramowitz & Stegun 7.1.26.)
ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
ERF_AT = 0.3275911

Weights = Mapping[str, Floats32]


class OneText:
    """float32[N, 384], rows of length 1: what `Sentences` gives in float32, one text after the other."""

    def __init__(self, encoder: Encoder) -> None:
        """Raises StrategyError where the weights are missing or damaged."""
        weights, tokenizer = weights_of(encoder)
        self._weights = load_file(weights)
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()

    def prepared(self, contents: Sequence[Content], /) -> tuple[list[Ints], Bools]:
        """The tokens of each text; all can be read."""
        tokens = [np.array(self._tokenizer.encode(text).ids, dtype=np.int64) for text in texts_of(contents)]
        return tokens, np.ones(len(tokens), dtype=np.bool_)

    def features(self, prepared: list[Ints], /) -> Floats32:
        """float32[N, 384]."""
        return np.stack([sentence_features(self._weights, tokens) for tokens in prepared])


def sentence_features(weights: Weights, tokens_T: Ints) -> Floats32:
    """float32[D] of length 1: the mean of the last layer's T ≥ 1 tokens. (Reimers & Gurevych 1908.10084.)"""
    words = weights["embeddings.word_embeddings.weight"][tokens_T]
    places = weights["embeddings.position_embeddings.weight"][: len(tokens_T)]
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    hidden = _normed(weights, "embeddings.LayerNorm", words + places + kind)
    for layer in range(_n_layers(weights)):
        hidden = _through(weights, f"encoder.layer.{layer}.", hidden)
    mean: Floats32 = hidden.mean(axis=0)
    return mean / np.linalg.norm(mean)


def _through(weights: Weights, prefix: str, hidden_TD: Floats32) -> Floats32:
    mixed = _linear(weights, f"{prefix}attention.output.dense", _attended(weights, prefix, hidden_TD))
    hidden = _normed(weights, f"{prefix}attention.output.LayerNorm", hidden_TD + mixed)
    wide = _gelu(_linear(weights, f"{prefix}intermediate.dense", hidden))
    return _normed(weights, f"{prefix}output.LayerNorm", hidden + _linear(weights, f"{prefix}output.dense", wide))


def _attended(weights: Weights, prefix: str, hidden_TD: Floats32) -> Floats32:
    n_tokens, width = hidden_TD.shape
    query, key, value = (
        _linear(weights, f"{prefix}attention.self.{part}", hidden_TD).reshape(n_tokens, HEADS, -1).swapaxes(0, 1)
        for part in ("query", "key", "value")
    )
    scores = query @ key.swapaxes(1, 2) / np.float32(np.sqrt(width // HEADS))
    shares = np.exp(scores - scores.max(axis=2, keepdims=True))
    shares /= shares.sum(axis=2, keepdims=True)
    seen: Floats32 = (shares @ value).swapaxes(0, 1).reshape(n_tokens, width)
    return seen


def _linear(weights: Weights, name: str, inputs: Floats32) -> Floats32:
    outputs: Floats32 = inputs @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return outputs


def _normed(weights: Weights, name: str, inputs: Floats32) -> Floats32:
    centred = inputs - inputs.mean(axis=1, keepdims=True)
    spread = np.sqrt(np.square(centred).mean(axis=1, keepdims=True) + np.float32(NORM_EPS))
    normed: Floats32 = centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    return normed


def _gelu(inputs: Floats32) -> Floats32:
    scaled = np.abs(inputs) * np.float32(np.sqrt(0.5))
    at = 1 / (1 + np.float32(ERF_AT) * scaled)
    erf = 1 - np.polyval(np.array([*ERF, 0.0], dtype=np.float32), at) * np.exp(-np.square(scaled))
    outputs: Floats32 = inputs * np.float32(0.5) * (1 + np.copysign(erf, inputs))
    return outputs


def _n_layers(weights: Weights) -> int:
    return len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
