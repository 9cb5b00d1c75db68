"""Several proxies side by side: their disagreement is what the model itself does not know. (Beluch et al. 2018.)"""

from collections.abc import Callable, Sequence

import numpy as np

from selection.acquisition import log_softmax
from selection.arrays import Floats, Floats32, Ints
from selection.blobs import pack, unpack
from selection.errors import BadState
from selection.proxies.protocol import Proxy
from selection.sources import Items
from selection.stopping import Stop


class Ensemble:
    """K proxies of one kind, trained on the same rows from their own weights. A proxy like any other."""

    def __init__(self, members: Sequence[Proxy]) -> None:
        """members: K ≥ 1."""
        self._members = list(members)

    @property
    def device(self) -> str:
        """That of the first member: all run alike."""
        return self._members[0].device

    @property
    def trained(self) -> bool:
        """Whether every member is."""
        return all(member.trained for member in self._members)

    def update(self, items: Items, labels_N: Ints, *, rng: np.random.Generator, should_stop: Stop | None) -> int:
        """Every member on the same items, each with its own generator; all sample steps. Raises as `Proxy.update`."""
        streams = zip(self._members, rng.spawn(len(self._members)), strict=True)
        return sum(member.update(items, labels_N, rng=own, should_stop=should_stop) for member, own in streams)

    def logits(self, items: Items) -> Floats32:
        """float32[N, C]: log of the members' mean probabilities."""
        log_probs = [log_softmax(member.logits(items)) for member in self._members]
        mean: Floats = np.logaddexp.reduce(log_probs) - np.log(len(log_probs))
        return mean.astype(np.float32)

    def passes(self, items: Items, *, rng: np.random.Generator) -> Floats32:
        """float32[T, N, C]: the members' passes, one member after the other."""
        streams = zip(self._members, rng.spawn(len(self._members)), strict=True)
        return np.concatenate([member.passes(items, rng=own) for member, own in streams])

    def embeddings(self, items: Items) -> Floats32:
        """float32[N, K D]: the members' embeddings, side by side."""
        return np.concatenate([member.embeddings(items) for member in self._members], axis=1)

    def refresh_norm(self, items: Items) -> None:
        """Every member takes its own statistics, on the same items."""
        for member in self._members:
            member.refresh_norm(items)

    def to_bytes(self) -> bytes:
        """The members' bytes in one blob; empty where one of them has learned nothing."""
        if not self.trained:
            return b""
        blobs = [np.frombuffer(member.to_bytes(), dtype=np.uint8) for member in self._members]
        return pack({"members": len(blobs)}, {f"member{k}": blob for k, blob in enumerate(blobs)})


def ensemble_of(build: Callable[[bytes], Proxy], *, n: int, blob: bytes) -> Ensemble:
    """`n` proxies, new or as `Ensemble.to_bytes` left them. Raises BadState where the number is another."""
    if not blob:
        return Ensemble([build(b"") for _ in range(n)])
    meta, arrays = unpack(blob)
    if meta.get("members") != n:
        raise BadState("The stored proxy is not an ensemble of this size.")
    return Ensemble([build(arrays[f"member{k}"].tobytes()) for k in range(n)])
