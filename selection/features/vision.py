"""torchvision, also beside a torch that its compiled operators were not built for.

torchvision's wheel carries operators compiled against one build of torch. Beside another build (the CPU torch that
requirements.txt pins) they do not load, and `import torchvision` then fails with "operator torchvision::nms does
not exist", because its Python side describes two of them to the compiler. Models and transforms, all that is used
here, need neither: declaring their names is enough. `torchvision.io` needs its own library; files are decoded
with Pillow.
"""

import importlib.util
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder
from typing import Any

import torch

_MISSING = ("nms", "qnms")


@cache
def torchvision() -> Any:
    """The package, with `models` and `transforms`. Raises ImportError where it is not installed."""
    if not _operators_load():
        _declare_operators()
    import torchvision as package

    return package


def _operators_load() -> bool:
    """Whether the compiled operators fit this torch. Loading them here first is what `import torchvision` does too."""
    spec = importlib.util.find_spec("torchvision")
    if spec is None or not spec.submodule_search_locations:
        return True  # Nothing to mend: the import says that it is missing.
    folder = spec.submodule_search_locations[0]
    compiled = FileFinder(folder, (ExtensionFileLoader, EXTENSION_SUFFIXES)).find_spec("_C")
    if compiled is None or compiled.origin is None:
        return False
    try:
        torch.ops.load_library(compiled.origin)  # type: ignore[no-untyped-call]
    except (OSError, RuntimeError):
        return False
    return True


def _declare_operators() -> None:
    """Names and types only: calling one still says that it has no implementation."""
    library = torch.library.Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]
    for name in _MISSING:
        schema = f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
        library.define(schema)  # type: ignore[no-untyped-call]
    # The names live as long as this object does.
    _declared.append(library)


_declared: list[torch.library.Library] = []
