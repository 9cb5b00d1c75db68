"""Asking a network without training it: logits, passes with dropout, embeddings, batch-norm statistics."""

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from selection.arrays import Floats32
from selection.machine import Machine
from selection.training.augmentation import AsInput
from selection.training.folding import folded

LARGEST_CHUNK, SMALLEST_CHUNK = 1024, 16
# On a CPU: what a layer hands to the next then stays in the cache. ResNet-20, 32x32, 2 cores, bfloat16, images/s:
# 4,660 at 128 images a time, 2,000 at 1,024.
CPU_PIXELS = 128 * 32 * 32
# Statistics want many images at a time, but not so many large ones that memory ends.
NORM_PIXELS = CUDA_PIXELS = 1024 * 32 * 32

_DROPOUTS = (nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d, nn.AlphaDropout)


def logits_of(model: nn.Module, items_N: Tensor, *, machine: Machine, as_input: AsInput) -> Floats32:
    """Logits float32[N, C] without augmentation or dropout: the same numbers every time."""
    model.eval()
    return _logits(folded(model, machine=machine), items_N, machine=machine, as_input=as_input)


def dropout_logits_of(model: nn.Module, items_N: Tensor, *, machine: Machine, as_input: AsInput) -> Floats32:
    """Logits float32[N, C] of one pass in which dropout drops; batch norm keeps its statistics. (Gal 2016.)"""
    model.eval()
    for module in model.modules():
        if isinstance(module, _DROPOUTS):
            module.train()
    try:
        return _logits(model, items_N, machine=machine, as_input=as_input)
    finally:
        model.eval()


@torch.inference_mode()
def _logits(model: nn.Module, items_N: Tensor, *, machine: Machine, as_input: AsInput) -> Floats32:
    chunks = []
    pixels = CUDA_PIXELS if machine.device.type == "cuda" else CPU_PIXELS
    for items in _chunks(items_N, pixels=pixels):
        with machine.autocast():
            chunks.append(model(as_input(items.to(machine.device))).float().cpu())
    return torch.cat(chunks).numpy()


def _chunks(items_N: Tensor, *, pixels: int) -> tuple[Tensor, ...]:
    """The items in their order, cut into parts of about so many pixels each, and of nearly the same size."""
    fits = pixels // max(1, math.prod(items_N.shape[1:3]))
    size = min(LARGEST_CHUNK, max(SMALLEST_CHUNK, fits))
    return torch.tensor_split(items_N, max(1, math.ceil(len(items_N) / size)))


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
    for items in _chunks(items_N, pixels=NORM_PIXELS):
        with machine.autocast():
            model(as_input(items.to(machine.device)))
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.momentum = momentum
    model.eval()
