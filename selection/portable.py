"""A project's model as files that other programs read: fastText's own, or safetensors. No pickle.

What a file holds besides the numbers stands in its metadata, all of it as JSON.
"""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from selection.blobs import pack, unpack
from selection.errors import BadInput, BadState
from selection.features.combined import COMBINATIONS
from selection.proxies import Proxy, build_proxy
from selection.representation import proxy_strategy
from selection.state import State
from selection.strategy import OWN, Strategy

FASTTEXT, HEAD, NETWORK = "fasttext", "head", "network"
# Members of an ensemble lie side by side, each array behind the number of its own.
_MEMBER = "member"


@dataclass(frozen=True)
class Portable:
    """kind: which of the three it is. file: its bytes, called `name`.

    representation: what it sees; parts: the encoders that this takes. n_classes: labels by position that it can give.
    """

    kind: str
    name: str
    file: bytes
    representation: str
    parts: tuple[str, ...]
    n_classes: int


def portable(state: State, *, strategy: Strategy) -> Portable:
    """The proxy that the state holds, of the strategy by which it was learned.

    Raises BadInput where nothing was learned yet, BadState.
    """
    if not state.proxy:
        raise BadInput("There is no model yet: no round has learned anything.")
    own, seen = proxy_strategy(strategy, state.choice), state.choice.name
    kind, name, file = _file(own, state, seen=seen)
    parts = tuple(COMBINATIONS.get(seen, {seen: 1.0})) if strategy.by_view and seen != OWN else ()
    return Portable(kind, name, file, seen, parts, state.n_classes)


def _file(own: Strategy, state: State, *, seen: str) -> tuple[str, str, bytes]:
    if own.ensemble == 1 and own.proxy == "fasttext":
        from selection.proxies.text import model_file

        return FASTTEXT, "model.bin", model_file(state.proxy)
    if own.ensemble == 1 and own.proxy in ("ridge_head", "logistic_head"):
        from selection.proxies.feature_head import folded

        arrays = folded(state.proxy, strategy=own, n_classes=state.n_classes)
        return HEAD, "model.safetensors", _safetensors(arrays, {"representation": seen})
    meta, arrays = _flat(state.proxy)
    told = {
        "strategy": json.dumps(dataclasses.asdict(own)),
        "n_classes": str(state.n_classes),
        "meta": json.dumps(meta),
    }
    return NETWORK, "model.safetensors", _safetensors(arrays, told)


def model_from(path: Path) -> Proxy:
    """The network, or ensemble, that `portable` wrote. Raises BadState where the file is none of these."""
    from safetensors import safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            told, arrays = file.metadata() or {}, {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it is no dictionary
        strategy = Strategy(**json.loads(told["strategy"]))
        blob = _together(json.loads(told["meta"]), arrays)
        return build_proxy(strategy, n_classes=int(told["n_classes"]), blob=blob)
    except (KeyError, TypeError, ValueError) as error:
        raise BadState(f"{path.name} holds no network of this product.") from error


def _safetensors(arrays: Mapping[str, Any], told: Mapping[str, str]) -> bytes:
    from safetensors.numpy import save

    return bytes(save({name: array.copy(order="C") for name, array in arrays.items()}, dict(told)))


def _flat(blob: bytes) -> tuple[Any, dict[str, Any]]:
    """What the blob says, and all its arrays, those of members behind their numbers."""
    meta, arrays = unpack(blob)
    if "members" not in meta:
        return meta, arrays
    told, flat = [], {}
    for number in range(int(meta["members"])):
        own, of_member = _flat(arrays[f"{_MEMBER}{number}"].tobytes())
        told.append(own)
        flat.update({f"{_MEMBER}{number}.{name}": array for name, array in of_member.items()})
    return told, flat


def _together(meta: Any, arrays: Mapping[str, Any]) -> bytes:
    """The inverse of `_flat`."""
    if not isinstance(meta, list):
        return pack(meta, arrays)
    members = {}
    for number, own in enumerate(meta):
        before = f"{_MEMBER}{number}."
        of_member = {name.removeprefix(before): array for name, array in arrays.items() if name.startswith(before)}
        members[f"{_MEMBER}{number}"] = np.frombuffer(_together(own, of_member), dtype=np.uint8)
    return pack({"members": len(meta)}, members)
