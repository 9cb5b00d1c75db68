"""Weights of a network to and from named arrays; growing by classes; shrinking."""

import numpy as np
import torch
from torch import Tensor, nn

from selection.errors import BadState
from selection.strategy import Strategy

HEAD = "head"


def grown(model: nn.Module, stored: dict[str, np.ndarray]) -> nn.Module:
    """`model` with the stored weights; classes added since then keep their fresh rows of the head.

    Raises BadState where the layers are others.
    """
    weights = model.state_dict()
    if weights.keys() != stored.keys():
        raise BadState("The stored proxy has other layers than this version builds.")
    for name, array in stored.items():
        _copy_into(weights[name], torch.from_numpy(array), may_grow=name.startswith(f"{HEAD}."), name=name)
    return model


def _copy_into(target: Tensor, stored: Tensor, *, may_grow: bool, name: str) -> None:
    fits = target.shape[1:] == stored.shape[1:] and (
        target.shape == stored.shape or (may_grow and len(target) >= len(stored))
    )
    if not fits:
        raise BadState(f"The stored proxy's {name} has shape {list(stored.shape)}, not {list(target.shape)}.")
    with torch.no_grad():
        (target[: len(stored)] if target.ndim else target).copy_(stored)


@torch.no_grad()
def shrink_perturb(model: nn.Module, fresh: nn.Module, *, strategy: Strategy) -> None:
    """In place: weights * shrink + perturb * fresh weights; batch-norm statistics stay. (Ash & Adams 1910.08475.)"""
    for weights, noise in zip(model.parameters(), fresh.parameters(), strict=True):
        weights.mul_(strategy.shrink).add_(noise, alpha=strategy.perturb)
