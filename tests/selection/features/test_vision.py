"""torchvision beside any torch. In processes of their own: operators stay declared for as long as a process lives."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


def ran(program: str) -> None:
    subprocess.run([sys.executable, "-c", program], check=True)


def test_models_and_transforms_work_whatever_torch_it_was_built_for() -> None:
    ran("""
import torch
from selection.features.vision import torchvision
assert torchvision().models.resnet18(weights=None).eval()(torch.zeros(1, 3, 32, 32)).shape == (1, 1000)
assert torchvision().models.ResNet18_Weights.DEFAULT.transforms()(torch.zeros(3, 32, 40)).shape == (3, 224, 224)
assert torchvision() is torchvision()
""")


def test_nothing_is_declared_where_the_operators_load() -> None:
    """As on a machine whose torchvision fits its torch."""
    ran("""
import torch, types, sys
loaded = []
torch.ops.load_library = loaded.append
from selection.features import vision
assert vision._operators_load()
assert loaded and "_C" in loaded[0], loaded
stands_for_it = sys.modules["torchvision"] = types.ModuleType("torchvision")
stands_for_it.__spec__ = None
vision._operators_load = lambda: True
assert vision.torchvision() is stands_for_it
assert not vision._declared
""")


def test_without_torchvision_the_import_says_so() -> None:
    ran("""
import sys
sys.modules["torchvision"] = None
from selection.features.vision import torchvision
try:
    torchvision()
except ImportError as error:
    assert "torchvision" in str(error)
else:
    raise AssertionError
""")
