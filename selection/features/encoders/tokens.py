"""Token features: the mean of static token vectors. Twenty times faster than sentences, and worse."""

from collections.abc import Sequence

import numpy as np
from safetensors.numpy import load_file
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer

from selection.arrays import Bools, Floats32
from selection.features.encoders.protocol import Content
from selection.features.encoders.registry import Encoder
from selection.features.encoders.texts import texts_of
from selection.features.encoders.weights import weights_of


class Tokens:
    """float32[N, 256], rows of length 1; zeros for an empty text."""

    def __init__(self, encoder: Encoder) -> None:
        """Raises StrategyError where the weights are missing or damaged."""
        weights, tokenizer = weights_of(encoder)
        self._vectors = load_file(weights)["embedding.weight"].astype(np.float32)
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def prepared(self, contents: Sequence[Content], /) -> tuple[csr_matrix, Bools]:
        """How often each token is in each text; all can be read."""
        texts = texts_of(contents)
        ids = [tokens.ids for tokens in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
        ends = np.cumsum([0, *map(len, ids)])
        tokens = np.fromiter((token for one in ids for token in one), dtype=np.int64, count=int(ends[-1]))
        counts = csr_matrix((np.ones(len(tokens), dtype=np.float32), tokens, ends), (len(ids), len(self._vectors)))
        return counts, np.ones(len(texts), dtype=np.bool_)

    def features(self, prepared: csr_matrix, /) -> Floats32:
        """float32[N, 256]."""
        sums = prepared @ self._vectors
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        features: Floats32 = sums / np.maximum(lengths, 1e-9)
        return features
