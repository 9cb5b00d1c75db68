"""Threads of numpy's matrix products."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController


@contextmanager
def blas_threads(threads: int) -> Iterator[None]:
    """`threads` of them inside; 0 leaves the number alone."""
    with _libraries().limit(limits=threads or None):
        yield


@cache
def _libraries() -> "ThreadpoolController":
    """Those loaded with numpy; looking for them takes longer than a product of a few thousand rows."""
    # The web process knows this module and learns nothing: its image goes without.
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
