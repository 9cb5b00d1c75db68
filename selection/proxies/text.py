"""fastText as a proxy. (Joulin et al. 1607.01759; SVP's and CLActive's proxy for reviews.)

Its traps, each handled here and tested: a newline ends an item; `__label__` in a review would be read as a
label; one thread leaves memory uninitialised (`clean_memory`); a high learning rate on a tiny vocabulary ends
in "Encountered NaN"; more than one thread is not repeatable; `predict` rounds probabilities at 1e-5.
"""

import math
import re
import tempfile
import zlib
from pathlib import Path
from typing import Any

import fasttext
import numpy as np

from selection.arrays import Floats32, Ints
from selection.blobs import pack, unpack
from selection.errors import BadInput, BadState, TrainingFailed
from selection.proxies.clean_memory import zeroed_blocks
from selection.sources import Items
from selection.stopping import Stop, stop_if_asked
from selection.strategy import Strategy

LABEL = "__label__"
UNSEEN_GAP = 10.0
LR_HALVINGS = 12
DIVERGED = "Encountered NaN"
_PUNCTUATION = re.compile(r"([^\w\s]|_)")

# fastText says on every load that load_model returns an object now.
fasttext.FastText.eprint = lambda *_: None


class FastTextProxy:
    """A linear classifier on averaged word and n-gram vectors, trained anew in each update."""

    def __init__(self, *, strategy: Strategy, n_classes: int, blob: bytes) -> None:
        """blob: what `to_bytes` gave, or b"" for an untrained one. Raises BadState where fastText cannot read it."""
        self._strategy = strategy
        self._n_classes = n_classes
        self._model: Any = _loaded(blob) if blob else None

    @property
    def device(self) -> str:
        """fastText runs nowhere else."""
        return "cpu float32"

    @property
    def trained(self) -> bool:
        """Whether there is a model."""
        return self._model is not None

    def update(self, items: Items, labels_N: Ints, *, rng: np.random.Generator, should_stop: Stop | None) -> int:
        """Trains anew on N ≥ 1 texts in random order; sample steps are epochs times texts.

        Raises BadInput on arrays, RoundStopped (before a training: one that runs is not interrupted), TrainingFailed
        where it diverges at every learning rate.
        """
        texts = _as_texts(items)
        stop_if_asked(should_stop)
        seed = int(rng.integers(2**31))
        order = rng.permutation(len(texts))
        lines = [f"{LABEL}{labels_N[pos]} {normalised(texts[pos])}\n" for pos in order]
        epochs = self._epochs(len(lines), n_chars=sum(map(len, lines)))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "labelled.txt"
            path.write_text("".join(lines), encoding="utf-8")
            self._model = self._trained(path, epochs=epochs, seed=seed, should_stop=should_stop)
        return epochs * len(texts)

    def logits(self, items: Items) -> Floats32:
        """float32[N, C]; columns of classes not seen in training lie 10 nats below the row's lowest seen class."""
        texts = _as_texts(items)
        logits = np.zeros((len(texts), self._n_classes), dtype=np.float32)
        if not texts:
            return logits
        seen = self.embeddings(texts).astype(np.float64) @ self._model.get_output_matrix().astype(np.float64).T
        logits[:] = seen.min(axis=1, keepdims=True) - UNSEEN_GAP
        logits[:, [int(label.removeprefix(LABEL)) for label in self._model.labels]] = seen
        return logits

    def passes(self, items: Items, *, rng: np.random.Generator) -> Floats32:  # noqa: ARG002 every proxy is given it
        """float32[1, N, C]: one pass, whatever `rng`, as there is no dropout."""
        return self.logits(items)[None]

    def embeddings(self, items: Items) -> Floats32:
        """float32[N, D]: the mean of each text's word and n-gram vectors, D = `strategy.text_dim`."""
        texts = _as_texts(items)
        if not texts:
            return np.zeros((0, self._strategy.text_dim), dtype=np.float32)
        return np.stack([self._model.get_sentence_vector(normalised(text)) for text in texts])

    def refresh_norm(self, items: Items) -> None:
        """Nothing: there is no batch norm in fastText."""

    def to_bytes(self) -> bytes:
        """fastText's own file, compressed; empty where nothing was learned."""
        if self._model is None:
            return b""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.bin"
            self._model.save_model(str(path))
            # Nine tenths of the buckets are zeros, so this pays: 8 MB become a few hundred kB.
            compressed = zlib.compress(path.read_bytes(), level=1)
        return pack({}, {"model": np.frombuffer(compressed, dtype=np.uint8)})

    def _epochs(self, n_texts: int, *, n_chars: int) -> int:
        """A step of fastText is one text, so that is what `min_steps` counts; `text_budget` keeps rounds flat."""
        wanted = math.ceil(max(self._strategy.epochs, self._strategy.min_steps / n_texts))
        affordable = self._strategy.text_budget * 1_000_000 // n_chars
        return max(1, min(wanted, affordable) if self._strategy.text_budget else wanted)

    def _trained(self, path: Path, *, epochs: int, seed: int, should_stop: Stop | None) -> Any:
        """Trains; on "Encountered NaN" again with half the learning rate, at most 12 times."""
        for halvings in range(LR_HALVINGS + 1):
            stop_if_asked(should_stop)
            model = self._attempt(path, lr=self._strategy.peak_lr / 2**halvings, epochs=epochs, seed=seed)
            if model is not None:
                return model
        raise TrainingFailed("fastText met NaN at every learning rate that was tried.")

    def _attempt(self, path: Path, *, lr: float, epochs: int, seed: int) -> Any | None:
        """One training; None where it diverged."""
        strategy = self._strategy
        try:
            with zeroed_blocks():
                model = fasttext.train_supervised(
                    str(path),
                    lr=lr,
                    epoch=epochs,
                    dim=strategy.text_dim,
                    wordNgrams=strategy.text_word_ngrams,
                    minn=strategy.text_min_chars,
                    maxn=strategy.text_max_chars,
                    minCount=1,
                    bucket=strategy.text_bucket,
                    thread=max(1, strategy.threads),
                    seed=seed,
                    verbose=0,
                )
        except RuntimeError as error:
            # Of fastText's EncounteredNaNError only the message reaches Python, in a plain RuntimeError.
            if DIVERGED in str(error):
                return None
            raise TrainingFailed(f"fastText: {error}") from error
        return model if np.isfinite(model.get_output_matrix()).all() else None


def normalised(text: str) -> str:
    """Lower case, punctuation as words of its own, one line; nothing that fastText could read as a label."""
    spaced = _PUNCTUATION.sub(r" \1 ", text.lower().replace("\0", " "))
    return " ".join(spaced.split())


def _as_texts(items: Items) -> list[str]:
    if isinstance(items, np.ndarray):
        raise BadInput("A text proxy needs texts, not arrays.")
    return items


def model_file(blob: bytes) -> bytes:
    """fastText's own file, in which the class `n` is called `__label__n`. Raises BadState where the blob is damaged."""
    try:
        return zlib.decompress(unpack(blob)[1]["model"].tobytes())
    except (KeyError, zlib.error) as error:
        raise BadState("The stored text proxy is damaged.") from error


def _loaded(blob: bytes) -> Any:
    model_bytes = model_file(blob)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.bin"
        path.write_bytes(model_bytes)
        try:
            return fasttext.load_model(str(path))
        except (ValueError, RuntimeError) as error:
            raise BadState("The stored text proxy cannot be read by this fastText.") from error
