"""Reading a pickle that holds nothing but numbers, texts and numpy arrays."""

import io
import pickle
from typing import Any

import numpy as np

from selection.benchmark.data import DataError

# A pickle may name any function to be called. These are the ones that arrays and bytes need; numpy's helper has
# moved between versions, so it is taken from an array, not by the name that the file gives.
_ARRAY_MODULES = ("numpy.core.multiarray", "numpy._core.multiarray")
ALLOWED: dict[tuple[str, str], Any] = {
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
    ("_codecs", "encode"): lambda text, encoding: text.encode(encoding),
} | {(module, "_reconstruct"): np.zeros(0).__reduce__()[0] for module in _ARRAY_MODULES}


class _Restricted(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in ALLOWED:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}")
        return ALLOWED[module, name]


def unpickled(content: bytes, *, name: str) -> dict[str, Any]:
    """A dictionary with texts as keys. Raises DataError that names the file where it is damaged or holds code."""
    try:
        # Python 2 wrote texts as bytes.
        read = _Restricted(io.BytesIO(content), encoding="bytes").load()
        return {key.decode() if isinstance(key, bytes) else str(key): value for key, value in read.items()}
    # A damaged pickle raises nearly anything: IndexError, KeyError, ValueError, AttributeError …
    except Exception as error:
        raise DataError(f"{name} cannot be read as a batch of numbers: {error}") from error
