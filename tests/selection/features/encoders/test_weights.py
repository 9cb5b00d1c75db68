"""Nothing reads weights that are not the known bytes."""

import hashlib
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from selection import ENCODERS, Encoder, StrategyError
from selection.features.encoders import weights
from selection.features.encoders.efficientnet import read_weights
from selection.features.encoders.registry import WeightsFile
from selection.features.encoders.weights import weights_of

BYTES = b"weights of a fake encoder"


@pytest.fixture(autouse=True)
def _nothing_checked_yet() -> Iterator[None]:
    weights._checked.cache_clear()
    yield
    weights._checked.cache_clear()


def encoder(*, sha256: str = hashlib.sha256(BYTES).hexdigest(), distribution: str = "fake-weights") -> Encoder:
    file = WeightsFile(distribution, "fake_weights/model.safetensors", sha256)
    return Encoder(
        name="fake", kind="text", about="", dimension=2, sees="", licence="", seconds=1, part=1, files=(file,)
    )


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A distribution with one file; the path of that file."""
    about = tmp_path / "fake_weights-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: fake-weights\nVersion: 1.0\n")
    file = tmp_path / "fake_weights" / "model.safetensors"
    file.parent.mkdir()
    file.write_bytes(BYTES)
    monkeypatch.syspath_prepend(tmp_path)
    return file


def test_the_file_is_found_in_its_distribution(installed: Path) -> None:
    assert weights_of(encoder()) == [installed]


def test_one_wrong_byte_is_noticed(installed: Path) -> None:
    installed.write_bytes(BYTES.replace(b"fake", b"fike"))
    with pytest.raises(StrategyError, match=r"encoder fake are damaged \(model\.safetensors\): install fake-weights"):
        weights_of(encoder())


def test_a_file_that_is_gone_is_named_by_what_brings_it(installed: Path) -> None:
    installed.unlink()
    with pytest.raises(StrategyError, match="encoder fake are missing: install fake-weights again"):
        weights_of(encoder())


def test_a_distribution_that_is_not_installed_says_how_to_get_it() -> None:
    with pytest.raises(StrategyError, match=r"not installed: run make setup, or .* requirements-encoders\.txt"):
        weights_of(encoder(distribution="no-such-weights"))


@pytest.mark.parametrize("name", [name for name, encoder in ENCODERS.items() if encoder.files])
def test_make_setup_has_installed_what_the_table_names(name: str) -> None:
    assert all(path.is_file() for path in weights_of(ENCODERS[name]))


def test_code_inside_a_file_of_weights_is_not_run(tmp_path: Path) -> None:
    """Even where somebody has pinned its hash."""
    ran = tmp_path / "ran"

    class Hostile:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (Path(ran),)  # type: ignore[return-value]  # as pickle calls it

    torch.save({"weight": Hostile()}, tmp_path / "hostile.pth")
    with pytest.raises(pickle.UnpicklingError):
        read_weights(tmp_path / "hostile.pth")
    assert not ran.exists()
