"""Sentence features: MiniLM over texts, in batches of like length."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from tokenizers import Encoding as Tokens
from tokenizers import Tokenizer

from selection.arrays import Bools, Floats32, Ints
from selection.features.encoders.minilm import MiniLM
from selection.features.encoders.protocol import Content
from selection.features.encoders.registry import Encoder
from selection.features.encoders.texts import texts_of
from selection.features.encoders.weights import weights_of
from selection.machine import Machine
from selection.strategy import Strategy

MOST_TOKENS = 256
# Tokens with their padding at a time: what a layer hands to the next then stays small.
CPU_TOKENS, CUDA_TOKENS = 2_048, 65_536


class Sentences:
    """float32[N, 384], rows of length 1."""

    def __init__(self, encoder: Encoder) -> None:
        """Raises StrategyError where the weights are missing or damaged."""
        weights, tokenizer = weights_of(encoder)
        machine = Machine.of(Strategy())
        self._is_cuda = machine.device.type == "cuda"
        dtype = torch.bfloat16 if machine.bfloat16 else torch.float32
        self._model = MiniLM(weights, device=machine.device, dtype=dtype)
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()

    def prepared(self, contents: Sequence[Content], /) -> tuple[list[Tokens], Bools]:
        """The tokens of each text; all can be read."""
        texts = texts_of(contents)
        tokens = self._tokenizer.encode_batch_fast(texts)
        return tokens, np.ones(len(texts), dtype=np.bool_)

    def features(self, prepared: list[Tokens], /) -> Floats32:
        """float32[N, 384]."""
        ids = [tokens.ids for tokens in prepared]
        lengths_N = np.array([len(one) for one in ids])
        most = CUDA_TOKENS if self._is_cuda else CPU_TOKENS
        parts = [(pos, self._of_batch(ids, lengths_N, pos)) for pos in batches(lengths_N, most_tokens=most)]
        features = np.empty((len(ids), parts[0][1].shape[1]), dtype=np.float32)
        for pos, some in parts:
            features[pos] = some
        return features

    def _of_batch(self, ids: list[list[int]], lengths_N: Ints, pos_B: Ints) -> Floats32:
        tokens = torch.zeros(len(pos_B), int(lengths_N[pos_B].max()), dtype=torch.int64)
        for place, pos in enumerate(pos_B):
            tokens[place, : lengths_N[pos]] = torch.tensor(ids[pos])
        features: Floats32 = self._model.features(tokens, torch.from_numpy(lengths_N[pos_B])).numpy()
        return features


def batches(lengths_N: Ints, *, most_tokens: int) -> Iterator[Ints]:
    """Positions of items of like length, longest first, so many that with padding they have at most `most_tokens`."""
    order = np.argsort(-lengths_N, kind="stable")
    start = 0
    while start < len(order):
        size = max(1, most_tokens // max(1, int(lengths_N[order[start]])))
        yield order[start : start + size]
        start += size
