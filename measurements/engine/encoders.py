"""Items per second of each encoder on one core, beside the plain call of the library that people use for it.

Ours is what an encoder's process does: texts are cut and images decoded, then computed, in bfloat16 where the hardware
has it. Plain is sentence-transformers' `encode` in float32, and timm's network in float32 over batches of images that
Pillow decodes and resizes one by one. Both are measured only where they are installed.
"""

import importlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from PIL import Image

from measurements.engine.timing import one_core, seconds
from measurements.figures import Figure, Result, figure
from selection import ENCODERS
from selection.arrays import Floats32
from selection.features.encoders.loading import load
from selection.features.encoders.protocol import Content, Encoding
from selection.features.encoders.weights import weights_of
from selection.features.encoders.words import fit_words
from selection.features.vision import torchvision
from selection.machine import Machine
from selection.strategy import Strategy

REPEATS = 3
AT_ONCE, SIDE = 32, 224
# What a photo of a telephone is once the browser has made it small.
HEIGHT, WIDTH = 533, 400

Plain = Callable[[Sequence[Any]], object]


@dataclass(frozen=True)
class Case:
    """An encoder over `count` contents of one sort."""

    encoder: str
    sort: str
    count: int


CASES = (
    Case("sentences", "questions", 512),
    Case("sentences", "reviews", 64),
    Case("tokens", "questions", 4096),
    Case("tokens", "reviews", 512),
    Case("words", "questions", 4096),
    Case("words", "reviews", 512),
    Case("photos", "photos", 64),
    Case("shapes", "photos", 64),
)
QUICK = 8


def measure(*, quick: bool) -> Result:
    """Items per second of each case, and of the plain call where there is one here."""
    taken: dict[str, list[float]] = {}
    with one_core(), TemporaryDirectory() as folder:
        before = torch.get_num_threads()
        torch.set_num_threads(1)
        figures = [_figure(case, quick=quick, folder=Path(folder), taken=taken) for case in CASES]
        torch.set_num_threads(before)
    raw = {"clock": "CPU time, one thread", "seconds": taken, "device": Machine.of(Strategy()).name}
    return Result(figures, raw)


def _figure(case: Case, *, quick: bool, folder: Path, taken: dict[str, list[float]]) -> Figure:
    count, repeats = (QUICK, 1) if quick else (case.count, REPEATS)
    contents = CONTENTS[case.sort](count)
    encoding = _loaded(case.encoder, contents, folder=folder)
    ours = seconds(partial(_encoded, encoding, contents), repeats=repeats)
    name = f"encoder {case.encoder}, {case.sort}"
    taken[name] = ours
    peers = {}
    if case.encoder in PLAIN and find_spec(PLAIN[case.encoder][0]):
        library, plain = PLAIN[case.encoder]
        call = plain()
        _check_same(case.encoder, encoding, call, contents)
        taken[f"{name}, {library}"] = seconds(partial(call, contents), repeats=repeats)
        peers = {library.replace("_", "-"): count / median(taken[f"{name}, {library}"])}
    return figure(name, [count / second for second in ours], "items/s", peers=peers, higher_is_better=True)


def _loaded(name: str, contents: list[Content], *, folder: Path) -> Encoding:
    encoder = ENCODERS[name]
    fitted = folder / "fitted"
    if encoder.is_fitted:
        fit_words(contents, fitted)
    return load(encoder, fitted=fitted)


def _encoded(encoding: Encoding, contents: Sequence[Content]) -> Floats32:
    prepared, _ = encoding.prepared(contents)
    return encoding.features(prepared)


def _check_same(name: str, encoding: Encoding, call: Plain, contents: list[Content]) -> None:
    """Raises AssertionError unless the plain call gives the same sentence features. timm's weights have other names."""
    if name == "sentences":
        cosines = (_encoded(encoding, contents[:4]) * np.asarray(call(contents[:4]))).sum(axis=1)
        assert cosines.min() > 0.999, cosines


def _sentence_transformers() -> Plain:
    torchvision()  # transformers imports it, and then fails as it would fail here.
    library = importlib.import_module("sentence_transformers")
    weights = weights_of(ENCODERS["sentences"])[0]
    model = library.SentenceTransformer(str(weights.parent), device="cpu")
    return partial(model.encode, batch_size=AT_ONCE, normalize_embeddings=True, show_progress_bar=False)


def _timm() -> Plain:
    torchvision()
    model = importlib.import_module("timm").create_model("tf_efficientnet_lite0", pretrained=False, num_classes=0)
    return partial(_through, model.eval())


@torch.inference_mode()
def _through(model: torch.nn.Module, photos: Sequence[bytes]) -> list[torch.Tensor]:
    found = []
    for start in range(0, len(photos), AT_ONCE):
        images = [_resized(photo) for photo in photos[start : start + AT_ONCE]]
        inputs = torch.from_numpy(np.stack(images)).permute(0, 3, 1, 2).float() / 127.5 - 1
        found.append(model(inputs.contiguous()))
    return found


def _resized(photo: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(photo)).convert("RGB").resize((SIDE, SIDE), Image.Resampling.BICUBIC))


PLAIN: dict[str, tuple[str, Callable[[], Plain]]] = {
    "sentences": ("sentence_transformers", _sentence_transformers),
    "photos": ("timm", _timm),
}

VOCABULARY = (
    "the of and to a in that it is was for on with as this but are have be not my you card film money they from at "
    "which so his one by her all would there been if more when she or what we an about up out who has some could "
    "payment transfer account story acting director scene music plot wonderful terrible boring refund charged waiting"
)


def _texts(count: int, *, shortest: int, longest: int) -> list[Content]:
    """So many texts of between so many words, few of which are long."""
    rng, words = np.random.default_rng(0), VOCABULARY.split()
    spread = np.exp(rng.uniform(np.log(shortest), np.log(longest), size=count)).astype(int)
    return [" ".join(rng.choice(words, size=n_words)) for n_words in spread]


def _photos(count: int) -> list[Content]:
    """JPEG files of smooth colours with some noise: as many bytes as photos of that size have."""
    rng = np.random.default_rng(0)
    return [_photo(rng) for _ in range(count)]


def _photo(rng: np.random.Generator) -> bytes:
    smooth = Image.fromarray(rng.integers(0, 256, (16, 12, 3), dtype=np.uint8)).resize((WIDTH, HEIGHT))
    noisy = np.asarray(smooth).astype(np.int16) + rng.integers(-8, 9, (HEIGHT, WIDTH, 3))
    file = io.BytesIO()
    Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=85)
    return file.getvalue()


CONTENTS: dict[str, Callable[[int], list[Content]]] = {
    "questions": partial(_texts, shortest=5, longest=40),
    "reviews": partial(_texts, shortest=60, longest=600),
    "photos": _photos,
}
