"""Where a model runs: device, precision, threads, random numbers, memory."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch

from selection.strategy import Strategy

# Of malloc.h. More than 32 MB at a time glibc always fetches anew.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_LARGEST_KEPT, _NEVER = 32 * 2**20, 2**31 - 1


@dataclass(frozen=True)
class Machine:
    """Where a model runs, and whether its convolutions run in bfloat16."""

    device: torch.device
    bfloat16: bool

    @classmethod
    def of(cls, strategy: Strategy) -> "Machine":
        """By `strategy.device` and `strategy.precision`; "auto" takes what the hardware is good at."""
        has_cuda = torch.cuda.is_available() and strategy.device != "cpu"
        device = torch.device("cuda" if has_cuda or strategy.device == "cuda" else "cpu")
        fast = _cpu_has_bfloat16() if device.type == "cpu" else torch.cuda.is_bf16_supported()
        return cls(device, strategy.precision == "bfloat16" or (strategy.precision == "auto" and fast))

    @property
    def name(self) -> str:
        """For reports: "cpu bfloat16", "cuda (NVIDIA …) float32"."""
        card = f" ({torch.cuda.get_device_name(self.device)})" if self.device.type == "cuda" else ""
        return f"{self.device.type}{card} {'bfloat16' if self.bfloat16 else 'float32'}"

    def autocast(self) -> torch.autocast:
        """The context in which a model runs: bfloat16 where this machine takes it, float32 otherwise."""
        return torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.bfloat16)


def _cpu_has_bfloat16() -> bool:
    """Instructions for it; without them bfloat16 is emulated and slower than float32."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


@contextmanager
def seeded(rng: np.random.Generator, *, machine: Machine) -> Iterator[torch.Generator]:
    """All that torch draws inside (weights, dropout, the generator given) follows `rng`; no global trace."""
    seed = int(rng.integers(2**63))
    devices = [machine.device] if machine.device.type == "cuda" else []
    with torch.random.fork_rng(devices=devices):
        torch.manual_seed(seed)
        yield torch.Generator().manual_seed(seed)


@contextmanager
def torch_threads(threads: int) -> Iterator[None]:
    """`threads` CPU threads inside; 0 leaves the number alone."""
    before = torch.get_num_threads()
    torch.set_num_threads(threads or before)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@cache
def keep_freed_memory() -> None:
    """From now on this process keeps what it frees: no step need fetch a layer's output anew, page by page.

    Without it training takes a fifth longer. `malloc_trim` still gives memory back, as the product does after a round.
    Elsewhere than with glibc nothing happens.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _LARGEST_KEPT)
        mallopt(_M_TRIM_THRESHOLD, _NEVER)
