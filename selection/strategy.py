"""A strategy is a configuration of the plug points and of the proxy update, never a branch in the code."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from selection.errors import StrategyError
from selection.segments import parse_segments

IMAGE, TEXT = "image", "text"
IMAGE_PROXIES = (
    "small_cnn",
    "tiny_cnn",
    "mnist_cnn",
    "preact_resnet20",
    "preact_resnet56",
    "preact_resnet110",
    "preact_resnet164",
    "resnet18",
    "resnet50",
    "vgg11_bn",
    "mobilenet",
)
# Heads on frozen features: of images by torchvision weights, of texts by a sentence model, of both by a view.
HEAD_PROXIES = ("linear_head", "mlp_head", "ridge_head", "logistic_head")
IMAGE_FEATURES = ("resnet18", "resnet50", "mobilenet_v3_small")
# Representations that a pool may bring as views, by kind; the first that is there is the start, before any label says
# more, and of those that do as well the first is taken. AUTO: whichever the labels speak for.
AUTO, OWN = "auto", "own"
REPRESENTATIONS = {
    IMAGE: ("photos+shapes", "photos", "shapes"),
    TEXT: ("sentences+words", "sentences", "words", "tokens"),
}
TEXT_PROXIES = ("fasttext", "vdcnn9", "vdcnn29")
# Only these have dropout, so only their passes differ from each other.
DROPOUT_PROXIES = ("small_cnn", "tiny_cnn", "mnist_cnn", "vgg11_bn", "mobilenet", "mlp_head")
# These look at what a proxy makes of the candidates, beside their scores.
PROXY_PICKS = ("k_centers", "badge", "class_balanced", "herding")


def _option(default: Any, group: str, text: str, *, choices: tuple[str, ...] = (), low: float | None = None) -> Any:
    """A dataclass field that also carries what a form needs to show it."""
    return field(default=default, metadata={"group": group, "help": text, "choices": choices, "low": low})


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """All that a round is told beside its data and generator. Raises StrategyError on contradictions."""

    name: str = _option("custom", "General", "Name shown in reports.")
    kind: str = _option(IMAGE, "General", "What the items are.", choices=(IMAGE, TEXT))
    initial: int = _option(50, "General", "Items in the first query.", low=1)
    query: int = _option(25, "General", "Items chosen in each later round.", low=1)
    cold_start: str = _option("random", "General", "How the first query is picked.", choices=("random", "typical"))

    candidates: str = _option(
        "all", "Candidates", "Which part of the pool is scored.", choices=("all", "uniform", "history")
    )
    candidate_count: int = _option(0, "Candidates", "Candidates per round; 0: use the fraction.", low=0)
    candidate_fraction: float = _option(0.0, "Candidates", "Candidates as a fraction of the pool.", low=0)
    history_weights: str = _option(
        "ranks",
        "Candidates",
        "What the softmax over earlier scores works on.",
        choices=("raw", "ranks", "standardised"),
    )
    history_power: float = _option(1.0, "Candidates", "Exponent on raw values before the softmax.", low=0)
    shuffle_history: bool = _option(
        default=False, group="Candidates", text="Control arm: scores go back to the wrong rows."
    )
    exclude_lowest: float = _option(
        0.0, "Candidates", "Share of the scored rows, the lowest, that is never drawn.", low=0
    )
    temperature: float = _option(1.0, "Candidates", "Temperature of that softmax; low: mostly the highest.", low=0)
    uniform_floor: float = _option(0.0, "Candidates", "Share of the draw that ignores earlier scores.", low=0)
    full_first_scan: bool = _option(
        default=False, group="Candidates", text="Score the whole pool once, in the first scored round."
    )
    whole_below: float = _option(
        0.0,
        "Candidates",
        "For a head on a view: score the whole pool where that takes fewer thousand million products; 0: never.",
        low=0,
    )

    acquisition: str = _option(
        "margin",
        "Acquisition",
        "How a candidate is scored.",
        choices=("least_confidence", "margin", "entropy", "variation_ratio", "bald", "spread", "random"),
    )
    passes: int = _option(1, "Acquisition", "Passes with dropout per candidate; 1: one plain pass.", low=1)
    ensemble: int = _option(1, "Acquisition", "Proxies trained side by side, each with its own weights.", low=1)
    pick: str = _option(
        "top_k",
        "Query",
        "How the query is picked from the scores.",
        choices=("top_k", "power", "softmax", "softrank", *PROXY_PICKS),
    )
    power_beta: float = _option(1.0, "Query", "Sharpness of power, softmax and softrank; 0 is random.", low=0)

    proxy: str = _option(
        "small_cnn", "Proxy", "The cheap model that scores.", choices=IMAGE_PROXIES + TEXT_PROXIES + HEAD_PROXIES
    )
    features: str = _option(
        "",
        "Proxy",
        "For a head: a representation, 'auto' for the one that learns best, or a frozen model by name or local file.",
    )
    hidden: int = _option(256, "Proxy", "Width of the hidden layer of mlp_head.", low=1)
    refresh_norm: int = _option(
        0, "Proxy", "Unlabelled items on which batch-norm statistics are taken anew before scoring.", low=0
    )
    update: str = _option(
        "keep",
        "Proxy",
        "Where an update starts: new weights, the last ones, or the last ones shrunk with noise.",
        choices=("scratch", "keep", "shrink_perturb"),
    )
    shrink: float = _option(0.6, "Proxy", "Factor on the last weights for shrink_perturb.", low=0)
    perturb: float = _option(0.01, "Proxy", "Noise added for shrink_perturb, in units of fresh weights.", low=0)

    replay: str = _option(
        "ratio",
        "Replay",
        "Earlier labels trained on beside the new batch: none, a draw, or all.",
        choices=("off", "ratio", "all"),
    )
    replay_ratio: float = _option(1.0, "Replay", "Earlier labels drawn per new label (R).", low=0)
    replay_floor: int = _option(0, "Replay", "Draw at least so many earlier labels, where there are so many.", low=0)

    memory: str = _option(
        "whole",
        "Replay",
        "Which labels are kept for replay: all, an even sample, or one balanced over classes.",
        choices=("whole", "reservoir", "balanced"),
    )
    memory_capacity: int = _option(0, "Replay", "Labels kept by reservoir and balanced.", low=0)

    epochs: float = _option(20.0, "Training", "Passes over the new batch and its replay.", low=0)
    min_steps: int = _option(0, "Training", "At least so many optimiser steps per round.", low=0)
    minibatch: int = _option(128, "Training", "Rows in one optimiser step.", low=1)
    optimiser: str = _option("sgd", "Training", "Optimiser, new in each round.", choices=("sgd", "adam"))
    schedule: str = _option(
        "one_cycle",
        "Training",
        "Learning rate over a round: up and down, by segments, or peak_lr throughout.",
        choices=("one_cycle", "segments", "constant"),
    )
    segments: str = _option(
        "", "Training", "For segments: epochs@rate, as '1@0.01 90@0.1 45@0.01'; their sum replaces the epochs."
    )
    start_lr: float = _option(0.01, "Training", "Learning rate of one_cycle at the first step.", low=0)
    peak_lr: float = _option(
        0.2, "Training", "Highest learning rate of one_cycle; constant, fastText: the only one.", low=0
    )
    end_lr: float = _option(0.001, "Training", "Learning rate of one_cycle at the last step.", low=0)
    momentum: float = _option(0.9, "Training", "Momentum of SGD.", low=0)
    weight_decay: float = _option(5e-4, "Training", "Weight decay of SGD.", low=0)
    label_smoothing: float = _option(0.0, "Training", "Share of each label spread over all classes.", low=0)
    sampler: str = _option(
        "uniform",
        "Training",
        "How training minibatches are drawn.",
        choices=("uniform", "worst_class", "simple_curriculum", "bucketed_curriculum", "active_bandit"),
    )
    sampler_floor: float = _option(
        0.0, "Training", "Share of worst_class that stays even: a guard where a class cannot be learned.", low=0
    )
    sampler_buckets: int = _option(3, "Training", "Buckets of difficulty for bucketed_curriculum.", low=1)
    bandit_arms: int = _option(10, "Training", "Arms of active_bandit: slices of difficulty.", low=1)
    bandit_exploit: float = _option(
        0.8, "Training", "E of active_bandit: weight of what was learned; 0 explores.", low=0
    )
    bandit_eta: float = _option(0.2, "Training", "eta of active_bandit: step of its weights.", low=0)
    bandit_warm_up: int = _option(100, "Training", "H of active_bandit: steps before it learns.", low=0)
    bandit_decay: float = _option(0.0, "Training", "Rate per step at which exploration decays; 0: never.", low=0)
    clip_norm: float = _option(0.0, "Training", "Gradients are scaled down to this norm; 0: never.", low=0)
    augment: str = _option(
        "crop_flip", "Training", "Random views of training images.", choices=("none", "crop", "crop_flip")
    )
    precision: str = _option(
        "auto", "Training", "Arithmetic of the image proxies.", choices=("auto", "float32", "bfloat16")
    )

    text_dim: int = _option(10, "Text", "Numbers per word in fastText.", low=1)
    text_bucket: int = _option(200_000, "Text", "Hash buckets for word and character n-grams.", low=1)
    text_word_ngrams: int = _option(2, "Text", "Longest run of words that is a feature.", low=1)
    text_min_chars: int = _option(0, "Text", "Shortest character n-gram; 0: none.", low=0)
    text_max_chars: int = _option(0, "Text", "Longest character n-gram; 0: none.", low=0)

    text_budget: int = _option(0, "Text", "Millions of characters read in a round at most; 0: no limit.", low=0)

    device: str = _option("auto", "Machine", "Where the proxy runs.", choices=("auto", "cpu", "cuda"))
    threads: int = _option(0, "Machine", "CPU threads of a round; 0: leave as they are.", low=0)

    def __post_init__(self) -> None:
        for option in fields(self):
            _check_field(self, option.name, dict(option.metadata))
        _check_candidates(self)
        _check_acquisition(self)
        _check_proxy(self)
        _check_memory(self)
        _check_training(self)

    @property
    def epochs_in_all(self) -> float:
        """Passes over the new batch and its replay: `epochs`, or with segments their sum."""
        segments = parse_segments(self.segments)
        return sum(segment.epochs for segment in segments) if segments else self.epochs

    @property
    def by_view(self) -> bool:
        """Whether its proxy learns on a view that the pool brings: one by name, or the one that is chosen."""
        return self.features == AUTO or self.features in REPRESENTATIONS[self.kind]

    def n_candidates(self, n_pool: int) -> int:
        """Candidates wanted from a pool of `n_pool`: not fewer than the query, not more than there are."""
        if self.candidates == "all":
            return n_pool
        wanted = self.candidate_count or math.ceil(self.candidate_fraction * n_pool)
        return min(n_pool, max(wanted, self.query))


def _check_field(strategy: Strategy, name: str, meta: dict[str, Any]) -> None:
    value = getattr(strategy, name)
    wanted = type(_DEFAULTS[name]) if name in _DEFAULTS else type(value)
    # bool is an int to Python, but a switch is no number.
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    fits = is_number and math.isfinite(value) if wanted is float else type(value) is wanted
    if not fits:
        raise StrategyError(f"{name} must be {_KINDS[wanted]}; got {value!r}.")
    if meta["choices"] and value not in meta["choices"]:
        raise StrategyError(f"{name} must be one of {', '.join(meta['choices'])}; got {value!r}.")
    if meta["low"] is not None and value < meta["low"]:
        raise StrategyError(f"{name} must be at least {meta['low']}; got {value}.")


def _check_candidates(strategy: Strategy) -> None:
    given = (strategy.candidate_count > 0) + (strategy.candidate_fraction > 0)
    if strategy.candidates == "all" and given:
        raise StrategyError("candidates is 'all', so candidate_count and candidate_fraction must be 0.")
    if strategy.candidates != "all" and given != 1:
        raise StrategyError(
            f"candidates is {strategy.candidates!r}: set candidate_count or candidate_fraction, "
            "and leave the other at 0."
        )
    if max(strategy.candidate_fraction, strategy.uniform_floor, strategy.exclude_lowest) > 1:
        raise StrategyError("candidate_fraction, uniform_floor and exclude_lowest are shares and cannot be above 1.")
    if strategy.exclude_lowest >= 1:
        raise StrategyError("exclude_lowest must be below 1, or no scored row is ever drawn again.")
    if strategy.candidates != "history" and (strategy.exclude_lowest or strategy.shuffle_history):
        raise StrategyError("exclude_lowest and shuffle_history belong to candidates 'history'.")
    if strategy.history_power != 1 and strategy.history_weights != "raw":
        raise StrategyError("history_power belongs to history_weights 'raw'.")
    if strategy.temperature <= 0:
        raise StrategyError("temperature must be above 0.")
    if strategy.acquisition == "random" and strategy.candidates == "history":
        raise StrategyError("acquisition is 'random', so there is no history to draw candidates from.")


def _check_acquisition(strategy: Strategy) -> None:
    if strategy.passes > 1 and strategy.proxy not in DROPOUT_PROXIES:
        raise StrategyError(
            f"The proxy {strategy.proxy} has no dropout, so its passes would all be the same: set passes to 1."
        )
    if strategy.pick in PROXY_PICKS and strategy.acquisition == "random":
        raise StrategyError(f"{strategy.pick} looks at what the proxy makes of items: acquisition cannot be 'random'.")


def _check_memory(strategy: Strategy) -> None:
    if (strategy.memory == "whole") != (strategy.memory_capacity == 0):
        raise StrategyError("memory_capacity belongs to the memories 'reservoir' and 'balanced', and they need it.")


def _check_proxy(strategy: Strategy) -> None:
    proxies = (IMAGE_PROXIES if strategy.kind == IMAGE else TEXT_PROXIES) + HEAD_PROXIES
    if (strategy.proxy in HEAD_PROXIES) != bool(strategy.features):
        raise StrategyError(f"features belongs to {', '.join(HEAD_PROXIES)}, and they need it.")
    _check_features(strategy)
    if strategy.proxy not in proxies:
        raise StrategyError(f"The proxy {strategy.proxy} does not work on {strategy.kind} items.")
    if strategy.proxy == "fasttext" and strategy.update != "scratch":
        raise StrategyError("fastText cannot continue from earlier weights: set update to 'scratch'.")
    if strategy.text_min_chars > strategy.text_max_chars:
        raise StrategyError("text_min_chars cannot be above text_max_chars.")
    if strategy.shrink > 1:
        raise StrategyError("shrink is a factor and cannot be above 1.")


def _check_features(strategy: Strategy) -> None:
    if not strategy.features or strategy.by_view or strategy.kind == TEXT:
        return
    if strategy.features.partition(":")[0] not in IMAGE_FEATURES:
        known = (AUTO, *REPRESENTATIONS[IMAGE], *IMAGE_FEATURES)
        raise StrategyError(f"features of images must be one of {', '.join(known)}, or a frozen model as NAME:FILE.")


def _check_training(strategy: Strategy) -> None:
    if strategy.epochs <= 0 and strategy.min_steps <= 0:
        raise StrategyError("epochs or min_steps must be above 0, or nothing is learned.")
    if max(strategy.momentum, strategy.label_smoothing) >= 1:
        raise StrategyError("momentum and label_smoothing must be below 1.")
    if max(strategy.bandit_exploit, strategy.sampler_floor) > 1:
        raise StrategyError("bandit_exploit and sampler_floor are shares and cannot be above 1.")
    if strategy.proxy == "fasttext" and strategy.sampler != "uniform":
        raise StrategyError("fastText draws its own minibatches: set sampler to 'uniform'.")
    _check_schedule(strategy)


def _check_schedule(strategy: Strategy) -> None:
    if (strategy.schedule == "segments") != bool(parse_segments(strategy.segments)):
        raise StrategyError("segments belongs to the schedule 'segments', and it needs them.")
    if strategy.peak_lr <= 0:
        raise StrategyError("Learning rates must be above 0.")
    ends = (strategy.start_lr, strategy.end_lr)
    if strategy.schedule == "one_cycle" and not 0 < min(ends) <= max(ends) <= strategy.peak_lr:
        raise StrategyError("Learning rates must be above 0, and peak_lr the highest of the three.")


_KINDS: dict[type, str] = {int: "a whole number", float: "a number", bool: "true or false", str: "text"}
_DEFAULTS: dict[str, Any] = {option.name: option.default for option in fields(Strategy)}


def with_overrides(strategy: Strategy, overrides: Mapping[str, Any]) -> Strategy:
    """`strategy` with some fields replaced. Raises StrategyError on an unknown field or a contradiction."""
    unknown = sorted(set(overrides) - set(_DEFAULTS))
    if unknown:
        raise StrategyError(f"Unknown strategy field: {', '.join(unknown)}.")
    return replace(strategy, **overrides)


def strategy_fields() -> list[dict[str, Any]]:
    """For a form, per field: name, group, help, type (int, float, bool, str), default, choices, low."""
    return [
        {
            "name": name,
            "type": type(_DEFAULTS[name]).__name__,
            "default": _DEFAULTS[name],
            **option.metadata,
        }
        for name, option in ((option.name, option) for option in fields(Strategy))
    ]
