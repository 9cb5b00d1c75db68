"""Asking a network without training it: logits, passes with dropout, embeddings, batch-norm statistics."""

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from selection.arrays import Floats
from selection.training import Machine
from selection.views import AsInput

SCORE_CHUNK = 1024

_DROPOUTS = (nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d, nn.AlphaDropout)


def logits_of(model: nn.Module, items_N: Tensor, *, machine: Machine, as_input: AsInput) -> Floats:
    """Logits float64[N, C] without augmentation or dropout: the same numbers every time."""
    model.eval()
    return _logits(model, items_N, machine=machine, as_input=as_input)


def dropout_logits_of(model: nn.Module, items_N: Tensor, *, machine: Machine, as_input: AsInput) -> Floats:
    """Logits float64[N, C] of one pass in which dropout drops; batch norm keeps its statistics. (Gal 2016.)"""
    model.eval()
    for module in model.modules():
        if isinstance(module, _DROPOUTS):
            module.train()
    try:
        return _logits(model, items_N, machine=machine, as_input=as_input)
    finally:
        model.eval()


@torch.inference_mode()
def _logits(model: nn.Module, items_N: Tensor, *, machine: Machine, as_input: AsInput) -> Floats:
    chunks = []
    for items in torch.split(items_N, SCORE_CHUNK):
        with machine.autocast():
            chunks.append(model(as_input(items.to(machine.device))).float().cpu())
    return torch.cat(chunks).double().numpy()


@contextmanager
def inputs_of(layer: nn.Module) -> Iterator[list[Tensor]]:
    """Collects, chunk by chunk, what `layer` is given inside: float32 on the CPU."""
    seen: list[Tensor] = []
    hook = layer.register_forward_pre_hook(lambda _layer, inputs: seen.append(inputs[0].float().cpu()))
    try:
        yield seen
    finally:
        hook.remove()


@torch.no_grad()
def refresh_norm(model: nn.Module, items_N: Tensor, *, machine: Machine, as_input: AsInput) -> None:
    """Batch-norm means and variances over `items_N`, in place of those that training left behind.

    Each layer is fed what the refreshed layers before it make of these items. Fewer than two items change nothing.
    """
    if len(items_N) < 2:
        return
    norms = [module for module in model.modules() if isinstance(module, nn.modules.batchnorm._BatchNorm)]
    momenta = [norm.momentum for norm in norms]
    model.eval()
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # A plain average over the chunks.
        norm.train()
    # Chunks of equal size, so that none weighs more per item and none has a single item, which has no variance.
    for items in torch.tensor_split(items_N, math.ceil(len(items_N) / SCORE_CHUNK)):
        with machine.autocast():
            model(as_input(items.to(machine.device)))
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.momentum = momentum
    model.eval()
