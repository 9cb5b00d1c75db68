"""What is compiled: loops over memory that torch's operators walk too often.

The compiler that fastText needs makes it, once per machine and in about a second, when it is first wanted.
"""

import ctypes
import hashlib
import logging
import os
import shlex
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import torch

log = logging.getLogger(__name__)

SOURCE = Path(__file__).with_name("norm_relu.cpp")
_ADDRESS, _SIZE, _REAL = ctypes.c_void_p, ctypes.c_int64, ctypes.c_float


class NotCompiled(Exception):
    """There is no compiler here, or it did not like the source; the text says which."""


@cache
def norm_relu() -> ctypes.CDLL | None:
    """The two functions of norm_relu.cpp; None, with one warning, where nothing can be compiled."""
    try:
        # After torch has loaded OpenMP: ours is then the same, with the same threads.
        library = ctypes.CDLL(str(compiled(SOURCE, folder=_cache_folder())))
    except (NotCompiled, OSError, RuntimeError) as error:
        log.warning("Training on this CPU is about a tenth slower than it could be: %s", error)
        return None
    sizes = [_SIZE, _SIZE, ctypes.c_int]
    library.norm_relu_forward.argtypes = [*sizes, *[_ADDRESS] * 3, _REAL, _REAL, *[_ADDRESS] * 5]
    library.norm_relu_backward.argtypes = [*sizes, *[_ADDRESS] * 9]
    library.norm_relu_forward.restype = library.norm_relu_backward.restype = None
    return library


def compiled(source: Path, *, folder: Path) -> Path:
    """The library made of `source`, from an earlier time where source and command are the same.

    Raises NotCompiled, OSError where `folder` cannot be written.
    """
    command = [*shlex.split(os.environ.get("CXX", "g++")), "-std=c++17", "-O3", *_level()]
    command += ["-fopenmp", "-shared", "-fPIC", str(source)]
    made_of = "\0".join(command).encode() + source.read_bytes()
    library = folder / f"{source.stem}-{hashlib.sha256(made_of).hexdigest()[:16]}.so"
    if not library.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=folder) as new:
            _run([*command, "-o", f"{new}/{library.name}"])
            # In one go: who is killed leaves no half library, and two at a time do no harm.
            os.replace(f"{new}/{library.name}", library)
    return library


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotCompiled(f"{error}. Is there a C++ compiler?") from error
    if done.returncode:
        raise NotCompiled(f"{shlex.join(command)} said: {done.stderr.strip()[-2000:]}")


def _level() -> list[str]:
    """Instructions that torch has found here; a newer level was no faster."""
    return ["-march=x86-64-v3"] if torch.backends.cpu.get_cpu_capability() in ("AVX2", "AVX512") else []


def _cache_folder() -> Path:
    """Raises RuntimeError for a user without a home."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "labelapp"
